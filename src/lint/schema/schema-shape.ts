import { isMapValue, type MapValue } from '../../yaml/map-value.ts'

/** One JSON object of a schema. */
export type SchemaNode = MapValue

export type JsonType = 'object' | 'array' | 'string' | 'boolean' | 'integer' | 'number'

/** The requirements of one part of a schema, with its `allOf` merged. */
export interface SchemaShape {
  /** Allowed kinds; empty means any. */
  readonly kinds: readonly JsonType[]
  readonly properties: ReadonlyMap<string, SchemaNode>
  readonly required: readonly string[]
  readonly items: SchemaNode | undefined
  /** The schema of properties that are not listed. */
  readonly additional: SchemaNode | undefined
  /** True if any property that is not listed is allowed. */
  readonly isOpen: boolean
  readonly isNotEmpty: boolean
  readonly alternatives: readonly SchemaNode[]
  /** The only allowed values; empty means any. */
  readonly constants: readonly unknown[]
  /** Format of a text, e.g. `duration`. */
  readonly format: string | undefined
  /** True if it is rendered when the task runs, so that a template may replace any value. */
  readonly isDynamic: boolean
}

type Resolve = (node: SchemaNode) => SchemaNode | undefined

const KINDS: ReadonlySet<string> = new Set<JsonType>(['object', 'array', 'string', 'boolean', 'integer', 'number'])

/** Parses one part of a schema. `resolve` follows a `$ref`. A reference without a target requires nothing. */
export const parseShape = (node: SchemaNode, resolve: Resolve): SchemaShape => {
  const parts = flatten(node, resolve)
  const additional = parts.map((part) => part['additionalProperties']).find((value) => value !== undefined)
  const properties = parts.flatMap((part) => (isMapValue(part['properties']) ? Object.entries(part['properties']) : []))
  return {
    kinds: [...new Set(parts.flatMap(kindsOf))],
    properties: new Map(properties.filter((entry): entry is [string, SchemaNode] => isMapValue(entry[1]))),
    required: [...new Set(parts.flatMap((part) => textsOf(part['required'])))],
    items: parts.map((part) => part['items']).find(isMapValue),
    additional: isMapValue(additional) ? additional : undefined,
    isOpen: additional === true || isMapValue(additional) || properties.length === 0,
    isNotEmpty: parts.some(({ minItems }) => typeof minItems === 'number' && minItems > 0),
    alternatives:
      parts
        .map((part) => part['anyOf'] ?? part['oneOf'])
        .find(Array.isArray)
        ?.filter(isMapValue) ?? [],
    constants: parts.map((part) => part['enum']).find(Array.isArray) ?? [],
    format: parts.map((part) => part['format']).find((format) => typeof format === 'string'),
    isDynamic: parts.some((part) => part['$dynamic'] === true),
  }
}

/** The node and everything that its `$ref` and `allOf` add. Cycles are followed once. */
const flatten = (node: SchemaNode, resolve: Resolve): SchemaNode[] => {
  const seen = new Set<SchemaNode>()
  const waiting = [node]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (seen.has(part)) continue
    seen.add(part)
    const target = resolve(part)
    const all = Array.isArray(part['allOf']) ? part['allOf'].filter(isMapValue) : []
    for (const more of all.toReversed()) waiting.push(more)
    if (target !== undefined) waiting.push(target)
  }
  return [...seen]
}

const kindsOf = (part: SchemaNode): JsonType[] => {
  const type = part['type']
  return (Array.isArray(type) ? type : [type]).filter(isKind)
}

const isKind = (value: unknown): value is JsonType => typeof value === 'string' && KINDS.has(value)

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

/** The texts that the `const` or `enum` of a part of a schema allows. */
export const constantsOf = (node: unknown): string[] => {
  if (!isMapValue(node)) return []
  const constants = Array.isArray(node['enum']) ? node['enum'] : [node['const']]
  return constants.filter((constant) => typeof constant === 'string')
}

/**
 * True if Kestra reads `value` where the schema requires `kind`. This is wider than JSON Schema: the server's parser
 * (Jackson) accepts any scalar as a text, `"5"` as a number and `"true"` as a boolean.
 */
export const fitsKind = (value: unknown, kind: JsonType): boolean => {
  if (kind === 'object') return isMapValue(value)
  if (kind === 'array') return Array.isArray(value)
  if (typeof value === 'object') return value instanceof Date && kind === 'string'
  if (kind === 'string') return true
  if (kind === 'boolean') return typeof value !== 'string' || /^(?:true|false)?$/i.test(value.trim())
  return typeof value !== 'boolean' && (typeof value !== 'string' || !Number.isNaN(Number(value)))
}

/** The alternatives (`anyOf`) of one part of a schema. */
export interface SchemaChoice {
  readonly shapes: readonly SchemaShape[]
  readonly kinds: readonly JsonType[]
  /** True if an alternative accepts anything, or has alternatives itself. Then nothing can be checked. */
  readonly isOpen: boolean
  readonly isRendered: boolean
  /** The alternatives that are maps, by their `type`; several may share a type. `undefined` if one has no `type`. */
  readonly byType: ReadonlyMap<string, readonly SchemaShape[]> | undefined
}

/** Parses alternatives. With a thousand plugins this takes time, so callers cache it for each list. */
export const parseChoice = (shapes: readonly SchemaShape[]): SchemaChoice => {
  const maps = shapes.filter(({ kinds }) => kinds.includes('object'))
  const typed = maps.map((shape) => ({ shape, types: constantsOf(shape.properties.get('type')) }))
  const isTyped = typed.length > 0 && typed.every(({ types }) => types.length > 0)
  return {
    shapes,
    kinds: [...new Set(shapes.flatMap(({ kinds }) => kinds))],
    isOpen: shapes.some(({ kinds, alternatives }) => kinds.length === 0 || alternatives.length > 0),
    isRendered: shapes.some(({ isDynamic }) => isDynamic),
    byType: isTyped ? sortedByType(typed) : undefined,
  }
}

/**
 * Groups alternatives by type. An alternative with many types (a placeholder for any input) is dropped where one with
 * fewer types exists.
 */
const sortedByType = (
  typed: readonly { readonly shape: SchemaShape; readonly types: readonly string[] }[],
): ReadonlyMap<string, readonly SchemaShape[]> => {
  const entries = typed.flatMap(({ shape, types }) => types.map((type) => ({ type, shape, typeCount: types.length })))
  return new Map(
    [...Map.groupBy(entries, ({ type }) => type)].map(([type, all]) => {
      const [best] = all.toSorted((a, b) => a.typeCount - b.typeCount)
      return [type, all.filter(({ typeCount }) => typeCount === best?.typeCount).map(({ shape }) => shape)]
    }),
  )
}
