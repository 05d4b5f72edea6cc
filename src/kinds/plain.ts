import { compareText } from '../text/compare.ts'

/** Deeper values are cut; Kestra's YAML parser refuses more than 1,000 levels. */
const MAX_DEPTH = 1_000

/** The plain data of a flow, the keys of its maps sorted, so that equal data is equal JSON. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainMap

export interface PlainMap {
  readonly [key: string]: Plain
}

/** Copies what a YAML parser returned; what is not YAML's (functions, cycles) becomes null. */
export const toPlain = (value: unknown, ancestors: readonly unknown[] = []): Plain => {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' || typeof value === 'bigint') return toNumber(value)
  if (typeof value !== 'object' || value === null) return null
  if (ancestors.length >= MAX_DEPTH || ancestors.includes(value)) return null
  const path = [...ancestors, value]
  if (Array.isArray(value)) return value.map((item) => toPlain(item, path))
  const fields = Object.entries(value).map(([key, field]): [string, Plain] => [key, toPlain(field, path)])
  return Object.fromEntries(fields.sort(([a], [b]) => compareText(a, b)))
}

/** A map as plain data; anything else as a map without fields. */
export const toPlainMap = (value: unknown): PlainMap => {
  const plain = toPlain(value)
  return isMap(plain) ? plain : {}
}

/** JSON has neither infinities nor integers of any size: these as text. */
const toNumber = (value: number | bigint): Plain =>
  typeof value === 'number' && Number.isFinite(value) ? value : String(value)

/** True when both hold the same data. */
export const isEqual = (before: Plain | undefined, after: Plain | undefined): boolean =>
  JSON.stringify(before) === JSON.stringify(after)

/** The fields of a map, none for anything else. */
export const fieldsOf = (value: Plain | undefined): ReadonlyMap<string, Plain> =>
  new Map(isMap(value) ? Object.entries(value) : [])

/** The items of a list, none for anything else. */
export const itemsOf = (value: Plain | undefined): readonly Plain[] => (isList(value) ? value : [])

/** A scalar as text; `undefined` for maps, lists and null. */
export const textOf = (value: Plain | undefined): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : String(value)

/** True for a map. */
export const isMap = (value: Plain | undefined): value is PlainMap =>
  typeof value === 'object' && value !== null && !isList(value)

/** `Array.isArray` alone does not know readonly lists. */
const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value)

/**
 * The maps of a list by their names, which stand under the first of `keys` that a map has. Items without a name are
 * left out; of two with the same name the first counts.
 */
export const namedItems = (list: Plain | undefined, keys: readonly string[]): ReadonlyMap<string, PlainMap> => {
  const named = new Map<string, PlainMap>()
  for (const item of itemsOf(list)) {
    const fields = fieldsOf(item)
    const name = keys.map((key) => textOf(fields.get(key))).find((text) => text !== undefined)
    if (isMap(item) && name !== undefined && !named.has(name)) named.set(name, item)
  }
  return named
}
