import { isTemplate } from '../../pebble/lex-pebble.ts'
import { closestWord } from '../../text/closest-word.ts'
import { withinTime } from '../../text/within-time.ts'
import { isTrue, type MapValue } from '../../yaml/map-value.ts'
import { durationSeconds, isDate, isFloat, isInstant, isTime, listOf, type Misfit } from './java-texts.ts'

/**
 * Why an input refuses a value that has its type: `values`, `validator`, `min`, `max`, `after`, `before`. Each bound is itself allowed.
 * Nothing is said of a bound that cannot be read.
 */
export const boundsOf = (input: MapValue, value: unknown): Misfit | undefined => {
  const { type } = input
  if (type === 'SELECT' || type === 'ENUM') return notListed(input, [value])
  if (type === 'MULTISELECT') return notListed(input, listOf(value) ?? [])
  if (typeof value === 'object') return undefined
  const text = String(value)
  if (type === 'STRING') return notMatching(input['validator'], text)
  const sort = typeof type === 'string' && Object.hasOwn(SORTS, type) ? SORTS[type] : undefined
  return sort && outside(input, text, sort)
}

const notListed = ({ values, allowCustomValue }: MapValue, given: readonly unknown[]): Misfit | undefined => {
  if (!Array.isArray(values) || isTrue(allowCustomValue)) return undefined
  // An unquoted `yes` is that word here and `true` there.
  if ([...values, ...given].some((value) => typeof value !== 'string' && typeof value !== 'number')) return undefined
  const known = values.map(String)
  if (known.some(isTemplate)) return undefined
  const isListed = (text: string): boolean =>
    values.some((value) => (typeof value === 'number' ? Number(text) === value : text === value))
  const other = given.map(String).find((text) => !isListed(text))
  if (other === undefined) return undefined
  const near = closestWord(other, known)
  const fix = near === undefined ? `Use one of ${known.slice(0, 12).join(', ')}.` : `Did you mean \`${near}\`?`
  return { reason: `\`values\` has no "${other}"`, fix }
}

/** As long as a pattern may take that can take for ever: it is that of whoever wrote the flow. */
const MOST_MILLISECONDS = 1_000
const REPEATED_GROUP = /\)[*+{]/
const UNBOUNDED = /[*+]|\{\d+,\}/g
/** What Java's patterns have and JavaScript's read as something else. */
const OF_JAVA = /\(\?[idmsuxU-]+[:)]|\\[QEAzZGhHRX]|[*+?}]\+|&&|\\p\{(?!L|N|P|S|Z|M)|\[[^\]]*\[/

const notMatching = (validator: unknown, text: string): Misfit | undefined => {
  if (typeof validator !== 'string' || validator === '' || OF_JAVA.test(validator)) return undefined
  return isMatch(validator, text) === false ? { reason: `it does not match \`${validator}\`` } : undefined
}

/** Java wants the whole text to match. `undefined` where the pattern cannot be read, or takes too long. */
const isMatch = (pattern: string, text: string): boolean | undefined => {
  const whole = patternOf(`^(?:${pattern})$`)
  if (whole === undefined) return undefined
  if (!REPEATED_GROUP.test(pattern) && (pattern.match(UNBOUNDED) ?? []).length < 2) return whole.test(text)
  return withinTime(MOST_MILLISECONDS, () => whole.test(text))?.value
}

const patternOf = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(pattern)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

interface Sort {
  readonly least: 'min' | 'after'
  readonly most: 'max' | 'before'
  /** Comparable with that of other texts; `undefined` for a text that is none. */
  readonly rank: (text: string) => number | undefined
}

const numbers: Sort = { least: 'min', most: 'max', rank: (text) => (isFloat(text) ? Number(text) : undefined) }
const days = (read: (text: string) => number | undefined): Sort => ({ least: 'after', most: 'before', rank: read })
const moment = (text: string): number | undefined => {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

const SORTS: Readonly<Record<string, Sort>> = {
  INT: numbers,
  FLOAT: numbers,
  DURATION: { least: 'min', most: 'max', rank: durationSeconds },
  DATE: days((text) => (isDate(text) ? moment(text) : undefined)),
  DATETIME: days((text) => (isInstant(text) ? moment(text) : undefined)),
  TIME: days((text) => (isTime(text) ? moment(`2000-01-01T${text}Z`) : undefined)),
}

const outside = (input: MapValue, text: string, { least, most, rank }: Sort): Misfit | undefined => {
  const value = rank(text)
  const [lowest, highest] = [least, most].map((bound) => {
    const written = input[bound]
    return typeof written === 'string' || typeof written === 'number' ? rank(String(written)) : undefined
  })
  if (value === undefined) return undefined
  if (lowest !== undefined && value < lowest) return { reason: `\`${least}\` is ${String(input[least])}` }
  return highest !== undefined && value > highest ? { reason: `\`${most}\` is ${String(input[most])}` } : undefined
}
