import type { Report } from '../report/report.ts'
import { type Answer, answerLine, answerOf, type Stage } from './answer.ts'
import { type SideWords, sideWordsOf } from './diff/plan-diffs.ts'
import { fitSections, MAX_COMMENT_BYTES, type Section } from './fit-sections.ts'
import type { Links } from './links.ts'
import { md } from './markdown.ts'
import { type MarkerPayload, renderMarker } from './marker.ts'
import { makeRedact, type Privacy } from './redact.ts'
import { redactReport } from './redact-report.ts'
import { documentSections } from './sections/document-sections.ts'

export interface CommentOptions extends Privacy {
  readonly marker: Omit<MarkerPayload, 'stage'>
  readonly stage: Stage
  readonly links: Links
  /** On which it stands: of a deploy of several, the receipt is about its own promise. */
  readonly pullRequest?: number | undefined
  /** UTF-8 bytes; smaller after a server said that the body was too long. */
  readonly budget?: number
}

const TITLES = {
  here: 'This pull request',
  pending: 'Already pending before this pull request',
  server: 'Drift on the server',
  change: 'this pull request',
} as const

/**
 * The body of the one comment, at most `MAX_COMMENT_BYTES`: the promise before the merge and the receipt after it. Equal
 * reports give equal bytes but for the footer and the marker on the last line.
 */
export const renderComment = (report: Report, options: CommentOptions): string => {
  const { shown, sections } = commentParts(report, options)
  return markedBody(sections, shown, { ...options, marker: { ...options.marker, stage: options.stage } })
}

/** Only a plan of an open pull request is before a merge. */
const sidesOf = (report: Report, stage: Stage): SideWords => {
  const sides = sideWordsOf(report)
  if (report.kind !== 'plan' || report.preview !== undefined) return sides
  if (stage === 'closed') return { now: 'server then', after: 'this pull request' }
  return stage === 'planned' ? { ...sides, after: 'after merge' } : sides
}

/** What a comment says of a report: the report as it may be shown, the answer, and the sections, of which the first is the answer. */
export const commentParts = (
  report: Report,
  options: CommentOptions,
): { readonly shown: Report; readonly answer: Answer; readonly sections: readonly Section[] } => {
  const redact = makeRedact(options)
  const shown = redactReport(report, redact, options)
  const check = shown.promises.find(({ pullRequest }) => pullRequest === options.pullRequest)
  const answer = answerOf(shown, options.stage, check)
  const sections = documentSections(
    { report: shown, links: options.links, privacy: options, redact, check, titles: TITLES },
    {
      first: `### ${answerLine(answer, shown)}`,
      budget: options.budget ?? MAX_COMMENT_BYTES,
      isHistory: shown.kind === 'outcome' || options.stage === 'closed',
      sides: sidesOf(shown, options.stage),
    },
  )
  return { shown, answer, sections }
}

/** Blank lines around the footer. */
const SEPARATOR_BYTES = 4

/** The part of a comment or issue that differs from run to run, and what it is found by. */
interface BodyEnding {
  readonly marker: MarkerPayload
  readonly links: Links
  readonly budget?: number
}

/**
 * Sections, a footer and the marker on the last line, within the budget (`MAX_COMMENT_BYTES`).
 */
export const markedBody = (sections: readonly Section[], report: Report, ending: BodyEnding): string => {
  const footer = renderFooter(report, ending.links)
  const marker = renderMarker(ending.marker)
  const endingBytes = Buffer.byteLength(footer) + Buffer.byteLength(marker) + SEPARATOR_BYTES
  const text = fitSections(sections, {
    budget: (ending.budget ?? MAX_COMMENT_BYTES) - endingBytes,
    elsewhere: 'all of it is in the job summary and in `plan.json`',
  })
  return [text, footer, marker].join('\n\n')
}

const renderFooter = ({ commit, target }: Report, links: Links): string => {
  const facts = [
    ...(links.run === undefined ? [] : [md.link('Run and job summary', links.run)]),
    ...(commit === null ? [] : [`commit ${md.code(commit.slice(0, 7))}`]),
    ...(target.serverVersion === null ? [] : [md.text(`Kestra ${target.serverVersion}`)]),
    'kestra-gitops',
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}
