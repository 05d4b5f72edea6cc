import type { Report } from '../report/report.ts'
import { allProblems, COMMAND_TITLES, reasonMessage } from '../report/report-words.ts'
import { caseProblems } from '../report/test-words.ts'
import { renderJunit } from './formats/junit.ts'
import { renderGcc, renderGitLab, renderSarif } from './formats/problem-lists.ts'
import { type Privacy, redactReport } from './redact.ts'
import { renderJson } from './render-json.ts'

/** What other programs read. All but `json` hold the problems only, and a run that broke off as one of them. */
type Format = keyof typeof SYNTAX

/** What each is written in. */
export const SYNTAX = { json: 'json', sarif: 'json', gitlab: 'json', junit: 'xml', gcc: 'text' } as const

/** The report in the format of another program; `version` is this program's. */
export const renderFormat = (
  report: Report,
  format: Format,
  { version, ...privacy }: Privacy & { readonly version: string },
): string => {
  if (format === 'json') return renderJson(report, privacy)
  const shown = redactReport(report, privacy).report
  const stopped = reasonMessage(shown).map((message) => ({
    severity: 'error' as const,
    code: shown.reason ?? 'failed',
    message,
  }))
  const told = [...allProblems(shown), ...caseProblems(shown.tests)]
  const problems = [...stopped, ...told]
  switch (format) {
    case 'sarif':
      return renderSarif(told, { broken: reasonMessage(shown)[0], version })
    case 'junit':
      return renderJunit([...stopped, ...allProblems(shown)], shown.tests, COMMAND_TITLES[report.command])
    case 'gitlab':
      return renderGitLab(problems)
    case 'gcc':
      return renderGcc(problems)
  }
}
