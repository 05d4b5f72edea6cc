/** A number as its source text. A double cannot store `9007199254740993` or `0.12345678901234567890`. */
export interface ExactNumber {
  readonly rawJSON: string
}

export type Json = string | boolean | null | ExactNumber | readonly Json[] | JsonMap
export interface JsonMap {
  readonly [name: string]: Json
}

declare global {
  interface JSON {
    /** Node 21 and later. `JSON.stringify` writes the result as this text. */
    rawJSON(text: string): ExactNumber
    isRawJSON(value: unknown): value is ExactNumber
  }
}

type Reviver = (this: unknown, name: string, value: unknown, context: { readonly source?: string }) => unknown
const parse = (text: string, reviver: Reviver): Json => JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1])

/** JSON with every number as it was written; `undefined` for invalid JSON and for JSON nested deeper than the limit. */
export const parseExactJson = (text: string): Json | undefined => {
  try {
    const value = parse(text, (_, item, { source }) => (typeof item === 'number' ? JSON.rawJSON(source ?? '0') : item))
    return isTooDeep(value, MAX_DEPTH + OUTER_DEPTH) ? undefined : value
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}

/** The deepest nesting of lists and maps in a value. Deeper data does not belong into a key-value store. */
const MAX_DEPTH = 200
/** The nesting that a content and an answer of the API add around a value. */
const OUTER_DEPTH = 10

/** True for a value that is nested too deep to be compared and shown. */
export const isTooDeep = (value: Json, limit = MAX_DEPTH): boolean => {
  let level: readonly Json[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap(itemsOf)
  }
  return false
}

const itemsOf = (value: Json): readonly Json[] => {
  if (isList(value)) return value
  return isJsonMap(value) ? Object.values(value) : []
}

/** JSON text on one line, or indented by two spaces per level. */
export const writeJson = (value: Json, indent?: 2): string => JSON.stringify(value, undefined, indent)

/** A number in the form of JSON; `undefined` for other texts and for numbers with more than 400 digits. */
export const exactNumber = (text: string): ExactNumber | undefined => {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?$/.exec(text)
  const [, sign = '', whole = '', fraction = '', power = '0'] = match ?? []
  if (whole === '' && fraction === '') return undefined
  const all = `${whole}${fraction}`.replace(/^0+/, '')
  // Without zeros at either end; empty for zero.
  const digits = all.replace(/0+$/, '')
  if (digits === '') return JSON.rawJSON('0')
  // The power of ten by which the digits are multiplied.
  const exponent = Number(power) - fraction.length + all.length - digits.length
  if (digits.length + Math.abs(exponent) > MAX_DIGITS) return undefined
  return JSON.rawJSON(`${sign === '-' ? '-' : ''}${withoutExponent(digits, exponent)}`)
}

// Far more precise than a double, and short enough for one line.
const MAX_DIGITS = 400

/** The number without an exponent, because a server would read one as a double. */
const withoutExponent = (digits: string, exponent: number): string => {
  if (exponent >= 0) return `${digits}${'0'.repeat(exponent)}`
  const padded = digits.padStart(1 - exponent, '0')
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

/**
 * The same form for all values that a server treats as equal: numbers by value, maps with sorted names and without names whose value is
 * null (docs/internals/facts/kestra.md, "Types of values").
 */
export const canonicalJson = (value: Json): Json => {
  if (JSON.isRawJSON(value)) return exactNumber(value.rawJSON) ?? value
  if (isList(value)) return value.map(canonicalJson)
  if (!isJsonMap(value)) return value
  const held = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(
    held.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, canonicalJson(item)]),
  )
}

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

export const isJsonMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !isList(value) && !JSON.isRawJSON(value)
