import type { DocumentFinding } from '../../flow/document-finding.ts'
import type { KnownVersion } from '../../kestra/server.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type NodePath } from '../../yaml/map-value.ts'
import type { FlowSchema } from './flow-schema.ts'
import { constantsOf, type JsonType, type SchemaShape } from './schema-shape.ts'

/** What a check needs to know wherever it stands, and where its problems go. */
export interface SchemaCheck {
  readonly schema: FlowSchema
  /** Of the server that runs the flow; `undefined` where it is not known. */
  readonly version: KnownVersion | undefined
  /** The version of the server that gave this schema in this run, in its own words; `undefined` for a saved schema. */
  readonly server: string | undefined
  /** Required properties that the plugin defaults of the flow itself supply for a type. */
  readonly hasDefault: (type: unknown, property: string) => boolean
  /** A scalar as Kestra makes text of it. */
  readonly textAt: (path: NodePath, value: unknown) => string
  readonly report: (finding: DocumentFinding) => void
}

/** A value of the flow, what the schema asks of it, and where it stands. */
export interface CheckedValue {
  readonly value: unknown
  readonly shape: SchemaShape
  readonly path: NodePath
  /** A property that is rendered when the task runs is stored whatever it, or what is below it, holds: then it is only probably wrong. */
  readonly isRendered: boolean
  /** Nobody asks for missing properties in and below the cases of a Switch and the tasks of a Dag. */
  readonly isIncomplete: boolean
  /** One of several maps, told apart by a word. */
  readonly isChosenByName?: boolean
}

/** Some lists (the cases of a Switch) name the common base of all tasks instead of listing them: an `id` and any `type`. */
export const isAnyTask = (shape: SchemaShape): boolean =>
  shape.properties.has('id') &&
  shape.properties.has('type') &&
  shape.required.includes('type') &&
  constantsOf(shape.properties.get('type')).length === 0

/** An unknown type, or one that is known but not allowed at `path`; suggests the nearest of `allowed`. */
export const reportType = (
  check: SchemaCheck,
  found: { path: NodePath; type: string; allowed: readonly string[] },
): void => {
  const { path, type, allowed } = found
  const isPreexisting = check.schema.types.has(type)
  const install = check.server === undefined ? undefined : 'Install the plugin on the server, or correct the type.'
  check.report({
    code: 'unknown-type',
    path: [...path, 'type'],
    message: isPreexisting ? `\`${type}\` is not allowed here` : unknownType(check, type),
    hint: isPreexisting
      ? 'It is known, but belongs to another list of the flow.'
      : (suggestType(type, allowed) ?? install),
  })
}

const unknownType = ({ server }: SchemaCheck, type: string): string =>
  server === undefined ? `Unknown type \`${type}\`` : `This server (${server}) has no plugin with the type \`${type}\``

/** Packages are remembered worse than names: `io.kestra.plugin.core.Log` is `io.kestra.plugin.core.log.Log`. */
export const suggestType = (type: string, allowed: readonly string[]): string | undefined => {
  const name = type.slice(type.lastIndexOf('.') + 1)
  const namesakes = allowed.filter((candidate) => candidate.endsWith(`.${name}`))
  return namesakes.length === 1 ? `Did you mean \`${namesakes[0]}\`?` : suggestion(type, allowed)
}

/** The server may hold defaults of its own for a plugin, so only for Kestra's own types is the absence certain. */
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
 * A text in the place of a task is left out by servers in silence, and what several kinds of value may stand for has a reader of
 * its own there: then it is a warning.
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
