import { isInvocation, type PebbleInvocation } from '../../../pebble/pebble-tree.ts'
import { pebbleVersions, signaturesOf } from '../../../pebble/signatures.ts'
import { suggestion } from '../../../text/closest-word.ts'
import { type FlowRule, findingIn } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { type Misfit, wrongTimeZone } from '../../values/java-texts.ts'

const DATES = new Set(['date', 'dateAdd', 'now'])
const ZONED = new Set([...DATES, 'timestamp', 'timestampMicro', 'timestampMilli', 'timestampNano'])

/**
 * Reports patterns, units and zones in date filters and functions that Java does not know: the expression fails
 * (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const checkDateArguments: FlowRule = (flow) => {
  const { names } = pebbleVersions(flow.version)
  return flow.texts.flatMap((text) =>
    text.parts.filter(isInvocation).flatMap((call) =>
      textsGiven(call, signaturesOf(call.kind, call.name, names)[0]?.parameters?.map(({ name }) => name) ?? []).flatMap(
        ({ parameter, value, start, end }): readonly RuleFinding[] => {
          const misfit = wrongText(call.name, parameter, value)
          if (misfit === undefined) return []
          const { reason, readAs, fix } = misfit
          const code = readAs === undefined ? 'wrong-arguments' : 'value-read-differently'
          const message = `\`${call.name}\` is given "${value}" as \`${parameter}\`: ${reason}.`
          return [findingIn(flow, text, { code, message, hint: fix, start, end })]
        },
      ),
    ),
  )
}

const wrongText = (name: string, parameter: string, value: string): Misfit | undefined => {
  if (parameter === 'timeZone' && ZONED.has(name)) return wrongTimeZone(value)
  if (parameter === 'unit' && name === 'dateAdd') return wrongUnit(value)
  const isPattern = parameter === 'format' || parameter === 'existingFormat'
  return isPattern && DATES.has(name) ? wrongDatePattern(value) : undefined
}

/** The arguments that are literal texts, each with its parameter. */
const textsGiven = ({ given }: PebbleInvocation, parameters: readonly string[]) =>
  given.flatMap(({ name, value: { start, end, ...value } }, index) => {
    const parameter = name ?? parameters[index]
    const text = value.kind === 'literal' && typeof value.value === 'string' ? value.value : ''
    return parameter === undefined || text === '' ? [] : [{ parameter, value: text, start, end }]
  })

/** Names of predefined patterns, in lower case. */
const NAMED = /^(?:(?:iso|sql|rfc)\w*|full|long|medium|short)$/
const LETTERS = /[^GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZpg]/
/** The highest number of repetitions of a letter, for letters with a limit. */
const MOST: ReadonlyMap<string | undefined, number> = new Map(
  ['a1', 'd2', 'h2', 'H2', 'k2', 'K2', 'm2', 's2', 'D3', 'z4', 'M5', 'L5', 'E5', 'S9'].map(([letter, most]) => [
    letter,
    Number(most),
  ]),
)

/**
 * Why a text is not a valid `DateTimeFormatter` pattern, or is probably read differently; `undefined` for a correct
 * pattern.
 */
export const wrongDatePattern = (pattern: string): Misfit | undefined => {
  if (NAMED.test(pattern)) return undefined
  const plain = pattern.replaceAll(/'[^']*'/g, '')
  if (plain.includes("'")) return { reason: 'a single quote is not closed' }
  const reserved = /[{}#]/.exec(plain)?.[0]
  if (reserved !== undefined) return { reason: `\`${reserved}\` must be in single quotes` }
  const runs = plain.match(/([A-Za-z])\1*/g) ?? []
  const unknown = runs.find((run) => LETTERS.test(run))
  if (unknown !== undefined) return { reason: `\`${unknown[0]}\` is not a pattern letter`, fix: FIX }
  const long = runs.find((run) => run.length > (MOST.get(run[0]) ?? run.length))
  return long === undefined ? misread(runs) : { reason: `\`${long}\` has too many letters`, fix: FIX }
}

const FIX = 'Write a pattern such as `yyyy-MM-dd HH:mm:ss`, with other text in single quotes.'

/** Reports letters that mean something else in Java than in other languages. */
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

/** Why a text is not a Java time unit; `undefined` for a valid one. */
export const wrongUnit = (unit: string): Misfit | undefined => {
  if (UNITS.includes(unit)) return undefined
  const fix = suggestion(unit, UNITS) ?? `Use one of ${UNITS.slice(0, 11).join(', ')}.`
  return { reason: 'there is no such unit', fix }
}
