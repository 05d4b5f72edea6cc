import { type Diagnostic, problemOf } from '../../flow/diagnostic.ts'
import type { Problem } from '../../problem/problem.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, neverRuns } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { checkEffects, type PluginDefault, pluginDefaultsOf } from './check-defaults.ts'
import { checkNode, checkProperties } from './check-node.ts'
import type { FlowSchema } from './flow-schema.ts'
import type { SchemaCheck } from './schema-diagnostics.ts'

/**
 * Unknown types, unknown, missing and mistyped properties of one flow at any nesting, against the schema of a server.
 * Errors are what the server refuses for certain; what it may accept (a default of its own, a value that is rendered
 * at run time) is a warning. Nothing is said of a document that is not readable.
 */
export const validateAgainstSchema = (options: {
  readonly file: string
  readonly document: YamlDocument
  readonly schema: FlowSchema
}): Problem[] => {
  const { document, schema } = options
  const flow = document.value
  if (!isMapValue(flow)) return []
  const defaults = pluginDefaultsOf(flow)
  const hasDefault = (type: unknown, property: string): boolean =>
    defaults.some((entry) => plainText(type).startsWith(entry.type) && Object.hasOwn(entry.values, property))
  const problems: Problem[] = []
  const report = (diagnostic: Diagnostic): void => void problems.push(problemOf(options, whereItRuns(flow, diagnostic)))
  const textAt: SchemaCheck['textAt'] = (path, value) => document.textOf(path) ?? plainText(value)
  const check: SchemaCheck = { schema, hasDefault, textAt, report }
  checkNode(check, flow, { node: schema.root, path: [] })
  for (const entry of defaults) checkDefault(check, entry)
  checkEffects(check, flow, defaults)
  return problems
}

/** What never runs does not read its values either. */
const whereItRuns = (flow: MapValue, diagnostic: Diagnostic): Diagnostic => {
  const { code, path = [] } = diagnostic
  const isOfRun = code === 'invalid-value' || code === 'value-read-differently'
  return isOfRun && neverRuns(flow, path) ? { ...diagnostic, severity: 'info' } : diagnostic
}

/** A default may name the beginning of several types; only one that names a type itself can be compared. */
const checkDefault = (check: SchemaCheck, { type, values, path }: PluginDefault): void => {
  const node = check.schema.types.get(type)
  const place = { path: [...path, 'values'], severity: 'warning' } as const
  if (node) checkProperties(check, values, { ...place, shape: check.schema.shapeOf(node) })
}
