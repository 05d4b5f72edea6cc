import { describe, expect, it } from 'vitest'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFlow } from '../offline-problems.ts'

const LOG = 'type: io.kestra.plugin.core.log.Log'
const TRIGGERS = {
  schedule: '  - id: often\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "0 6 * * *"\n',
  webhook: '  - id: hook\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: abc\n',
  other: '  - id: queue\n    type: io.kestra.plugin.aws.sqs.Trigger\n    queueUrl: u\n',
  off: '  - id: off\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: abd\n    disabled: true\n',
  flow: '  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n    dependsOn:\n      - namespace: company.team\n        flowId: heard\n',
} as const

type TriggerName = keyof typeof TRIGGERS

const flowWith = (tasks: string, triggers: readonly TriggerName[]): string => {
  const section = triggers.length === 0 ? '' : `triggers:\n${triggers.map((name) => TRIGGERS[name]).join('')}`
  return `id: f\nnamespace: company.team\ntasks:\n${tasks}${section}`
}

const HEARD = `id: heard\nnamespace: company.team\ntasks:\n  - {id: a, ${LOG}, message: a}\noutputs:\n  - {id: total, type: INT, value: "1"}\n`
const CALLER = `id: caller\nnamespace: company.team\ntasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.team\n    flowId: f\n`

const reported = (
  tasks: string,
  triggers: readonly TriggerName[],
  others: readonly string[] = [],
): readonly string[] => {
  const flows = [flowWith(tasks, triggers), HEARD, ...others].map(aDesiredFlow)
  return validateOffline({ flows, brokenFlows: [], desired: { resources: [] } })
    .filter(({ code, file }) => code.endsWith('trigger-value') && file === 'flows/f.yml')
    .map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`)
}

const log = (message: string): string => `  - id: t\n    ${LOG}\n    message: "${message}"\n`

describe('a value of the trigger', () => {
  const NOTHING = 'unknown-trigger-value 6:18 Nothing that starts the flow provides'
  it.each<[string, readonly TriggerName[], readonly string[]]>([
    ['{{ trigger.date }}', ['schedule'], []],
    ["{{ trigger['date'] }}", ['schedule'], []],
    ['{{ trigger.when }}', ['schedule'], [`${NOTHING} \`trigger.when\`.`]],
    ["{{ trigger.when ?? '' }}", ['schedule'], []],
    ['{{ trigger.body.name }}', ['schedule'], [`${NOTHING} \`trigger.body\`.`]],
    [
      '{{ trigger.messages }}',
      ['schedule', 'other'],
      ['uncertain-trigger-value 6:18 Where the trigger "often" starts the flow, there is no `trigger.messages`.'],
    ],
    ['{{ trigger.messages }}', ['other'], []],
    [
      '{{ trigger.date }}',
      ['schedule', 'webhook'],
      ['uncertain-trigger-value 6:18 Where the trigger "hook" starts the flow, there is no `trigger.date`.'],
    ],
    ['{{ trigger.date }}', ['schedule', 'off'], []],
    [
      '{{ trigger.body }}',
      ['schedule', 'off'],
      ['uncertain-trigger-value 6:18 Where the trigger "often" starts the flow, there is no `trigger.body`.'],
    ],
    ['{{ trigger.date }}', [], ['unknown-trigger-value 6:18 The flow has no trigger, so there is no `trigger.date`.']],
    ['{{ trigger.parts[0].uri ~ trigger.uri ~ trigger.formFields.note[0] }}', ['webhook'], []],
    ['{{ trigger.executionId }}', [], []],
    ['{{ trigger.outputs.total }}', ['flow'], []],
    [
      '{{ trigger.outputs.totals }}',
      ['flow'],
      ['unknown-trigger-value 6:18 No flow that the trigger listens to has an output "totals".'],
    ],
    ['{{ trigger.outputs[inputs.x] }}', ['flow'], []],
    ['{{ trigger }}', ['schedule'], []],
    ['${{ trigger.when }}', ['schedule'], []],
    ['say trigger.when', ['schedule'], []],
  ])('is told in %s of %j', (message, triggers, expected) => {
    expect(reported(log(message), triggers)).toEqual(expected)
  })

  it('is told where a flow of the tree calls the flow without it', () => {
    expect(reported(log('{{ trigger.date }}'), ['schedule'], [CALLER])).toEqual([
      'uncertain-trigger-value 6:18 Where the flow "company.team.caller" starts the flow, there is no `trigger.date`.',
    ])
    expect(reported(log('{{ trigger.executionId }}'), [], [CALLER])).toEqual([])
    expect(reported(log('{{ trigger.date }}'), ['schedule'], [`${CALLER}    disabled: true\n`])).toEqual([])
  })

  it('is told in the inputs of a Flow trigger', () => {
    const withInputs = (expression: string) => {
      const flow = flowWith(log('hi'), ['flow'])
      const source = `${flow}    inputs:\n      n: "${expression}"\ninputs:\n  - {id: n, type: STRING, defaults: a}\n`
      return validateOffline({ flows: [source, HEARD].map(aDesiredFlow), brokenFlows: [], desired: { resources: [] } })
        .filter(({ file }) => file === 'flows/f.yml')
        .map(({ code, line, column, hint }) => `${code} ${line}:${column} ${hint}`)
    }
    expect(withInputs('{{ trigger.outputs.total }}')).toEqual([])
    expect(withInputs('{{ trigger.outputs.totals }}')).toEqual([
      'unknown-trigger-value 14:14 Did you mean `trigger.outputs.total`?',
    ])
  })

  it('may be missing everywhere where it is asked for with care once', () => {
    const careful = `${log('{{ trigger.date }}')}  - {id: u, ${LOG}, message: "{{ trigger.date ?? '' }}"}\n`
    expect(reported(careful, ['schedule', 'webhook'])).toEqual([])
    expect(
      reported(`${log('{{ trigger.date }}')}  - {id: u, ${LOG}, message: "{{ trigger is defined }}"}\n`, []),
    ).toEqual([])
  })

  it('is not told where the task depends on a condition and one trigger gives it', () => {
    const runIf = `${log('{{ trigger.date }}')}    runIf: "{{ inputs.x }}"\n`
    expect(reported(runIf, ['schedule', 'webhook'])).toEqual([])
    expect(reported(runIf, ['webhook'])).toHaveLength(1)
    const branch = `  - id: i\n    type: io.kestra.plugin.core.flow.If\n    condition: "{{ inputs.x }}"\n    then:\n${log('{{ trigger.date }}').replaceAll(/^/gm, '    ').trimEnd()}\n`
    expect(reported(branch, ['schedule', 'webhook'])).toEqual([])
  })
})

