import { closestWord } from '../../text/closest-word.ts'
import type { Misfit } from './misfit.ts'

/** Names that stand for a pattern, in lower case. */
const NAMED = /^(?:(?:iso|sql|rfc)\w*|full|long|medium|short)$/
const LETTERS = /[^GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZpg]/
/** How often a letter may follow itself, where that is bounded. */
const MOST: Readonly<Record<string, number>> = {
  d: 2,
  h: 2,
  H: 2,
  k: 2,
  K: 2,
  m: 2,
  s: 2,
  D: 3,
  a: 1,
  M: 5,
  L: 5,
  E: 5,
  S: 9,
  z: 4,
}

/** Why a text is no pattern of `DateTimeFormatter`, or one that says something else than it looks like; `undefined` where it is right. */
export const wrongDatePattern = (pattern: string): Misfit | undefined => {
  if (NAMED.test(pattern)) return undefined
  const plain = pattern.replaceAll(/'[^']*'/g, '')
  if (plain.includes("'")) return { reason: 'a single quote is not closed' }
  const reserved = /[{}#]/.exec(plain)?.[0]
  if (reserved !== undefined) return { reason: `\`${reserved}\` must stand in single quotes` }
  const runs = plain.match(/([A-Za-z])\1*/g) ?? []
  const unknown = runs.find((run) => LETTERS.test(run))
  if (unknown !== undefined) return { reason: `\`${unknown[0]}\` is no letter of a pattern`, fix: FIX }
  const long = runs.find((run) => run.length > (MOST[run[0] ?? ''] ?? run.length))
  return long === undefined ? misread(runs) : { reason: `\`${long}\` has too many letters`, fix: FIX }
}

const FIX = 'Write a pattern such as `yyyy-MM-dd HH:mm:ss`, with other text in single quotes.'

/** Patterns of other languages that Java takes for something else. */
const misread = (runs: readonly string[]): Misfit | undefined => {
  const has = (letters: string): boolean => runs.some((run) => letters.includes(run[0] ?? ''))
  if (has('D') && has('ML'))
    return { reason: '`D` counts the days of the year', readAs: 'a day of the year', fix: 'Write `d`.' }
  const isDay = has('yu') && has('d') && !has('MLhHkK')
  return isDay && has('m') ? { reason: '`m` counts minutes', readAs: 'a minute', fix: 'Write `MM`.' } : undefined
}

const UNITS =
  'NANOS MICROS MILLIS SECONDS MINUTES HOURS HALF_DAYS DAYS WEEKS MONTHS YEARS DECADES CENTURIES MILLENNIA ERAS FOREVER'.split(
    ' ',
  )

/** Why a text is no unit of time of Java. */
export const wrongUnit = (unit: string): Misfit | undefined => {
  if (UNITS.includes(unit)) return undefined
  const near = closestWord(unit, UNITS)
  return {
    reason: 'there is no such unit',
    fix: near ? `Did you mean \`${near}\`?` : `Use one of ${UNITS.slice(0, 11).join(', ')}.`,
  }
}
