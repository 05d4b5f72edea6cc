import { hash } from 'node:crypto'
import type { Problem } from '../problem/problem.ts'
import type { Report } from '../report/report.ts'
import { allProblems, COMMAND_TITLES, reasonMessage } from '../report/report-words.ts'
import { caseProblems } from '../report/test-words.ts'
import { visibleLine } from '../text/visible.ts'
import { renderJunit } from './formats/junit.ts'
import { LEVEL, placeOf } from './formats/place.ts'
import { renderSarif } from './formats/sarif.ts'
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

/** Characters of a message; an editor shows one line. */
const MAX_LENGTH = 1_000

/** One line a problem, `file:line:column: error: message [code]`, as editors and problem matchers read compilers. */
const renderGcc = (problems: readonly Problem[]): string =>
  problems
    .map(({ file, line = 1, column = 1, severity, message, code }) => {
      const place = file === undefined ? 'kestra-gitops' : `${visibleLine(file, MAX_LENGTH)}:${line}:${column}`
      return `${place}: ${LEVEL[severity]}: ${visibleLine(message, MAX_LENGTH)} [${code}]\n`
    })
    .join('')

const SEVERITY = { error: 'major', warning: 'minor', info: 'info' } as const

/** A Code Quality report of GitLab: a JSON list, each entry with a fingerprint that stays when lines move. */
const renderGitLab = (problems: readonly Problem[]): string => {
  const seen = new Map<string, number>()
  const entries = problems.map((problem) => {
    const { path, line } = placeOf(problem)
    const name = JSON.stringify([problem.code, path, problem.message])
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return {
      description: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`,
      check_name: problem.code,
      fingerprint: hash('sha256', `${name}${count}`),
      severity: SEVERITY[problem.severity],
      location: { path, lines: { begin: line } },
    }
  })
  return `${JSON.stringify(entries, undefined, 2)}\n`
}
