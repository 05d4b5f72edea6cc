import { openingOf } from '../report/opening.ts'
import type { Report } from '../report/report.ts'
import { targetLabel } from '../report/report-text.ts'
import { visibleLine } from '../text/visible.ts'
import { type Answer, answerLine, answerOf, countsLine, type Stage } from './answer.ts'
import { type StateLabels, stateLabelsOf } from './diff/plan-diffs.ts'
import { fitSections, MAX_COMMENT_BYTES, MAX_TITLE_LENGTH, SEPARATOR, type Section } from './fit-sections.ts'
import type { Links } from './links.ts'
import { md } from './markdown.ts'
import { type MarkerPayload, renderMarker } from './marker.ts'
import { type Privacy, redactReport } from './redact.ts'
import { documentSections } from './sections/document-sections.ts'

export interface CommentOptions extends Privacy {
  readonly marker: Omit<MarkerPayload, 'stage'>
  readonly stage: Stage
  readonly links: Links
  /**
   * The pull request of the comment. The receipt of a deploy of several pull requests is about the plan of this one.
   */
  readonly pullRequest?: number | undefined
  /** UTF-8 bytes; smaller after a server rejected the body as too long. */
  readonly budget?: number
}

/** Headings of the lists: for the comment on a pull request, and for the issue about drift. */
const TITLES = {
  comment: {
    here: 'This pull request',
    pending: 'Already pending before this pull request',
    server: 'Drift on the server',
    change: 'this pull request',
  },
  issue: {
    here: 'In Git',
    pending: 'In Git, not deployed',
    server: 'On the server',
    change: 'these commits',
  },
} as const

/**
 * The body of the comment, at most `MAX_COMMENT_BYTES`: the plan before the merge, the receipt after it. Equal reports
 * give equal bytes, except for the footer and the marker on the last line.
 */
export const renderComment = (report: Report, options: CommentOptions): string => {
  const { shown, sections } = commentParts(report, options)
  return markedBody(sections, shown, options)
}

/** The labels of both states. Only the plan of an open pull request says "after merge". */
const labelsOf = (report: Report, stage: Stage): StateLabels => {
  const labels = stateLabelsOf(report)
  if (report.kind !== 'plan' || report.preview !== undefined) return labels
  if (stage === 'closed') return { now: 'server then', after: 'this pull request' }
  return stage === 'planned' ? { ...labels, after: 'after merge' } : labels
}

/** The parts of a comment: the redacted report, the answer, and the sections. The first section is the answer. */
export const commentParts = (
  report: Report,
  { links, stage, pullRequest, ...options }: CommentOptions,
): { readonly shown: Report; readonly answer: Answer; readonly sections: readonly Section[] } => {
  const redacted = redactReport(report, options)
  const shown = redacted.report
  const check = shown.approvedPlans.find(({ pullRequest: number }) => number === pullRequest)
  const answer = answerOf(shown, stage, check)
  const sections = documentSections(
    { ...redacted, links, check, titles: TITLES.comment },
    {
      first: `### ${answerLine(answer)}`,
      counts: countsLine(answer.counts, shown),
      budget: options.budget ?? MAX_COMMENT_BYTES,
      isHistory: shown.kind === 'outcome' || stage === 'closed',
      labels: labelsOf(shown, stage),
    },
  )
  return { shown, answer, sections }
}

/** The issue about the drift of one target: a title that stays the same, and a body within `MAX_COMMENT_BYTES`. */
export const renderDriftIssue = (
  report: Report,
  options: Omit<CommentOptions, 'stage'>,
): { readonly title: string; readonly body: string } => {
  const redacted = redactReport(report, options)
  const shown = redacted.report
  const { point, counts } = openingOf(shown)
  const sections = documentSections(
    { ...redacted, links: options.links, titles: TITLES.issue },
    {
      first: `### Drift: ${md.text(point)}`,
      counts: countsLine(md.text(counts.join(' · ')), shown),
      budget: options.budget ?? MAX_COMMENT_BYTES,
    },
  )
  const title = visibleLine(`Drift: ${targetLabel(shown.target)}`, MAX_TITLE_LENGTH)
  return { title, body: markedBody(sections, shown, { ...options, stage: 'drift' }) }
}

/** Sections, a footer and the marker on the last line, within the budget (default `MAX_COMMENT_BYTES`). */
const markedBody = (
  sections: readonly Section[],
  report: Report,
  { stage, marker, links, budget = MAX_COMMENT_BYTES }: Omit<CommentOptions, 'stage'> & Pick<MarkerPayload, 'stage'>,
): string => {
  const ending = [footerOf(report, links), renderMarker({ ...marker, stage })].join(SEPARATOR)
  const text = fitSections(sections, {
    budget: budget - Buffer.byteLength(ending) - SEPARATOR.length,
    remainderNote: 'all of it is in the job summary and in `plan.json`',
  })
  return [text, ending].join(SEPARATOR)
}

const footerOf = ({ commit, target }: Report, links: Links): string => {
  const facts = [
    ...(links.run === undefined ? [] : [md.link('Run and job summary', links.run)]),
    ...(commit === null ? [] : [`commit ${md.code(commit.slice(0, 7))}`]),
    ...(target.serverVersion === null ? [] : [md.text(`Kestra ${target.serverVersion}`)]),
    'kestra-gitops',
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}
