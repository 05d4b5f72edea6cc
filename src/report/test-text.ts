import type { Problem } from '../finding/problem.ts'
import {
  type AssertionResult,
  type CaseResult,
  type CaseVerdict,
  caseName,
  type FailedTask,
} from '../flow-tests/case-result.ts'
import { counted } from '../text/lists.ts'
import type { Report } from './report.ts'

/** The cases of a report in groups for the reader; each is in one group. */
export const groupCases = (tests: readonly CaseResult[]) => ({
  /** Failed, or could not be judged. */
  broken: tests.filter(({ verdict }) => verdict === 'failed' || verdict === 'error'),
  skipped: tests.filter(({ verdict }) => verdict === 'skipped'),
  passed: tests.filter(({ verdict }) => verdict === 'passed'),
})

/** The noun for a case of the report: a deploy makes smoke runs. */
export const nounOf = ({ kind }: Report): string => (kind === 'tests' ? 'case' : 'smoke run')

/** `12 passed, 1 failed, 1 could not be judged, 1 skipped`, without zero counts. `noun` is added to the first count. */
export const caseCounts = (tests: readonly CaseResult[], noun?: string): string =>
  VERDICTS.map((verdict) => ({
    text: VERDICT_TEXT[verdict],
    count: tests.filter((result) => result.verdict === verdict).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ text, count }, index) => `${index === 0 && noun !== undefined ? counted(count, noun) : count} ${text}`)
    .join(', ')

const VERDICTS = ['passed', 'failed', 'error', 'skipped'] as const

export const VERDICT_TEXT: Readonly<Record<CaseVerdict, string>> = {
  passed: 'passed',
  failed: 'failed',
  error: 'could not be judged',
  skipped: 'skipped',
}

/** `2 smoke runs passed, 1 skipped` for a deploy with smoke runs; otherwise empty. */
export const smokeText = (tests: readonly CaseResult[]): readonly string[] =>
  tests.length === 0 ? [] : [caseCounts(tests, 'smoke run')]

/** `company.team/tests/orders.yml:12`. */
export const casePlace = ({ file, line }: CaseResult): string => `${file}:${line}`

/** Why a case did not pass, in one sentence. */
export const caseReason = (result: CaseResult): string | undefined =>
  result.message ?? failedAssertions(result).map(assertionText)[0]

/** `expected equal to `3`, got `4``, followed by the message of its author. */
export const assertionText = ({ expected, actual, message }: AssertionResult): string =>
  `expected ${expected}, got \`${actual.replaceAll('`', "'")}\`${message === undefined ? '' : `: ${message}`}`

/** The failed assertions of a case. */
export const failedAssertions = ({ assertions }: CaseResult): readonly AssertionResult[] =>
  assertions.filter(({ passed }) => !passed)

/**
 * Problems with lines for annotations: each failed assertion, each skipped case, and the case itself where it has a
 * message or no assertion.
 */
export const caseProblems = (tests: readonly CaseResult[]): readonly Problem[] => {
  const { broken, skipped } = groupCases(tests)
  return [...broken.flatMap(brokenProblems), ...skipped.map((result) => problemOf(result, 'info'))]
}

const brokenProblems = (result: CaseResult): readonly Problem[] => {
  const atLines = failedAssertions(result).map((assertion) => ({
    ...problemOf(result, 'error'),
    message: `${caseName(result)}: ${assertionText(assertion)}`,
    line: assertion.line,
    column: assertion.column,
  }))
  return result.message === null && atLines.length > 0 ? atLines : [problemOf(result, 'error'), ...atLines]
}

/** Codes for the results of a case (docs/tests.md). No setting changes their severity. */
const CODES = {
  passed: 'test-passed',
  failed: 'test-failed',
  error: 'test-not-judged',
  skipped: 'test-skipped',
} as const

const problemOf = ({ failedTask, ...result }: CaseResult, severity: Problem['severity']): Problem => {
  const task = failedTask === undefined ? '' : `; task \`${failedTask.taskId}\` failed`
  const { verdict, file, line } = result
  const message = `${caseName(result)}: ${result.message ?? CODES[verdict]}${task}`
  return { severity, code: CODES[verdict], message, file, line }
}

/** ``Task `load` failed. The end of its log:``; without a log only the first sentence. */
export const failedTaskText = ({ taskId, log }: FailedTask): string =>
  `Task \`${taskId}\` failed.${log.length === 0 ? '' : ' The end of its log:'}`
