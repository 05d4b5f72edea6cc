import { describe, expect, it } from 'vitest'
import { makeProblem } from '../../src/finding/problem-codes.ts'
import type { CaseResult } from '../../src/flow-tests/case-result.ts'
import { ANSWERS, answerOf } from '../../src/render/answer.ts'
import { MAX_COMMENT_BYTES, MAX_SUMMARY_BYTES } from '../../src/render/fit-sections.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { renderAnnotations } from '../../src/render/render-annotations.ts'
import { type CommentOptions, renderComment } from '../../src/render/render-comment.ts'
import { renderFormat } from '../../src/render/render-format.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import type { Report } from '../../src/report/report.ts'
import { caseProblems } from '../../src/report/test-text.ts'
import { expectGolden } from './expect-golden.ts'
import { aCase, anAssertion, anOutcome, aReport, aResourceOutcome, aTestsReport, commentOptions } from './factories.ts'

const VERSION = '1.2.3'

const FAILED = aCase({
  case: 'charges-shipping',
  line: 31,
  verdict: 'failed',
  assertions: [
    anAssertion({ line: 40, passed: true, actual: '3' }),
    anAssertion({ line: 42, message: 'the price of shipping is part of the total' }),
    anAssertion({
      line: 45,
      expected: 'equal to `{"order":1,\n"lines":[]}`',
      actual: '{\n  "order": 1,\n  "lines": [ "a `b` <c>" ]\n}',
    }),
  ],
  seconds: 3.21,
})

const STOPPED = aCase({
  suite: 'company.team.import',
  case: 'reads-the-file',
  file: 'company.team/tests/import.yml',
  flow: { namespace: 'company.team', id: 'import' },
  verdict: 'failed',
  message: 'The execution ended as FAILED, not as SUCCESS.',
  assertions: [],
  failedTask: { taskId: 'load', log: ['GET https://files.acme.io/orders.csv', 'Status 404 <html>|x|`y`'] },
})

const UNJUDGED = aCase({
  case: 'in-time',
  line: 55,
  verdict: 'error',
  message: 'It did not end within 60 s (RUNNING) and was killed.',
  assertions: [],
})

const SKIPPED = aCase({
  case: 'by-trigger',
  line: 70,
  verdict: 'skipped',
  message: 'A fixture of a trigger cannot be given: line 72 reads `trigger.date`.',
  assertions: [],
  seconds: undefined,
})

const many = (count: number, overrides: Partial<CaseResult>): readonly CaseResult[] =>
  Array.from({ length: count }, (_, index) =>
    aCase({
      suite: `company.team.suite-${index % 20}`,
      case: `case-${index}`,
      file: `company.team/tests/suite-${index % 20}.yml`,
      line: 3 + index,
      ...overrides,
    }),
  )

/** A deploy whose smoke run failed: what it had written was put back. */
const smoke = aReport({
  command: 'deploy',
  result: 'failed',
  reason: 'smoke-failed',
  outcome: anOutcome({
    resources: [aResourceOutcome({ outcome: 'rolled-back', revision: { before: 12, after: 14 } })],
    isComplete: false,
  }),
  tests: [
    {
      ...STOPPED,
      suite: 'company.team.import-smoke',
      file: 'company.team/smoke/import.yml',
      execution: 'https://kestra.acme.io/ui/main/executions/company.team/import/5Zq',
    },
    aCase({ suite: 'company.team.daily-smoke', case: 'runs', file: 'company.team/smoke/daily.yml' }),
  ],
})

const SWITCHED_OFF = makeProblem('suite-switched-off', {
  message: '⚠️ Suite `company.team.import` (company.team/tests/import.yml) no longer runs: its file was deleted.',
})

const REPORTS: readonly (readonly [string, Report, Partial<CommentOptions>])[] = [
  ['tests-passed', aTestsReport([aCase(), aCase({ case: 'adds-nothing', line: 25 })]), {}],
  ['tests-failed', aTestsReport([aCase(), FAILED, STOPPED, SKIPPED]), {}],
  ['tests-not-judged', aTestsReport([aCase(), UNJUDGED]), {}],
  ['tests-skipped', aTestsReport([SKIPPED]), {}],
  ['tests-none', aTestsReport([]), {}],
  ['tests-switched-off', aTestsReport([aCase()], { problems: [SWITCHED_OFF] }), {}],
  ['tests-200', aTestsReport([...many(180, {}), ...many(20, { ...STOPPED, suite: 'company.team.import' })]), {}],
  ['smoke-failed', smoke, { stage: 'failed' }],
]

/** Reports whose texts are compared with golden files; the others show every case that did not pass. */
const GOLDEN: ReadonlySet<string> = new Set(['tests-failed', 'smoke-failed'])

const SINKS: Readonly<Record<string, (report: Report, options: CommentOptions) => string>> = {
  'rendered.md': (report, options) => `${renderComment(report, options)}\n`,
  'summary.md': renderSummary,
  'terminal.txt': (report, options) => renderTerminal(report, { ...options, color: false, width: 100 }),
  'plan.json': renderJson,
  'junit.xml': (report, options) => renderFormat(report, 'junit', { ...options, version: VERSION }),
}

const page = (report: Report, options = commentOptions()) =>
  renderHtml(report, { ...options, sink: 'github', version: VERSION })

const comment = (report: Report, overrides: Partial<CommentOptions> = {}) =>
  renderComment(report, commentOptions(overrides))

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

