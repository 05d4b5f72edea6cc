import type { Problem } from '../finding/problem.ts'
import type { CaseResult, CaseVerdict } from '../flow-tests/case-result.ts'
import type { Report } from '../report/report.ts'
import { allProblems, COMMAND_TITLES, reasonMessage } from '../report/report-text.ts'
import { assertionText, caseProblems, caseReason, failedAssertions } from '../report/test-text.ts'
import { fileAndLineOf, renderGcc, renderGitLab, renderSarif } from './problem-lists.ts'
import { type Privacy, redactReport } from './redact.ts'
import { renderJson } from './render-json.ts'

/** Formats for other programs. All but `json` hold only the problems; a failed run is one of them. */
type Format = keyof typeof SYNTAX

/** The syntax of each format. */
export const SYNTAX = { json: 'json', sarif: 'json', gitlab: 'json', junit: 'xml', gcc: 'text' } as const

/** The report in the format of another program. `version` is the version of this program. */
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
  const reported = [...allProblems(shown), ...caseProblems(shown.tests)]
  const problems = [...stopped, ...reported]
  switch (format) {
    case 'sarif':
      return renderSarif(reported, { broken: reasonMessage(shown)[0], version })
    case 'junit':
      return renderJunit([...stopped, ...allProblems(shown)], shown.tests, COMMAND_TITLES[report.command])
    case 'gitlab':
      return renderGitLab(problems)
    case 'gcc':
      return renderGcc(problems)
  }
}

/**
 * A JUnit report. Each file with a problem is one test, which fails on errors. Without problems there is one test that
 * passes. Flow tests and smoke runs are tests in their own suites.
 */
const renderJunit = (problems: readonly Problem[], tests: readonly CaseResult[], name: string): string => {
  const files = [...Map.groupBy(problems, (problem) => fileAndLineOf(problem).path)]
  const failures = files.filter(([, found]) => errorsOf(found).length > 0).length
  const cases = files.length === 0 ? [fileElement(name, [])] : files.map(([file, found]) => fileElement(file, found))
  const own = files.length === 0 && tests.length > 0 ? [] : [suiteElement({ name, failures, errors: 0, cases })]
  const suites = [...Map.groupBy(tests, ({ suite }) => suite)].map(([suite, results]) =>
    suiteElement({ name: suite, ...failuresOf(results), cases: results.map(flowTestElement) }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
${[...own, ...suites].join('\n')}
</testsuites>
`
}

interface TestSuite {
  readonly name: string
  readonly failures: number
  readonly errors: number
  readonly skipped?: number
  readonly cases: readonly string[]
}

const suiteElement = ({ name, failures, errors, skipped = 0, cases }: TestSuite): string =>
  `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}" errors="${errors}"${skipped === 0 ? '' : ` skipped="${skipped}"`}>
${cases.join('\n')}
  </testsuite>`

const failuresOf = (results: readonly CaseResult[]): Pick<TestSuite, 'failures' | 'errors' | 'skipped'> => {
  const count = (verdict: CaseVerdict) => results.filter((result) => result.verdict === verdict).length
  return { failures: count('failed'), errors: count('error'), skipped: count('skipped') }
}

/** A test element with its child elements. */
const testcase = (attributes: string, elements: readonly string[]): string =>
  elements.length === 0
    ? `    <testcase ${attributes}/>`
    : `    <testcase ${attributes}>\n${elements.map((element) => `      ${element}\n`).join('')}    </testcase>`

const flowTestElement = (result: CaseResult): string => {
  const { suite, case: name, file, line, seconds } = result
  const time = seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`
  const attributes = `name="${escaped(name)}" classname="${escaped(suite)}" file="${escaped(file)}" line="${line}"${time}`
  return testcase(attributes, resultElements(result))
}

/** The child elements for the result of a test; none where it passed. */
const resultElements = (result: CaseResult): readonly string[] => {
  const { verdict, failedTask } = result
  if (verdict === 'passed') return []
  const message = escaped(caseReason(result) ?? '')
  if (verdict === 'skipped') return [`<skipped message="${message}"/>`]
  const task = failedTask === undefined ? [] : [`task ${failedTask.taskId} failed`, ...failedTask.log]
  const failed = failedAssertions(result).map((assertion) => `line ${assertion.line}: ${assertionText(assertion)}`)
  const lines = [...(result.message === null ? [] : [result.message]), ...failed, ...task]
  const tag = verdict === 'failed' ? 'failure' : 'error'
  return [`<${tag} message="${message}" type="test-${verdict}">${escaped(lines.join('\n'))}</${tag}>`]
}

const fileElement = (file: string, found: readonly Problem[]): string => {
  const errors = errorsOf(found)
  const others = found.filter(({ severity }) => severity !== 'error')
  const [first] = errors
  const failure = first && `<failure message="${escaped(first.message)}" type="${escaped(first.code)}">`
  return testcase(`name="${escaped(file)}" classname="kestra-gitops"`, [
    ...(failure === undefined ? [] : [`${failure}${problemLines(errors)}</failure>`]),
    ...(others.length === 0 ? [] : [`<system-out>${problemLines(others)}</system-out>`]),
  ])
}

const errorsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'error')

const problemLines = (problems: readonly Problem[]): string =>
  escaped(
    problems
      .map((problem) => {
        const { severity, code, message, hint = '' } = problem
        return `line ${fileAndLineOf(problem).line}: ${severity} ${code}: ${message} ${hint}`.trimEnd()
      })
      .join('\n'),
  )

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Escapes text for XML. Characters that XML 1.0 cannot hold become the replacement character. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
