import { createHash } from 'node:crypto'
import type { Report } from '../report/report.ts'
import { fitSections, MAX_COMMENT_BYTES, type Section } from './fit-sections.ts'
import type { Links } from './links.ts'
import { md } from './markdown.ts'
import { type MarkerPayload, renderMarker } from './marker.ts'

/** Blank lines around the footer. */
const SEPARATOR_BYTES = 4
/** Runs named in the footer, the last ones. */
const MAX_RUNS = 5

/** The part of a comment or issue that differs from run to run, and what it is found by. */
interface BodyEnding {
  readonly marker: Omit<MarkerPayload, 'digest'>
  readonly links: Links
  readonly runLog?: readonly string[]
  readonly budget?: number
}

/**
 * Sections, a footer and the marker on the last line, within the budget (`MAX_COMMENT_BYTES`). The marker's digest covers
 * the sections only: with the same plan it is the same in every run, and nothing has to be written.
 */
export const markedBody = (sections: readonly Section[], report: Report, ending: BodyEnding): string => {
  const footer = renderFooter(report, ending)
  const markerOf = (text: string): string => renderMarker({ ...ending.marker, digest: digestOf(text) })
  const endingBytes = Buffer.byteLength(footer) + Buffer.byteLength(markerOf('')) + SEPARATOR_BYTES
  const text = fitSections(sections, {
    budget: (ending.budget ?? MAX_COMMENT_BYTES) - endingBytes,
    elsewhere: 'all of it is in the job summary and in `plan.json`',
  })
  return [text, footer, markerOf(text)].join('\n\n')
}

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`

const renderFooter = ({ commit, target }: Report, { links, runLog = [] }: BodyEnding): string => {
  const facts = [
    ...(links.run === undefined ? [] : [md.link('Run and job summary', links.run)]),
    ...(commit === null ? [] : [`commit ${md.code(commit.slice(0, 7))}`]),
    ...(target.serverVersion === null ? [] : [md.text(`Kestra ${target.serverVersion}`)]),
    'kestra-gitops',
  ]
  const lines = [...runLog.slice(-MAX_RUNS).map((line) => md.text(line)), facts.join(' · ')]
  return lines.map((line) => `<sub>${line}</sub>`).join('<br>\n')
}
