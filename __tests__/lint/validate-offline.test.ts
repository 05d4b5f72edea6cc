import { describe, expect, test } from 'vitest'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { aDesiredFile, aDesiredFlow, offlineProblems } from './offline-problems.ts'

const HEAD = 'id: a\nnamespace: n\n'
const TASKS = 'tasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n'
const V1_0 = { version: { major: 1, minor: 0 } }
const V1_3 = { version: { major: 1, minor: 3 } }
const V2 = { version: { major: 2, minor: 0 } }

test('finds nothing wrong with a good flow, whatever the version', () => {
  for (const context of [{}, V1_0, V1_3, V2]) expect(offlineProblems(HEAD + TASKS, context)).toEqual([])
})

const cases = [
  { name: 'a missing id', source: `namespace: n\n${TASKS}`, expected: ['1:1 error missing-property'] },
  { name: 'a null namespace', source: `id: a\nnamespace: ~\n${TASKS}`, expected: ['2:1 error missing-property'] },
  { name: 'a missing namespace', source: `id: a\n${TASKS}`, expected: ['1:1 error missing-property'] },
  { name: 'missing tasks', source: HEAD, expected: ['1:1 error empty-tasks'] },
  { name: 'an empty list of tasks', source: `${HEAD}tasks: []\n`, expected: ['3:1 error empty-tasks'] },
  { name: 'tasks without a value', source: `${HEAD}tasks:\n`, expected: ['3:1 error wrong-shape'] },
  { name: 'triggers without a value', source: `${HEAD}${TASKS}triggers:\n`, expected: ['7:1 error wrong-shape'] },
  { name: 'null triggers', source: `${HEAD}${TASKS}triggers: ~\n`, expected: [] },
  { name: 'tasks as a map', source: `${HEAD}tasks:\n  a: {id: t}\n`, expected: ['4:3 error wrong-shape'] },
  {
    name: 'disabled as another word',
    source: `${HEAD}disabled: maybe\n${TASKS}`,
    expected: ['3:11 error wrong-shape'],
  },
  { name: 'a task without id', source: `${HEAD}tasks:\n  - type: x.Y\n`, expected: ['4:5 error missing-property'] },
  {
    name: 'a nested task without type',
    source: `${HEAD}tasks:\n  - id: s\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: b\n`,
    expected: ['7:9 error missing-property'],
  },
  {
    name: 'a task without id in the cases of a Switch, which Kestra does not look at',
    source: `${HEAD}tasks:\n  - id: s\n    type: io.kestra.plugin.core.flow.Switch\n    cases:\n      a:\n        - type: x.Y\n`,
    expected: ['8:11 warning missing-property'],
  },
  {
    name: 'an input without id',
    source: `${HEAD}inputs:\n  - type: STRING\n${TASKS}`,
    expected: ['4:5 error missing-property'],
  },
  { name: 'a bad flow id', source: `id: a b\nnamespace: n\n${TASKS}`, expected: ['1:5 error invalid-id'] },
  { name: 'an empty flow id', source: `id:\nnamespace: n\n${TASKS}`, expected: ['1:4 error invalid-id'] },
  { name: 'a flow id of 100 characters', source: `id: ${'a'.repeat(100)}\nnamespace: n\n${TASKS}`, expected: [] },
  {
    name: 'a flow id of 101 characters',
    source: `id: ${'a'.repeat(101)}\nnamespace: n\n${TASKS}`,
    expected: ['1:5 error invalid-id'],
  },
  { name: 'a bad namespace', source: `id: a\nnamespace: N.x\n${TASKS}`, expected: ['2:12 error invalid-namespace'] },
  { name: 'a namespace of 150 characters', source: `id: a\nnamespace: ${'n'.repeat(150)}\n${TASKS}`, expected: [] },
  {
    name: 'a namespace of 151 characters',
    source: `id: a\nnamespace: ${'n'.repeat(151)}\n${TASKS}`,
    expected: ['2:12 error invalid-namespace'],
  },
  {
    name: 'a namespace that is not text, before 2.0',
    source: `id: a\nnamespace: 012\n${TASKS}`,
    context: V1_3,
    expected: ['2:12 error invalid-namespace', '2:12 error name-read-differently'],
  },
  {
    name: 'a namespace that is not text, on 2.0',
    source: `id: a\nnamespace: 012\n${TASKS}`,
    context: V2,
    expected: ['2:12 error name-read-differently'],
  },
  {
    name: 'an id that is read differently',
    source: `id: off\nnamespace: n\n${TASKS}`,
    expected: ['1:5 error name-read-differently'],
  },
  {
    name: 'a task id that is read differently',
    source: `${HEAD}tasks:\n  - id: off\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n`,
    expected: ['4:9 warning id-read-differently'],
  },
  ...['on', 'yes', 'no', '012', '0x10', '1_0'].map((id) => ({
    name: `the id ${id} of an input, a trigger and an output, read differently`,
    source: `${HEAD}inputs: [{id: ${id}, type: STRING}]\n${TASKS}triggers: [{id: ${id}, type: x.Y}]\noutputs: [{id: ${id}, type: STRING, value: a}]\n`,
    expected: ['3:15', '8:17', '9:16'].map((place) => `${place} warning id-read-differently`),
  })),
  ...['"on"', 'y', '12', '2024-01-01'].map((id) => ({
    name: `the id ${id} of an input and a trigger, read as it is written`,
    source: `${HEAD}inputs: [{id: ${id}, type: STRING}]\n${TASKS}triggers: [{id: ${id}, type: x.Y}]\n`,
    expected: [],
  })),
  {
    name: 'an input that YAML reads as true, asked for as it is written and as it is read',
    source: `${HEAD}inputs: [{id: on, type: STRING, defaults: a}]\ntasks:\n  - {id: t, type: x.Y, a: "{{ inputs.on }}", b: "{{ inputs.true }}"}\n`,
    expected: ['3:15 warning id-read-differently', '5:31 warning undeclared-input'],
  },
  {
    name: 'a task id with a point',
    source: `${HEAD}tasks: [{id: t.x, type: x.Y}]\n`,
    expected: ['3:14 error invalid-id'],
  },
  {
    name: 'an input id with a blank',
    source: `${HEAD}inputs: [{id: 'x y', type: STRING}]\n${TASKS}`,
    expected: ['3:15 error invalid-id'],
  },
  {
    name: 'a reserved id on 1.3',
    source: `id: search\nnamespace: n\n${TASKS}`,
    context: V1_3,
    expected: ['1:5 error reserved-id'],
  },
  {
    name: 'a reserved id where the version is not known',
    source: `id: search\nnamespace: n\n${TASKS}`,
    expected: ['1:5 warning reserved-id'],
  },
  { name: 'a reserved id on 2.0', source: `id: search\nnamespace: n\n${TASKS}`, context: V2, expected: [] },
  {
    name: 'a name that is the route which deletes every flow',
    source: `# ours\nid: by-query\nnamespace: delete\n${TASKS}`,
    expected: ['2:5 error name-is-a-route'],
  },
  { name: 'an id of such a name elsewhere', source: `id: by-query\nnamespace: delete.x\n${TASKS}`, expected: [] },
  {
    name: 'a task id used twice, at another nesting',
    source: `${HEAD}${TASKS}errors:\n  - {id: t, type: x.Y}\n`,
    expected: ['8:10 error duplicate-id'],
  },
  {
    name: 'a trigger id used twice',
    source: `${HEAD}${TASKS}triggers: [{id: s, type: x.Y}, {id: s, type: x.Y}]\n`,
    expected: ['7:37 error duplicate-id'],
  },
  { name: 'one id for a task and a trigger', source: `${HEAD}${TASKS}triggers: [{id: t, type: x.Y}]\n`, expected: [] },
  {
    name: 'an input id used twice',
    source: `${HEAD}inputs: [{id: x, type: INT}, {id: x, type: INT}]\n${TASKS}`,
    expected: ['3:35 error duplicate-id'],
  },
  {
    name: 'an output id used twice',
    source: `${HEAD}outputs: [{id: x, type: INT}, {id: x, type: INT}]\n${TASKS}`,
    expected: ['3:36 error duplicate-id'],
  },
  { name: 'a system label', source: `${HEAD}labels:\n  system.x: y\n${TASKS}`, expected: ['4:3 error system-label'] },
  { name: 'the read-only label', source: `${HEAD}labels:\n  system.readOnly: true\n${TASKS}`, expected: [] },
  {
    name: 'a label without value, on 1.0',
    source: `${HEAD}labels: {a: ''}\n${TASKS}`,
    context: V1_0,
    expected: ['3:13 warning invalid-label'],
  },
  {
    name: 'a label without value, on 1.3',
    source: `${HEAD}labels: {a: ''}\n${TASKS}`,
    context: V1_3,
    expected: ['3:13 error invalid-label'],
  },
  {
    name: 'an odd label key in a list, on 2.0',
    source: `${HEAD}labels:\n  - key: A\n    value: b\n${TASKS}`,
    context: V2,
    expected: ['4:10 error invalid-label'],
  },
  {
    name: 'a label that is a map',
    source: `${HEAD}labels: {a: {b: c}}\n${TASKS}`,
    expected: ['3:13 error wrong-shape'],
  },
  { name: 'a revision line', source: `${HEAD}revision: 7\n${TASKS}`, expected: ['3:1 info revision-in-source'] },
  { name: 'a revision that is no number', source: `${HEAD}revision: x\n${TASKS}`, expected: ['3:1 error wrong-shape'] },
  {
    name: 'a call of itself',
    source: `${HEAD}tasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: a\n`,
    expected: ['7:13 error self-call'],
  },
  {
    name: 'a call of itself by expression',
    source: `${HEAD}tasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: '{{ flow.namespace }}'\n    flowId: a\n`,
    expected: ['7:13 warning self-call'],
  },
  {
    name: 'plugin defaults on 2.0',
    source: `${HEAD}pluginDefaults: []\n${TASKS}`,
    context: V2,
    expected: ['3:1 error removed-syntax'],
  },
  { name: 'plugin defaults on 1.3', source: `${HEAD}pluginDefaults: []\n${TASKS}`, context: V1_3, expected: [] },
  {
    name: 'plugin defaults where the version is not known',
    source: `${HEAD}pluginDefaults: []\n${TASKS}`,
    expected: ['3:1 warning removed-syntax'],
  },
  {
    name: 'a task that syncs from Git',
    source: `${HEAD}tasks:\n  - id: s\n    type: io.kestra.plugin.git.SyncFlows\n    targetNamespace: n\n`,
    expected: ['5:11 info changes-on-2', '5:11 warning two-masters'],
  },
  {
    name: 'an input that depends on nothing there',
    source: `${HEAD}inputs:\n  - {id: x, type: INT, dependsOn: {inputs: [y]}}\n${TASKS}`,
    expected: ['4:45 error unknown-input-dependency'],
  },
  {
    name: 'a Dag task that depends on nothing there',
    source: `${HEAD}tasks:\n  - id: d\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task: {id: x, type: x.Y}\n        dependsOn: [y]\n`,
    expected: ['8:21 error unknown-dag-dependency'],
  },
  {
    name: 'a schedule without a required input, on 2.0',
    source: `${HEAD}inputs: [{id: x, type: INT}]\n${TASKS}triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: '@daily'\n`,
    context: V2,
    expected: ['9:5 error trigger-misses-input'],
  },
  {
    name: 'a schedule without a required input, on 1.3',
    source: `${HEAD}inputs: [{id: x, type: INT}]\n${TASKS}triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: '@daily'\n`,
    context: V1_3,
    expected: ['3:15 warning trigger-misses-input'],
  },
  {
    name: 'a credential in a comment',
    source: `# ghp_${'a1'.repeat(18)}\n${HEAD}${TASKS}`,
    expected: ['1:3 warning possible-secret'],
  },
  { name: 'a document that is a list', source: '- a\n', expected: ['1:1 error not-a-map'] },
  {
    name: 'nothing but the syntax fault of a broken document',
    source: 'id: [a\nnamespace: N\n',
    expected: ['1:5 error yaml-syntax'],
  },
  { name: 'a key that is set twice', source: `${HEAD}id: b\n${TASKS}`, expected: ['3:1 error duplicate-key'] },
  { name: 'a second document', source: `${HEAD}${TASKS}---\nid: b\n`, expected: ['8:1 error several-documents'] },
]

