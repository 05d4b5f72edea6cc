import { expect, test } from 'vitest'
import { applySeverities } from '../../src/lint/apply-severities.ts'
import type { FindingCode } from '../../src/lint/rule-finding.ts'
import { aProblem } from './a-problem.ts'

const problemAt = (code: FindingCode, line = 1) =>
  aProblem(code, { message: 'm', file: 'a.yml', position: { line, column: 1 } })

const apply = (problems: readonly ReturnType<typeof aProblem>[], source: string, severities = {}) =>
  applySeverities(problems, { severities, sourceOf: (file) => (file === 'a.yml' ? source : undefined) }).map(
    ({ code, line, severity }) => `${line} ${severity} ${code}`,
  )

test('takes the severity of the settings', () => {
  const problems = [problemAt('foreign-flow'), problemAt('unknown-flow'), problemAt('revision-pin')]
  const severities = { 'foreign-flow': 'off', 'unknown-flow': 'error' }
  expect(apply(problems, '', severities)).toEqual(['1 error unknown-flow', '1 warning revision-pin'])
})

const comments = [
  { name: 'on the line itself', source: 'id: a\nrevision: 3 # kestra-gitops: ignore revision-pin\n', isIgnored: true },
  { name: 'on the line above', source: '# kestra-gitops: ignore revision-pin\nrevision: 3\n', isIgnored: true },
  { name: 'above with other comments between', source: '# kestra-gitops: ignore revision-pin\n', isIgnored: true },
  {
    name: 'naming several codes',
    source: '# kestra-gitops: ignore self-call, revision-pin\nrevision: 3\n',
    isIgnored: true,
  },
  { name: 'for another code', source: '# kestra-gitops: ignore self-call\nrevision: 3\n', isIgnored: false },
  {
    name: 'at the end of the line above',
    source: 'a: 1 # kestra-gitops: ignore revision-pin\nrevision: 3\n',
    isIgnored: false,
  },
  { name: 'below', source: 'a: 1\nrevision: 3\n# kestra-gitops: ignore revision-pin\n', isIgnored: false },
]

test.each(comments)('a comment $name leaves a problem out: $isIgnored', ({ source, isIgnored }) => {
  expect(apply([problemAt('revision-pin', 2)], source)).toEqual(isIgnored ? [] : ['2 warning revision-pin'])
})

test('silences nothing of other lines', () => {
  const source = '# kestra-gitops: ignore revision-pin\nrevision: 3\nrevision: 4\n'
  expect(apply([problemAt('revision-pin', 3)], source)).toEqual(['3 warning revision-pin'])
})

test.each(['server-invalid', 'name-is-a-route', 'duplicate-flow', 'several-documents', 'flow-too-large'] as const)(
  'keeps %s, whatever settings and comments say',
  (code) => {
    const source = `id: a # kestra-gitops: ignore ${code}\n`
    expect(apply([problemAt(code)], source, { [code]: 'off' })).toEqual([`1 error ${code}`])
    expect(apply([problemAt(code)], source, { [code]: 'info' })).toEqual([`1 error ${code}`])
  },
)
