import { openingOf } from '../report/opening.ts'
import type { Report } from '../report/report.ts'
import { COMMAND_TITLES, serverTitle } from '../report/report-text.ts'
import { countsLine } from './answer.ts'
import { fitSections, MAX_SUMMARY_BYTES, type Section } from './fit-sections.ts'
import type { Links } from './links.ts'
import { md } from './markdown.ts'
import { type Privacy, redactReport } from './redact.ts'
import { documentSections } from './sections/document-sections.ts'

interface SummaryOptions extends Privacy {
  readonly links: Links
}

const TITLES = { here: 'Changed by these commits', pending: 'Already pending before', change: 'these commits' } as const

/** The job summary as Markdown: the whole plan and the outcome, at most `MAX_SUMMARY_BYTES`. */
export const renderSummary = (report: Report, options: SummaryOptions): string => {
  const redacted = redactReport(report, options)
  const shown = redacted.report
  const { point, counts } = openingOf(shown)
  const sections = documentSections(
    { ...redacted, links: options.links, titles: { ...TITLES, server: serverTitle(shown) } },
    {
      first: `## ${[COMMAND_TITLES[shown.command], ...(point === '' ? [] : [md.text(point)])].join(': ')}`,
      counts: countsLine(md.text(counts.join(' · ')), shown),
      budget: MAX_SUMMARY_BYTES,
      isHistory: shown.kind === 'outcome',
    },
  )
  return `${fitSections([...sections, ...patchSections(shown)], { budget: MAX_SUMMARY_BYTES - 1, remainderNote: 'all of it is in `plan.json`' })}\n`
}

/** UTF-8 bytes up to which the summary shows a patch. A later step can read longer ones from the file. */
const MAX_PATCH_BYTES = 400_000

/** The patch to copy. `git apply` accepts it unchanged. */
const patchSections = (report: Report): readonly Section[] => {
  if (report.kind !== 'export' || report.patch === undefined) return []
  const { patch, files, problems } = report
  const how = 'Save it as `export.patch` at the top of a checkout of this commit, and run `git apply export.patch`.'
  const tooLong = 'It is too long for this page: the file that is named above holds it.'
  const isShort = Buffer.byteLength(patch) <= MAX_PATCH_BYTES
  // A partly hidden patch would write other files than the server has.
  const found = problems.find(({ code, file }) => code === 'possible-secret' && files.some((of) => of.file === file))
  if (found !== undefined) {
    const body = `It is not shown, because ${md.code(found.file ?? '')} holds what looks like a credential: the file that is named above holds it.`
    return [{ title: 'The patch', body, priority: 1, noun: 'patch' }]
  }
  const body = isShort ? `${how}\n\n${md.fence(patch, 'diff')}` : tooLong
  return [{ title: 'The patch', body, shorter: [tooLong], priority: 1, noun: 'patch' }]
}
