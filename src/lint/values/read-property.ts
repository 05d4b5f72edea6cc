import { isAtLeast, type KnownVersion } from '../../flow/kestra-version.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import {
  durationSeconds,
  isDate,
  isFloat,
  isInstant,
  isInteger,
  isLong,
  isTime,
  isUri,
  isZonedDateTime,
  type Misfit,
} from './java-texts.ts'

/** The types of properties that are rendered when a task runs, and of defaults of inputs. */
export type ReadType = keyof typeof READINGS

/**
 * Why `text` cannot be read as `type`; `undefined` where it can, or where only a run knows. On 1.0 the execution fails.
 * 1.3 and 2.0 then read the first JSON value and ignore the rest: `5 minutes` is five seconds. For an unknown version
 * the milder finding is reported (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const readProperty = (text: string, type: ReadType, version: KnownVersion | undefined): Misfit | undefined => {
  const trimmed = text.trim()
  if (trimmed === '' || isTemplate(text) || READINGS[type].reads(trimmed)) return undefined
  const [first] = isStrict(version) ? [] : (FIRST_NUMBER.exec(trimmed) ?? [])
  const readAs = first === undefined ? undefined : readFirst(type, Number(first))
  if (first === undefined || readAs === undefined) return { reason: `it must be ${READINGS[type].needs}` }
  return isSameValue(type, trimmed, readAs) ? undefined : partlyRead(type, readAs, version)
}

/** True for versions on which the execution fails. 1.1 and 1.2 were not tested; they count as milder. */
const isStrict = (version: KnownVersion | undefined): boolean => version !== undefined && !isAtLeast(version, 1, 1)

// Jackson reads a number as seconds since 1970 for a date-time, as seconds for a duration; it reads the date of a
// date-time as a date.
const NUMBER = /^[-+]?\d+(?:\.\d+)?$/
const FIRST_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?=\s|$)/

export interface PropertyFormat {
  /** True for a text that is valid in a task or as a default. */
  readonly reads: (text: string) => boolean
  /** True for a text that is valid as a passed value, where an input accepts fewer forms. */
  readonly passed?: (text: string) => boolean
  /** The rest of a sentence that begins with `it must be`. */
  readonly needs: string
}

/** The rules for each type. */
export const READINGS = {
  integer: { reads: isInteger, needs: 'a whole number of at most 2147483647' },
  long: { reads: isLong, needs: 'a whole number' },
  number: { reads: (text) => isFloat(text) && !/[xX]|[fFdD]$/.test(text), passed: isFloat, needs: 'a number' },
  boolean: { reads: (text) => /^(?:true|false)$/i.test(text), needs: '`true` or `false`' },
  duration: {
    reads: (text) => NUMBER.test(text) || durationSeconds(text) !== undefined,
    passed: (text) => durationSeconds(text) !== undefined,
    needs: 'an ISO 8601 duration such as `PT5M` or `P1DT2H`; weeks, months and years are not allowed',
  },
  date: {
    reads: (text) => isDate(text.slice(0, 10)) && (text.length === 10 || text[10] === 'T'),
    passed: isDate,
    needs: 'a date, such as `2031-01-15`',
  },
  'date-time': {
    reads: (text) => NUMBER.test(text) || isZonedDateTime(text),
    passed: isInstant,
    needs: 'a date and time with its zone, such as `2031-01-15T10:00:00Z`',
  },
  'partial-time': {
    reads: (text) => isTime(text) || isZonedDateTime(text),
    passed: isTime,
    needs: 'a time of the day, such as `09:30` or `09:30:00`',
  },
  uri: { reads: isUri, needs: 'an address, such as `https://example.com/a`' },
} as const satisfies Readonly<Record<string, PropertyFormat>>

/** The value that 1.3 and 2.0 read from a text that begins with a number. */
const readFirst = (type: ReadType, first: number): string | undefined => {
  if (type === 'duration') return `${first} s`
  if (type === 'number') return String(first)
  if (type === 'boolean' && Number.isInteger(first)) return String(first !== 0)
  const most = { integer: 2 ** 31, long: 2 ** 63 }[String(type)] ?? 0
  return Math.abs(first) < most ? String(Math.trunc(first)) : undefined
}

const isSameValue = (type: ReadType, text: string, readAs: string): boolean => {
  if (type === 'duration') return /\d\s+s(?:ec(?:ond)?s?)?$/i.test(text)
  return Number(text) === (type === 'boolean' ? Number(readAs === 'true') : Number(readAs))
}

const partlyRead = (type: ReadType, readAs: string, version: KnownVersion | undefined): Misfit => ({
  reason:
    version === undefined
      ? 'since 1.3 Kestra reads the number at its beginning and ignores the rest, and on 1.0 the execution fails'
      : 'Kestra reads the number at its beginning and ignores the rest',
  readAs,
  fix: `Write ${READINGS[type].needs.replace(/;.*/, '')}.`,
})
