import { createTwoFilesPatch } from 'diff'
import { counted } from '../text/lists.ts'
import type { UpgradedFlow } from '../upgrade/upgrade-flow.ts'
import type { UnreadableFile, UpgradeReport } from '../upgrade/upgrade-report.ts'
import { LineIndex } from '../yaml/source-text.ts'
import { makeRedact, type Privacy } from './redact.ts'

/** A place in a file. Lines and columns count from 1, before the edits. */
interface ContractPlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly code: string
}

/** The contract of `upgrade --json` (docs/plan-json.md). Fields are added, never renamed. */
interface UpgradeContract {
  readonly version: 1
  readonly command: 'upgrade'
  readonly written: boolean
  readonly edits: readonly (ContractPlace & { readonly from: string; readonly to: string })[]
  readonly manual: readonly (ContractPlace & { readonly message: string })[]
  readonly unreadable: readonly UnreadableFile[]
}

/** The result of `upgrade` for the terminal: a unified diff of the edits that are not written yet, then the manual work. */
export const renderUpgrade = (report: UpgradeReport, privacy: Privacy = {}): string => {
  const { isWritten, flows, unreadable } = report
  const redact = makeRedact(privacy)
  const edited = flows.filter(({ edits }) => edits.length > 0)
  const manual = flows.flatMap((flow) => flow.manual)
  const diffs = isWritten ? [] : edited.map((flow) => redact(diffOf(flow)))
  const left = manual.flatMap(({ file, line, column, code, message, hint }) => [
    `${file}:${line}:${column} ${code}: ${redact(message)}`,
    ...(hint === undefined ? [] : [`  ${redact(hint)}`]),
  ])
  const edits = edited.reduce((sum, flow) => sum + flow.edits.length, 0)
  const summary = `${counted(edits, 'edit')} in ${counted(edited.length, 'file')}, ${counted(manual.length, 'place')} to change by hand.`
  return [
    ...diffs,
    ...(left.length === 0 ? [] : ['To change by hand:', ...left, '']),
    ...unreadable.map(({ file, message }) => `${file}: not changed. ${redact(message)}`),
    summary,
    ...(isWritten || edits === 0 ? [] : ['No file was written: `--write` edits the files in place.']),
    '',
  ].join('\n')
}

const diffOf = ({ file, before, after }: UpgradedFlow): string =>
  createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after).replace(/^=+\n/, '')

/** The result of `upgrade` in the contract of docs/plan-json.md. */
export const renderUpgradeJson = (report: UpgradeReport, privacy: Privacy = {}): string =>
  `${JSON.stringify(contractUpgrade(report, privacy), undefined, 2)}\n`

const contractUpgrade = ({ isWritten, flows, unreadable }: UpgradeReport, privacy: Privacy): UpgradeContract => {
  const redact = makeRedact(privacy)
  return {
    version: 1,
    command: 'upgrade',
    written: isWritten,
    edits: flows.flatMap(({ file, before, edits }) => {
      const lines = new LineIndex(before)
      return edits.map(({ range, text, code }) => {
        const { line, column } = lines.positionAt(range.start)
        return { file, line, column, code, from: redact(before.slice(range.start, range.end)), to: redact(text) }
      })
    }),
    manual: flows.flatMap((flow) =>
      flow.manual.map(({ file = flow.file, line = 1, column = 1, code, message, hint }) => ({
        file,
        line,
        column,
        code,
        message: redact(hint === undefined ? message : `${message} ${hint}`),
      })),
    ),
    unreadable: unreadable.map(({ file, message }) => ({ file, message: redact(message) })),
  }
}
