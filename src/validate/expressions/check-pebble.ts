import type { FlowRule } from '../../flow/diagnostic.ts'
import { checkComparisons } from './check-comparisons.ts'
import { checkConditions } from './check-conditions.ts'
import { checkInvocations } from './check-invocations.ts'
import { checkNames } from './check-names.ts'
import { checkSwitch } from './check-switch.ts'
import { checkSyntax } from './check-syntax.ts'
import { placesInTexts } from './place-in-text.ts'
import { readExpressions } from './read-expressions.ts'

/** What is wrong with the expressions of a flow by themselves: Kestra stores them, and fails the task (docs/facts/kestra.md, "Expressions"). */
export const checkPebble: FlowRule = (flow) => {
  const placeOf = placesInTexts(flow)
  const texts = readExpressions(flow)
  return [
    ...texts.flatMap((text) => [
      ...checkSyntax(flow, text, placeOf),
      ...checkInvocations(flow, text, placeOf),
      ...checkComparisons(flow, text, placeOf),
    ]),
    ...checkNames(flow, texts, placeOf),
    ...checkConditions(flow),
    ...checkSwitch(flow),
  ]
}
