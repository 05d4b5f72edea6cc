import type { DesiredFlow } from '../flow/desired-flow.ts'
import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import { CONFIG_PATH } from '../settings/config/config-file.ts'
import { withinTime } from '../text/within-time.ts'
import { checkRepositoryRule, type RepositoryRule } from './check-repository-rule.ts'

/** All rules on all flows of a run. Thousands of flows take a second or two; a pattern can take for ever. */
const MAX_MILLISECONDS = 20_000

/**
 * Where flows do not fit the rules of the repository. The patterns are those of whoever wrote the rules, and the texts those of
 * whoever wrote the flows: together they may not hold up a run, so it ends after 20 s with an error that names the rule.
 */
export const checkRules = (
  rules: readonly RepositoryRule[],
  flows: readonly DesiredFlow[],
  maxMilliseconds = MAX_MILLISECONDS,
): readonly Problem[] => {
  if (rules.length === 0) return []
  const found: (readonly Problem[])[] = []
  const checkAll = () => rules.forEach((rule) => void found.push(checkRepositoryRule(rule, flows)))
  if (withinTime(maxMilliseconds, checkAll) !== undefined) return found.flat()
  return [...found.flat(), tookTooLong(rules.slice(found.length), maxMilliseconds)]
}

const tookTooLong = ([slow, ...rest]: readonly RepositoryRule[], maxMilliseconds: number): Problem => {
  const others = rest.length === 0 ? '' : ` So were the ${rest.length} behind it.`
  const message = `The rule \`${slow?.id}\` was not checked to its end: all rules together may take ${maxMilliseconds / 1000} s.${others}`
  return makeProblem('rule-not-checked', { message, file: CONFIG_PATH, position: { line: 1, column: 1 } })
}
