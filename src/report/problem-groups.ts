import type { Problem, Severity } from '../finding/problem.ts'
import { failsAtRunTime } from '../lint/all-codes.ts'
import { counted, countedGroups } from '../text/lists.ts'
import { planOf, type Report } from './report.ts'
import { allProblems } from './report-text.ts'

/**
 * The problems of a report in groups for the reader; each is in one group, the worst first. Problems of this change are
 * separate from others. A drift run has no change, so only its errors count as its own.
 */
export const groupProblems = (report: Report) => {
  const isBehind = ({ isPreexisting }: Problem): boolean => isPreexisting === true || report.command === 'drift'
  const problems = allProblems(report)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const others = problems.filter(({ severity }) => severity !== 'error')
  return {
    errors: errors.filter(({ isPreexisting }) => isPreexisting !== true),
    /** Errors in files that these commits do not touch. They also stop a deploy. */
    preexistingErrors: errors.filter(({ isPreexisting }) => isPreexisting === true),
    /** Warnings and remarks about files that these commits change. */
    others: others.filter((problem) => !isBehind(problem)),
    preexistingOthers: others.filter(isBehind),
  }
}

const NOUNS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'remark'],
]

/** `2 warnings and 1 remark`: each noun counts its own severity. */
export const problemText = (problems: readonly Problem[]): string =>
  countedGroups(problems, ({ severity }) => severity, NOUNS)

/** The location of problems that this change did not cause. */
export const preexistingText = ({ command }: Report, change: 'this pull request' | 'these commits'): string => {
  if (command === 'drift') return 'in Git'
  return `in files that ${change} ${change === 'these commits' ? 'do' : 'does'} not change`
}

/** The flows that will fail at run time: files of this change with a certain failure, and names of callers that it breaks. */
export const failingFlows = (
  report: Report,
): { readonly files: ReadonlySet<string>; readonly callers: ReadonlySet<string> } => ({
  files: new Set(
    groupProblems(report)
      .others.filter(failsAtRunTime)
      .map(({ file = '' }) => file),
  ),
  callers: new Set((planOf(report)?.resources ?? []).flatMap(({ breaks }) => breaks)),
})

/** `1 flow will fail at run time`, or empty; see `failingFlows`. */
export const failureText = (report: Report): readonly string[] => {
  const { files, callers } = failingFlows(report)
  const count = files.size + callers.size
  return count === 0 ? [] : [`${counted(count, 'flow')} will fail at run time`]
}

/** True for the warning that the change stops a suite from running. */
export const isSwitchedOffTest = ({ code }: Problem): boolean => code === 'suite-switched-off'

/**
 * `2 suites no longer run in full`, or empty: suites of the base that the change stops from running, fully or partly.
 */
export const switchedOffText = (report: Report): readonly string[] => {
  const count = report.problems.filter(isSwitchedOffTest).length
  return count === 0 ? [] : [`${counted(count, 'suite')} no longer ${count === 1 ? 'runs' : 'run'} in full`]
}
