import { describe, expect, it } from 'vitest'
import { isOfNoDay } from '../../../src/flow/cron/schedule-dates.ts'
import { isNeverTrue } from '../../../src/lint/rules/triggers/flow-triggers.ts'
import { offlineProblems } from '../offline-problems.ts'

const V1 = { version: { major: 1, minor: 0 } }
const HEAD = 'id: f\nnamespace: company.team\n'
const TASKS = 'tasks:\n  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}\n'
const CORE = 'io.kestra.plugin.core'

/** What is told of a flow with this trigger: its type and its other lines. The trigger stands in line 6. */
const reported = (type: string, lines: readonly string[], inputs = ''): readonly string[] =>
  offlineProblems(
    `${HEAD}${TASKS}triggers:\n  - id: go\n    type: ${CORE}.trigger.${type}\n${lines.map((line) => `    ${line}\n`).join('')}${inputs}`,
    V1,
  )

describe('a schedule with seconds', () => {
  it.each(['* * * * * *', '*/1 0 6 * * *', '0-59 * * * * *'])('fires each second: %s', (cron) => {
    expect(reported('Schedule', [`cron: "${cron}"`, 'withSeconds: true'])).toEqual(['8:11 info fires-each-second'])
    expect(reported('Schedule', [`cron: "${cron}"`, 'withSeconds: "true"'])).toEqual(['8:11 info fires-each-second'])
    expect(reported('Schedule', [`cron: "${cron}"`, 'withSeconds: true', 'disabled: true'])).toEqual([])
  })

  it.each(['0 * * * * *', '*/5 * * * * *', '0,30 * * * * *'])('does not: %s', (cron) => {
    expect(reported('Schedule', [`cron: "${cron}"`, 'withSeconds: true'])).toEqual([])
  })

  it('is none without them', () => {
    expect(reported('Schedule', ['cron: "* * * * *"'])).toEqual([])
  })
})

it.each([
  ['""', ['8:10 warning trigger-never-fires']],
  ['" "', ['8:10 warning trigger-never-fires']],
  ['a', []],
  ['"{{ secret(\'KEY\') }}"', []],
])('a webhook with the key %s gives %j', (key, expected) => {
  expect(reported('Webhook', [`key: ${key}`]).filter((line) => line.includes('never'))).toEqual(expected)
})

// Asked of 2.0.0, which refuses it at these places.
it.each([
  ['""', '8:5 error missing-property'],
  ['" "', '8:10 error missing-property'],
])('a webhook with the key %s is refused by 2.0', (key, expected) => {
  const source = `${HEAD}${TASKS}triggers:\n  - id: go\n    type: ${CORE}.trigger.Webhook\n    key: ${key}\n`
  expect(offlineProblems(source, { version: { major: 2, minor: 0 } })).toEqual([expected])
})

describe('a schedule of a day that no month has', () => {
  it.each(['0 0 30 2 *', '0 0 31 4,6,9,11 *', '0 0 30-31 2 *', '0 0 31/1 2 *', '0 0 30 FEB *'])('is %s', (cron) => {
    expect(isOfNoDay(cron, false)).toBe(true)
    expect(isOfNoDay(`0 ${cron}`, true)).toBe(true)
  })

  it.each([
    '0 0 29 2 *',
    '0 0 31 * *',
    '0 0 */10 2 *',
    '0 0 31 4,5 *',
    '0 0 30 2 1',
    '0 0 L 2 *',
    '0 0 30 2 ?',
    '@daily',
    '',
  ])('is not %j', (cron) => {
    expect(isOfNoDay(cron, false)).toBe(false)
  })

  it('is told at its cron', () => {
    expect(reported('Schedule', ['cron: "0 0 30 2 *"'])).toEqual(['8:11 warning trigger-never-fires'])
    expect(reported('Schedule', ['cron: "0 0 30 2 *"', 'disabled: true'])).toEqual([])
  })
})

