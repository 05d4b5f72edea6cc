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

/** How far the run came that is told. */
export const stageOf = ({ command, result, preview }: Report): Stage => {
  // Whatever became of the preview, production is where it was.
  if (preview !== undefined) return preview.isEnding && isGood(result) ? 'closed' : 'planned'
  if (command !== 'deploy') return command === 'test' ? 'tested' : 'planned'
  if (result === 'refused' || result === 'invalid') return 'refused'
  return result === 'failed' ? 'failed' : 'deployed'
}

/** How a comment's first line begins; of several targets the first of these that there is counts. */
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
  /** What follows it, as Markdown, without the target; `''` where the state says it all. */
  readonly words: string
  /** The plain line below it, as Markdown, without the target; `''` where there is nothing to count. */
  readonly counts: string
}

/** Characters of the first line of a comment, the answer included. */
const MAX_HEADLINE_LENGTH = 100

/** What a comment says first of a report that was redacted; `counts` stands in the second line. */
export const answerOf = (report: Report, stage: Stage, check: ApprovedPlanCheck | undefined): Answer => {
  const { verdict, point, counts } = openingOf(report)
  const { state, words } = shortAnswer(report, { verdict, point, stage, check })
  const room = MAX_HEADLINE_LENGTH - `${ANSWERS[state]}: `.length
  return { state, words: md.text(cut(words, room)), counts: md.text(counts.join(' · ')) }
}

const cut = (words: string, room: number): string => {
  const line = visibleLine(words, MAX_WORDS)
  return line.length <= room ? line : `${line.slice(0, room - 1).toWellFormed()}…`
}

/** More than any headline; `visibleLine` counts what is beyond. */
const MAX_WORDS = 2_000

interface AnswerParts extends Pick<Opening, 'verdict' | 'point'> {
  readonly stage: Stage
  readonly check: ApprovedPlanCheck | undefined
}

/** The state and the words that follow it, in words and of any length. */
const shortAnswer = (report: Report, { verdict, point, stage, check }: AnswerParts): Omit<Answer, 'counts'> => {
  if (report.kind === 'tests') return { state: stateOfTests(verdict, report), words: point }
  if (report.preview !== undefined) return previewAnswer(report, point)
  const approvedPlan = approvedPlanAnswer(report, check)
  if (approvedPlan?.isKept === false) return { state: 'differs', words: approvedPlan.words }
  if (approvedPlan !== undefined) {
    return needsLook(report) ? { state: 'unwell', words: point } : { state: 'kept', words: approvedPlan.words }
  }
  // What would have come has no tense here.
  if (stage === 'closed') return { state: 'closed', words: 'what follows is the last plan' }
  const live = stage === 'deployed' && needsLook(report) ? 'unwell' : stage
  return { state: live === 'planned' || live === 'tested' ? BY_VERDICT[verdict] : live, words: point }
}

/** True for a deploy that does not work as it should, or that holds what will fail at run time: never ✅. */
const needsLook = (report: Report): boolean => hasFailedChecks(report) || failureText(report).length > 0

/**
 * What a receipt says first that knows what was planned: whether that was deployed, in words; `undefined` where no plan was found, or the
 * deploy has something worse to tell.
 */
const approvedPlanAnswer = (
  report: Report,
  check: ApprovedPlanCheck | undefined,
): { readonly isKept: boolean; readonly words: string } | undefined => {
  if (report.kind !== 'outcome' || report.result === 'failed') return undefined
  if (check === undefined || check.missing !== undefined) return undefined
  const [first, ...more] = check.differs
  if (first !== undefined) {
    if (first.cause === 'too-many') return { isKept: false, words: 'the plan is another' }
    const name = first.resource === undefined ? '1 resource' : code(shortName(first.resource.name))
    return { isKept: false, words: `${name}${more.length === 0 ? ' differs' : ` and ${more.length} more differ`}` }
  }
  return check.kept.size === 0 ? undefined : { isKept: true, words: keptText(check, report) }
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

const previewAnswer = (report: Report, words: string): Omit<Answer, 'counts'> => {
  if (report.result === 'failed') return { state: 'failed', words }
  if (!isGood(report.result)) return { state: 'refused', words }
  if (report.preview?.isEnding !== true) return { state: 'preview', words }
  const isEmpty = report.kind === 'outcome' && report.outcome.resources.length === 0
  return { state: 'removed', words: isEmpty ? 'nothing of it is on the server' : words }
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
export const answerLine = ({ state, words }: Pick<Answer, 'state' | 'words'>): string =>
  words === '' ? ANSWERS[state] : `${ANSWERS[state]}: ${words}`

/** The line below it, with the target: `2 created, 1 kept · kestra.acme.io`, as Markdown. */
export const countsLine = (counts: string, { target }: Report): string =>
  [...(counts === '' ? [] : [counts]), md.text(targetLabel(target))].join(' · ')

/** Numbers of pull requests become links on GitHub; names stay what they are. */
export const MARKDOWN: DifferenceWording = {
  name: (name) => md.code(displayName(name)),
  pullRequest: (number) => `#${number}`,
}
