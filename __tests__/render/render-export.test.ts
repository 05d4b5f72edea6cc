import { describe, expect, it } from 'vitest'
import { type ExportedResource, renderExport } from '../../src/render/render-export.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { headline } from '../../src/report/headline.ts'
import type { ExportedFile, Report } from '../../src/report/report.ts'
import { aPlan, aPlannedResource, aReport } from './factories.ts'

const anExported = (overrides: Partial<ExportedResource> = {}): ExportedResource => ({
  kind: 'flow',
  namespace: 'company.team',
  name: 'daily',
  action: 'update',
  file: 'flows/daily.yml',
  ...overrides,
})

const TARGET = { server: 'https://kestra.acme.io', tenant: 'main', label: undefined }

describe('renderExport', () => {
  it('says what the pull request is, with one row a file', () => {
    const { title, body } = renderExport(
      [
        anExported(),
        anExported({ action: 'create', name: 'a|b', file: 'flows/a|b.yml' }),
        anExported({ action: 'delete', kind: 'file', name: '/q.sql', file: 'files/q.sql' }),
      ],
      TARGET,
      {},
    )
    expect(title).toBe('Export from Kestra: kestra.acme.io')
    expect(body.split('\n').slice(2)).toEqual([
      '| file | resource | |',
      '|---|---|---|',
      '| `flows/daily.yml` | flow `company.team.daily` | changed |',
      '| <code>flows&#47;a&#124;b&#46;yml</code> | flow <code>company&#46;team&#46;a&#124;b</code> | new in Git |',
      '| `files/q.sql` | file `company.team/q.sql` | removed: the server no longer has it |',
    ])
  })

  it('shows no masked value, and stays within what GitHub takes', () => {
    const file = `flows/${'long'.repeat(30)}/s3cret-token.yml`
    const many = Array.from({ length: 2_000 }, () => anExported({ file }))
    const { body } = renderExport(many, TARGET, { maskedValues: ['s3cret-token'] })
    expect(Buffer.byteLength(body)).toBeLessThan(65_536)
    expect(body).not.toContain('s3cret-token')
    expect(body).toContain('all of it is in the files of this pull request')
  })
})

const anExport = (files: readonly Partial<ExportedFile>[], rest: { readonly isDryRun?: boolean } = {}): Report =>
  aReport({
    command: 'export',
    result: 'changes',
    plan: aPlan({ resources: [aPlannedResource({ change: 'drift', action: 'none', origin: 'server' })] }),
    files: files.map((overrides, index) => ({
      ...anExported({ file: `flows/${index}.yml` }),
      isWritten: true,
      ...overrides,
    })),
    ...rest,
  })

const cases: readonly (readonly [string, Report, string, string])[] = [
  ['nothing differs', anExport([]), 'safe', 'nothing to export'],
  ['one file is taken over', anExport([{ action: 'update' }]), 'done', '1 file written: 1 flow is changed'],
  [
    'files come, change and go',
    anExport([{ action: 'create' }, { action: 'create' }, { action: 'update' }, { action: 'delete' }]),
    'done',
    '4 files written or removed: 2 flows are new, 1 flow is changed, 1 flow is removed',
  ],
  [
    'one of them cannot be written',
    anExport([{ action: 'create' }, { action: 'update', isWritten: false }]),
    'look',
    '1 file written: 1 flow is new, 1 file left',
  ],
  [
    'several resources lie in one file',
    anExport([
      { action: 'create', kind: 'key-value', name: 'a', file: 'x/kv.yml' },
      { action: 'create', kind: 'key-value', name: 'b', file: 'x/kv.yml' },
      { action: 'create' },
    ]),
    'done',
    '2 files written: 1 flow and 2 key-value pairs are new',
  ],
  [
    'a dry run',
    anExport([{ action: 'create', isWritten: false }], { isDryRun: true }),
    'done',
    '1 file would be written: 1 flow is new',
  ],
  [
    'nothing may be written',
    anExport([{ isWritten: false }, { isWritten: false }]),
    'look',
    'nothing was written: 2 files are not what the server has, and left',
  ],
]

describe('the report of an export', () => {
  it.each(cases)('answers in its first line: %s', (_, report, verdict, words) => {
    expect(headline(report)).toEqual({ verdict, text: `${words} → kestra.acme.io` })
  })

  it('says what comes next where something was written, on a terminal', () => {
    const reported = (isWritten: boolean, sink: 'terminal' | 'github' = 'terminal') =>
      renderTerminal(anExport([{ isWritten }]), { color: false, width: 200, sink })
    expect(reported(true)).toContain('Not committed yet: review the changes (git diff), commit them')
    expect(reported(false)).not.toContain('Not committed yet')
    expect(reported(true, 'github')).not.toContain('Not committed yet')
  })

  it('calls what came from the server so, and lists nothing twice', () => {
    const report = anExport([{ action: 'update' }])
    const terminal = renderTerminal(report, { color: false, width: 100 })
    expect(terminal).toContain('Taken from the server')
    expect(terminal.match(/flow company\.team\.daily/g)).toHaveLength(1)
    expect(renderSummary(report, { links: { blob: (file) => `https://example.com/${file}` } })).toContain(
      'Taken from the server',
    )
  })
})