describe('a condition that is never true', () => {
  it.each([
    'false',
    '{{ false }}',
    "{{ flow.id == 'g' }}",
    "{{ flow.namespace != 'company.team' }}",
    '{{ false and trigger.date }}',
    "{{ not (flow.id == 'f') }}",
  ])('is %s', (condition) => {
    expect(isNeverTrue(condition, { id: 'f', namespace: 'company.team' })).toBe(true)
  })

  it.each([
    "{{ flow.id == 'f' }}",
    '{{ flow.id == 1 }}',
    '{{ trigger.date }}',
    "{{ flow.id == 'g' or trigger.date }}",
    'a {{ false }}',
    'true',
    '{{ 1 == 1 }}',
    "{{ flow['x'] == 'y' }}",
    "{{ not (flow.id == 'g') }}",
  ])('is not %s', (condition) => {
    expect(isNeverTrue(condition, { id: 'f', namespace: 'company.team' })).toBe(false)
  })

  it('is told in `when` and in an Expression that must hold', () => {
    const cron = 'cron: "0 6 * * *"'
    expect(reported('Schedule', [cron, `when: "{{ flow.id == 'g' }}"`])).toEqual(['9:11 warning trigger-never-fires'])
    const condition = (type: string) => [
      'conditions:',
      `  - type: ${CORE}.condition.${type}`,
      `    expression: "{{ flow.id == 'g' }}"`,
    ]
    expect(reported('Schedule', [cron, ...condition('Expression')])).toEqual(['11:21 warning trigger-never-fires'])
    expect(reported('Schedule', [cron, ...condition('Weekend')])).toEqual([])
    expect(reported('Flow', condition('Expression'))).toEqual(['10:21 warning trigger-never-fires'])
  })

  // Executed on 2.0: there `flow` is the upstream flow.
  it.each([
    ["{{ flow.id == 'upstream' }}", []],
    ["{{ flow.namespace == 'company.other' }}", []],
    ["{{ 'a' == 'b' }}", ['8:11 warning trigger-never-fires']],
  ])('in `when` of a Flow trigger, %s gives %j', (condition, expected) => {
    const lines = [`when: "${condition}"`, 'dependsOn: [{namespace: company.other, flowId: upstream}]']
    expect(reported('Flow', lines).filter((line) => line.includes('never'))).toEqual(expected)
  })
})

describe('a Flow trigger', () => {
  const heard = [`- type: ${CORE}.condition.ExecutionFlow`, '  namespace: company.team', '  flowId: f']
  const other = [heard[0] ?? '', '  namespace: company.team', '  flowId: g']
  const status = (states: string, key = 'in') => [`- type: ${CORE}.condition.ExecutionStatus`, `  ${key}: [${states}]`]
  const conditions = (...lists: readonly (readonly string[])[]) => [
    'conditions:',
    ...lists.flat().map((line) => `  ${line}`),
  ]
  const never = (lines: readonly string[]) => reported('Flow', lines).filter((line) => line.includes('never'))

  it('hears no execution that is only created', () => {
    expect(never(['states: [CREATED]'])).toEqual(['8:14 warning trigger-never-fires'])
    expect(never(['states: [CREATED, SUCCESS]'])).toEqual([])
    expect(never(['states: [RUNNING]'])).toEqual([])
  })

  it('cannot wait for states that exclude each other', () => {
    expect(never(['states: [SUCCESS]', ...conditions(status('FAILED'))])).toEqual(['11:14 warning trigger-never-fires'])
    expect(never(conditions(status('RUNNING')))).toEqual(['10:14 warning trigger-never-fires'])
    expect(never(['states: [FAILED]', ...conditions(status('FAILED', 'notIn'))])).toHaveLength(1)
    expect(never(['states: [SUCCESS, FAILED]', ...conditions(status('FAILED'))])).toEqual([])
    expect(never(conditions(status('PAUSED')))).toEqual([])
    expect(never(['states: [RUNNING]', ...conditions(status('RUNNING'))])).toEqual([])
  })

  it('cannot wait for a state of one flow that it does not hear', () => {
    const flows = (states: string, more: readonly string[] = []) => [
      ...more,
      ...[
        'preconditions:',
        '  id: it',
        '  flows:',
        '    - namespace: a.b',
        '      flowId: g',
        `      states: [${states}]`,
      ],
    ]
    expect(never(flows('CREATED'))).toEqual(['13:20 warning trigger-never-fires'])
    expect(never(flows('RUNNING'))).toHaveLength(1)
    expect(never(flows('FAILED', ['states: [SUCCESS]']))).toHaveLength(1)
    expect(never(flows('RUNNING', ['states: [RUNNING]']))).toEqual([])
    expect(never(flows('SUCCESS, WARNING'))).toEqual([])
  })

  it('cannot wait for one execution of two flows', () => {
    expect(never(conditions(heard, other))).toEqual(['14:17 warning trigger-never-fires'])
    expect(never(conditions(heard, heard))).toEqual([])
  })
})