test.each(cases)('judges $name', ({ source, expected, ...rest }) => {
  expect(offlineProblems(source, 'context' in rest ? rest.context : {})).toEqual(expected)
})

const crons = [
  ['0 6 * * *', true],
  ['  0  6 * * *  ', true],
  ['@daily', true],
  ['*/15 0-5,23 1 JAN MON', true],
  ['0 0 * * 7', true],
  ['0 0 L * *', true],
  ['* * * *', false],
  ['* * * * * *', false],
  ['@reboot', false],
  ['60 * * * *', false],
  ['0 24 * * *', false],
  ['0 0 0 * *', false],
  ['0 0 1 13 *', false],
  ['0 0 * * 8', false],
  ['*/70 * * * *', false],
  ['10-5 * * * *', false],
  ['5,60 * * * *', false],
  ['', false],
] as const

test.each(crons)('cron "%s" is valid: %s', (cron, isValid) => {
  const source = `${HEAD}${TASKS}triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: '${cron}'\n`
  expect(offlineProblems(source)).toEqual(isValid ? [] : ['10:11 error invalid-cron'])
})

test('reports everything of every flow in one run, by file and line', () => {
  const flows = [`id: b\nnamespace: N\ntasks: []\n`, `id: a\nnamespace: N\n`]
  expect(offlineProblems(flows)).toEqual([
    'flows/a.yml 1:1 error empty-tasks',
    'flows/a.yml 2:12 error invalid-namespace',
    'flows/b.yml 2:12 error invalid-namespace',
    'flows/b.yml 3:1 error empty-tasks',
  ])
})

