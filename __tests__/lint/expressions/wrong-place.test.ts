import { describe, expect, it } from 'vitest'
import { offlineProblems } from '../offline-problems.ts'

const FLOW = 'io.kestra.plugin.core.flow.'
const reported = (source: string, major = 1): readonly string[] =>
  offlineProblems(`id: f\nnamespace: company.team\n${source}`, { version: { major, minor: major === 1 ? 3 : 0 } }).map(
    (line) => line.replace(/^\S+ /, ''),
  )
const log = (expression: string): string =>
  `{ id: l, type: io.kestra.plugin.core.log.Log, message: "{{ ${expression} }}" }`
const inside = (type: string, more: string, task: string): string =>
  `{ id: ${type.toLowerCase()}, type: ${FLOW}${type}, ${more}, ${type === 'If' ? 'then' : 'tasks'}: [${task}] }`
const IF = 'condition: "{{ true }}"'

describe('the value of a loop', () => {
  it.each<[string, number, readonly string[]]>([
    [inside('ForEach', 'values: [1]', log('taskrun.value')), 1, []],
    [
      inside('ForEach', 'values: [1]', inside('If', 'condition: "{{ taskrun.value }}"', log('parent.taskrun.value'))),
      1,
      [],
    ],
    [inside('ForEach', 'values: [1]', inside('If', IF, log('taskrun.value'))), 1, ['warning unknown-context']],
    [
      inside('EachSequential', 'value: [1]', inside('Sequential', 'disabled: false', log('taskrun.value'))),
      1,
      ['warning unknown-context'],
    ],
    [inside('LoopUntil', IF, log('taskrun.value')), 1, ['warning unknown-context']],
    [inside('Loop', 'values: [1]', log('item.value')), 2, []],
    [inside('Loop', 'values: [1]', log('taskrun.value')), 2, ['warning unknown-context']],
    [inside('Loop', 'values: [1]', log('taskrun.iteration')), 2, ['warning unknown-context']],
    [inside('Loop', 'values: [1]', inside('If', IF, log('taskrun.value'))), 2, ['warning unknown-context']],
  ])('%s on %i.x', (task, major, expected) => {
    expect(reported(`tasks:\n  - ${task}\n`, major)).toEqual(expected)
  })
})

const CHOICE =
  'inputs:\n  - { id: a, type: SELECT, values: [dev, prod] }\n  - { id: b, type: BOOL }\n  - { id: c, type: SELECT, values: [dev, prod], defaults: dev }\n  - { id: d, type: SELECT, values: [dev, prod], defaults: prod }\n'
const choose = (input: string, cases: string, more = ''): string =>
  `${CHOICE}tasks:\n  - id: choose\n    type: ${FLOW}Switch\n    value: "{{ inputs.${input} }}"\n    cases:\n${cases
    .split(' ')
    .map((key) => `      "${key}": [${log("'x'").replace('id: l', `id: l-${key}`)}]\n`)
    .join('')}${more}`

it.each([
  ['a', 'dev prod', '', []],
  ['a', 'dev', '', ['warning value-without-case']],
  ['a', 'dev', `    defaults: [${log("'x'")}]\n`, []],
  ['a', 'dev test', '', ['warning value-without-case', 'warning case-never-chosen']],
  ['b', 'true', '', ['warning value-without-case']],
  ['b', 'true false', '', []],
  ['c', 'dev', '', ['info value-without-case']],
  ['d', 'dev', '', ['warning value-without-case']],
] as const)('a Switch over %s with the cases %s', (input, cases, more, expected) => {
  expect(reported(choose(input, cases, more))).toEqual(expected)
})

describe('the filter number', () => {
  it.each(["'5'", "'1e3'", "'0x1F'", "'5f'", "'+5'", "'.5'", "'99999999999999999999'", 'inputs.a', 'vars.ok'])(
    'reads %s',
    (value) => {
      expect(reported(`variables: { ok: "5", no: five }\n${CHOICE}tasks:\n  - ${log(`${value} | number`)}\n`)).toEqual(
        [],
      )
    },
  )

  it.each(["'five'", "'5 apples'", "''", "'1_000'", "'1,5'", "' 5'", "'NaN'", 'vars.no'])('fails on %s', (value) => {
    const source = `variables: { ok: "5", no: five }\ntasks:\n  - ${log(`${value} | number`)}\n`
    expect(reported(source)).toEqual(['warning wrong-arguments'])
  })

  it('makes no whole number of a fraction', () => {
    expect(reported(`tasks:\n  - ${log("'5.5' | number('INT')")}\n`)).toEqual(['warning wrong-arguments'])
  })
})

it.each([
  [`disabled: 1\ntasks:\n  - ${log("'x'")}\n`, 1],
  [`tasks:\n  - ${log("'x'").replace(' }}" }', ' }}", disabled: 1 }')}\n`, 1],
  [`tasks:\n  - ${log("'x'").replace(' }}" }', ' }}", disabled: true }')}\n`, 0],
])('a number as `disabled`: %j', (source, count) => {
  expect(reported(source).filter((line) => line === 'warning value-read-differently')).toHaveLength(count)
})
