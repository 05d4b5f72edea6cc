import type { KnownVersion } from '../../flow/kestra-version.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { suggestion } from '../../text/closest-word.ts'
import { withinTime } from '../../text/within-time.ts'
import { isMapValue, isTrue, type MapValue } from '../../yaml/map-value.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import {
  durationSeconds,
  isDate,
  isEmail,
  isFloat,
  isInstant,
  isTime,
  listOf,
  type Misfit,
  readJson,
} from './java-texts.ts'
import { type PropertyFormat, READINGS, type ReadType, readProperty } from './read-property.ts'

/** A value for an input: its own `defaults`, or a value from a caller or trigger. */
export interface GivenValue {
  readonly as: 'default' | 'passed'
  /** Plain data. A scalar default is its written text. */
  readonly value: unknown
  readonly version: KnownVersion | undefined
}

/**
 * Why an input refuses a value. `undefined` where it accepts it, and where only a run knows: a template, an empty text,
 * a type without rules. A default is read like a property of a task. A passed value is read by the input itself, which
 * accepts fewer forms (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const fitsInput = (input: MapValue, given: GivenValue): Misfit | undefined => {
  const { value } = given
  if (value === undefined || value === null || value === '' || holdsTemplate(value)) return undefined
  return fitsType(input, given) ?? boundsOf(input, value)
}

/** True for a text with a template, and for a list or map that contains one. */
export const holdsTemplate = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(holdsTemplate)
  if (isMapValue(value)) return Object.values(value).some(holdsTemplate)
  return typeof value === 'string' && isTemplate(value)
}

const LISTS = new Set<unknown>(['ARRAY', 'MULTISELECT'])

const fitsType = (input: MapValue, given: GivenValue): Misfit | undefined => {
  const { type, itemType } = input
  if (!LISTS.has(type)) return typeof type === 'string' ? fitsScalar(type, given) : undefined
  const list = listOf(given.value)
  if (list === undefined) return NOT_A_LIST
  const item = type === 'MULTISELECT' ? 'STRING' : itemType
  if (typeof item !== 'string') return undefined
  return firstMisfit(list, (value) => fitsScalar(item, { ...given, as: 'passed', value }))
}

const NOT_A_LIST: Misfit = {
  reason: 'it must be a list',
  fix: 'Write a YAML list, or a JSON list in quotes: `[1, 2]`.',
}

const firstMisfit = (
  list: readonly unknown[],
  misfitOf: (value: unknown) => Misfit | undefined,
): Misfit | undefined => {
  for (const [index, value] of list.entries()) {
    const misfit = misfitOf(value)
    if (misfit) return { ...misfit, reason: `in entry ${index + 1}, ${misfit.reason}` }
  }
  return undefined
}

/** Types whose defaults are read like properties of tasks. */
const READ_TYPES: Readonly<Record<string, ReadType>> = {
  INT: 'integer',
  FLOAT: 'number',
  BOOL: 'boolean',
  BOOLEAN: 'boolean',
  DATETIME: 'date-time',
  DATE: 'date',
  TIME: 'partial-time',
  DURATION: 'duration',
  URI: 'uri',
}

const fitsScalar = (type: string, { as, value, version }: GivenValue): Misfit | undefined => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (type === 'EMAIL') return isEmail(text) ? undefined : { reason: 'it must be an e-mail address' }
  if (type === 'JSON' || type === 'YAML') return typeof value === 'string' ? fitsData(type, value) : undefined
  const read = Object.hasOwn(READ_TYPES, type) ? READ_TYPES[type] : undefined
  if (read === undefined) return undefined
  if (as === 'default') return readProperty(text, read, version)
  if (read === 'boolean') return /^(?:true|false)$/i.test(text) ? undefined : READ_AS_FALSE
  const { reads, passed = reads, needs }: PropertyFormat = READINGS[read]
  return passed(text) ? undefined : { reason: `it must be ${needs}` }
}

const READ_AS_FALSE: Misfit = {
  reason: 'every value except `true` is read as false',
  readAs: 'false',
  fix: 'Write `true` or `false`.',
}

const fitsData = (type: 'JSON' | 'YAML', text: string): Misfit | undefined => {
  if (type === 'YAML') return parseYaml(text).isReadable ? undefined : { reason: 'it must be YAML that can be read' }
  return readJson(text) === undefined ? { reason: 'it must be JSON' } : undefined
}

