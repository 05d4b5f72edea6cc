import { isMapValue, type MapValue } from '../../flow/map-value.ts'

/** One JSON object of a schema. */
export type SchemaNode = MapValue

export type Kind = 'object' | 'array' | 'string' | 'boolean' | 'integer' | 'number'

/** What one part of a schema asks for, with its `allOf` merged. */
export interface SchemaShape {
  /** Empty: anything. */
  readonly kinds: ReadonlySet<Kind>
  readonly properties: ReadonlyMap<string, SchemaNode>
  readonly required: readonly string[]
  readonly items: SchemaNode | undefined
  /** The schema of every property that is not listed. */
  readonly additional: SchemaNode | undefined
  /** True when properties that are not listed are allowed, whatever they hold. */
  readonly isOpen: boolean
  readonly isNotEmpty: boolean
  readonly alternatives: readonly SchemaNode[]
  /** The only texts that are meant; empty: any. */
  readonly constants: readonly unknown[]
  /** Rendered when the task runs, so a template may stand for any value. */
  readonly isDynamic: boolean
}

type Resolve = (node: SchemaNode) => SchemaNode | undefined

const KINDS: ReadonlySet<string> = new Set<Kind>(['object', 'array', 'string', 'boolean', 'integer', 'number'])

/** Reads one part of a schema; `resolve` follows a `$ref`. A reference to nothing asks for nothing. */
export const readShape = (node: SchemaNode, resolve: Resolve): SchemaShape => {
  const parts = flatten(node, resolve, new Set())
  const additional = parts.map((part) => part['additionalProperties']).find((value) => value !== undefined)
  const properties = parts.flatMap((part) => (isMapValue(part['properties']) ? Object.entries(part['properties']) : []))
  return {
    kinds: new Set(parts.flatMap(kindsOf)),
    properties: new Map(properties.filter((entry): entry is [string, SchemaNode] => isMapValue(entry[1]))),
    required: [...new Set(parts.flatMap((part) => textsOf(part['required'])))],
    items: parts.map((part) => part['items']).find(isMapValue),
    additional: isMapValue(additional) ? additional : undefined,
    isOpen: additional === true || isMapValue(additional) || properties.length === 0,
    isNotEmpty: parts.some((part) => Number(part['minItems'] ?? 0) > 0),
    alternatives:
      parts
        .map((part) => part['anyOf'] ?? part['oneOf'])
        .find(Array.isArray)
        ?.filter(isMapValue) ?? [],
    constants: parts.map((part) => part['enum']).find(Array.isArray) ?? [],
    isDynamic: parts.some((part) => part['$dynamic'] === true),
  }
}

/** The node itself and all that its `$ref` and `allOf` add; a cycle ends where it closes. */
const flatten = (node: SchemaNode, resolve: Resolve, seen: Set<SchemaNode>): SchemaNode[] => {
  if (seen.has(node)) return []
  seen.add(node)
  const target = resolve(node)
  const referenced = target === undefined || target === node ? [] : flatten(target, resolve, seen)
  const all = Array.isArray(node['allOf']) ? node['allOf'].filter(isMapValue) : []
  return [node, ...referenced, ...all.flatMap((part) => flatten(part, resolve, seen))]
}

const kindsOf = (part: SchemaNode): Kind[] => {
  const type = part['type']
  return (Array.isArray(type) ? type : [type]).filter(isKind)
}

const isKind = (value: unknown): value is Kind => typeof value === 'string' && KINDS.has(value)

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
