import type { Problem } from '../../finding/problem.ts'
import { isAtLeast, type KnownVersion } from '../../flow/kestra-version.ts'
import { type PluginDefault, pluginDefaultsOf } from '../../flow/plugin-defaults.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, mapNodes, neverRuns } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { problemOf } from '../all-codes.ts'
import type { RuleFinding } from '../rule-finding.ts'
import { checkNode, checkProperties } from './check-node.ts'
import type { FlowSchema } from './flow-schema.ts'
import { type SchemaCheck, suggestType } from './schema-findings.ts'

/**
 * Reports unknown types, and unknown, missing and mistyped properties of one flow at any depth, according to a server's
 * schema. Errors are certain to be refused. A value that the server may accept (its own default, a value rendered at
 * run time) is a warning. Reports nothing for a document that is not readable.
 */
export const validateAgainstSchema = (options: {
  readonly file: string
  readonly document: YamlDocument
  readonly schema: FlowSchema
  /** Version of the server, if known; otherwise the version in the schema counts. */
  readonly version?: KnownVersion | undefined
  /** Version string of the server that sent the schema in this run; absent for a saved schema. */
  readonly server?: string | undefined
}): Problem[] => {
  const { document, schema } = options
  const flow = document.value
  if (!isMapValue(flow)) return []
  const defaults = pluginDefaultsOf(flow)
  const hasDefault = (type: unknown, property: string): boolean =>
    defaults.some((entry) => plainText(type).startsWith(entry.type) && Object.hasOwn(entry.values, property))
  const problems: Problem[] = []
  const report = (finding: RuleFinding): void => void problems.push(problemOf(options, whereItRuns(flow, finding)))
  const textAt: SchemaCheck['textAt'] = (path, value) => document.textOf(path) ?? plainText(value)
  // A schema without a stamp has the version 1.0 for each 1.x.
  const version = options.version ?? (isAtLeast(schema.version, 1, 1) ? schema.version : undefined)
  const check: SchemaCheck = { schema, version, server: options.server, hasDefault, textAt, report }
  checkNode(check, flow, { node: schema.root, path: [] })
  for (const entry of defaults) checkDefault(check, entry)
  checkEffects(check, flow, defaults)
  return problems
}

/** Downgrades findings about values in parts that never run. */
const whereItRuns = (flow: MapValue, finding: RuleFinding): RuleFinding => {
  const { code, path = [] } = finding
  const isOfRun = code === 'invalid-value' || code === 'value-read-differently'
  return isOfRun && neverRuns(flow, path) ? { ...finding, severity: 'info' } : finding
}

/** Checks a default that names one type. A default for a prefix of types cannot be checked. */
const checkDefault = (check: SchemaCheck, { type, values, path }: PluginDefault): void => {
  const node = check.schema.types.get(type)
  const place = { path: [...path, 'values'], severity: 'warning' } as const
  if (node) checkProperties(check, values, { ...place, shape: check.schema.shapeOf(node) })
}

const LISTS = ['pluginDefaults', 'taskDefaults'] as const

/**
 * Reports defaults without an effect: no task, trigger or runner of the flow has the type, or each of them sets all
 * values itself (docs/internals/facts/kestra.md, "Plugin defaults"). Skipped for servers without plugin defaults.
 */
const checkEffects = (check: SchemaCheck, flow: MapValue, defaults: readonly PluginDefault[]): void => {
  const known = check.schema.shapeOf(check.schema.root).properties
  if (!LISTS.some((key) => known.has(key))) return
  const parts = mapNodes(flow)
    .filter(({ path }) => !LISTS.some((key) => key === path[0]))
    .flatMap(({ value }) => (typeof value['type'] === 'string' ? [{ type: value['type'], value }] : []))
  // A template adds tasks that are not in the flow.
  if (parts.some(({ type }) => /\.Templat(?:e|edTask)$/.test(type))) return
  for (const each of defaults) checkEffect(check, each, parts)
}

type TypedPart = Pick<PluginDefault, 'type'> & { readonly value: MapValue }

const checkEffect = (check: SchemaCheck, own: PluginDefault, parts: readonly TypedPart[]): void => {
  const { type, values, isForced, path } = own
  const { types } = check.schema
  const definition = types.get(type)
  const isOf = (part: TypedPart): boolean =>
    part.type.startsWith(type) || (definition !== undefined && types.get(part.type) === definition)
  const reached = parts.filter(isOf)
  const code = 'default-without-effect'
  if (reached.length === 0) {
    // Tasks have default runners that are not written in the flow.
    if (definition !== undefined && type.includes('.runner.')) return
    const here = [...new Set(parts.map((part) => part.type).filter((name) => name.includes('.')))]
    const message = `No part of this flow has the type \`${type}\`, so these defaults change nothing.`
    check.report({ code, path: [...path, 'type'], message, hint: suggestType(type, here) ?? nearKnown(check, type) })
  } else if (!isForced && reached.every(({ value }) => setsAll(value, values))) {
    const message = `Each part of the type \`${type}\` sets all of this itself, so these defaults change nothing.`
    const hint = 'Remove them, or add `forced: true` to override the parts.'
    check.report({ code, path: [...path, 'forced'], part: 'key', message, hint })
  }
}

const nearKnown = ({ schema }: SchemaCheck, type: string): string | undefined =>
  schema.types.has(type) ? undefined : suggestion(type, schema.types.keys())

/** True if the part sets every value of the defaults. Maps are merged, so they never count. */
const setsAll = (value: MapValue, defaults: MapValue): boolean =>
  Object.entries(defaults).every(([key, child]) => Object.hasOwn(value, key) && !isMapValue(child))