test('checks flows whose name cannot be read as well', () => {
  const { document } = aDesiredFlow('namespace: n\ntasks: []\n')
  const problems = validateOffline({
    flows: [],
    brokenFlows: [{ file: 'x.yml', document }],
    desired: { resources: [] },
  })
  expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(['x.yml missing-property', 'x.yml empty-tasks'])
})

describe('references', () => {
  const caller = (task: string) =>
    `${HEAD}tasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: b\n${task}`
  const callee = `id: b\nnamespace: n\ninputs:\n  - {id: must, type: INT}\n  - {id: may, type: INT, required: false}\n  - {id: has, type: INT, defaults: 1}\n${TASKS}`
  const server = { flows: [{ namespace: 'n', id: 'b', source: callee }], isComplete: true }
  const nobody = { flows: [], isComplete: true }

  test('to a flow of this tree are fine', () => {
    expect(offlineProblems([caller('    inputs: {must: 1}\n'), callee])).toEqual([])
  })
  test('to a flow that only the server has are told', () => {
    expect(offlineProblems(caller('    inputs: {must: 1}\n'), { server })).toEqual(['7:13 info foreign-flow'])
  })
  test('to a flow that leaves the tree are told by what becomes of it, and never as if nothing were to do', () => {
    const leaving = (leaves: 'deleted' | 'kept') => ({ ...server, leaves: () => leaves })
    const call = caller('    inputs: {must: 1}\n')
    expect(offlineProblems(call, { server: leaving('deleted') })).toEqual(['7:13 warning unknown-flow'])
    expect(offlineProblems(call, { server: leaving('kept') })).toEqual(['7:13 info foreign-flow'])
  })
  test('to a flow that exists nowhere are a warning', () => {
    expect(offlineProblems(caller(''), { server: nobody })).toEqual(['7:13 warning unknown-flow'])
  })
  test('of a trigger to a flow that exists nowhere are another one: nothing fails, it never fires', () => {
    const heard = `${HEAD}${TASKS}triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Flow\n    conditions:\n      - {type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: n, flowId: b}\n`
    const codes = offlineProblems(heard, { server: nobody }).map((line) => line.replace(/^\S+ /, ''))
    expect(codes).toContain('warning listens-to-nothing')
    expect(codes).not.toContain('warning unknown-flow')
  })
  test('of a disabled task are a remark: it does not run, so it does not fail', () => {
    const disabled = caller('    disabled: true\n')
    expect(offlineProblems(disabled, { server: nobody })).toEqual(['7:13 info unknown-flow'])
    expect(offlineProblems(disabled, { server })).toEqual(['4:5 info missing-input', '7:13 info foreign-flow'])
  })
  test('are not judged hard where the server is not known, or not in full', () => {
    expect(offlineProblems(caller(''))).toEqual(['7:13 info unknown-flow'])
    for (const known of [{ isComplete: false }, { isComplete: true, isRead: () => false }]) {
      expect(offlineProblems(caller(''), { server: { flows: [], ...known } })).toEqual(['7:13 info unknown-flow'])
    }
  })
  test('pinned to a revision are told', () => {
    expect(offlineProblems([caller('    revision: 3\n    inputs: {must: 1}\n'), callee])).toEqual([
      'flows/a.yml 8:15 warning revision-pin',
    ])
  })
  test('must pass what is required and nothing unknown', () => {
    expect(offlineProblems([caller('    inputs:\n      may: 1\n      misspelt: 2\n'), callee])).toEqual([
      'flows/a.yml 8:5 warning missing-input',
      'flows/a.yml 10:7 warning unknown-input',
    ])
    expect(offlineProblems(caller(''), { server })).toEqual(['4:5 warning missing-input', '7:13 info foreign-flow'])
  })
  test('in a circle are told once', () => {
    const back = `id: b\nnamespace: n\ntasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: a\n`
    expect(offlineProblems([caller(''), back])).toEqual(['flows/a.yml 7:13 warning flow-cycle'])
  })
  test('in a long circle are told once, however many flows lead into it', () => {
    const call = (id: string, to: string) =>
      `id: ${id}\nnamespace: n\ntasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: n\n    flowId: ${to}\n`
    const flows = [call('a', 'b'), call('b', 'c'), call('c', 'b2'), call('b2', 'b'), call('d', 'a')]
    expect(offlineProblems(flows)).toEqual(['flows/b.yml 7:13 warning flow-cycle'])
  })
  test('by a trigger close a circle as well', () => {
    const source = `${HEAD}${TASKS}triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Flow\n    dependsOn:\n      - namespace: n\n        flowId: a\n`
    expect(offlineProblems(source)).toEqual(['12:17 warning flow-cycle'])
  })
})

describe('namespace files', () => {
  const reading = `${HEAD}tasks:\n  - id: q\n    type: x.Y\n    sql: |\n      select 1;\n      {{ read('q.sql') }}\n`
  const listing = new Map([['n', new Set(['/other.sql'])]])
  test('of this tree or of the server are fine', () => {
    expect(offlineProblems(reading, {}, [aDesiredFile('n', '/q.sql')])).toEqual([])
    const files = new Map([['n', new Set(['/q.sql'])]])
    expect(offlineProblems(reading, { server: { flows: [], files, isComplete: true } })).toEqual([])
  })
  test('that exist nowhere are shown at the very characters', () => {
    expect(offlineProblems(reading, { server: { flows: [], files: listing, isComplete: true } })).toEqual([
      '8:10 warning missing-file',
    ])
  })
  test('are not judged hard where the files of the server are not known', () => {
    expect(offlineProblems(reading)).toEqual(['8:10 info missing-file'])
  })
})
