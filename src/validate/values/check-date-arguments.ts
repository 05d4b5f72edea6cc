import type { Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { PebbleExpression, PebbleInvocation } from '../../pebble/pebble-tree.ts'
import { pebbleVersions, signaturesOf } from '../../pebble/signatures.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'
import { readExpressions } from '../expressions/read-expressions.ts'
import { wrongDatePattern, wrongUnit } from './date-patterns.ts'
import type { Misfit } from './misfit.ts'
import { wrongTimeZone } from './time-zones.ts'

const DATES = new Set(['date', 'dateAdd', 'now'])
const ZONED = new Set([...DATES, 'timestamp', 'timestampMicro', 'timestampMilli', 'timestampNano'])

/**
 * Patterns, units and zones that filters and functions of dates are given as a text, and that Java does not know: the expression fails
 * (docs/facts/kestra.md, "Inputs and values").
 */
export const checkDateArguments: FlowRule = (flow) => {
  const placeOf = placesInTexts(flow)
  const { names } = pebbleVersions(flow.version)
  return readExpressions(flow).flatMap(({ text, path, parts }) =>
    parts.filter(isInvocation).flatMap((call) =>
      textsGiven(call, signaturesOf(call.kind, call.name, names)[0]?.parameters?.map(({ name }) => name) ?? []).flatMap(
        ({ parameter, value, start, end }): readonly Diagnostic[] => {
          const misfit = wrongText(call.name, parameter, value)
          if (misfit === undefined) return []
          const position = placeOf({ path, offset: start, written: text.slice(start, end) })
          const { reason, readAs, fix } = misfit
          const code = readAs === undefined ? 'wrong-arguments' : 'value-read-differently'
          const message = `\`${call.name}\` is given "${value}" as \`${parameter}\`: ${reason}.`
          return [{ code, path, position, message, hint: fix }]
        },
      ),
    ),
  )
}

const isInvocation = (part: PebbleExpression): part is PebbleInvocation => 'given' in part

const wrongText = (name: string, parameter: string, value: string): Misfit | undefined => {
  if (parameter === 'timeZone' && ZONED.has(name)) return wrongTimeZone(value)
  if (parameter === 'unit' && name === 'dateAdd') return wrongUnit(value)
  const isPattern = parameter === 'format' || parameter === 'existingFormat'
  return isPattern && DATES.has(name) ? wrongDatePattern(value) : undefined
}

interface GivenText {
  readonly parameter: string
  readonly value: string
  readonly start: number
  readonly end: number
}

const textsGiven = ({ given }: PebbleInvocation, parameters: readonly string[]): readonly GivenText[] =>
  given.flatMap(({ name, value }, index) => {
    const parameter = name ?? parameters[index]
    return parameter === undefined || value.kind !== 'literal' || typeof value.value !== 'string' || value.value === ''
      ? []
      : [{ parameter, value: value.value, start: value.start, end: value.end }]
  })
