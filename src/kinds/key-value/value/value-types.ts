import { exactNumber, isJsonMap, isList, isTooDeep, type Json, parseExactJson } from './exact-json.ts'
import type { Pair, PairType } from './pair.ts'

/** A value that does not fit its type. `why` is a clause that follows "This value", without a full stop. */
export interface NotOfType {
  readonly why: string
}

export type TypedValue = Pick<Pair, 'type' | 'value'> | NotOfType

/** Texts that a server converts to a duration even in quotes, and may then fail to read (docs/internals/facts/kestra.md, "Types of values"). */
const TAKEN_FOR_DURATION = /^P(?=[^T]|T.)(?:\d*D)?(?:T(?=.)(?:\d*H)?(?:\d*M)?(?:\d*S)?)?$/
const DURATION = /^P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/
const DATE = /^(?!0)\d{4}-\d\d-\d\d$/
const DATETIME = /^((?!0)\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([-+])(\d\d):(\d\d))$/

/** A scalar without quotes, by the type that YAML gives it. Refuses what YAML 1.1 and 1.2 read differently. */
export const typePlain = (text: string): TypedValue => {
  if (/^(?:|~|null)$/i.test(text)) return { why: 'is null, which a key cannot store. Remove the key' }
  if (/^(?:true|false)$/i.test(text)) return { type: 'BOOLEAN', value: text.toLowerCase() === 'true' }
  if (isAmbiguous(text)) return { why: AMBIGUOUS }
  if (/^[-+.\d]/.test(text)) {
    const number = exactNumber(text)
    if (number !== undefined) return { type: 'NUMBER', value: number }
    if (/^[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?$/i.test(text)) return { why: 'is a number with more than 400 digits' }
  }
  if (DATE.test(text)) return typeText(text, 'DATE')
  if (/^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d/.test(text)) return typeText(text, 'DATETIME')
  if (TAKEN_FOR_DURATION.test(text)) return typeText(text, 'DURATION')
  return { type: 'STRING', value: text }
}

const AMBIGUOUS =
  'has one meaning in YAML 1.1, which Kestra uses for flows, and another in YAML 1.2. Write true, false or a decimal number, or put it in quotes if it is text'

const isAmbiguous = (text: string): boolean =>
  /^(?:yes|no|on|off|y|n)$/i.test(text) ||
  /^[-+]?(?:0[xob_\d][\da-fA-F_]*|[\d_]*\d_[\d_.]*|\.(?:inf|nan)|\d+(?::[0-5]?\d)+(?:\.\d*)?)$/i.test(text)

/** A text with or without quotes, as the type that the file states. */
export const typeText = (text: string, type: PairType): TypedValue => {
  switch (type) {
    case 'STRING':
      return typeString(text)
    case 'NUMBER': {
      const number = exactNumber(text)
      return number === undefined ? { why: 'is not a decimal number of up to 400 digits' } : { type, value: number }
    }
    case 'BOOLEAN':
      return /^(?:true|false)$/i.test(text)
        ? { type, value: text.toLowerCase() === 'true' }
        : { why: 'is neither true nor false' }
    case 'DATE':
      return DATE.test(text) && isDay(text) ? { type, value: text } : { why: 'is not a date of the form 2026-11-22' }
    case 'DATETIME':
      return typeDatetime(text)
    case 'DURATION':
      return typeDuration(text)
    case 'JSON':
      return typeJson(parseExactJson(text) ?? null)
  }
}

/** A text as the type STRING. Refuses texts that Kestra would convert. */
export const typeString = (text: string): TypedValue => {
  if (TAKEN_FOR_DURATION.test(text))
    return { why: 'has the form of a duration, and Kestra converts it to one. A key cannot store it as text' }
  return text.isWellFormed() ? { type: 'STRING', value: text } : { why: 'contains half a character' }
}

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** A time in UTC, in milliseconds, the precision that servers store. */
const typeDatetime = (text: string): TypedValue => {
  const match = DATETIME.exec(text)
  if (match === null)
    return { why: 'is not a time with its zone, such as 2026-11-22T10:00:00Z: Kestra stores points in time' }
  const [
    ,
    day = '',
    hours = '',
    minutes = '',
    seconds = '00',
    fraction = '',
    sign,
    offsetHours = '0',
    offsetMinutes = '0',
  ] = match
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
  if (!isDay(day) || !isTime || Number(offsetHours) > 18 || Number(offsetMinutes) > 59)
    return { why: 'is not a valid time' }
  if (!/^\d{0,3}0*$/.test(fraction)) return { why: 'is more precise than Kestra stores it: to the millisecond' }
  const local = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -60_000 : 60_000)
  return { type: 'DATETIME', value: new Date(local - offset).toISOString().replace('.000Z', 'Z') }
}

/** A duration in Java's form, which Kestra returns: `P1D` becomes `PT24H`. */
const typeDuration = (text: string): TypedValue => {
  const match = DURATION.exec(text)
  if (match === null || !/\d/.test(text) || text.endsWith('T'))
    return { why: 'is not a duration of the form P1DT2H3M4S with whole numbers: Kestra would store it as text' }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
  const parts = [
    [Math.floor(total / 3600), 'H'],
    [Math.floor((total % 3600) / 60), 'M'],
    [total % 60, 'S'],
  ] as const
  const written = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount}${unit}`)
  return { type: 'DURATION', value: `PT${written.join('') || '0S'}` }
}

/** A list or a map as the type JSON. */
export const typeJson = (value: Json): TypedValue => {
  if (isTooDeep(value)) return { why: 'is nested deeper than 200 levels' }
  return isList(value) || isJsonMap(value)
    ? { type: 'JSON', value }
    : { why: 'must be a map or a list for the type JSON' }
}
