import type { KnownVersion } from '../../flow/kestra-version.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type NodePath } from '../../yaml/map-value.ts'
import type { RuleFinding } from '../rule-finding.ts'
import type { FlowSchema } from './flow-schema.ts'
import { constantsOf, type JsonType, type SchemaShape } from './schema-shape.ts'

/** Data that every check needs, and the receiver of its findings. */
export interface SchemaCheck {
  readonly schema: FlowSchema
  /** Version of the server that runs the flow; `undefined` where it is not known. */
  readonly version: KnownVersion | undefined
  /** Version string of the server that sent this schema in this run; `undefined` for a saved schema. */
  readonly server: string | undefined
  /** True for a required property that a plugin default of the flow supplies for the type. */
  readonly hasDefault: (type: unknown, property: string) => boolean
  /** Converts a scalar to text as Kestra does. */
  readonly textAt: (path: NodePath, value: unknown) => string
  readonly report: (finding: RuleFinding) => void
}

/** A value of the flow, its schema, and its path. */
export interface CheckedValue {
  readonly value: unknown
  readonly shape: SchemaShape
  readonly path: NodePath
  /**
   * True in a property that is rendered when the task runs. Servers store any value there, so findings are not certain.
   */
  readonly isRendered: boolean
  /** True in and below the cases of a Switch and the tasks of a Dag, where servers do not require properties. */
  readonly isIncomplete: boolean
  /** True for one of several maps that a plain name distinguishes. */
  readonly isChosenByName?: boolean
}

/**
 * True for the common base of all tasks: an `id` and any `type`. Some lists (the cases of a Switch) name it instead of
 * all tasks.
 */
export const isAnyTask = (shape: SchemaShape): boolean =>
  shape.properties.has('id') &&
  shape.properties.has('type') &&
  shape.required.includes('type') &&
  constantsOf(shape.properties.get('type')).length === 0

/** Reports an unknown type, or a known type that is not allowed at `path`. Suggests the nearest type of `allowed`. */
export const reportType = (
  check: SchemaCheck,
  found: { path: NodePath; type: string; allowed: readonly string[] },
): void => {
  const { path, type, allowed } = found
  const isKnown = check.schema.types.has(type)
  const install = check.server === undefined ? undefined : 'Install the plugin on the server, or correct the type.'
  check.report({
    code: 'unknown-type',
    path: [...path, 'type'],
    message: isKnown ? `\`${type}\` is not allowed here` : unknownType(check, type),
    hint: isKnown ? 'This type belongs to another list of the flow.' : (suggestType(type, allowed) ?? install),
  })
}

const unknownType = ({ server }: SchemaCheck, type: string): string =>
  server === undefined ? `Unknown type \`${type}\`` : `This server (${server}) has no plugin with the type \`${type}\``

/**
 * Suggests a type with the same class name first, because people forget packages: `io.kestra.plugin.core.Log` is
 * `io.kestra.plugin.core.log.Log`.
 */
export const suggestType = (type: string, allowed: readonly string[]): string | undefined => {
  const name = type.slice(type.lastIndexOf('.') + 1)
  const namesakes = allowed.filter((candidate) => candidate.endsWith(`.${name}`))
  return namesakes.length === 1 ? `Did you mean \`${namesakes[0]}\`?` : suggestion(type, allowed)
}

/** Reports a missing property. It is certain only for Kestra's own types: the server may have defaults for plugins. */
export const reportMissing = (
  check: SchemaCheck,
  property: string,
  { value, path, isIncomplete }: CheckedValue,
): void => {
  const type = isMapValue(value) ? value['type'] : undefined
  if (check.hasDefault(type, property)) return
  const isPlugin = typeof type === 'string' && type.includes('.') && !type.startsWith('io.kestra.plugin.core.')
  const isCertain = !isPlugin || property === 'id'
  // A null counts as absent.
  const isWritten = isMapValue(value) && Object.hasOwn(value, property)
  check.report({
    code: 'missing-property',
    path: isWritten ? [...path, property] : path,
    part: isWritten ? 'key' : undefined,
    message: `The required property \`${property}\` is missing`,
    hint: isCertain ? undefined : `Add \`${property}\`, unless the server has a plugin default for it.`,
    severity: isCertain && !isIncomplete ? undefined : 'warning',
  })
}

const KIND_NAMES: Readonly<Record<JsonType, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
}

/**
 * Reports a value of a wrong kind. Servers ignore a text in place of a task, so it is a warning. A place with several kinds
 * of value is also a warning, because servers read it by rules of their own.
 */
export const reportKind = (
  check: SchemaCheck,
  { value, shape, path, isRendered, isChosenByName = false }: CheckedValue,
  kinds: readonly JsonType[],
): void => {
  if (isRendered && typeof value === 'string' && value.includes('{{')) return
  const wanted = kinds.map((kind) => KIND_NAMES[kind]).join(' or ')
  const isCertain = !isRendered && (isChosenByName || (shape.alternatives.length === 0 && !isAnyTask(shape)))
  check.report({
    code: 'wrong-type',
    path,
    severity: isCertain ? undefined : 'warning',
    message: `\`${path.at(-1)}\` must be ${wanted}, not ${describe(value)}`,
  })
}

const describe = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (isMapValue(value)) return 'a map'
  return typeof value === 'string' ? 'a text' : plainText(value)
}
