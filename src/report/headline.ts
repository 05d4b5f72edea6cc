import type { Problem } from '../finding/problem.ts'
import { failsAtRunTime } from '../lint/all-codes.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { hasFailedChecks, notFiringText, verificationFailures } from './execution-text.ts'
import { countedKinds, deployedText, failedText } from './outcome-text.ts'
import { groupResources, isKept, keptText, notWrittenText, planText, unmanagedText } from './plan-groups.ts'
import { failureText, groupProblems, switchedOffText } from './problem-groups.ts'
import type {
  ExportedFile,
  ExportReport,
  FailureReport,
  OutcomeReport,
  PlanReport,
  Report,
  TestsReport,
  ValidityReport,
} from './report.ts'
import { allProblems, refusalOf, targetLabel } from './report-text.ts'
import { caseCounts, groupCases, smokeText } from './test-text.ts'

/** `safe`: nothing to look at. `look`: irreversible or unverified changes. `blocked`: nothing is deployed. */
export type Verdict = 'safe' | 'look' | 'blocked' | 'unknown' | 'done' | 'failed'

/** The answer of a run in one line. `text` is a sentence without a full stop; backticks delimit code. */
export interface Headline {
  readonly verdict: Verdict
  readonly text: string
}

/** The most important fact of a report: what would happen or what happened, and on which server. */
export const headline = (report: Report): Headline => {
  const { verdict, text } = bareHeadline(report)
  return { verdict, text: `${text} → ${targetLabel(report.target)}` }
}

/** The headline without the target, for a place that names the target itself. */
export const bareHeadline = (report: Report): Headline => {
  const errors = allProblems(report).filter(({ severity }) => severity === 'error').length
  switch (report.kind) {
    case 'validity':
      return validityHeadline(report, errors)
    case 'plan':
      if (report.result === 'failed') return { verdict: 'unknown', text: 'nothing was written' }
      return report.command === 'drift' ? joinedHeadline(driftHeadline(report)) : planHeadline(report, errors)
    case 'outcome':
      return outcomeHeadline(report)
    case 'export':
      return exportHeadline(report)
    case 'tests':
      return testsHeadline(report, errors)
    case 'failure':
      return failureHeadline(report, errors)
  }
}

const validityHeadline = (report: ValidityReport, errors: number): Headline => {
  const failures = failureText(report)
  const text = [counted(errors, 'error'), counted(warningsOf(report), 'warning'), ...failures].join(', ')
  if (errors > 0) return { verdict: 'blocked', text }
  return failures.length > 0 ? { verdict: 'look', text } : { verdict: 'safe', text: `valid: ${text}` }
}

/** Number of warnings of this change that `counts` accepts. */
const warningsOf = (report: Report, counts: (problem: Problem) => boolean = () => true): number =>
  groupProblems(report).others.filter((problem) => problem.severity === 'warning' && counts(problem)).length

/** The missing result of a command that did not finish. */
const UNDONE = {
  validate: 'nothing was validated',
  plan: 'no plan was made',
  deploy: 'no plan was made',
  drift: 'whether the server has drifted is not known',
  export: 'the export did not come to its end',
  test: 'no test was run',
} as const satisfies Readonly<Record<Report['command'], string>>

const failureHeadline = ({ command, result, reason }: FailureReport, errors: number): Headline => {
  if (reason === 'unexpected') return { verdict: 'unknown', text: 'this run broke off, nothing is known' }
  const undone = UNDONE[command]
  if (result === 'refused')
    return { verdict: 'blocked', text: `refused, ${command === 'plan' ? 'nothing is deployed' : undone}` }
  if (result === 'failed' || errors === 0) return { verdict: 'unknown', text: undone }
  return { verdict: 'blocked', text: `${counted(errors, 'error')}, ${undone}` }
}

const joinedHeadline = ({ verdict, parts }: DriftHeadline): Headline => ({ verdict, text: parts.join(', ') })

interface DriftHeadline {
  readonly verdict: Verdict
  /** The clauses of the sentence, differences first; at least one. */
  readonly parts: readonly string[]
}

/**
 * A server is "what Git says" only if it has nothing else. A tree with errors or a refused deploy is never reported as
 * fine.
 */
export const driftHeadline = (report: PlanReport): DriftHeadline => {
  const { plan } = report
  const errors = allProblems(report).filter(({ severity }) => severity === 'error').length
  const count = plan.resources.filter((resource) => !isKept(resource)).length
  const differ = count === 0 ? [] : [`${counted(count, 'resource')} ${isOrAre(count)} not what Git says`]
  const drifted = [...differ, ...notFiringText(report)]
  const beside = [...keptText(plan.resources.filter(isKept)), ...unmanagedText(plan)]
  const bars = [
    ...(errors > 0 ? [`${counted(errors, 'error')} in Git`] : []),
    ...(refusalOf(report) === undefined ? [] : ['a deploy would be refused']),
  ]
  if (bars.length > 0) {
    return {
      verdict: report.result === 'drift' ? 'look' : 'blocked',
      parts: [...drifted, ...bars, ...beside],
    }
  }
  if (drifted.length + beside.length === 0) return { verdict: 'safe', parts: ['no drift: the server is what Git says'] }
  return {
    verdict: 'look',
    parts: [...(drifted.length === 0 ? ['no drift of what Git has'] : drifted), ...beside],
  }
}

