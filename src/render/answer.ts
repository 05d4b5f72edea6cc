import { displayName } from '../kinds/kinds.ts'
import { type DifferenceWording, differenceWords } from '../plan/plan-difference.ts'
import type { ReviewedPlanCheck } from '../plan/reviewed-plan.ts'
import { effectFaults, isUnwell } from '../report/execution-words.ts'
import { bareHeadline, type Verdict } from '../report/headline.ts'
import { failureWords, switchedOffText } from '../report/problem-groups.ts'
import { isGood, type OutcomeReport, type Report, type TestsReport } from '../report/report.ts'
import { targetLabel } from '../report/report-words.ts'
import { resourceKey } from '../resource/resource.ts'
import { counted, isOrAre } from '../text/lists.ts'
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
  differs: '⚠️ Deployed, but not as promised',
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
  kept: '✅ Promise kept',
  preview: '✅ Preview',
  removed: '✅ Preview removed',
  tested: '✅ Tests pass',
  'without-tests': '✅ No tests to run',
} as const

export type AnswerState = keyof typeof ANSWERS

/** The answer of one run on a pull request. */
export interface Answer {
  readonly state: AnswerState
  /** What follows it, as Markdown, without the target. */
  readonly words: string
}

/** What a comment says first of a report that was redacted. */
export const answerOf = (report: Report, stage: Stage, check: ReviewedPlanCheck | undefined): Answer => {
  const { verdict, words } = bareHeadline(report)
  if (report.kind === 'tests') return { state: stateOfTests(verdict, report), words: md.text(words) }
  if (report.preview !== undefined) return previewAnswer(report, words)
  const promise = promiseAnswer(report, check)
  if (promise !== undefined) {
    const faults = effectFaults(report)
    const after = [...faults, ...failureWords(report)].map((sentence) => md.text(sentence))
    const kept = isUnwell(report) ? 'unwell' : 'kept'
    return { state: promise.isKept ? kept : 'differs', words: [promise.words, ...after].join('; ') }
  }
  // What would have come has no tense here.
  if (stage === 'closed') return { state: 'closed', words: 'what follows is the last plan' }
  const live = stage === 'deployed' && isUnwell(report) ? 'unwell' : stage
  const state = live === 'planned' || live === 'tested' ? BY_VERDICT[verdict] : live
  return { state, words: md.text(words) }
}

/**
 * What a receipt says first that knows what was promised: whether it was kept, and how far as Markdown; `undefined` where there was
 * no promise, or the deploy has something worse to tell.
 */
export const promiseAnswer = (
  report: Report,
  check: ReviewedPlanCheck | undefined,
): { readonly isKept: boolean; readonly words: string } | undefined => {
  if (report.kind !== 'outcome' || report.result === 'failed') return undefined
  if (check === undefined || check.missing !== undefined) return undefined
  const [first, ...more] = check.differs
  if (first !== undefined) {
    const rest = more.length === 0 ? '' : `, and ${more.length} more ${more.length === 1 ? 'differs' : 'differ'}`
    return { isKept: false, words: `${differenceWords(first, MARKDOWN)}${rest}` }
  }
  return check.kept.size === 0 ? undefined : { isKept: true, words: keptWords(check, report) }
}

/** `3 of 3 resources are live as shown before the merge, read back from the server`. */
const keptWords = ({ kept }: ReviewedPlanCheck, { outcome }: OutcomeReport): string => {
  const deleted = outcome.resources.some((resource) => resource.action === 'delete' && kept.has(resourceKey(resource)))
  const end = outcome.resources.length === 0 ? 'nothing was left to write' : 'read back from the server'
  return `${kept.size} of ${counted(kept.size, 'resource')} ${isOrAre(kept.size)} ${deleted ? '' : 'live '}as shown before the merge, ${end}`
}

const stateOfTests = (verdict: Verdict, report: TestsReport): AnswerState => {
  const { tests } = report
  if (verdict === 'safe') return tests.length === 0 ? 'without-tests' : 'tested'
  if (verdict === 'failed') return 'tests-fail'
  if (verdict === 'unknown') return 'unknown'
  if (verdict !== 'look') return 'blocked'
  return switchedOffText(report).length > 0 ? 'fewer-tests' : 'untested'
}

const previewAnswer = (report: Report, headline: string): Answer => {
  const words = md.text(headline)
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

/** `✅ Ready to merge: 1 flow changes → production (kestra.acme.io)`, as Markdown. */
export const answerLine = ({ state, words }: Answer, { target }: Report): string =>
  `${ANSWERS[state]}: ${words} ${md.text(`→ ${targetLabel(target)}`)}`

/** Numbers of pull requests become links on GitHub; names stay what they are. */
export const MARKDOWN: DifferenceWording = {
  name: (name) => md.code(displayName(name)),
  pullRequest: (number) => `#${number}`,
}
