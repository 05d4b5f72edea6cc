import { describe, expect, it } from 'vitest'
import { upgradeFlow } from '../../src/upgrade/upgrade-flow.ts'
import { applyEdits } from '../../src/yaml/source-text.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { CONSTRUCTS, unmarked } from '../fixtures/removed-in-2.ts'
import { UPGRADE_PAIRS } from '../fixtures/upgrade-pairs.ts'

const upgraded = (source: string, staysOn1 = false) => {
  const result = upgradeFlow('a.yml', parseYaml(source), { staysOn1 })
  if (result === undefined) throw new Error('not a flow')
  return result
}
const HEAD = 'id: a\nnamespace: b\n'
const CORE = 'io.kestra.plugin.core'
const RETURN = `type: ${CORE}.debug.Return`

describe('each construct of the table', () => {
  it.each(CONSTRUCTS.map((construct) => [construct.name, construct] as const))(
    '%s is rewritten, or left to do by hand',
    (_, construct) => {
      const { source } = unmarked(construct)
      const { edits, manual, after } = upgraded(source)
      expect(edits.length + manual.length > 0).toBe(construct.replacement !== undefined)
      expect(applyEdits(source, edits)).toBe(after)
      expect(upgraded(after)).toMatchObject({ edits: [], after })
    },
  )
})

describe('each flow that the scenario executes', () => {
  it.each(UPGRADE_PAIRS.map(({ name, body }) => [name, HEAD + body] as const))('%s needs no hand', (_, source) => {
    const { manual, after, edits } = upgraded(source)
    expect(manual).toEqual([])
    expect(applyEdits(source, edits)).toBe(after)
    expect(upgraded(after)).toMatchObject({ edits: [], manual: [], after })
  })
})

const loop = (inner: string, more = '') =>
  `${HEAD}tasks:\n  - id: loop\n    type: ${CORE}.flow.ForEach\n    values: [x]\n    tasks:\n${inner}${more}`
const inLoop = (format: string) => loop(`      - {id: a, ${RETURN}, format: "${format}"}\n`)
const task = (...lines: readonly string[]) =>
  `${HEAD}tasks:\n  - id: t\n${lines.map((line) => `    ${line}\n`).join('')}`
const trigger = (type: string, ...lines: readonly string[]) =>
  `${HEAD}tasks: [{id: t, ${RETURN}}]\ntriggers:\n  - id: t\n    type: ${CORE}.trigger.${type}\n${lines.map((line) => `    ${line}\n`).join('')}`
const condition = (name: string, rest = '') => `- {type: ${CORE}.condition.${name}${rest}}`

