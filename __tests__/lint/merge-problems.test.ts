import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { mergeProblems } from '../../src/lint/merge-problems.ts'

const aProblem = (overrides: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  code: 'wrong-shape',
  message: '`tasks` must be a list; this is a map.',
  file: 'flows/a.yml',
  line: 4,
  column: 5,
  ...overrides,
})

const missing = (message: string): Problem => aProblem({ code: 'missing-property', message })

const warning = (overrides: Partial<Problem>): Problem =>
  aProblem({ severity: 'warning', code: 'unknown-flow', message: 'The flow a/b is unknown.', ...overrides })

const cases: readonly {
  readonly what: string
  readonly lists: readonly (readonly Problem[])[]
  readonly reported: number
}[] = [
  {
    what: 'tells one missing property once, in whatever words',
    lists: [
      [missing('This task has no `id`.')],
      [missing('The required property `id` is missing')],
      [missing('tasks[0].id: must not be null')],
    ],
    reported: 1,
  },
  {
    what: "keeps the server's word on another property of the same node",
    lists: [[missing('This task has no `id`.')], [missing('tasks[0].message: must not be null')]],
    reported: 2,
  },
  {
    what: 'tells an empty list of tasks once',
    lists: [
      [aProblem({ code: 'missing-property', message: 'The required property `tasks` is missing' })],
      [aProblem({ code: 'empty-tasks', message: 'tasks: must not be empty' })],
    ],
    reported: 1,
  },
  {
    what: 'tells a warning once, in whatever words',
    lists: [[warning({})], [warning({ message: "The subflow 'b' not found" })]],
    reported: 1,
  },
  {
    what: 'keeps a warning of another kind, and an error where there was a warning',
    lists: [[warning({})], [warning({ code: 'server-warning' }), aProblem({ code: 'unknown-flow' })]],
    reported: 3,
  },
  {
    what: 'keeps two warnings of one check at one place',
    lists: [[warning({}), warning({ message: 'The flow b is unknown as well.' })]],
    reported: 2,
  },
  {
    what: 'keeps an unknown property that is the first key of a node without an id',
    lists: [[missing('This task has no `id`.')], [aProblem({ code: 'unknown-property' })]],
    reported: 2,
  },
  {
    what: 'does not repeat a fault for which the later check has only a general code',
    lists: [[aProblem()], [aProblem({ code: 'wrong-type' })], [aProblem({ code: 'server-invalid' })]],
    reported: 1,
  },
  {
    what: 'keeps a rule of the later check of which the first says nothing',
    lists: [[aProblem({ code: 'invalid-id' })], [aProblem({ code: 'duplicate-id' })]],
    reported: 2,
  },
  {
    what: 'keeps an error where only a warning stood',
    lists: [[aProblem({ severity: 'warning' })], [aProblem()]],
    reported: 2,
  },
  {
    what: 'lets the graver word of the server on the same fault stand alone',
    lists: [
      [aProblem({ severity: 'warning', code: 'invalid-default' })],
      [aProblem({ code: 'invalid-default', source: 'server' })],
    ],
    reported: 1,
  },
  {
    what: 'tells an own warning as the error of the server that has no rule for it',
    lists: [
      [aProblem({ severity: 'warning', code: 'invalid-value' })],
      [aProblem({ code: 'server-invalid', source: 'server' })],
    ],
    reported: 1,
  },
  {
    what: 'keeps the error of the server beside a warning of something else',
    lists: [
      [aProblem({ severity: 'warning', code: 'possible-secret' })],
      [aProblem({ code: 'server-invalid', source: 'server' })],
    ],
    reported: 2,
  },
  {
    what: 'tells an expression without quotes once, whatever its map is and wherever the server stops',
    lists: [
      [aProblem({ code: 'complex-key', column: 9 })],
      [aProblem({ code: 'wrong-type', severity: 'warning', column: 8 })],
      [aProblem({ code: 'yaml-syntax', line: 5, source: 'server' })],
    ],
    reported: 1,
  },
  { what: 'keeps the same fault at another place', lists: [[aProblem()], [aProblem({ column: 9 })]], reported: 2 },
  {
    what: 'gives a file that cannot be read one verdict on that',
    lists: [[aProblem({ code: 'yaml-syntax' })], [aProblem({ code: 'yaml-syntax', line: 9 })]],
    reported: 1,
  },
]

describe('mergeProblems', () => {
  it.each(cases)('$what', ({ lists, reported }) => {
    expect(mergeProblems(lists)).toHaveLength(reported)
  })

  it('shows the own words, as the word of the server', () => {
    const own = aProblem({ severity: 'warning', code: 'invalid-default', message: 'own' })
    expect(mergeProblems([[own], [aProblem({ code: 'invalid-default', source: 'server' })]])).toEqual([
      { ...own, severity: 'error', source: 'server' },
    ])
    const unreadable = aProblem({ code: 'complex-key' })
    expect(mergeProblems([[unreadable], [aProblem({ code: 'yaml-syntax', line: 9, source: 'server' })]])).toEqual([
      { ...unreadable, source: 'server' },
    ])
  })

  it('keeps what one list says twice, and sorts by file and place', () => {
    const [b, a] = [aProblem({ file: 'flows/b.yml' }), aProblem({ line: 9 })]
    expect(mergeProblems([[b, a, aProblem(), aProblem()]])).toEqual([aProblem(), aProblem(), a, b])
  })
})
