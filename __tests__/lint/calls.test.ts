import { expect, it } from 'vitest'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { aDesiredFlow } from './offline-problems.ts'

const LOG = 'tasks:\n  - {id: l, type: io.kestra.plugin.core.log.Log, message: hi}\n'
const CHILD = `id: child
namespace: company.team
inputs:
  - {id: count, type: INT, required: false}
  - {id: day, type: DATE, required: false}
  - {id: color, type: SELECT, values: [red, green], required: false}
  - {id: loud, type: BOOL, required: false}
${LOG}`
const ASLEEP = `id: asleep\nnamespace: company.team\ndisabled: true\n${LOG}`

/** What is told of a call, from line 6 on, with the flows above in the tree and a server that has one more. */
const reported = (...lines: readonly string[]): string[] => {
  const source = `id: f\nnamespace: company.team\ntasks:\n  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n${lines.map((line) => `    ${line}\n`).join('')}`
  const flows = [source, CHILD, ASLEEP].map(aDesiredFlow)
  const there = {
    namespace: 'company.other',
    id: 'elsewhere',
    source: `id: elsewhere\nnamespace: company.other\n${LOG}`,
  }
  const server = { flows: [there], isComplete: true }
  return validateOffline({ flows, brokenFlows: [], desired: { resources: [] } }, { server })
    .filter(({ file }) => file === 'flows/f.yml')
    .map(({ line, column, severity, code, hint }) => `${line}:${column} ${severity} ${code}: ${hint}`)
}

it('says where a called flow is, at the namespace that is not its', () => {
  expect(reported('namespace: company.team', 'flowId: elsewhere')).toEqual([
    '6:16 warning unknown-flow: A flow of that id is in `company.other`.',
  ])
})

it('names the nearest flow of the namespace', () => {
  expect(reported('namespace: company.team', 'flowId: chlid')).toEqual([
    '7:13 warning unknown-flow: Did you mean `child`?',
  ])
})

it('tells the call of a disabled flow, unless a revision is pinned or the call is disabled itself', () => {
  const call = ['namespace: company.team', 'flowId: asleep']
  expect(reported(...call)).toEqual(['7:13 warning disabled-flow: Enable the called flow, or remove the call.'])
  expect(reported(...call, 'disabled: true').join()).toContain('7:13 info disabled-flow')
  expect(reported(...call, 'revision: 3').join()).not.toContain('disabled-flow')
})

it('tells what the called flow does not take', () => {
  const call = ['namespace: company.team', 'flowId: child', 'inputs:']
  expect(
    reported(...call, '  count: "{{ outputs.x ?? 5 }}"', '  day: "2031-01-15"', '  color: red', '  loud: true'),
  ).toEqual([])
  const pass = 'Pass a value of the type of the input.'
  expect(reported(...call, '  count: five', '  day: 15.01.2031', '  color: Red', '  loud: "yes"')).toEqual([
    `9:14 warning invalid-input: ${pass}`,
    `10:12 warning invalid-input: ${pass}`,
    '11:14 warning invalid-input: Did you mean `red`?',
    '12:13 warning value-read-differently: Write `true` or `false`.',
  ])
})

it('tells what an expression surely passes, and an input of a type that the other does not take', () => {
  const source = `id: f
namespace: company.team
inputs: [{id: when, type: DATE}]
variables: {day: 15.01.2031}
tasks:
  - id: word
    type: io.kestra.plugin.core.debug.Return
    format: five
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: child
    inputs:
      count: "{{ outputs.word.value }}"
      day: "{{ vars.day }}"
      color: "{{ inputs.when }}"
      loud: "{{ vars.unknown }}"
  - id: again
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: child
    inputs:
      count: "{{ inputs.when }}"
`
  const flows = [source, CHILD].map(aDesiredFlow)
  const problems = validateOffline({ flows, brokenFlows: [], desired: { resources: [] } })
  expect(
    problems.filter(({ code }) => code === 'invalid-input').map(({ line, message }) => `${line} ${message}`),
  ).toEqual([
    '14 "five", passed to the input "count" (INT) of "company.team.child", is refused: it must be a whole number of at most 2147483647.',
    '15 "15.01.2031", passed to the input "day" (DATE) of "company.team.child", is refused: it must be a date, such as `2031-01-15`.',
    '23 "when" is of type DATE, and "count" of "company.team.child" of type INT: it must be a whole number of at most 2147483647.',
  ])
})
