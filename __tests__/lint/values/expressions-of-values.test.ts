import { describe, expect, it } from 'vitest'
import { wrongDatePattern, wrongUnit } from '../../../src/lint/rules/expressions/check-date-arguments.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFlow } from '../offline-problems.ts'

const CODES = new Set([
  'wrong-arguments',
  'value-read-differently',
  'not-rendered',
  'conditional-input',
  'invalid-output',
  'invalid-value',
])

/** What is told of these kinds, with the place from the first line of `lines` on. */
const reported = (...lines: readonly string[]): string[] =>
  validateOffline({
    flows: [aDesiredFlow(`id: f\nnamespace: a.b\n${lines.join('\n')}\n`)],
    brokenFlows: [],
    desired: { resources: [] },
  })
    .filter(({ code }) => CODES.has(code))
    .map(({ line = 0, column, endColumn, severity, code }) => `${line - 2}:${column}-${endColumn} ${severity} ${code}`)

const aLog = (message: string) => [
  'tasks:',
  '  - id: l',
  '    type: io.kestra.plugin.core.log.Log',
  `    message: ${message}`,
]

// Asked of real servers of 1.0.3 and 2.0.0-SNAPSHOT.
describe('a pattern of a date', () => {
  it.each([
    'yyyy-MM-dd',
    "yyyy-MM-dd'T'HH:mm:ssXXX",
    'iso_local_date',
    'iso',
    'sql',
    'short',
    'HH',
    'MMM d, uuuu',
    'DDD',
  ])('is %s', (pattern) => {
    expect(wrongDatePattern(pattern)).toBeUndefined()
  })

  it.each(['yyyy-MM-jj', 'ISO_DATE', 'ddd', 'yyyy{', "yyyy 'at", 'Wochentag', 'yyyy MMM b', 'HHH'])(
    'is not %s',
    (pattern) => {
      expect(wrongDatePattern(pattern)?.readAs).toBeUndefined()
      expect(wrongDatePattern(pattern)?.reason).toBeDefined()
    },
  )

  it.each(['YYYY-MM-DD', 'yyyy-mm-dd'])('%s is read as something else', (pattern) => {
    expect(wrongDatePattern(pattern)?.readAs).toBeDefined()
  })
})

it('a unit of time is one of Java, in its letter case', () => {
  expect(['DAYS', 'HALF_DAYS'].map(wrongUnit)).toEqual([undefined, undefined])
  expect(['DAY', 'days', 'Days'].map((unit) => wrongUnit(unit)?.fix)).toEqual(Array(3).fill('Did you mean `DAYS`?'))
})

describe('an argument of a date', () => {
  it.each([
    `"{{ now() | date('yyyy-MM-jj') }}"`,
    `"{{ now() | date(timeZone='Europe/Pari') }}"`,
    `"{{ now() | dateAdd(1, 'DAY') }}"`,
    `"{{ now(timeZone='Europe/Pari') }}"`,
    `"{{ now() | timestamp(timeZone='Europe/Pari') }}"`,
    `"{{ '2031-01-15' | date('yyyy', existingFormat='yyyy-MM-jj') }}"`,
  ])('that Java does not know is told: %s', (message) => {
    expect(reported(...aLog(message)).map((line) => line.slice(line.indexOf(' ') + 1))).toEqual([
      'warning wrong-arguments',
    ])
  })

  it('is told at its place, also in a block text', () => {
    expect(reported(...aLog('|'), '      it is', "      {{ now() | date('yyyy-MM-jj') }}")).toEqual([
      '6:23-35 warning wrong-arguments',
    ])
  })

  it.each([`"{{ now() | date(inputs.pattern ?? 'x') }}"`, `"{{ now() | date('yyyy', timeZone=vars.zone ?? 'x') }}"`])(
    'that only a run can tell is not: %s',
    (message) => {
      expect(reported(...aLog(message))).toEqual([])
    },
  )
})

describe('a variable that holds an expression', () => {
  const variables = [
    'variables:',
    '  day: "{{ flow.id }}"',
    '  deep: {day: "{{ now() }}"}',
    '  jinja: "{{ ref(1) }}"',
    '  plain: a',
  ]

  it.each([
    ['{{ vars.day }}', 'warning not-rendered'],
    ['{{ vars.deep.day | upper }}', 'warning not-rendered'],
    ['{{ render(vars.day) }}', undefined],
    ['{{ renderOnce(vars.day) | upper }}', undefined],
    ['{{ vars.jinja }}{{ vars.plain }}', undefined],
  ])('%s', (message, answer) => {
    const lines = reported(...variables, ...aLog(`"${message}"`))
    expect(lines.map((line) => line.slice(line.indexOf(' ') + 1))).toEqual(answer === undefined ? [] : [answer])
  })
})

