import type { Problem, ProblemCodeEntry } from '../finding/problem.ts'
import { problemCodes } from '../finding/problem-codes.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import { placeFinding } from '../flow/document-finding.ts'
import type { Rule, RuleCodeEntry } from './define-rule.ts'
import type { RuleFinding } from './rule-finding.ts'
import { rules } from './rule-list.ts'

/** The entry of each code of a rule. */
const ruleCodes: Readonly<Record<string, RuleCodeEntry>> = Object.fromEntries(
  rules.flatMap(({ codes }: Rule) => Object.entries(codes)),
)

/** Every code of a finding, in the order of docs/problems.md: first those that are found without a rule. */
export const allCodes: Readonly<Record<string, ProblemCodeEntry & Partial<RuleCodeEntry>>> = {
  ...problemCodes,
  ...ruleCodes,
}

/** True for a code of a finding. The settings accept no other code. */
export const isProblemCode = (code: string): boolean => Object.hasOwn(allCodes, code)

/** The entry of a code; `undefined` for an unknown code. */
export const codeEntry = (code: string): ProblemCodeEntry | undefined =>
  isProblemCode(code) ? allCodes[code] : undefined

/**
 * True for a problem that will certainly fail at run time although the server stores it. The result of a run warns about it, and `strict`
 * refuses it.
 */
export const failsAtRunTime = ({ code, severity }: Pick<Problem, 'code' | 'severity'>): boolean =>
  severity !== 'info' && codeEntry(code)?.failsAtRunTime === true

/** A finding of a rule as a problem of its file. */
export const problemOf = (placed: PlacedDocument, finding: RuleFinding): Problem => {
  const entry = codeEntry(finding.code)
  if (entry === undefined) throw new Error(`No rule has the code ${finding.code}.`)
  return placeFinding(placed, finding, entry)
}
