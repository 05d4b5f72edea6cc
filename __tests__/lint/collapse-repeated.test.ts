import { describe, expect, it } from 'vitest'
import type { Problem, Severity } from '../../src/finding/problem.ts'
import { collapseRepeated, collapseVersionNotes } from '../../src/lint/merge-problems.ts'
import type { FindingCode } from '../../src/lint/rule-finding.ts'
import { aProblem } from './a-problem.ts'

const aRemark = (
  code: FindingCode,
  {
    file = 'flows/a.yml',
    line = 3,
    message = 'Kestra 2.0 no longer has `pluginDefaults`.',
    severity = 'warning',
  }: {
    file?: string
    line?: number
    message?: string
    severity?: Severity
  } = {},
): Problem => aProblem(code, { message, file, position: { line, column: 1 }, severity })

const files = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `flows/${100 + index}.yml`)

describe('where the version of the server is not known', () => {
  it('a remark that depends on it is told once for the tree, at its first place', () => {
    const remarks = files(220).map((file) => aRemark('removed-syntax', { file }))
    const [reported, ...more] = collapseVersionNotes(remarks.toReversed())
    expect(more).toEqual([])
    expect(reported).toMatchObject({ code: 'removed-syntax', severity: 'warning', file: 'flows/100.yml', line: 3 })
    expect(reported?.message).toBe(
      'Kestra 2.0 no longer has `pluginDefaults`. (220 places: flows/100.yml:3, flows/101.yml:3, flows/102.yml:3 and 217 more)',
    )
    expect(reported?.hint).toMatch(/version of the server/)
  })

  it('several remarks of one code are told together, the frequent first, the rare counted', () => {
    const remarks = files(6).map((file, index) => aRemark('removed-syntax', { file, message: `No \`k${index}\`.` }))
    const often = files(3).map((file) => aRemark('removed-syntax', { file, line: 9, message: 'No `often`.' }))
    const [reported, ...more] = collapseVersionNotes([...remarks, ...often])
    expect(more).toEqual([])
    expect(reported?.message).toMatch(
      /^No `often`\. \(3 places: [^)]+\) No `k0`\. \(flows\/100\.yml:3\) .* 3 more of this kind\.$/,
    )
  })

  it('one remark stays as it is, and so do errors and what does not depend on the version', () => {
    const kept = [
      aRemark('removed-syntax'),
      ...files(3).map((file) => aRemark('reserved-id', { file, severity: 'error' })),
      ...files(3).map((file) => aRemark('possible-secret', { file })),
    ]
    expect(collapseVersionNotes(kept).toSorted()).toHaveLength(kept.length)
    expect(new Set(collapseVersionNotes(kept))).toEqual(new Set(kept))
  })
})

describe('a fault that one file repeats', () => {
  const repeated = (count: number, file = 'flows/a.yml') =>
    Array.from({ length: count }, (_, index) => aRemark('duplicate-key', { file, line: index + 1, severity: 'error' }))

  it('is told a hundred times, and then counted', () => {
    const reported = collapseRepeated([...repeated(20_000), ...repeated(3, 'flows/b.yml')].toReversed())
    expect(reported.length).toBe(103)
    expect(reported[99]).toMatchObject({ code: 'duplicate-key', severity: 'error', file: 'flows/a.yml', line: 100 })
    expect(reported[99]?.message).toMatch(/ And 19,900 more of this kind in the file\.$/)
  })

  it('is told each time up to a hundred times, and so is another one beside it', () => {
    const other = aRemark('removed-syntax')
    expect(collapseRepeated([...repeated(100), other])).toEqual([...repeated(100), other])
  })
})