it('a Flow trigger does not render what it listens to, its conditions do', () => {
  const trigger = ['triggers:', '  - id: t', '    type: io.kestra.plugin.core.trigger.Flow']
  const listened = (flowId: string, more = '') => [
    ...trigger,
    '    preconditions:',
    `      flows: [{namespace: a.c, flowId: ${flowId}}]${more}`,
  ]
  expect(reported(...aLog('hi'), ...listened('"{{ vars.other }}"'))).toEqual(['9:40-58 warning not-rendered'])
  expect(reported(...aLog('hi'), ...listened('"{{ vars.other }}"', '\n    disabled: true'))).toEqual([
    '9:40-58 info not-rendered',
  ])
  expect(reported(...aLog('hi'), ...listened('other'))).toEqual([])
  const condition = [
    '    conditions:',
    '      - type: io.kestra.plugin.core.condition.ExecutionFlow',
    '        namespace: "{{ flow.namespace }}"',
    '        flowId: other',
  ]
  expect(reported(...aLog('hi'), ...trigger, ...condition)).toEqual([])
})

it('an output of the flow is an expression, or fits its type', () => {
  const output = (type: string, value: string) =>
    reported(...aLog('hi'), 'outputs:', `  - {id: a, type: ${type}, value: ${value}}`)
  expect(output('JSON', 'outputs.l.value')).toEqual(['6:32-47 warning invalid-output'])
  expect(output('STRING', 'outputs.l.value')).toEqual(['6:34-49 warning not-rendered'])
  expect(output('INT', 'five')).toEqual(['6:31-35 warning invalid-output'])
  expect(output('INT', '5')).toEqual([])
  expect(output('STRING', 'a plain text')).toEqual([])
  expect(output('STRING', 'inputs.csv')).toEqual([])
  expect(output('INT', '"{{ flow.revision }}"')).toEqual([])
})

describe('an input with a condition that the defaults do not meet', () => {
  const inputs = (mode: string, condition: string, part = 'required: false') => [
    'inputs:',
    `  - {id: mode, type: SELECT, values: [all, some]${mode}}`,
    `  - {id: part, type: STRING, ${part}, dependsOn: {inputs: [mode], condition: "${condition}"}}`,
  ]
  const unmet = inputs(', defaults: all', "{{ inputs.mode == 'some' }}")

  it('is told where it is read', () => {
    expect(reported(...unmet, ...aLog('"{{ inputs.part }}"'))).toEqual(['7:18-29 warning conditional-input'])
  })

  // Executed on both generations.
  it.each([
    ['required: true', 1],
    ['prefill: a', 1],
    ['defaults: a', 0],
    ['defaults: ""', 0],
    ['required: false, defaults: a', 0],
  ])('with `%s` has %i findings', (part, count) => {
    const lines = inputs(', defaults: all', "{{ inputs.mode == 'some' }}", part)
    expect(reported(...lines, ...aLog('"{{ inputs.part }}"'))).toHaveLength(count)
  })

  it.each([
    ['with care', [...unmet, ...aLog(`"{{ inputs.part ?? '' }}"`)]],
    ['beside what it depends on', [...unmet, ...aLog(`"{{ inputs.mode == 'some' ? inputs.part : '' }}"`)]],
    [
      'by a task with the same condition',
      [...unmet, ...aLog('"{{ inputs.part }}"'), `    runIf: "{{ inputs.mode == 'some' }}"`],
    ],
    [
      'where the defaults meet it',
      [...inputs(', defaults: some', "{{ inputs.mode == 'some' }}"), ...aLog('"{{ inputs.part }}"')],
    ],
    ['without a default', [...inputs('', "{{ inputs.mode == 'some' }}"), ...aLog('"{{ inputs.part }}"')]],
    [
      'with a condition that only a run can tell',
      [...inputs(', defaults: all', '{{ inputs.mode | length > 3 }}'), ...aLog('"{{ inputs.part }}"')],
    ],
  ])('says nothing %s', (_, lines) => {
    expect(reported(...lines)).toEqual([])
  })
})
