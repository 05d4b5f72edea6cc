import { describe, expect, it } from 'vitest'
import { offlineProblems } from '../offline-problems.ts'

const [OF_1, OF_2] = [
  { major: 1, minor: 3 },
  { major: 2, minor: 0 },
]
const LOG = 'io.kestra.plugin.core.log.Log'
const reported = (source: string, version?: typeof OF_1): readonly string[] =>
  offlineProblems(`id: f\nnamespace: company.team\n${source}`, { version })

describe('a message that is no text', () => {
  it.each(['42', 'yes', '1.5', 'True', '0x1F', '1_000'])('%s fails', (message) => {
    expect(reported(`tasks:\n  - id: t\n    type: ${LOG}\n    message: ${message}\n`)).toEqual([
      '6:14 warning invalid-value',
    ])
  })

  it.each(['"42"', "'yes'", '1.5.0', '2024-01-01', '|\n      42', '!!str 42', 'yes, please', '~'])(
    '%j does not',
    (message) => {
      expect(reported(`tasks:\n  - id: t\n    type: ${LOG}\n    message: ${message}\n`)).toEqual([])
    },
  )

  it('is an info where the task is disabled', () => {
    const source = `tasks:\n  - { id: t, type: ${LOG}, message: 42, disabled: true }\n`
    expect(reported(source)).toEqual([expect.stringMatching(/info invalid-value$/)])
  })

  it('in a list fails on 1.x alone', () => {
    const source = `tasks:\n  - { id: t, type: ${LOG}, message: [a, 42, yes] }\n`
    expect([reported(source, OF_1).length, reported(source, OF_2).length, reported(source).length]).toEqual([2, 0, 0])
  })

  it('is no matter of a task that takes any value', () => {
    expect(reported('tasks:\n  - { id: t, type: io.kestra.plugin.core.debug.Return, format: 42 }\n')).toEqual([])
  })
})

it.each([
  ['{ a: 42, b: "42" }', 1],
  ['[{ key: a, value: yes }, { key: b, value: "yes" }]', 1],
])('the labels %s of a Labels task fail on 1.x', (labels, count) => {
  const source = `tasks:\n  - { id: t, type: io.kestra.plugin.core.execution.Labels, labels: ${labels} }\n`
  expect([reported(source, OF_1).length, reported(source, OF_2).length]).toEqual([count, 0])
})

const CHOICE = (type: string, values: string): string =>
  `inputs:\n  - id: a\n    type: ${type}\n    values: ${values}\ntasks:\n  - { id: t, type: ${LOG}, message: hi }\n`

describe('the choices of an input', () => {
  it.each([
    ['[Yes, No]', 2],
    ['[1.10, 1.20]', 2],
    ['[on, off]', 2],
    ['[010, "020"]', 1],
    ['\n      - y\n      - on', 1],
    ['["Yes", "No"]', 0],
    ['[1, 2]', 0],
    ['[true, false]', 0],
    ['[2024-01-01, 1.10.0]', 0],
  ])('%j', (values, count) => {
    for (const type of ['SELECT', 'MULTISELECT']) {
      const codes = (version?: typeof OF_1) =>
        reported(CHOICE(type, values), version).map((line) => line.replace(/^\S+ /, ''))
      expect(codes(OF_2)).toEqual(Array.from({ length: count }, () => 'warning value-read-differently'))
      expect(codes(OF_1)).toEqual([])
      expect(codes()).toEqual(Array.from({ length: count }, () => 'info value-read-differently'))
    }
  })
})

it.each([
  ['inputs', '  - { id: on, type: STRING, defaults: x }', '4:11 warning id-read-differently'],
  ['inputs', '  - { id: 010, type: STRING, defaults: x }', '4:11 warning id-read-differently'],
  ['outputs', '  - { id: on, type: STRING, value: x }', '4:11 warning id-read-differently'],
])('the id of one of the %s is told at its declaration: %s', (list, item, expected) => {
  expect(reported(`${list}:\n${item}\ntasks:\n  - { id: t, type: ${LOG}, message: hi }\n`)).toEqual([expected])
})
