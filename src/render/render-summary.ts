import type { Report } from '../command/report.ts'
import { fitSections, MAX_SUMMARY_BYTES } from './fit-sections.ts'
import { headline } from './headline.ts'
import type { Links } from './links.ts'
import { md } from './markdown.ts'
import { makeRedact, type Privacy } from './redact.ts'
import { redactReport } from './redact-report.ts'
import { COMMAND_TITLES, serverTitle } from './report-words.ts'
import { documentSections } from './sections/document-sections.ts'

interface SummaryOptions extends Privacy {
  readonly links: Links
}

const TITLES = { here: 'Changed by these commits', pending: 'Already pending before' }

/** The job summary: the whole plan and the outcome as Markdown, at most `MAX_SUMMARY_BYTES`. */
export const renderSummary = (report: Report, options: SummaryOptions): string => {
  const redact = makeRedact(options)
  const shown = redactReport(report, redact, options)
  const sections = documentSections(
    {
      report: shown,
      links: options.links,
      privacy: options,
      redact,
      titles: { ...TITLES, server: serverTitle(shown) },
    },
    {
      first: `## ${COMMAND_TITLES[shown.command]}: ${md.text(headline(shown).words)}`,
      isHistory: false,
      budget: MAX_SUMMARY_BYTES,
    },
  )
  return `${fitSections(sections, { budget: MAX_SUMMARY_BYTES - 1, elsewhere: 'all of it is in `plan.json`' })}\n`
}