describe('flow tests in every place where a run tells', () => {
  it.each(REPORTS)('%s', (name, report, overrides) => {
    const options = commentOptions(overrides)
    for (const [file, render] of Object.entries(SINKS)) {
      const text = render(report, options)
      for (const { case: id, verdict } of report.tests) if (verdict !== 'passed') expect(text).toContain(id)
      if (GOLDEN.has(name)) expectGolden(name, file, text)
    }
    expect(machineContract.safeParse(JSON.parse(renderJson(report, options))).error).toBeUndefined()
  })

  it.each([
    ['tested', '2 passed', [aCase(), aCase()]],
    ['tests-fail', '1 passed, 1 failed, 1 could not be judged, 1 skipped', [aCase(), FAILED, UNJUDGED, SKIPPED]],
    ['untested', '1 skipped', [SKIPPED]],
    ['without-tests', 'no case was run', []],
  ] as const)('says it first: %s', (state, words, tests) => {
    expect(comment(aTestsReport(tests)).split('\n')).toEqual(
      expect.arrayContaining([`### ${ANSWERS[state]}: ${words}`, 'kestra.acme.io']),
    )
  })

  it('says first that a suite no longer runs, where nothing fails', () => {
    const problems = [SWITCHED_OFF]
    expect(answerOf(aTestsReport([aCase()], { problems }), 'tested', undefined).state).toBe('fewer-tests')
    expect(answerOf(aTestsReport([], { problems }), 'tested', undefined).state).toBe('fewer-tests')
    expect(answerOf(aTestsReport([FAILED], { problems }), 'tested', undefined).state).toBe('tests-fail')
  })

  it('says of a run that broke off why, and that nobody knows', () => {
    const end = { result: 'failed', reason: 'server-gone', message: 'The server stopped answering.' } as const
    const text = comment(aTestsReport([aCase()], end))
    expect(firstLine(text)).toMatch(/^### ❔ Not known whether it is ready to merge: the run broke off: 1 passed/)
    expect(text).toContain('The server stopped answering.')
  })

  it('gives the same bytes however long the cases took', () => {
    const of = (seconds: number) => comment(aTestsReport([{ ...FAILED, seconds }, aCase({ seconds })]))
    expect(of(1)).toBe(of(2))
  })

  it('leaves no failed case out of a comment of five thousand', () => {
    const text = comment(aTestsReport([...many(5_000, FAILED), ...many(5_000, SKIPPED)]))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
    expect(text).toContain('5,000 cases')
    const summary = renderSummary(aTestsReport(many(20_000, STOPPED)), commentOptions())
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES)
  })

  it('tells the first failed cases whole where there is no room for all', () => {
    const log = Array.from({ length: 10 }, (_, line) => `${line} ${'x'.repeat(400)}`)
    const text = comment(aTestsReport(many(60, { ...STOPPED, failedTask: { taskId: 'load', log } })))
    expect(text.match(/^9 x{400}$/gm)).toHaveLength(10)
    expect(text.match(/ended as FAILED/g)).toHaveLength(60)
  })

  it('shows every failed assertion at its line, with what was expected and what came', () => {
    const problems = caseProblems([FAILED, STOPPED, UNJUDGED, SKIPPED, aCase()])
    expect(problems.map(({ file, line, severity, code }) => [file, line, severity, code])).toEqual([
      [FAILED.file, 42, 'error', 'test-failed'],
      [FAILED.file, 45, 'error', 'test-failed'],
      [STOPPED.file, STOPPED.line, 'error', 'test-failed'],
      [UNJUDGED.file, UNJUDGED.line, 'error', 'test-not-judged'],
      [SKIPPED.file, SKIPPED.line, 'info', 'test-skipped'],
    ])
    const [first] = renderAnnotations(problems, {})
    expect(first).toMatchObject({ level: 'error', file: FAILED.file, line: 42, column: 9 })
    expect(first?.message).toBe(
      'company.team.orders › charges-shipping: expected equal to `3`, got `4`: the price of shipping is part of the total',
    )
  })

  it.each(['sarif', 'gitlab', 'gcc'] as const)('is in %s at its line', (format) => {
    const text = renderFormat(aTestsReport([FAILED]), format, { version: VERSION })
    expect(text).toContain('test-failed')
    expect(text).toContain('got `4`')
    expect(text).toContain('42')
  })

  it('is on the page whole, with its log', () => {
    const html = page(aTestsReport([aCase(), FAILED, STOPPED, SKIPPED]))
    expect(html).toContain('1 case passed, 2 failed, 1 skipped')
    expect(html).toContain('Status 404 &#60;html&#62;')
    expect(html).toContain('<td><a href="https://github.com/acme/flows/blob/4f2a9c1/company.team/tests/orders.yml#L42"')
  })

  it('is the failed cases alone where only errors are asked for', () => {
    const quiet = renderTerminal(aTestsReport([aCase(), FAILED]), { color: false, width: 80, isQuiet: true })
    expect(quiet).toContain('company.team/tests/orders.yml:42:9')
    expect(quiet).not.toContain('adds-vat')
  })

  it('counts what production said, on a public repository, and does not show it', () => {
    const secretly = [comment, page, renderJson].map((render) => render(smoke, commentOptions({ isPublic: true })))
    for (const text of secretly) {
      expect(text).not.toContain('Status 404')
      expect(text).toContain('2 lines, not shown in public')
    }
    expect(comment(smoke, { isPublic: true, showServerSource: true })).toContain('Status 404')
    expect(comment(aTestsReport([STOPPED]), { isPublic: true })).toContain('Status 404')
  })
})
