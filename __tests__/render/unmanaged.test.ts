import { expect, it } from 'vitest'
import { renderHtml } from '../../src/render/html/render-html.ts'
import type { Privacy } from '../../src/render/redact.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import type { Report } from '../../src/report/report.ts'
import { aPlan, aReport, commentOptions } from './factories.ts'

const names = [
  { kind: 'flow', namespace: 'company.team', name: 'theirs' },
  { kind: 'file', namespace: 'company.team', name: '/q.sql' },
  { kind: 'dashboard', namespace: '', name: 'costs' },
  { kind: 'key-value', namespace: 'company.team', name: 'limit' },
] as const
const plan = aPlan({ resources: [], unmanaged: { count: names.length, names } })
const reports = (['plan', 'drift'] as const).map((command) => aReport({ command, result: 'in-sync', plan }))

const sinks: Readonly<Record<string, (report: Report, privacy: Privacy) => string>> = {
  comment: (report, privacy) => renderComment(report, { ...commentOptions(), ...privacy }),
  summary: (report, privacy) => renderSummary(report, { ...commentOptions(), ...privacy }),
  terminal: (report, privacy) => renderTerminal(report, { ...privacy, color: false, width: 100 }),
  html: (report, privacy) => renderHtml(report, { ...privacy, links: {}, sink: 'terminal', version: '1' }),
}

it.each(Object.entries(sinks))('are named in each %s, and only counted on a public repository', (_, render) => {
  for (const report of reports) {
    expect(render(report, {})).toContain('company.team.theirs')
    const shown = render(report, { isPublic: true })
    expect(shown).not.toContain('theirs')
    expect(shown).toContain('4 resources')
    expect(shown).not.toMatch(/server is what Git says|in sync/)
  }
})

it('stand in plan.json by kind and name', () => {
  const [report] = reports
  if (report === undefined) throw new Error('no report')
  expect(JSON.parse(renderJson(report))).toMatchObject({
    unmanaged: [
      { kind: 'flow', namespace: 'company.team', id: 'theirs' },
      { kind: 'file', namespace: 'company.team', path: '/q.sql' },
      { kind: 'dashboard', id: 'costs' },
      { kind: 'key-value', namespace: 'company.team', key: 'limit' },
    ],
  })
  expect(JSON.parse(renderJson(report, { isPublic: true })).unmanaged).toEqual([])
})
