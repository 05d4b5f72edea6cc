import { describe, expect, it } from 'vitest'
import { allProblems, problemPlace } from '../../src/render/report-words.ts'
import { aPlan, aProblem, aReport } from './factories.ts'

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
