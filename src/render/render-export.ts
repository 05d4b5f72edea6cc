import { displayName, KINDS } from '../kinds/kinds.ts'
import type { ExportedFile, Report } from '../report/report.ts'
import { targetLabel } from '../report/report-text.ts'
import { visibleLine } from '../text/visible.ts'
import { fitSections, MAX_COMMENT_BYTES, MAX_TITLE_LENGTH } from './fit-sections.ts'
import { md } from './markdown.ts'
import { makeRedact, type Privacy } from './redact.ts'

/** A file that an export writes or deletes in the tree. */
export interface ExportedResource extends Omit<ExportedFile, 'isWritten'> {
  /** Credentials in the exported content, with their lines. */
  readonly credentials?: readonly { readonly line: number; readonly kind: string }[]
}

const VERBS: Readonly<Record<ExportedFile['action'], string>> = {
  create: 'new in Git',
  update: 'changed',
  delete: 'removed: the server no longer has it',
}

/**
 * The pull request of an export: a title that stays the same, and a body within `MAX_COMMENT_BYTES` with one row for
 * each file.
 */
export const renderExport = (
  resources: readonly ExportedResource[],
  target: Omit<Report['target'], 'serverVersion'>,
  privacy: Privacy,
): { readonly title: string; readonly body: string } => {
  const redact = makeRedact(privacy)
  const label = redact(targetLabel(target))
  const rows = resources.map(
    (resource) =>
      `| ${md.code(redact(resource.file))} | ${KINDS[resource.kind].noun} ${md.code(redact(displayName(resource)))} | ${VERBS[resource.action]}${warning(resource)} |`,
  )
  const table = (count: number): string =>
    ['| file | resource | |', '|---|---|---|', ...rows.slice(0, count)].join('\n')
  const counts = SHORTER.filter((count) => count < rows.length)
  const sections = [
    {
      title: '',
      body: `These files become what the server ${md.code(label)} has. Where Git is ahead of the server, nothing changes.`,
      priority: 0,
      noun: 'introduction',
    },
    { title: '', body: table(rows.length), shorter: counts.map(table), priority: 1, noun: 'table of files' },
  ]
  const remainderNote = 'all of it is in the files of this pull request'
  return {
    title: visibleLine(`Export from Kestra: ${label}`, MAX_TITLE_LENGTH),
    body: fitSections(sections, { budget: MAX_COMMENT_BYTES, remainderNote }),
  }
}

const warning = ({ credentials = [] }: ExportedResource): string =>
  credentials.length === 0
    ? ''
    : `; ⚠️ ${credentials.map(({ line, kind }) => `line ${line} looks like ${md.text(kind)}`).join(', ')}`

/** Numbers of rows in the shorter forms of the table. */
const SHORTER = [500, 100, 25]
