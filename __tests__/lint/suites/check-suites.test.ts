import { describe, expect, it } from 'vitest'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { readSuite } from '../../../src/suites/suite.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const FLOW = `id: orders
namespace: company.team
inputs:
  - {id: day, type: STRING}
  - {id: note, type: STRING, required: false}
tasks:
  - {id: extract, type: io.kestra.plugin.core.debug.Return, format: a}
  - {id: each, type: io.kestra.plugin.core.flow.ForEachItem, items: "{{ outputs.extract.value }}", namespace: company.team, flowId: orders2}
triggers:
  - {id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('K') }}"}
`

const SUITE = `id: orders-suite
namespace: company.team
flowId: orders
testCases:
  - id: one
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs: {day: today}
      files: {a.txt: "{{ broken"}
      tasks:
        - {id: extract, state: WARNING, outputs: {value: "{{ files['a.txt'] }}"}, description: why}
      trigger: {id: hook, type: io.kestra.plugin.core.trigger.Webhook, variables: {body: a}}
    assertions:
      - {value: "{{ outputs.extract.value }} {{ outputs.each_merge.uri }}", equalTo: a, taskId: extract}
      - {value: "{{ outputs.none.value ?? 'a' }}", in: [a]}
  - id: two
    type: io.kestra.core.tests.flow.UnitTest
    fixtures: {inputs: {day: today}}
    assertions:
      - {value: "{{ outputs.extract.value }}", isNotNull: true}
`

const reported = (text: string, { file = 'company.team/tests/orders.yml', major = 2 } = {}) => {
  const document = parseYaml(FLOW)
  const flows = [{ namespace: 'company.team', id: 'orders', file: 'flows/orders.yml', document }]
  const suites = [readSuite(file, parseYaml(text))]
  return validateOffline(
    { flows, brokenFlows: [], desired: { resources: [] }, suites },
    { version: { major, minor: 0 } },
  )
    .filter((problem) => problem.file === file)
    .map(({ line, column, code, message, hint, severity }) => ({
      at: `${line}:${column}`,
      code,
      message,
      hint,
      severity,
    }))
}

const deletedByThisChange = (namespace: string, id: string) => {
  const file = 'company.team/tests/orders.yml'
  const server = { flows: [{ namespace, id, source: FLOW }], isComplete: true, leaves: () => 'deleted' as const }
  const tree = { flows: [], brokenFlows: [], desired: { resources: [] }, suites: [readSuite(file, parseYaml(SUITE))] }
  return validateOffline(tree, { version: { major: 2, minor: 0 }, server })
}

describe('checkSuites', () => {
  it('suggests no other name for a flow that the change deletes', () => {
    const [problem, ...rest] = deletedByThisChange('company.team', 'orders')
    expect(rest).toEqual([])
    expect(problem).toMatchObject({ code: 'suite-unknown-flow', line: 3 })
    expect(problem?.hint).not.toContain('orders')
  })

  it('says nothing of a sound suite', () => {
    expect(reported(SUITE)).toEqual([])
    expect(reported(SUITE, { major: 1 })).toEqual([])
  })

  it.each<[string, string, string, string, RegExp]>([
    ['flowId: orders', 'flowId: order', '3:9', 'suite-unknown-flow', /no flow `company.team.order`.*`orders`/s],
    ['flowId: orders\n', '', '1:1', 'suite-shape', /`flowId` is missing/],
    ['testCases:', 'testcases:', '4:1', 'suite-unknown-key', /`testcases`.*`testCases`/s],
    ['{id: extract, state', '{id: extracts, state', '11:16', 'suite-unknown-task', /no task `extracts`.*`extract`/s],
    ['trigger: {id: hook', 'trigger: {id: hock', '12:21', 'suite-unknown-task', /no trigger `hock`.*`hook`/s],
    ['taskId: extract}', 'taskId: extrakt}', '14:97', 'suite-unknown-task', /no task `extrakt`/],
    [
      '{{ outputs.extract.value }} {{',
      '{{ outputs.extrcat.value }} {{',
      '14:17',
      'suite-unknown-task',
      /no task `extrcat`/,
    ],
    [
      'inputs: {day: today}\n',
      'inputs: {day: today, dya: 1}\n',
      '8:28',
      'suite-unknown-input',
      /no input `dya`.*`day`/s,
    ],
    ['inputs: {day: today}\n', 'inputs: {note: today}\n', '8:7', 'suite-unknown-input', /needs `day`/],
    ['equalTo: a', 'equalsTo: a', '14:77', 'suite-unknown-key', /`equalsTo`.*`equalTo`/s],
    ['equalTo: a, ', '', '14:9', 'suite-no-assertion', /no operator/],
    ['id: two', 'id: one', '16:9', 'suite-duplicate-case', /Another case/],
    [
      '    type: io.kestra.core.tests.flow.UnitTest\n    fixtures: {',
      '    fixtures: {',
      '16:5',
      'suite-shape',
      /`type` is missing/,
    ],
    [
      'core.tests.flow.UnitTest\n    fixtures: {',
      'core.tests.flow.Test\n    fixtures: {',
      '17:11',
      'suite-shape',
      /case type .* does not exist/,
    ],
    [
      'state: WARNING',
      'state: WARNIN',
      '11:32',
      'suite-unknown-state',
      /`state` must be a state of Kestra; got `WARNIN`; did you mean `WARNING`/,
    ],
    [
      '{{ outputs.extract.value }}", isNot',
      '{{ outputs.extract.value ", isNot',
      '20:17',
      'suite-expression',
      /cannot read this expression/,
    ],
    ['outputs: {value', 'outputs: [value', '11:50', 'suite-shape', /`outputs` must be a map/],
  ])('tells %j → %j at its place', (right, wrong, at, code, message) => {
    const text = SUITE.replace(right, wrong).replace(/\[value: (.*?)\}, desc/, '[1], desc')
    const problems = reported(text).filter((problem) => problem.code === code)
    expect(problems.map((problem) => problem.at)).toContain(at)
    expect(problems.map((problem) => `${problem.message} ${problem.hint}`).join('\n')).toMatch(message)
    expect(reported(text).every(({ severity }) => severity === 'warning')).toBe(true)
  })

  it('tells a fixture in a smoke suite, where inputs alone may be given', () => {
    const problems = reported(SUITE, { file: 'company.team/smoke/orders.yml' })
    expect(problems.map(({ at, code, severity }) => `${severity} ${code} ${at}`)).toEqual([
      'error smoke-fixture 9:7',
      'error smoke-fixture 10:7',
      'error smoke-fixture 12:7',
    ])
  })

  it('tells `expectedState` where a server does not know it, and a state that is none', () => {
    const text = `${SUITE}    expectedState: SUCCESS\n`
    expect(reported(text)).toEqual([])
    expect(reported(text, { major: 1 })).toMatchObject([{ code: 'suite-expected-state', at: '21:5', severity: 'info' }])
    expect(reported(text.replace('State: SUCCESS', 'State: success'))).toMatchObject([{ code: 'suite-unknown-state' }])
  })

  it('tells a text that is no YAML, as a warning', () => {
    expect(reported('testCases: [\nflowId: a\n')).toMatchObject([{ severity: 'warning' }])
  })
})
