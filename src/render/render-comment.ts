import type { Report } from '../command/report.ts'
import { MAX_COMMENT_BYTES } from './fit-sections.ts'
import type { Verdict } from './headline.ts'
import { headline } from './headline.ts'
import type { Links } from './links.ts'
import { md } from './markdown.ts'
import { markedBody } from './marked-body.ts'
import type { MarkerPayload } from './marker.ts'
import { promiseLine } from './promise-line.ts'
import { makeRedact, type Privacy } from './redact.ts'
import { redactReport } from './redact-report.ts'
import { documentSections } from './sections/document-sections.ts'

export interface CommentOptions extends Privacy {
  readonly marker: Omit<MarkerPayload, 'digest' | 'stage'>
  readonly stage: Exclude<MarkerPayload['stage'], 'drift'>
  readonly links: Links
  /** On which it stands: of a deploy of several, the receipt is about its own promise. */
  readonly pullRequest?: number | undefined
  /** One line per run so far, oldest first; not part of the digest. */
  readonly runLog?: readonly string[]
  /** UTF-8 bytes; smaller after a server said that the body was too long. */
  readonly budget?: number
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  safe: '✅ Ready to merge',
  look: '⚠️ Look before you merge',
  blocked: '⛔ Not ready to merge',
  unknown: '❔ Not known whether it is ready to merge',
  done: '✅ Deployed',
  failed: '❌ Failed',
}

const STAGE_WORDS: Readonly<Partial<Record<CommentOptions['stage'], string>>> = {
  deploying: '⏳ Deploying',
  deployed: '✅ Deployed',
  refused: '⛔ Deploy refused',
  failed: '❌ Deploy failed',
  closed: 'Closed without merging, nothing was deployed',
}

const TITLES = {
  here: 'This pull request',
  pending: 'Already pending before this pull request',
  server: 'Drift on the server',
}

/**
 * The body of the one comment, at most `MAX_COMMENT_BYTES`: the promise before the merge and the receipt after it. Equal
 * reports give equal bytes but for the footer and the marker on the last line.
 */
export const renderComment = (report: Report, options: CommentOptions): string => {
  const redact = makeRedact(options)
  const shown = redactReport(report, redact, options)
  const { verdict, words } = headline(shown)
  const check = shown.promises.find(({ pullRequest }) => pullRequest === options.pullRequest)
  const first =
    promiseLine(shown, check) ?? `${STAGE_WORDS[options.stage] ?? VERDICT_WORDS[verdict]}: ${md.text(words)}`
  const sections = documentSections(
    { report: shown, links: options.links, privacy: options, redact, check, titles: TITLES },
    {
      first: `### ${first}`,
      budget: options.budget ?? MAX_COMMENT_BYTES,
      isHistory: shown.kind === 'outcome' || options.stage === 'closed',
    },
  )
  return markedBody(sections, shown, { ...options, marker: { ...options.marker, stage: options.stage } })
}
