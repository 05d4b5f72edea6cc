import { closestWord, didYouMean } from '../../text/closest-word.ts'
import { parseJson } from '../../text/json.ts'

/** Why a value does not fit its type. */
export interface Misfit {
  /** The end of a sentence: `it must be a whole number`. */
  readonly reason: string
  /** The value that Kestra reads instead; absent where the value is refused. */
  readonly readAs?: string
  /** One sentence that says what to write instead. */
  readonly fix?: string
}

/** A value for a message: its first line, at most 60 characters. */
export const shown = (text: string): string => {
  const [line = ''] = text.split('\n')
  return line === text && line.length <= 60 ? text : `${line.slice(0, 60)}…`
}

/**
 * The tests below accept texts that the Java classes used by Kestra accept (docs/internals/facts/kestra.md, "Inputs and
 * values"). Where that is not certain, they accept the text.
 */

const INTEGER = /^[-+]?\d+$/
const isWithin = (text: string, most: bigint): boolean => {
  const value = BigInt(text.replace('+', ''))
  return value < most && value >= -most
}

/** As `Integer.valueOf`. */
export const isInteger = (text: string): boolean => INTEGER.test(text) && isWithin(text, 2n ** 31n)

/** As `Long.valueOf`. */
export const isLong = (text: string): boolean => INTEGER.test(text) && isWithin(text, 2n ** 63n)

const FLOAT = /^[-+]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fFdD]?|0[xX][\da-fA-F.]+[pP][-+]?\d+[fFdD]?)$/

/** As `Float.valueOf` and `Double.valueOf`. */
export const isFloat = (text: string): boolean => FLOAT.test(text.trim())

const DURATION =
  /^([-+]?)P(?=.)(?:([-+]?\d+)D)?(?:T(?=.)(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i
const SECONDS_OF = [86_400, 3_600, 60, 1] as const

/**
 * The seconds of a duration as in `Duration.parse`; `undefined` for other texts. Weeks, months and years are not
 * allowed.
 */
export const durationSeconds = (text: string): number | undefined => {
  const match = DURATION.exec(text)
  if (match === null) return undefined
  const [, sign, ...parts] = match
  const seconds = parts.map((part, index) => Number((part ?? '0').replace(',', '.')) * (SECONDS_OF[index] ?? 0))
  return seconds.reduce((sum, part) => sum + part, 0) * (sign === '-' ? -1 : 1)
}

const DATE = /^([-+]?\d{4,9})-(\d\d)-(\d\d)$/

/** As `LocalDate.parse`: an existing day of the calendar. */
export const isDate = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return false
  // The calendar repeats after 400 years.
  const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= last
}

const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d{0,9})?)?$/

/** As `LocalTime.parse`: hours and minutes, optionally seconds. */
export const isTime = (text: string): boolean => {
  const [, hours, minutes, seconds = '0'] = TIME.exec(text) ?? []
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
}

const MOMENT = /^([^T]+)T([\d:.]+)(Z|[-+]\d\d(?::?\d\d(?::?\d\d)?)?)(?:\[[^\]]+\])?$/i
const MIDNIGHT_BEFORE = /^24:00(?::00(?:\.0*)?)?$/

/** As `ZonedDateTime.parse`: a date, a time and a zone. */
export const isZonedDateTime = (text: string): boolean => {
  const [, date, time] = MOMENT.exec(text) ?? []
  return date !== undefined && time !== undefined && isDate(date) && (isTime(time) || MIDNIGHT_BEFORE.test(time))
}

/** As `Instant.parse`: with seconds, without the name of a zone. */
export const isInstant = (text: string): boolean => isZonedDateTime(text) && /T\d\d:\d\d:\d\d[^[]*$/i.test(text)

/** Zones of `ZoneId.of` that are offsets from UTC. */
const OFFSET_ZONE = /^(?:Z|(?:UTC|GMT|UT)?[-+]\d{1,2}(?::?\d\d){0,2}|UTC|GMT|UT)$/
/** Names of zones without a region and city. The server's Java version decides about EST, MST and HST. */
const OTHER_ZONES = new Set(
  `CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST
  MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROK Singapore Turkey UCT Universal W-SU WET Zulu`.split(/\s+/),
)

/**
 * Why a text is not a time zone; `undefined` for a valid zone. Case matters (docs/internals/facts/kestra.md, "Inputs
 * and values").
 */
export const wrongTimeZone = (text: string): Misfit | undefined => {
  if (OFFSET_ZONE.test(text) || OTHER_ZONES.has(text)) return undefined
  const regions = Intl.supportedValuesOf('timeZone')
  const same = regions.find((region) => region.toLowerCase() === text.toLowerCase())
  // Other zones that Intl accepts are older names of the same zones.
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

/** As `java.net.URI`, with a scheme; blanks and braces are not allowed. */
export const isUri = (text: string): boolean => /^[A-Za-z][\w+.-]*:[^\s<>"{}|\\^`]+$/.test(text)

/** An e-mail address for Kestra: one `@` with text before and after it. */
export const isEmail = (text: string): boolean => /^[^\s@<>,]+@[^\s@<>,]+$/.test(text)

/** The first JSON value of a text; Kestra ignores the rest. `undefined` for a text that does not begin with JSON. */
export const readJson = (text: string): unknown => {
  const known = parseJson(text)
  if (known !== undefined) return known
  // A scalar followed by a blank and other text.
  const more = /^\s*(?:null|true|false|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\]|\\.)*")(?=\s)/.exec(text)?.[0]
  if (more !== undefined) return parseJson(more)
  // A map or list followed by other text.
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  return last === -1 || last === text.trimEnd().length - 1 ? undefined : parseJson(text.slice(0, last + 1))
}

/** A list; also one written as JSON text. */
export const listOf = (value: unknown): readonly unknown[] | undefined => {
  const read = typeof value === 'string' ? readJson(value) : value
  return Array.isArray(read) ? read : undefined
}
