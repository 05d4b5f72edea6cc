import type { Problem, Severity } from '../finding/problem.ts'
import { failsAtRunTime } from '../finding/problem-codes.ts'
import { counted, countedGroups } from '../text/lists.ts'
import { planOf, type Report } from './report.ts'
import { allProblems } from './report-text.ts'

/**
 * The problems of a report in the groups in which a reader meets them, each in one, the worst first: what is of this change apart from what is
 * not. A drift run is about no change: there all but errors stands back.
 */
export const groupProblems = (report: Report) => {
  const isBehind = ({ isPreexisting }: Problem): boolean => isPreexisting === true || report.command === 'drift'
  const problems = allProblems(report)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const others = problems.filter(({ severity }) => severity !== 'error')
  return {
    errors: errors.filter(({ isPreexisting }) => isPreexisting !== true),
    /** Of files that these commits leave as they were. They stop a deploy like any other. */
    preexistingErrors: errors.filter(({ isPreexisting }) => isPreexisting === true),
    /** Warnings and remarks of what these commits change. */
    others: others.filter((problem) => !isBehind(problem)),
    preexistingOthers: others.filter(isBehind),
  }
}

const NOUNS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'remark'],
]

/** `2 warnings and 1 remark`: each word counts its own severity. */
export const problemText = (problems: readonly Problem[]): string =>
  countedGroups(problems, ({ severity }) => severity, NOUNS)

/** Where the problems lie that are not of this change. */
export const preexistingText = ({ command }: Report, change: 'this pull request' | 'these commits'): string => {
  if (command === 'drift') return 'in Git'
  return `in files that ${change} ${change === 'these commits' ? 'do' : 'does'} not change`
}

/**
 * `1 flow will fail at run time`, or nothing: flows of this change with a problem of which that is certain, and those that it
 * breaks and that only the server has.
 */
export const failureText = (report: Report): readonly string[] => {
  const { others } = groupProblems(report)
  const files = new Set(others.filter(failsAtRunTime).map(({ file }) => file))
  const names = new Set((planOf(report)?.resources ?? []).flatMap(({ breaks }) => breaks))
  const count = files.size + names.size
  return count === 0 ? [] : [`${counted(count, 'flow')} will fail at run time`]
}

/** True for the warning of a suite that the change stops from running. */
export const isSwitchedOffTest = ({ code }: Problem): boolean => code === 'suite-switched-off'

/** `2 suites no longer run in full`, or nothing: suites of the base that the change stops from running, whole or in part. */
export const switchedOffText = (report: Report): readonly string[] => {
  const count = report.problems.filter(isSwitchedOffTest).length
  return count === 0 ? [] : [`${counted(count, 'suite')} no longer ${count === 1 ? 'runs' : 'run'} in full`]
}
