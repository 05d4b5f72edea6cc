import { describe, expect, it } from 'vitest'
import type { Problem, Severity } from '../../src/problem/problem.ts'
import type { ProblemCode } from '../../src/problem/problem-codes.ts'
import { makeProblem } from '../../src/problem/problem-codes.ts'
import { tellVersionRemarksOnce } from '../../src/problem/tell-once.ts'

const aRemark = (
  code: ProblemCode,
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
): Problem => makeProblem(code, { message, file, position: { line, column: 1 }, severity })

const files = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `flows/${100 + index}.yml`)

describe('where the version of the server is not known', () => {
  it('a remark that depends on it is told once for the tree, at its first place', () => {
    const remarks = files(220).map((file) => aRemark('removed-syntax', { file }))
    const [told, ...more] = tellVersionRemarksOnce(remarks.toReversed())
    expect(more).toEqual([])
    expect(told).toMatchObject({ code: 'removed-syntax', severity: 'warning', file: 'flows/100.yml', line: 3 })
    expect(told?.message).toBe(
      'Kestra 2.0 no longer has `pluginDefaults`. (220 places: flows/100.yml:3, flows/101.yml:3, flows/102.yml:3 and 217 more)',
    )
    expect(told?.hint).toMatch(/version of the server/)
  })

  it('several remarks of one code are told together, the frequent first, the rare counted', () => {
    const remarks = files(6).map((file, index) => aRemark('removed-syntax', { file, message: `No \`k${index}\`.` }))
    const often = files(3).map((file) => aRemark('removed-syntax', { file, line: 9, message: 'No `often`.' }))
    const [told, ...more] = tellVersionRemarksOnce([...remarks, ...often])
    expect(more).toEqual([])
    expect(told?.message).toMatch(
      /^No `often`\. \(3 places: [^)]+\) No `k0`\. \(flows\/100\.yml:3\) .* 3 more of the kind\.$/,
    )
  })

  it('one remark stays as it is, and so do errors and what does not depend on the version', () => {
    const kept = [
      aRemark('removed-syntax'),
      ...files(3).map((file) => aRemark('reserved-id', { file, severity: 'error' })),
      ...files(3).map((file) => aRemark('possible-secret', { file })),
    ]
    expect(tellVersionRemarksOnce(kept).toSorted()).toHaveLength(kept.length)
    expect(new Set(tellVersionRemarksOnce(kept))).toEqual(new Set(kept))
  })
})