const planHeadline = (report: PlanReport, errors: number): Headline => {
  const { plan } = report
  const { conflicts, deletions } = groupResources(plan)
  if (errors > 0 || conflicts.length > 0) {
    const counts = [...(errors > 0 ? [errorText(report, errors)] : []), ...notWrittenText(plan)]
    return {
      verdict: 'blocked',
      text: `${counts.join(', ')}, nothing ${report.command === 'deploy' ? 'was' : 'would be'} deployed`,
    }
  }
  if (refusalOf(report) !== undefined) {
    if (report.command === 'deploy') return { verdict: 'blocked', text: 'nothing was deployed' }
    return { verdict: 'blocked', text: ['deploy would be refused', planText(plan)].filter(Boolean).join(': ') }
  }
  const certain = failureText(report)
  const failures = [...certain, ...notFiringText(report)]
  const writes = plan.resources.filter(({ action }) => action !== 'none')
  if (writes.length === 0) {
    const text = ['nothing to deploy', ...failures, ...notWrittenText(plan), `${plan.summary.unchanged} unchanged`]
    return { verdict: failures.length > 0 ? 'look' : 'safe', text: text.join(', ') }
  }
  const isSurprising = writes.some(({ change }) => change !== 'create' && change !== 'update') || deletions.length > 0
  const verdict = isSurprising || failures.length > 0 || report.target.server === null ? 'look' : 'safe'
  // Certain failures at run time are already counted.
  const warnings = warningsOf(report, (problem) => !failsAtRunTime(problem))
  const noun = certain.length > 0 ? 'more warning' : 'warning'
  return {
    verdict,
    text: planText(plan, [...failures, ...(warnings > 0 ? [counted(warnings, noun)] : [])]),
  }
}

/** `2 errors`, or `2 errors outside of this change` if this change has none. */
export const errorText = (report: Report, errors: number): string =>
  `${counted(errors, 'error')}${groupProblems(report).errors.length === 0 ? ' outside of this change' : ''}`

const testsHeadline = (report: TestsReport, errors: number): Headline => {
  const { tests, result, reason } = report
  const switchedOff = switchedOffText(report)
  const counts = tests.length === 0 ? 'no case was run' : caseCounts(tests)
  const text = [...(errors > 0 ? [counted(errors, 'error')] : []), counts, ...switchedOff].join(', ')
  if (errors > 0) return { verdict: 'blocked', text }
  if (result === 'failed' && reason !== 'tests-failed')
    return { verdict: 'unknown', text: `the run broke off: ${text}` }
  if (result === 'failed') return { verdict: 'failed', text }
  const isUntested = groupCases(tests).passed.length === 0 && tests.length > 0
  return { verdict: isUntested || switchedOff.length > 0 ? 'look' : 'safe', text }
}

/** The result of a deploy in one line. */
const outcomeHeadline = (report: OutcomeReport): Headline => {
  const { resources } = report.outcome
  if (report.result !== 'failed') {
    const faults = verificationFailures(report)
    const standing = resources.length === 0 ? notWrittenText(report.plan) : []
    const text = [
      ...faults,
      deployedText(report),
      ...standing,
      ...smokeText(report.tests),
      ...failureText(report),
    ].join('; ')
    return { verdict: hasFailedChecks(report) ? 'look' : 'done', text }
  }
  return { verdict: 'failed', text: failedText(report) }
}

/** The result of an export in one line: `3 files written: 4 flows and 2 key-value pairs are new, 1 flow is changed`. */
const exportHeadline = ({ files, isDryRun }: ExportReport): Headline => {
  if (files.length === 0) return { verdict: 'safe', text: 'nothing to export' }
  const taken = files.filter(({ isWritten }) => isWritten || isDryRun)
  const left = pathsOf(files) - pathsOf(taken)
  if (taken.length === 0)
    return {
      verdict: 'look',
      text: `nothing was written: ${counted(left, 'file')} ${isOrAre(left)} not what the server has, and left`,
    }
  const written = `${counted(pathsOf(taken), 'file')} ${isDryRun === true ? 'would be ' : ''}${doneTo(taken)}`
  const text = `${written}: ${[...counts(taken), ...(left > 0 ? [`${counted(left, 'file')} left`] : [])].join(', ')}`
  return { verdict: left > 0 ? 'look' : 'done', text }
}

const doneTo = (files: readonly ExportedFile[]): string => {
  const removed = files.filter(({ action }) => action === 'delete').length
  if (removed === 0) return 'written'
  return removed === files.length ? 'removed' : 'written or removed'
}

/** Number of files. One file may hold several resources. */
const pathsOf = (files: readonly ExportedFile[]): number => new Set(files.map(({ file }) => file)).size

const VERBS = { create: 'new', update: 'changed', delete: 'removed' } as const

const counts = (files: readonly ExportedFile[]): readonly string[] =>
  (['create', 'update', 'delete'] as const).flatMap((action) => {
    const having = files.filter((file) => file.action === action)
    return having.length === 0 ? [] : [`${countedKinds(having)} ${isOrAre(having.length)} ${VERBS[action]}`]
  })
