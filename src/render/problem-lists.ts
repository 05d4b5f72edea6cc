import { hash } from 'node:crypto'
import type { Problem } from '../finding/problem.ts'
import { codeEntry } from '../lint/all-codes.ts'
import { visibleLine } from '../text/visible.ts'
import { fileSteps } from './links.ts'

/** Names of the severities in SARIF and in compilers' messages. */
const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const

/** The file of problems that concern the whole tree, because these formats need a file for each problem. */
const SETTINGS_FILE = '.kestra/gitops.yml'

/** The file and line of a problem for formats that require both. */
export const fileAndLineOf = ({ file, line }: Problem): { readonly path: string; readonly line: number } => ({
  path: file ?? SETTINGS_FILE,
  line: file === undefined ? 1 : (line ?? 1),
})

interface SarifRun {
  /** Why the run failed or was refused. */
  readonly broken: string | undefined
  readonly version: string
}

/** A SARIF 2.1.0 document for GitHub's code scanning: each problem is a result, each code a rule. */
export const renderSarif = (problems: readonly Problem[], { broken, version }: SarifRun): string => {
  const codes = [...new Set(problems.map(({ code }) => code))]
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kestra-gitops', semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: broken === undefined,
            toolExecutionNotifications: broken === undefined ? [] : [{ level: 'error', message: { text: broken } }],
          },
        ],
        results: problems.map((problem) => resultOf(problem, codes.indexOf(problem.code))),
      },
    ],
  }
  return `${JSON.stringify(sarif, undefined, 2)}\n`
}

const ruleOf = (code: string) => {
  const entry = codeEntry(code)
  if (entry === undefined) return { id: code }
  const { title, why, fix, severity } = entry
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    ...(fix === undefined ? {} : { help: { text: fix } }),
    defaultConfiguration: { level: LEVEL[severity] },
  }
}

const resultOf = (problem: Problem, ruleIndex: number) => {
  const { code, severity, message, hint, column, endLine, endColumn } = problem
  const { path, line } = fileAndLineOf(problem)
  return {
    ruleId: code,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileSteps(path) ?? encodeURIComponent(path.toWellFormed()), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  }
}

/** Characters of a message. An editor shows one line. */
const MAX_LENGTH = 1_000

/**
 * One line for each problem, `file:line:column: error: message [code]`, for editors and problem matchers of compilers.
 */
export const renderGcc = (problems: readonly Problem[]): string =>
  problems
    .map(({ file, line = 1, column = 1, severity, message, code }) => {
      const place = file === undefined ? 'kestra-gitops' : `${visibleLine(file, MAX_LENGTH)}:${line}:${column}`
      return `${place}: ${LEVEL[severity]}: ${visibleLine(message, MAX_LENGTH)} [${code}]\n`
    })
    .join('')

const SEVERITY = { error: 'major', warning: 'minor', info: 'info' } as const

/** A GitLab Code Quality report: a JSON list. The fingerprint of each entry stays when lines move. */
export const renderGitLab = (problems: readonly Problem[]): string => {
  const seen = new Map<string, number>()
  const entries = problems.map((problem) => {
    const { path, line } = fileAndLineOf(problem)
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
