import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAnnotations, writeSummary } from '../../src/github/job/sinks.ts'
import { OUTPUTS, outputsOf, setOutputs } from '../../src/github/publish/outputs.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import type { Annotation } from '../../src/render/render-annotations.ts'
import { aCase, aFailure, aPlan, aPlannedResource, aReport, aTestsReport } from '../render/factories.ts'

describe('writeAnnotations', () => {
  const shown = (annotation: Omit<Annotation, 'level'>) => {
    const calls: unknown[] = []
    const note = (level: string) => (message: string, properties: unknown) =>
      void calls.push([level, message, properties])
    writeAnnotations({ error: note('error'), warning: note('warning'), notice: note('notice') }, [
      { level: 'warning', ...annotation },
    ])
    return calls
  }
  const text = { title: 'cron', message: 'No such cron' }

  it('shows a problem at file, line and column', () => {
    expect(shown({ ...text, file: 'flows/daily.yml', line: 7, column: 5 })).toEqual([
      ['warning', 'No such cron', { title: 'cron', file: 'flows/daily.yml', startLine: 7, startColumn: 5 }],
    ])
  })

  it('leaves the column out where the problem goes over several lines, which GitHub refuses', () => {
    expect(shown({ ...text, file: 'a.yml', line: 7, column: 5, endLine: 9 })).toEqual([
      ['warning', 'No such cron', { title: 'cron', file: 'a.yml', startLine: 7, endLine: 9 }],
    ])
  })

  it('gives no line without a file', () => {
    expect(shown({ ...text, line: 7 })).toEqual([['warning', 'No such cron', { title: 'cron' }]])
  })
})

describe('writeSummary', () => {
  const inFolder = async (test: (file: string) => Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), 'summary-'))
    try {
      await test(join(folder, 'summary.md'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('appends to what the step wrote before', () =>
    inFolder(async (file) => {
      writeFileSync(file, 'before\n')
      expect(await writeSummary(file, 'Plan\n', makeSanitizer())).toBeUndefined()
      expect(readFileSync(file, 'utf8')).toBe('before\nPlan\n')
    }))

  it.each([
    [1_000_000, 'written', undefined],
    [1_000_001, 'skipped', expect.stringContaining('1000001 bytes')],
  ] as const)('of %i bytes in all is %s', (bytes, _, why) =>
    inFolder(async (file) => {
      writeFileSync(file, 'é')
      expect(await writeSummary(file, 'x'.repeat(bytes - 2), makeSanitizer())).toEqual(why)
      expect(readFileSync(file).length).toBe(why === undefined ? bytes : 2)
    }),
  )

  it('says that it cannot be written, and goes on', async () => {
    expect(await writeSummary('/no/such/folder/summary.md', 'Plan', makeSanitizer())).toMatch(
      /no job summary|was not written/,
    )
    expect(await writeSummary(undefined, 'Plan', makeSanitizer())).toMatch(/no job summary|was not written/)
  })
})

describe('outputs', () => {
  const collected = () => {
    const values: Record<string, string> = {}
    return { values, sink: { setOutput: (name: string, value: string) => Object.assign(values, { [name]: value }) } }
  }

  it('all have a default that is set first', () => {
    const { values, sink } = collected()
    setOutputs(sink)
    expect(Object.keys(values)).toEqual(Object.keys(OUTPUTS))
    expect(values).toMatchObject({ result: 'failed', changes: 'false', create: '0', summary: '{}' })
  })

  it('count what the plan holds', () => {
    const { values, sink } = collected()
    const resources = [aPlannedResource({ change: 'create', action: 'create' })]
    const plan = aPlan({ resources })
    const summary = { ...plan.summary, create: 1, update: 2, adopt: 1, delete: 0 }
    const report = aReport({ result: 'changes', plan: { ...plan, summary } })
    setOutputs(
      sink,
      outputsOf(report, { planJson: 'temp/plan.json', commentUrl: 'https://github.com/acme/flows/pull/1' }),
    )
    expect(values).toMatchObject({
      result: 'changes',
      changes: 'true',
      create: '1',
      update: '3',
      'plan-json': 'temp/plan.json',
      'comment-url': 'https://github.com/acme/flows/pull/1',
    })
    expect(JSON.parse(values['summary'] ?? '')).toEqual(summary)
  })

  it.each([
    ['drift', 'none', 'true'],
    ['update', 'none', 'false'],
    ['update', 'update', 'true'],
  ] as const)('say of a resource of class %s and action %s that there are changes: %s', (change, action, changes) => {
    const report = aReport({ result: 'in-sync', plan: aPlan({ resources: [aPlannedResource({ change, action })] }) })
    expect(outputsOf(report).changes).toBe(changes)
  })

  it('count cases, the failed ones with those that could not be judged', () => {
    const counts = { 'tests-passed': '1', 'tests-failed': '2', 'tests-skipped': '0' }
    const tests = [aCase(), aCase({ verdict: 'failed' }), aCase({ verdict: 'error' })]
    expect(outputsOf(aTestsReport(tests))).toMatchObject({ result: 'failed', reason: 'tests-failed', ...counts })
  })

  it('are there as well when no plan was made', () => {
    expect(outputsOf(aFailure({ reason: 'server-unreachable' }))).toMatchObject({
      result: 'failed',
      reason: 'server-unreachable',
      changes: 'false',
      digest: '',
    })
  })
})
