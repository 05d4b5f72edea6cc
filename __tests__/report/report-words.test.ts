import { describe, expect, it } from 'vitest'
import { allProblems, problemPlace, targetLabel } from '../../src/report/report-text.ts'
import { aPlan, aProblem, aReport } from '../render/factories.ts'

const bare = { severity: 'error', code: 'x', message: 'm' } as const

describe('allProblems', () => {
  it('lists what run and plan both found once', () => {
    expect(allProblems(aReport({ problems: [aProblem()], plan: aPlan({ problems: [aProblem()] }) }))).toEqual([
      aProblem(),
    ])
  })

  it('puts the worst first, then goes by file, line and column', () => {
    const sorted = [
      { ...bare, message: 'about no file' },
      { ...bare, file: 'a.yml' },
      { ...bare, file: 'a.yml', line: 2 },
      { ...bare, file: 'a.yml', line: 2, column: 3 },
      { ...bare, file: 'b.yml', line: 1, column: 1 },
      { ...bare, severity: 'warning', file: 'a.yml' },
      { ...bare, severity: 'info', file: 'a.yml' },
    ] as const
    expect(allProblems(aReport({ problems: sorted.toReversed() }))).toEqual(sorted)
    expect(allProblems(aReport({ problems: sorted }))).toEqual(sorted)
  })

  it('writes as much of a place as is known', () => {
    expect([bare, { ...bare, file: 'a.yml' }, aProblem()].map(problemPlace)).toEqual([
      '',
      'a.yml',
      'flows/daily.yml:5:5',
    ])
  })
})

describe('targetLabel', () => {
  const target = { server: 'https://kestra.acme.io', tenant: 'main', label: undefined }

  it.each([
    ['the address alone, where there is one tenant', target, 'kestra.acme.io'],
    ['a tenant that has a name', { ...target, tenant: 'acme' }, 'kestra.acme.io, tenant acme'],
    ['what the workflow calls it', { ...target, label: 'production' }, 'production (kestra.acme.io)'],
    ['no server', { ...target, server: null, tenant: 'acme' }, 'no server'],
  ])('says %s', (_, given, said) => {
    expect(targetLabel(given)).toBe(said)
  })
})