// Executed on 1.0.3, on the snapshot of 2.0 and on 2.0.0, in both orders of the upstream flows.
describe('an output of one of several heard flows', () => {
  const other = HEARD.replace('id: heard', 'id: other').replace('id: total', 'id: count')
  const both = HEARD.replace('id: heard', 'id: third').replace(
    'outputs:',
    'outputs:\n  - {id: count, type: INT, value: "2"}',
  )
  const flows = (ids: readonly string[]) => ids.map((id) => `{namespace: company.team, flowId: ${id}}`).join(', ')
  const codes = (read: string, ids: readonly string[], section: 'dependsOn' | 'preconditions') => {
    const trigger = '  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n'
    const listed =
      section === 'dependsOn'
        ? `    dependsOn: [${flows(ids)}]\n`
        : `    preconditions: {id: p, flows: [${flows(ids)}]}\n`
    const source = `id: f\nnamespace: company.team\ntasks:\n${log(`{{ ${read} }}`)}triggers:\n${trigger}${listed}`
    const all = [source, HEARD, other, both].map(aDesiredFlow)
    return validateOffline({ flows: all, brokenFlows: [], desired: { resources: [] } })
      .filter(({ code, file }) => code.endsWith('trigger-value') && file === 'flows/f.yml')
      .map(({ code }) => code)
  }

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['trigger.outputs.total', ['heard', 'third'], [], []],
    ['trigger.outputs.total', ['heard', 'other'], [], ['uncertain-trigger-value']],
    ["trigger.outputs.total ?? ''", ['heard', 'other'], [], []],
    [
      "trigger.outputs['company.team'].heard.total",
      ['heard', 'other'],
      ['unknown-trigger-value'],
      ['uncertain-trigger-value'],
    ],
    ["trigger.outputs['company.team'].heard.total", ['heard'], ['unknown-trigger-value'], ['unknown-trigger-value']],
    ['trigger.outputs.heard.total', ['heard', 'other'], ['unknown-trigger-value'], ['unknown-trigger-value']],
  ])('%s of %j', (read, ids, on1, on2) => {
    expect([codes(read, ids, 'preconditions'), codes(read, ids, 'dependsOn')]).toEqual([on1, on2])
  })
})

// Executed on 1.3.31 and 2.0.0: an execution that a person starts has no `trigger`.
describe('a value of the trigger that a start by hand does not give', () => {
  const byHand = (
    tasks: string,
    triggers: readonly TriggerName[],
    others: readonly string[] = [],
  ): readonly string[] => {
    const flows = [flowWith(tasks, triggers), HEARD, ...others].map(aDesiredFlow)
    return validateOffline({ flows, brokenFlows: [], desired: { resources: [] } })
      .filter(({ code }) => code === 'trigger-value-by-hand')
      .map(({ severity, line, column }) => `${severity} ${line}:${column}`)
  }

  it.each<[string, readonly TriggerName[], readonly string[]]>([
    ['{{ trigger.date }}', ['schedule'], ['info 6:18']],
    ['{{ trigger.body.name }}', ['webhook'], ['info 6:18']],
    ['{{ trigger.outputs.total }}', ['flow'], ['info 6:18']],
    ['{{ trigger.messages }}', ['other'], ['info 6:18']],
    ['{{ trigger.body }}', ['off'], ['info 6:18']],
    ['{{ trigger.date ?? now() }}', ['schedule'], []],
    ['{% if trigger.date is defined %}{{ trigger.date }}{% endif %}', ['schedule'], []],
    ['{{ trigger.date }}', [], []],
    ['{{ trigger.executionId }}', [], []],
    ['{{ trigger.when }}', ['schedule'], []],
    ['{{ trigger.date }}', ['schedule', 'webhook'], []],
  ])('is an info in %s of %j', (message, triggers, expected) => {
    expect(byHand(log(message), triggers)).toEqual(expected)
  })

  it('is reported once for a flow', () => {
    const tasks = `  - { id: a, ${LOG}, message: "{{ trigger.date }}" }\n  - { id: b, ${LOG}, message: "{{ trigger.next }}" }\n`
    expect(byHand(tasks, ['schedule'])).toHaveLength(1)
  })

  it('is not reported where the task depends on a condition, or nothing runs', () => {
    expect(byHand(`${log('{{ trigger.date }}')}    runIf: "{{ inputs.x }}"\n`, ['schedule'])).toEqual([])
    expect(byHand(`${log('{{ trigger.date }}')}    disabled: true\n`, ['schedule'])).toEqual([])
  })
})
