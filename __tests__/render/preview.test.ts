import { describe, expect, it } from 'vitest'
import { answerLine, answerOf, stageOf } from '../../src/render/answer.ts'
import { renderGroupSection } from '../../src/render/group/group-section.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import type { Report } from '../../src/report/report.ts'
import { aFailure, anOutcome, aReport, aResourceOutcome, commentOptions } from './factories.ts'
import { aSection, composed } from './group/factories.ts'

const target = { server: 'https://kestra.acme.io', tenant: 'main', serverVersion: '2.0.0', label: 'preview pr-7' }
const namespaces = ['pr-7.company.team', 'pr-7.shop']
const up = { isEnding: false, namespaces, triggersLeftOut: 3 }
const ending = { isEnding: true, namespaces: [], triggersLeftOut: 3 }

const created = aReport({
  ...{ command: 'deploy', result: 'deployed', target, preview: up },
  outcome: anOutcome({ resources: [aResourceOutcome({ namespace: 'pr-7.shop', name: 'a', action: 'create' })] }),
})
const removed = aReport({
  ...{ command: 'deploy', result: 'deployed', target, preview: ending },
  outcome: anOutcome({ resources: [aResourceOutcome({ namespace: 'pr-7.shop', name: 'a', action: 'delete' })] }),
})
const nothingLeft = aReport({
  ...{ command: 'deploy', result: 'in-sync', target, preview: ending },
  outcome: anOutcome({ resources: [] }),
})
const failed = aFailure({ command: 'deploy', result: 'failed', target, preview: up, message: 'The server is away.' })

const reported = (report: Report) => renderComment(report, commentOptions({ stage: stageOf(report) }))

describe('the comment of a preview', () => {
  it('says in its first line what became of it', () => {
    const states = [created, removed, nothingLeft, failed].map((report) => answerOf(report, stageOf(report), undefined))
    expect(states).toMatchObject([
      { state: 'preview', text: expect.stringContaining('live, read back') },
      { state: 'removed', text: expect.stringContaining('deleted, read back') },
      { state: 'removed', text: 'nothing of it is on the server' },
      { state: 'failed' },
    ])
    for (const [index, report] of [created, removed, nothingLeft, failed].entries()) {
      const [first, , second] = reported(report).split('\n')
      expect(first).toBe(`### ${answerLine(states[index] ?? { state: 'failed', text: '' })}`)
      expect(second).toMatch(/(?:^| · )preview pr-7 \(kestra\.acme\.io\)$/)
    }
  })

  it('names its namespaces as long as there are any', () => {
    expect(reported(created)).toMatch(
      /In \[`pr-7\.company\.team`\]\(\S+\/namespaces\/edit\/pr-7\.company\.team\) and \[`pr-7\.shop`\]\(\S+\)\. Nothing starts there by itself: the 3 triggers of its flows are left out\./,
    )
    const one = { ...created, preview: { ...up, triggersLeftOut: 1 } }
    expect(reported(one)).toContain('the trigger of its flows is left out.')
    expect(reported({ ...created, preview: { ...up, triggersLeftOut: 0 } })).toContain('no flow has a trigger.')
    for (const report of [removed, failed]) expect(reported(report)).not.toContain('left out')
  })
})

describe('a preview that shares a comment with the plan for production', () => {
  const sectionOf = (report: Report) =>
    renderGroupSection(
      report,
      commentOptions({
        stage: stageOf(report),
        marker: { key: 'preview', runId: 11, runAttempt: 1, commit: '1'.repeat(40) },
      }),
    )
  const rowsOf = (text: string) => text.split('\n').filter((line) => /^- \*\*(?:production|preview)/.test(line))

  it.each([created, failed])('leaves that plan what it is, whatever became of it: %#', (report) => {
    const text = composed([aSection('production'), sectionOf(report)])
    const [production = ''] = rowsOf(text)
    expect(production).toContain('✅ Ready to merge: 1 flow changes')
    expect(production).not.toContain('Not deployed yet')
  })

  it('stands behind it in the heading, and goes on its own', () => {
    const both = composed([aSection('production'), sectionOf(created)])
    expect(both).toMatch(/^### ✅ Ready to merge: production \(1 of 2 targets\)/)
    expect(rowsOf(both)[1]).toMatch(/^- \*\*preview pr-7\*\* \(kestra\.acme\.io\): ✅ Preview: 1 change is live/)
    const closed = composed([
      aSection('production', { stage: 'closed', state: 'closed', words: '' }),
      sectionOf(removed),
    ])
    expect(rowsOf(closed)[1]).toContain('✅ Preview removed: 1 resource is deleted')
    const merged = composed([aSection('production', { stage: 'deployed', state: 'kept' }), sectionOf(removed)])
    expect(merged).toMatch(/^### ✅ Deployed as planned: production \(1 of 2 targets\)/)
    expect(rowsOf(merged)[1]).toContain('✅ Preview removed')
  })
})