/**
 * Why an input refuses a value of the right type: `values`, `validator`, `min`, `max`, `after`, `before`. The bounds
 * themselves are allowed. A bound that cannot be read is ignored.
 */
const boundsOf = (input: MapValue, value: unknown): Misfit | undefined => {
  const { type } = input
  if (type === 'SELECT' || type === 'ENUM') return notListed(input, [value])
  if (type === 'MULTISELECT') return notListed(input, listOf(value) ?? [])
  if (typeof value === 'object') return undefined
  const text = String(value)
  if (type === 'STRING') return notMatching(input['validator'], text)
  const ordering = typeof type === 'string' && Object.hasOwn(ORDERINGS, type) ? ORDERINGS[type] : undefined
  return ordering && boundMisfit(input, text, ordering)
}

const notListed = ({ values, allowCustomValue }: MapValue, given: readonly unknown[]): Misfit | undefined => {
  if (!Array.isArray(values) || isTrue(allowCustomValue)) return undefined
  // An unquoted `yes` is a text for one of them and `true` for the other.
  if ([...values, ...given].some((value) => typeof value !== 'string' && typeof value !== 'number')) return undefined
  const known = values.map(String)
  if (known.some(isTemplate)) return undefined
  const isListed = (text: string): boolean =>
    values.some((value) => (typeof value === 'number' ? Number(text) === value : text === value))
  const other = given.map(String).find((text) => !isListed(text))
  if (other === undefined) return undefined
  const fix = suggestion(other, known) ?? `Use one of ${known.slice(0, 12).join(', ')}.`
  return { reason: `\`values\` has no "${other}"`, fix }
}

/**
 * Time limit for matching a validator. The author of the flow wrote the pattern, and a pattern may take exponential
 * time.
 */
const MOST_MILLISECONDS = 1_000
/** Syntax of Java patterns that JavaScript reads differently. */
const JAVA_ONLY_SYNTAX = /\(\?[idmsuxU-]+[:)]|\\[QEAzZGhHRX]|[*+?}]\+|&&|\\p\{(?!L|N|P|S|Z|M)|\[[^\]]*\[/

const notMatching = (validator: unknown, text: string): Misfit | undefined => {
  if (typeof validator !== 'string' || validator === '' || JAVA_ONLY_SYNTAX.test(validator)) return undefined
  return isMatch(validator, text) === false ? { reason: `it does not match \`${validator}\`` } : undefined
}

/** True if the whole text matches, as in Java. `undefined` where the pattern cannot be read, or takes too long. */
const isMatch = (pattern: string, text: string): boolean | undefined => {
  const whole = patternOf(`^(?:${pattern})$`)
  return whole && withinTime(MOST_MILLISECONDS, () => whole.test(text))?.value
}

const patternOf = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(pattern)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

interface Ordering {
  readonly least: 'min' | 'after'
  readonly most: 'max' | 'before'
  /** A number for comparison with other texts; `undefined` for a text that is not of this type. */
  readonly rank: (text: string) => number | undefined
}

const numbers: Ordering = { least: 'min', most: 'max', rank: (text) => (isFloat(text) ? Number(text) : undefined) }
const dateOrdering = (read: (text: string) => number | undefined): Ordering => ({
  least: 'after',
  most: 'before',
  rank: read,
})
const timestampOf = (text: string): number | undefined => {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

const ORDERINGS: Readonly<Record<string, Ordering>> = {
  INT: numbers,
  FLOAT: numbers,
  DURATION: { least: 'min', most: 'max', rank: durationSeconds },
  DATE: dateOrdering((text) => (isDate(text) ? timestampOf(text) : undefined)),
  DATETIME: dateOrdering((text) => (isInstant(text) ? timestampOf(text) : undefined)),
  TIME: dateOrdering((text) => (isTime(text) ? timestampOf(`2000-01-01T${text}Z`) : undefined)),
}

const boundMisfit = (input: MapValue, text: string, { least, most, rank }: Ordering): Misfit | undefined => {
  const value = rank(text)
  const [lowest, highest] = [least, most].map((bound) => {
    const written = input[bound]
    return typeof written === 'string' || typeof written === 'number' ? rank(String(written)) : undefined
  })
  if (value === undefined) return undefined
  if (lowest !== undefined && value < lowest) return { reason: `\`${least}\` is ${String(input[least])}` }
  return highest !== undefined && value > highest ? { reason: `\`${most}\` is ${String(input[most])}` } : undefined
}
