import { headline } from '../report/headline.ts'
import type { Report } from '../report/report.ts'
import { targetLabel } from '../report/report-words.ts'
import { visibleLine } from '../text/visible.ts'
import { sideWordsOf } from './diff/plan-diffs.ts'
import { MAX_COMMENT_BYTES, MAX_TITLE_LENGTH } from './fit-sections.ts'
import { md } from './markdown.ts'
import { makeRedact } from './redact.ts'
import { redactReport } from './redact-report.ts'
import type { CommentOptions } from './render-comment.ts'
import { markedBody } from './render-comment.ts'
import { documentSections } from './sections/document-sections.ts'

const TITLES = {
  here: 'In Git',
  pending: 'In Git, not deployed',
  server: 'On the server',
  change: 'these commits',
} as const

/** The issue that holds the drift of one target: a title that stays the same, and a body within `MAX_COMMENT_BYTES`. */
export const renderDriftIssue = (
  report: Report,
  options: Omit<CommentOptions, 'stage'>,
): { readonly title: string; readonly body: string } => {
  const redact = makeRedact(options)
  const shown = redactReport(report, redact, options)
  const sections = documentSections(
    { report: shown, links: options.links, privacy: options, redact, titles: TITLES },
    {
      first: `### Drift: ${md.text(headline(shown).words)}`,
      isHistory: false,
      sides: sideWordsOf(shown),
      budget: options.budget ?? MAX_COMMENT_BYTES,
    },
  )
  const title = visibleLine(`Drift: ${targetLabel(shown.target)}`, MAX_TITLE_LENGTH)
  return { title, body: markedBody(sections, shown, { ...options, marker: { ...options.marker, stage: 'drift' } }) }
}