describe('what a trigger passes', () => {
  const INPUTS = 'inputs:\n  - {id: count, type: INT, defaults: 1}\n  - {id: who, type: STRING, defaults: a}\n'
  const schedule = (...lines: readonly string[]) =>
    reported('Schedule', ['cron: "0 6 * * *"', 'inputs:', ...lines.map((line) => `  ${line}`)], INPUTS)

  it.each([
    ['count: 5', []],
    ['count: five', ['10:14 warning invalid-input']],
    ['cuont: 5', ['10:7 warning unknown-input']],
    ['who: "{{ flow.id }}"', []],
    ['who: "{{ trigger.id }}"', []],
    ['who: "{{ trigger.date }}"', ['10:16 warning trigger-reads-run']],
    ['who: "{{ outputs.t.value }}"', ['10:16 warning trigger-reads-run']],
    [`who: "{{ outputs.t.value ?? '' }}"`, []],
    ['who: "{{ inputs.count }}"', ['10:16 warning trigger-reads-run']],
  ])('is told in %s of a schedule', (line, expected) => {
    expect(schedule(line)).toEqual(expected)
  })

  it.each([
    ['{{ outputs.t.value }}', []],
    ['{{ trigger.outputs.total }}', []],
    ['{{ trigger.executionId }}', ['9:16 warning trigger-reads-run']],
    ["{{ trigger.executionId ?? '' }}", []],
  ])('may be what a Flow trigger hears: %s', (expression, expected) => {
    expect(reported('Flow', ['inputs:', `  who: "${expression}"`], INPUTS)).toEqual(expected)
  })

  it('may be what a webhook is sent', () => {
    expect(reported('Webhook', ['key: abc', 'inputs:', '  who: "{{ trigger.body.a }}"'], INPUTS)).toEqual([])
    expect(reported('Webhook', ['key: abc', 'inputs:', '  who: "{{ outputs.t.value }}"'], INPUTS)).toEqual([
      '10:16 warning trigger-reads-run',
    ])
  })

  it('is an info of a trigger that is disabled', () => {
    expect(reported('Schedule', ['cron: "0 6 * * *"', 'disabled: true', 'inputs: {cuont: 5}'], INPUTS)).toEqual([
      '10:14 info unknown-input',
    ])
  })
})

describe('an input that must be passed', () => {
  const INPUT = 'inputs:\n  - {id: n, type: INT, required: true}\n'

  it.each([
    ['Schedule', ['cron: "0 6 * * *"'], '10'],
    ['ScheduleOnDates', ['dates: ["2031-01-01T00:00:00Z"]'], '10'],
    ['Webhook', ['key: abc'], '10'],
    ['Flow', ['states: [SUCCESS]'], '10'],
  ])('is told at the input where %s does not pass it', (type, lines, line) => {
    expect(reported(type, lines, INPUT)).toEqual([`${line}:34 warning trigger-misses-input`])
    expect(reported(type, [...lines, 'inputs: {n: 1}'], INPUT)).toEqual([])
    expect(reported(type, [...lines, 'disabled: true'], INPUT)).toEqual(['6:5 info trigger-misses-input'])
  })

  it('is told at a Schedule that servers of 2.0 refuse, and at none of the others', () => {
    const flow = (type: string) =>
      offlineProblems(
        `${HEAD}${TASKS}triggers:\n  - {id: go, type: ${CORE}.trigger.${type}, cron: "0 6 * * *"}\n${INPUT}`,
        {
          version: { major: 2, minor: 0 },
        },
      ).filter((line) => line.includes('misses'))
    expect(flow('Schedule')).toEqual(['6:5 error trigger-misses-input'])
    expect(flow('Webhook')).toEqual(['8:34 warning trigger-misses-input'])
  })
})

describe('webhooks of one flow with one key', () => {
  const hook = (id: string, more = '') => `  - id: ${id}\n    type: ${CORE}.trigger.Webhook\n    key: same\n${more}`

  it('are told at the second', () => {
    const flow = (...hooks: readonly string[]) => offlineProblems(`${HEAD}${TASKS}triggers:\n${hooks.join('')}`, V1)
    expect(flow(hook('a'), hook('b'))).toEqual(['11:10 warning same-webhook-key'])
    expect(flow(hook('a', '    disabled: true\n'), hook('b'))).toEqual([])
    expect(flow(hook('a', '    disabled: "TRUE"\n'), hook('b'))).toEqual([])
    expect(flow(hook('a'))).toEqual([])
  })
})
