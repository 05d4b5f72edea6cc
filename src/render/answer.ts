import { code } from '../kinds/describe-change.ts'
import { displayName } from '../kinds/kinds.ts'
import type { ApprovedPlanCheck } from '../plan/approved-plan.ts'
import type { DifferenceWording } from '../plan/plan-difference.ts'
import { hasFailedChecks } from '../report/execution-text.ts'
import type { Verdict } from '../report/headline.ts'
import { type Opening, openingOf, shortName } from '../report/opening.ts'
import { failureText, switchedOffText } from '../report/problem-groups.ts'
import { isGood, type OutcomeReport, type Report, type TestsReport } from '../report/report.ts'
import { targetLabel } from '../report/report-text.ts'
import { resourceKey } from '../resource/resource.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { visibleLine } from '../text/visible.ts'
import { md } from './markdown.ts'
import type { MarkerPayload } from './marker.ts'

export type Stage = Exclude<MarkerPayload['stage'], 'drift'>

/** The stage that a run reached. */
export const stageOf = ({ command, result, preview }: Report): Stage => {
  // Production is unchanged, whatever happened to the preview.
  if (preview !== undefined) return preview.isEnding && isGood(result) ? 'closed' : 'planned'
  if (command !== 'deploy') return command === 'test' ? 'tested' : 'planned'
  if (result === 'refused' || result === 'invalid') return 'refused'
  return result === 'failed' ? 'failed' : 'deployed'
}

/** The start of a comment's first line. In a comment for several targets, the first state in this order counts. */
export const ANSWERS = {
  failed: '❌ Deploy failed',
  broken: '❌ Failed',
  refused: '⛔ Deploy refused',
  differs: '⚠️ Deployed, but not as planned',
  unwell: '⚠️ Deployed, but look at it',
  blocked: '⛔ Not ready to merge',
  unknown: '❔ Not known whether it is ready to merge',
  'tests-fail': '⚠️ Tests fail',
  look: '⚠️ Look before you merge',
  untested: '⚠️ Nothing was tested',
  'fewer-tests': '⚠️ Fewer tests run',
  closed: 'Closed without merging, nothing was deployed',
  safe: '✅ Ready to merge',
  deployed: '✅ Deployed',
  kept: '✅ Deployed as planned',
  preview: '✅ Preview',
  removed: '✅ Preview removed',
  tested: '✅ Tests pass',
  'without-tests': '✅ No tests to run',
} as const

export type AnswerState = keyof typeof ANSWERS

/** The answer of one run on a pull request. */
export interface Answer {
  readonly state: AnswerState
  /** Markdown that follows the state, without the target; `''` where the state says everything. */
  readonly text: string
  /** The plain second line as Markdown, without the target; `''` where there is nothing to count. */
  readonly counts: string
}

/** Characters of the first line of a comment, including the state. */
const MAX_HEADLINE_LENGTH = 100

/** The answer and the counts of a redacted report. A comment shows them in its first two lines. */
export const answerOf = (report: Report, stage: Stage, check: ApprovedPlanCheck | undefined): Answer => {
  const { verdict, point, counts } = openingOf(report)
  const { state, text } = shortAnswer(report, { verdict, point, stage, check })
  const room = MAX_HEADLINE_LENGTH - `${ANSWERS[state]}: `.length
  return { state, text: md.text(cut(text, room)), counts: md.text(counts.join(' · ')) }
}

const cut = (text: string, room: number): string => {
  const line = visibleLine(text, MAX_TEXT_LENGTH)
  return line.length <= room ? line : `${line.slice(0, room - 1).toWellFormed()}…`
}

/** Longer than any headline. `visibleLine` counts the characters after this limit. */
const MAX_TEXT_LENGTH = 2_000

interface AnswerParts extends Pick<Opening, 'verdict' | 'point'> {
  readonly stage: Stage
  readonly check: ApprovedPlanCheck | undefined
}

