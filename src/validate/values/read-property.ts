import { isAtLeast, type KnownVersion } from '../../kestra/server.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import {
  durationSeconds,
  isDate,
  isFloat,
  isInteger,
  isLong,
  isTime,
  isUri,
  isZonedDateTime,
  type Misfit,
} from './java-texts.ts'

/** What Kestra makes of the text of a property that is rendered when a task runs, and of the default of an input. */
export type ReadType =
  | 'integer'
  | 'long'
  | 'number'
  | 'boolean'
  | 'duration'
  | 'date'
  | 'date-time'
  | 'partial-time'
  | 'uri'

/**
 * Why `text` cannot be read as `type`; `undefined` where it can, or where only a run can tell. What 1.0 refuses, 1.3 and 2.0 read again as JSON,
 * of which they take the first value and leave the rest: `5 minutes` are five seconds there. Of an unknown version the milder is told
 * (docs/facts/kestra.md, "Inputs and values").
 */
export const readProperty = (text: string, type: ReadType, version: KnownVersion | undefined): Misfit | undefined => {
  const trimmed = text.trim()
  if (trimmed === '' || isTemplate(text) || READS[type](trimmed)) return undefined
  const [first] = isStrict(version) ? [] : (FIRST_NUMBER.exec(trimmed) ?? [])
  const readAs = first === undefined ? undefined : readFirst(type, Number(first))
  if (first === undefined || readAs === undefined) return { reason: `it must be ${NEEDS[type]}` }
  return isMeant(type, trimmed, readAs) ? undefined : inPart(type, readAs)
}

/** Of 1.1 and 1.2 it was not seen: they count as milder. */
const isStrict = (version: KnownVersion | undefined): boolean => version !== undefined && !isAtLeast(version, 1, 1)

// Jackson takes seconds since 1970 for a moment, a count of seconds for a duration, and the date of a moment for a date.
const NUMBER = /^[-+]?\d+(?:\.\d+)?$/
const FIRST_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?=\s|$)/
const isMoment = (text: string): boolean => NUMBER.test(text) || isZonedDateTime(text)

const READS: Readonly<Record<ReadType, (text: string) => boolean>> = {
  integer: isInteger,
  long: isLong,
  number: (text) => isFloat(text) && !/[xX]|[fFdD]$/.test(text),
  boolean: (text) => /^(?:true|false)$/i.test(text),
  duration: (text) => NUMBER.test(text) || durationSeconds(text) !== undefined,
  date: (text) => isDate(text.slice(0, 10)) && (text.length === 10 || text[10] === 'T'),
  'date-time': isMoment,
  'partial-time': (text) => isTime(text) || isZonedDateTime(text),
  uri: isUri,
}

/** How a sentence ends that begins with `it must be`. */
export const NEEDS: Readonly<Record<ReadType, string>> = {
  integer: 'a whole number of at most 2147483647',
  long: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  duration: 'a duration of ISO 8601, such as `PT5M` or `P1DT2H`; weeks, months and years are none',
  date: 'a date, such as `2031-01-15`',
  'date-time': 'a date and time with its zone, such as `2031-01-15T10:00:00Z`',
  'partial-time': 'a time of the day, such as `09:30` or `09:30:00`',
  uri: 'an address, such as `https://example.com/a`',
}

/** What 1.3 and 2.0 make of a text that begins with a number. */
const readFirst = (type: ReadType, first: number): string | undefined => {
  if (type === 'duration') return `${first} s`
  if (type === 'number') return String(first)
  if (type === 'boolean' && Number.isInteger(first)) return String(first !== 0)
  const most = { integer: 2 ** 31, long: 2 ** 63 }[String(type)] ?? 0
  return Math.abs(first) < most ? String(Math.trunc(first)) : undefined
}

const isMeant = (type: ReadType, text: string, readAs: string): boolean => {
  if (type === 'duration') return /\d\s+s(?:ec(?:ond)?s?)?$/i.test(text)
  return Number(text) === (type === 'boolean' ? Number(readAs === 'true') : Number(readAs))
}

const inPart = (type: ReadType, readAs: string): Misfit => ({
  reason: `Kestra reads the number at its beginning and leaves the rest, and 1.0 refuses it`,
  readAs,
  fix: `Write ${NEEDS[type].replace(/;.*/, '')}.`,
})
