import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { parseJson } from '../../text/json.ts'

/** Why a value is not what it must be. */
export interface Misfit {
  /** The end of a sentence: `it must be a whole number`. */
  readonly reason: string
  /** What it is taken for all the same; absent where it is refused. */
  readonly readAs?: string
  /** What to write instead, one sentence. */
  readonly fix?: string
}

/** A value as it is shown: not more than a line. */
export const shown = (text: string): string => {
  const [line = ''] = text.split('\n')
  return line === text && line.length <= 60 ? text : `${line.slice(0, 60)}…`
}

/**
 * Texts as the Java classes read them that Kestra hands values to (docs/internals/facts/kestra.md, "Inputs and values"). Rather a text too many is
 * taken than one too few.
 */

const INTEGER = /^[-+]?\d+$/
const isWithin = (text: string, most: bigint): boolean => {
  const value = BigInt(text.replace('+', ''))
  return value < most && value >= -most
}

/** `Integer.valueOf`. */
export const isInteger = (text: string): boolean => INTEGER.test(text) && isWithin(text, 2n ** 31n)

/** `Long.valueOf`. */
export const isLong = (text: string): boolean => INTEGER.test(text) && isWithin(text, 2n ** 63n)

const FLOAT = /^[-+]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fFdD]?|0[xX][\da-fA-F.]+[pP][-+]?\d+[fFdD]?)$/

/** `Float.valueOf`, `Double.valueOf`. */
export const isFloat = (text: string): boolean => FLOAT.test(text.trim())

const DURATION =
  /^([-+]?)P(?=.)(?:([-+]?\d+)D)?(?:T(?=.)(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i
const SECONDS_OF = [86_400, 3_600, 60, 1] as const

/** What `Duration.parse` makes of a text, in seconds; `undefined` where it is none: it knows no weeks, months and years. */
export const durationSeconds = (text: string): number | undefined => {
  const match = DURATION.exec(text)
  if (match === null) return undefined
  const [, sign, ...parts] = match
  const seconds = parts.map((part, index) => Number((part ?? '0').replace(',', '.')) * (SECONDS_OF[index] ?? 0))
  return seconds.reduce((sum, part) => sum + part, 0) * (sign === '-' ? -1 : 1)
}

const DATE = /^([-+]?\d{4,9})-(\d\d)-(\d\d)$/

/** `LocalDate.parse`: a day that the calendar has. */
export const isDate = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return false
  // Years repeat after 400.
  const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= last
}

const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d{0,9})?)?$/

/** `LocalTime.parse`: hours and minutes, and seconds where they are wanted. */
export const isTime = (text: string): boolean => {
  const [, hours, minutes, seconds = '0'] = TIME.exec(text) ?? []
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
}

const MOMENT = /^([^T]+)T([\d:.]+)(Z|[-+]\d\d(?::?\d\d(?::?\d\d)?)?)(?:\[[^\]]+\])?$/i
const MIDNIGHT_BEFORE = /^24:00(?::00(?:\.0*)?)?$/

/** `ZonedDateTime.parse`: a date, a time and a zone. */
export const isZonedDateTime = (text: string): boolean => {
  const [, date, time] = MOMENT.exec(text) ?? []
  return date !== undefined && time !== undefined && isDate(date) && (isTime(time) || MIDNIGHT_BEFORE.test(time))
}

/** `Instant.parse`: with seconds, and without the name of a zone. */
export const isInstant = (text: string): boolean => isZonedDateTime(text) && /T\d\d:\d\d:\d\d[^[]*$/i.test(text)

/** `ZoneId.of`: an offset from UTC. */
const OFFSET = /^(?:Z|(?:UTC|GMT|UT)?[-+]\d{1,2}(?::?\d\d){0,2}|UTC|GMT|UT)$/
/** The names of zones that are no region and city; of EST, MST and HST it depends on the Java that the server runs with. */
const OTHERS = new Set(
  `CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST
  MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROK Singapore Turkey UCT Universal W-SU WET Zulu`.split(/\s+/),
)

/** Why a text is no time zone; `undefined` where it is one. Letter case counts (docs/internals/facts/kestra.md, "Inputs and values"). */
export const wrongTimeZone = (text: string): Misfit | undefined => {
  if (OFFSET.test(text) || OTHERS.has(text)) return undefined
  const regions = Intl.supportedValuesOf('timeZone')
  const same = regions.find((region) => region.toLowerCase() === text.toLowerCase())
  // What Intl takes besides are older names of the same zones.
  if (same === text || (same === undefined && text.includes('/') && isRegion(text))) return undefined
  const fix = didYouMean(same ?? closestWord(text, regions)) ?? 'Write a region and city, such as `Europe/Paris`.'
  return { reason: 'there is no such time zone', fix }
}

const isRegion = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** `java.net.URI` with a scheme, of which no blank and no brace can be a part. */
export const isUri = (text: string): boolean => /^[A-Za-z][\w+.-]*:[^\s<>"{}|\\^`]+$/.test(text)

/** What Kestra takes for an address of mail: one `@` with something before and behind it. */
export const isEmail = (text: string): boolean => /^[^\s@<>,]+@[^\s@<>,]+$/.test(text)

/**
 * What a text of JSON begins with: Kestra reads one value and does not look at what is behind it. `undefined` for a text that does not begin
 * with JSON.
 */
export const readJson = (text: string): unknown => {
  const known = parseJson(text)
  if (known !== undefined) return known
  // One of many ends at the place where the reader of JSON says that there is more.
  const more = /^\s*(?:null|true|false|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\]|\\.)*")(?=\s)/.exec(text)?.[0]
  if (more !== undefined) return parseJson(more)
  // A map or list with more behind it.
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  return last === -1 || last === text.trimEnd().length - 1 ? undefined : parseJson(text.slice(0, last + 1))
}

/** A list, also as the text of one in JSON. */
export const listOf = (value: unknown): readonly unknown[] | undefined => {
  const read = typeof value === 'string' ? readJson(value) : value
  return Array.isArray(read) ? read : undefined
}