describe('what is left to do by hand', () => {
  it.each<[string, string]>([
    [
      'outputs that are read behind a loop',
      loop(`      - {id: a, ${RETURN}}\n`, `  - {id: b, ${RETURN}, format: "{{ outputs.a['x'].value }}"}\n`),
    ],
    [
      'outputs with a computed name',
      loop(`      - {id: a, ${RETURN}}\n`, `  - {id: b, ${RETURN}, format: "{{ outputs[inputs.x] }}"}\n`),
    ],
    [
      'outputs of the loop',
      loop(`      - {id: a, ${RETURN}}\n`, `  - {id: b, ${RETURN}, format: "{{ outputs.loop }}"}\n`),
    ],
    ['outputs of no value', inLoop('{{ outputs.a.value }}')],
    ['all parents', inLoop('{{ parents }}')],
    ['the second parent', inLoop('{{ parents[1].taskrun.value }}')],
    ['a parent that is no loop', inLoop('{{ parent.taskrun.value }}')],
    ['a variable with the name item', inLoop('{% for item in [1] %}{{ taskrun.value }}{% endfor %}')],
    ['Exit in a loop', loop(`      - {id: a, type: ${CORE}.execution.Exit}\n`)],
    ['Labels in a loop', loop(`      - {id: a, type: ${CORE}.execution.Labels, labels: {a: b}}\n`)],
    ['a warning in a loop', loop(`      - {id: a, ${RETURN}, allowFailure: true}\n`)],
    [
      'a loop without a limit',
      loop(`      - {id: a, ${RETURN}}\n`).replace('values:', 'concurrencyLimit: 0\n    values:'),
    ],
    [
      'EachParallel with two tasks',
      loop(`      - {id: a, ${RETURN}}\n      - {id: b, ${RETURN}}\n`).replace('ForEach', 'EachParallel'),
    ],
    ['a loop in afterExecution', loop(`      - {id: a, ${RETURN}}\n`).replace('tasks:', 'afterExecution:')],
    [
      'a forced default',
      `${task(RETURN)}pluginDefaults: [{type: ${CORE}.debug.Return, forced: true, values: {format: a}}]\n`,
    ],
    ['a default for a prefix', `${task(RETURN)}pluginDefaults: [{type: ${CORE}, values: {format: a}}]\n`],
    [
      'a default with a map',
      `${task(RETURN)}pluginDefaults: [{type: ${CORE}.debug.Return, values: {retry: {type: constant}}}]\n`,
    ],
    [
      'tasks of a Pause in Parallel',
      task(`type: ${CORE}.flow.Parallel`, `tasks: [{id: p, type: ${CORE}.flow.Pause, tasks: [{id: a, ${RETURN}}]}]`),
    ],
    ['allowFailed beside options', task(`type: ${CORE}.http.Request`, 'uri: a', 'allowFailed: true', 'options: {}')],
    [
      'a condition about outputs',
      trigger('Flow', 'conditions:', condition('ExecutionOutputs', ", expression: '{{ true }}'")),
    ],
    [
      'two conditions about flows',
      trigger(
        'Flow',
        'conditions:',
        ...['a', 'b'].map((id) => condition('ExecutionFlow', `, namespace: x, flowId: ${id}`)),
      ),
    ],
    [
      'preconditions with a window',
      trigger(
        'Flow',
        'preconditions:',
        '  flows: [{namespace: a, flowId: b}]',
        '  timeWindow: {type: DAILY_TIME_DEADLINE}',
      ),
    ],
    [
      'a condition about another date',
      trigger('Schedule', "cron: '@daily'", 'conditions:', condition('Weekend', ", date: '{{ now() }}'")),
    ],
    [
      'a condition that may render 0',
      trigger('Webhook', 'key: abc', 'conditions:', condition('Expression', ", expression: '{{ trigger.body.a }}'")),
    ],
  ])('%s', (_, source) => {
    const { after, manual } = upgraded(source)
    expect(manual.map(({ code }) => code)).toContain('removed-syntax')
    expect(after).toBe(source)
  })
})

describe('conditions of triggers', () => {
  const when = (type: string, ...conditions: readonly string[]) =>
    upgraded(trigger(type, "cron: '@daily'", 'conditions:', ...conditions))
      .after.match(/(?:when|dependsOn):[\s\S]*/)?.[0]
      .trim()

  it.each<[string, readonly string[], string]>([
    ['Schedule', [condition('DayWeek', ', dayOfWeek: MONDAY')], `when: "{{ dayOfWeek(trigger.date) == 'MONDAY' }}"`],
    [
      'Schedule',
      [
        condition(
          'Not',
          `, conditions: [{type: ${CORE}.condition.Weekend}, {type: ${CORE}.condition.PublicHoliday, country: FR}]`,
        ),
      ],
      `when: "{{ not ((isWeekend(trigger.date)) or (isPublicHoliday(trigger.date, 'FR'))) }}"`,
    ],
    [
      'Webhook',
      [
        condition('Expression', `, expression: "{{ trigger.body.a == 1 }}"`),
        condition('VariableCondition', `, expression: "{{ trigger.body.b is defined }}"`),
      ],
      'when: "{{ (trigger.body.a == 1) and (trigger.body.b is defined) }}"',
    ],
    [
      'Flow',
      [condition('ExecutionFlow', ', namespace: a, flowId: b'), condition('ExecutionStatus', ', in: [SUCCESS]')],
      'dependsOn:\n      - namespace: a\n        flowId: b\n        states:\n          - SUCCESS',
    ],
  ])('of %s: %j', (type, conditions, expected) => {
    expect(when(type, ...conditions)).toBe(expected)
  })
})

describe('with staysOn1', () => {
  it('writes only what 1.x accepts too', () => {
    const source = inLoop('{{ taskrun.value | json }}')
    const { after, manual } = upgraded(source, true)
    expect(after).toBe(source.replace('| json', '| toJson'))
    expect(manual).toMatchObject([{ code: 'removed-syntax', line: 5 }])
  })
})
