import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { problemCodes } from '../../src/finding/problem-codes.ts'
import { renderFormat } from '../../src/render/render-format.ts'
import { aProblem, aReport } from './factories.ts'

const PROBLEMS = [
  aProblem(),
  aProblem({ severity: 'warning', message: 'a <b> & "c" ::error::\u0001 \u001b[31m', file: 'a b/ü.yml' }),
  { severity: 'info' as const, code: 'no-such-code', message: 'of the tree' },
]
const render = (format: Parameters<typeof renderFormat>[1], overrides = {}) =>
  renderFormat(aReport({ problems: PROBLEMS, ...overrides }), format, { version: '1.2.3', maskedValues: ['hunter22'] })

describe('gcc', () => {
  it('has one line a problem, in a form that problem matchers read', () => {
    const matcher = /^(.+?):(\d+):(\d+): (error|warning|note): (.+) \[([a-z-]+)\]$/
    const lines = render('gcc').trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(matcher.exec(lines[0] ?? '')?.slice(1)).toEqual([
      ...[PROBLEMS[0]?.file, PROBLEMS[0]?.line, PROBLEMS[0]?.column].map(String),
      'error',
      PROBLEMS[0]?.message,
      PROBLEMS[0]?.code,
    ])
    expect(lines[1]).not.toContain('\u001b')
    expect(lines[2]).toBe('kestra-gitops: note: of the tree [no-such-code]')
  })
})

describe('gitlab', () => {
  it('is a Code Quality report with a fingerprint each', () => {
    const entries = JSON.parse(render('gitlab', { problems: [...PROBLEMS, { ...aProblem(), line: 99 }] }))
    expect(entries.map((entry: { severity: string }) => entry.severity).toSorted()).toEqual([
      'info',
      'major',
      'major',
      'minor',
    ])
    expect(new Set(entries.map((entry: { fingerprint: string }) => entry.fingerprint)).size).toBe(4)
    for (const entry of entries) {
      expect(entry).toMatchObject({
        description: expect.any(String),
        check_name: expect.stringMatching(/^[a-z-]+$/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        location: { path: expect.stringMatching(/^[^/]/), lines: { begin: expect.any(Number) } },
      })
    }
  })
})

describe('junit', () => {
  it('fails one test a file with errors, and is XML whatever the texts hold', () => {
    const xml = render('junit')
    expect(xml).toContain('tests="3" failures="1" errors="0"')
    expect(xml.match(/<testcase /g)).toHaveLength(3)
    expect(xml.match(/<failure /g)).toHaveLength(1)
    expect(xml).toContain('a &lt;b&gt; &amp; &quot;c&quot; ::error::⟨U+0001⟩ ⟨U+001B⟩[31m')
  })

  it('passes where nothing is wrong, and fails where the run broke off', () => {
    expect(render('junit', { problems: [] })).toContain('tests="1" failures="0"')
    const broken = { problems: [], result: 'failed', reason: 'server-unreachable', message: 'No answer' }
    expect(render('junit', broken)).toContain('<failure message="No answer" type="server-unreachable">')
  })
})

/** Of draft 4, of which it uses nothing that ajv reads otherwise but the names of the schema itself. */
const isSarif = (() => {
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(new URL('../fixtures/sarif/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'))
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })
  addFormats.default(ajv)
  return ajv.compile(schema)
})()

const faultsOf = (sarif: unknown) => {
  isSarif(sarif)
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

describe('sarif', () => {
  it.each([
    ['problems with and without a place, in names that need escapes', {}],
    ['a problem that goes over several lines', { problems: [aProblem({ endLine: 9, endColumn: 1 })] }],
    ['a problem of every code', { problems: Object.keys(problemCodes).map((code) => aProblem({ code })) }],
    ['a problem without a line', { problems: [{ severity: 'error', code: 'x', message: 'y', file: 'a.yml' }] }],
    ['no problems', { problems: [] }],
    ['a run that broke off', { problems: [], result: 'failed', reason: 'server-unreachable', message: 'No answer' }],
  ])('is SARIF by the schema of OASIS: %s', (_name, overrides) => {
    expect(faultsOf(JSON.parse(render('sarif', overrides)))).toEqual([])
  })

  it('would be found to be none', () => {
    const sarif = JSON.parse(render('sarif'))
    sarif.runs[0].results[0].level = 'fatal'
    sarif.runs[0].results[1].locations[0].physicalLocation.region.startLine = 0
    expect(faultsOf(sarif).map((fault) => fault.split(' ')[0])).toEqual([
      '/runs/0/results/0/level',
      '/runs/0/results/1/locations/0/physicalLocation/region/startLine',
    ])
  })

  it('has what code scanning needs: rules, levels, places relative to the checkout', () => {
    const { version, runs } = JSON.parse(render('sarif'))
    expect({ version, count: runs.length }).toEqual({ version: '2.1.0', count: 1 })
    const [{ tool, results, invocations }] = runs
    expect(tool.driver).toMatchObject({ name: 'kestra-gitops', semanticVersion: '1.2.3' })
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }])
    expect(results).toHaveLength(3)
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(['error', 'warning', 'note']).toContain(result.level)
      const { artifactLocation, region } = result.locations[0].physicalLocation
      expect(artifactLocation.uri).toMatch(/^[^/:\s]+(?:\/[^/:\s]+)*$/)
      expect(region.startLine).toBeGreaterThan(0)
    }
    expect(results[1].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%BC.yml')
  })

  it('tells a run that broke off as a notification, which leaves no rule behind', () => {
    const broken = { problems: [], result: 'failed', reason: 'server-unreachable', message: 'No answer' }
    const [{ results, invocations }] = JSON.parse(render('sarif', broken)).runs
    expect(results).toEqual([])
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error' }],
    })
  })
})

it.each(['json', 'sarif', 'junit', 'gitlab', 'gcc'] as const)('%s hides what is secret', (format) => {
  const text = render(format, { problems: [aProblem({ message: 'the value hunter22 is wrong' })] })
  expect(text).not.toContain('hunter22')
})