/** The state and its text, before it is shortened and written as Markdown. */
const shortAnswer = (report: Report, { verdict, point, stage, check }: AnswerParts): Omit<Answer, 'counts'> => {
  if (report.kind === 'tests') return { state: stateOfTests(verdict, report), text: point }
  if (report.preview !== undefined) return previewAnswer(report, point)
  const approvedPlan = approvedPlanAnswer(report, check)
  if (approvedPlan?.isKept === false) return { state: 'differs', text: approvedPlan.text }
  if (approvedPlan !== undefined) {
    return needsLook(report) ? { state: 'unwell', text: point } : { state: 'kept', text: approvedPlan.text }
  }
  // A closed pull request was not deployed, so no text about a deploy applies.
  if (stage === 'closed') return { state: 'closed', text: 'what follows is the last plan' }
  const live = stage === 'deployed' && needsLook(report) ? 'unwell' : stage
  return { state: live === 'planned' || live === 'tested' ? BY_VERDICT[verdict] : live, text: point }
}

/** True for a deploy with failed checks, or with a flow that will fail at run time. It never gets ✅. */
const needsLook = (report: Report): boolean => hasFailedChecks(report) || failureText(report).length > 0

/**
 * Compares a receipt with the plan before the merge: whether that plan was deployed, and a text. `undefined` where no
 * plan was found, or the deploy failed.
 */
const approvedPlanAnswer = (
  report: Report,
  check: ApprovedPlanCheck | undefined,
): { readonly isKept: boolean; readonly text: string } | undefined => {
  if (report.kind !== 'outcome' || report.result === 'failed') return undefined
  if (check === undefined || check.missing !== undefined) return undefined
  const [first, ...more] = check.differs
  if (first !== undefined) {
    if (first.cause === 'too-many') return { isKept: false, text: 'the plan is different' }
    const name = first.resource === undefined ? '1 resource' : code(shortName(first.resource.name))
    return { isKept: false, text: `${name}${more.length === 0 ? ' differs' : ` and ${more.length} more differ`}` }
  }
  return check.kept.size === 0 ? undefined : { isKept: true, text: keptText(check, report) }
}

/** `3 of 3 resources are live, read back from the server`. */
const keptText = ({ kept }: ApprovedPlanCheck, { outcome }: OutcomeReport): string => {
  const deleted = outcome.resources.some((resource) => resource.action === 'delete' && kept.has(resourceKey(resource)))
  const end = outcome.resources.length === 0 ? 'nothing was left to write' : 'read back from the server'
  return `${kept.size} of ${counted(kept.size, 'resource')} ${deleted ? 'done' : `${isOrAre(kept.size)} live`}, ${end}`
}

const stateOfTests = (verdict: Verdict, report: TestsReport): AnswerState => {
  const { tests } = report
  if (verdict === 'safe') return tests.length === 0 ? 'without-tests' : 'tested'
  if (verdict === 'failed') return 'tests-fail'
  if (verdict === 'unknown') return 'unknown'
  if (verdict !== 'look') return 'blocked'
  return switchedOffText(report).length > 0 ? 'fewer-tests' : 'untested'
}

const previewAnswer = (report: Report, text: string): Omit<Answer, 'counts'> => {
  if (report.result === 'failed') return { state: 'failed', text }
  if (!isGood(report.result)) return { state: 'refused', text }
  if (report.preview?.isEnding !== true) return { state: 'preview', text }
  const isEmpty = report.kind === 'outcome' && report.outcome.resources.length === 0
  return { state: 'removed', text: isEmpty ? 'nothing of it is on the server' : text }
}

const BY_VERDICT = {
  safe: 'safe',
  look: 'look',
  blocked: 'blocked',
  unknown: 'unknown',
  done: 'deployed',
  failed: 'broken',
} as const

/** `⚠️ Look before you merge: `daily` is deleted`, as Markdown. */
export const answerLine = ({ state, text }: Pick<Answer, 'state' | 'text'>): string =>
  text === '' ? ANSWERS[state] : `${ANSWERS[state]}: ${text}`

/** The second line with the target, as Markdown: `2 created, 1 kept · kestra.acme.io`. */
export const countsLine = (counts: string, { target }: Report): string =>
  [...(counts === '' ? [] : [counts]), md.text(targetLabel(target))].join(' · ')

/** Wording for GitHub: numbers of pull requests become links, names of resources become code. */
export const MARKDOWN: DifferenceWording = {
  name: (name) => md.code(displayName(name)),
  pullRequest: (number) => `#${number}`,
}
