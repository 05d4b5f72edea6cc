import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { describeFlowChange } from '../../../../src/kinds/flow/text/describe-flow-change.ts'
import type { Caller } from '../../../../src/kinds/kind.ts'
import { parseYaml } from '../../../../src/yaml/yaml-document.ts'

type Fields = Record<string, unknown>

const aFlow = (overrides: Fields = {}): Fields => ({
  id: 'daily',
  namespace: 'company.team',
  tasks: [aTask('extract')],
  ...overrides,
})

const aTask = (id: string, overrides: Fields = {}): Fields => ({
  id,
  type: 'io.kestra.plugin.core.log.Log',
  message: `from ${id}`,
  ...overrides,
})

const aGroup = (id: string, overrides: Fields = {}): Fields => ({
  id,
  type: 'io.kestra.plugin.core.flow.Parallel',
  ...overrides,
})

const aSchedule = (id: string, cron: unknown, overrides: Fields = {}): Fields => ({
  id,
  type: 'io.kestra.plugin.core.trigger.Schedule',
  cron,
  ...overrides,
})

const wordsOf = (
  before: Fields | string | undefined,
  after: Fields | string | undefined,
  callers: readonly Caller[] = [],
) => {
  const read = (flow: Fields | string | undefined) =>
    flow === undefined ? undefined : parseYaml(typeof flow === 'string' ? flow : stringify(flow))
  return describeFlowChange({ before: read(before), after: read(after), callers })
}

const caller = (name: string, ...inputs: readonly string[]): Caller => ({ name, inputs })

interface Case {
  readonly title: string
  readonly before: Fields | string | undefined
  readonly after: Fields | string | undefined
  readonly callers?: readonly Caller[]
  readonly words: readonly string[]
}

const tasks = (...list: readonly Fields[]): Fields => aFlow({ tasks: list })
const [a, b, c] = [aTask('a'), aTask('b'), aTask('c')]

const taskCases: Case[] = [
  { title: 'a removed task', before: tasks(a, b), after: tasks(a), words: ['task `b` removed'] },
  { title: 'several added tasks', before: tasks(a), after: tasks(a, b, c), words: ['tasks `b`, `c` added'] },
  {
    title: 'many removed tasks',
    before: tasks(a, ...['b', 'c', 'd', 'e', 'f'].map((id) => aTask(id))),
    after: tasks(a),
    words: ['tasks `b`, `c`, `d` and 2 more removed'],
  },
  {
    title: 'a task added to the errors of the flow',
    before: tasks(a),
    after: aFlow({ tasks: [a], errors: [b] }),
    words: ['task `b` added to `errors`'],
  },
  {
    title: 'a task added in a group',
    before: tasks(aGroup('par', { tasks: [a] })),
    after: tasks(aGroup('par', { tasks: [a, b] })),
    words: ['task `b` added in `par`'],
  },
  {
    title: 'tasks of an If and of a Switch by their branch',
    before: tasks(a),
    after: tasks(
      a,
      { id: 'if', type: 'io.kestra.plugin.core.flow.If', condition: 'x', else: [b] },
      { id: 'switch', type: 'io.kestra.plugin.core.flow.Switch', value: 'x', cases: { eu: [c] } },
    ),
    words: ['tasks `if`, `switch` added', 'task `b` added in `if` (`else`)', 'task `c` added in `switch` (`cases.eu`)'],
  },
  {
    title: 'a case of a Switch without tasks',
    before: tasks({ id: 's', type: 'io.kestra.plugin.core.flow.Switch', cases: { eu: [a] } }),
    after: tasks({ id: 's', type: 'io.kestra.plugin.core.flow.Switch', cases: { eu: [a], us: [] } }),
    words: ['task `s`: `cases.us` added'],
  },
  {
    title: 'what Dag says around a task as a property of the task',
    before: tasks(
      aGroup('dag', { type: 'io.kestra.plugin.core.flow.Dag', tasks: [{ task: a }, { task: b, dependsOn: ['a'] }] }),
    ),
    after: tasks(aGroup('dag', { type: 'io.kestra.plugin.core.flow.Dag', tasks: [{ task: a }, { task: b }] })),
    words: ['task `b`: `dependsOn` removed'],
  },
  {
    title: 'a renamed task that is the same otherwise',
    before: tasks(a, aTask('b', { message: 'x' })),
    after: tasks(a, aTask('c', { message: 'x' })),
    words: ['task `b` renamed to `c`'],
  },
  {
    title: 'a renamed task whose keys, and those within, stand in another order',
    before: tasks(a, aTask('b', { message: 'x', retry: { type: 'constant', interval: 'PT1S' } })),
    after: tasks(a, aTask('c', { retry: { interval: 'PT1S', type: 'constant' }, message: 'x' })),
    words: ['task `b` renamed to `c`'],
  },
  {
    title: 'a number of which JSON has none',
    before: 'id: f\nnamespace: n\nretry: 1e999\n',
    after: 'id: f\nnamespace: n\nretry: null\n',
    words: ['retry changed, `Infinity` → `null`'],
  },
  {
    title: 'a key that JavaScript treats specially',
    before: 'id: f\nnamespace: n\nvariables: {__proto__: 1}\n',
    after: 'id: f\nnamespace: n\nvariables: {__proto__: 2, constructor: 3}\n',
    words: ['variables: `__proto__` changed, `1` → `2`; `constructor` added, `3`'],
  },
  {
    title: 'a renamed group once, and nothing of the tasks in it',
    before: tasks(aGroup('old', { tasks: [a, b] })),
    after: tasks(aGroup('current', { tasks: [a, b] })),
    words: ['task `old` renamed to `current`'],
  },
  {
    title: 'a group that holds other tasks as another group',
    before: tasks(aGroup('old', { tasks: [a] })),
    after: tasks(aGroup('current', { tasks: [b] })),
    words: ['tasks `old`, `a` removed', 'task `current` added', 'task `b` added in `current`'],
  },
  {
    title: 'a task that is now first',
    before: tasks(a, b, c),
    after: tasks(c, a, b),
    words: ['task `c` moved, now first'],
  },
  {
    title: 'a task that now comes after another',
    before: tasks(a, b, c),
    after: tasks(b, c, a),
    words: ['task `a` moved, now after `c`'],
  },
  {
    title: 'a task that moved into a group and one that moved out of it',
    before: tasks(a, b, aGroup('par', { tasks: [c] })),
    after: tasks(b, aGroup('par', { tasks: [a] }), c),
    words: ['task `c` moved to `tasks`', 'task `a` moved into `par`'],
  },
  {
    title: 'another type by its last name',
    before: tasks(aTask('a', { type: 'io.kestra.plugin.core.log.Log' })),
    after: tasks(aTask('a', { type: 'io.kestra.plugin.core.debug.Return' })),
    words: ['task `a`: type changed, `Log` → `Return`'],
  },
  {
    title: 'two types with the same last name in full',
    before: tasks(aTask('a', { type: 'io.kestra.plugin.gcp.Query', message: '1' })),
    after: tasks(aTask('a', { type: 'io.kestra.plugin.aws.Query', message: '2' })),
    words: [
      'task `a`: type changed, `io.kestra.plugin.gcp.Query` → `io.kestra.plugin.aws.Query`; `message` changed, `1` → `2`',
    ],
  },
  {
    title: 'short values of nested properties',
    before: tasks(aTask('a', { options: { read: { timeout: 'PT1H', gone: null } } })),
    after: tasks(aTask('a', { options: { read: { timeout: 'PT2H', added: null } } })),
    words: [
      'task `a`: `options.read.added` added, `null`; `options.read.gone` removed; `options.read.timeout` changed, `PT1H` → `PT2H`',
    ],
  },
  {
    title: 'long texts by their lines, and lists without their items',
    before: tasks(aTask('a', { script: 'one\ntwo\nthree\n', list: [1], map: { x: 1 }, text: 'same' })),
    after: tasks(aTask('a', { script: 'one\n2\nthree\nfour\n', list: [2], map: 'x', text: 'x'.repeat(41) })),
    words: ['task `a`: `list` changed; `map` changed; `script` changed, +2 −1 lines; 1 more'],
  },
  {
    title: 'a task that was switched off, and one that was switched on',
    before: tasks(a, aTask('b', { disabled: true })),
    after: tasks(aTask('a', { disabled: true }), aTask('b', { disabled: false })),
    words: ['task `a` disabled', 'task `b` enabled'],
  },
  {
    title: 'tasks that words do not cover without words for what changed',
    before: tasks(a, { message: 'no id' }),
    after: tasks(a, { message: 'still no id' }),
    words: ['tasks changed'],
  },
  {
    title: 'the first of two tasks with the same id',
    before: tasks(a, aTask('a', { message: '1' })),
    after: tasks(aTask('a', { message: 'x' }), aTask('a', { message: '2' })),
    words: ['task `a`: `message` changed, `from a` → `x`'],
  },
  {
    title: 'a task without a type',
    before: tasks(a),
    after: tasks(a, { id: 'b' }),
    words: ['task `b` added'],
  },
]

const triggers = (...list: readonly Fields[]): Fields => aFlow({ triggers: list })

const aListener = (overrides: Fields = {}): Fields => ({
  id: 'heard',
  type: 'io.kestra.plugin.core.trigger.Flow',
  ...overrides,
})

const heardFlow = (namespace: string, flowId?: string): Fields => ({ namespace, ...(flowId && { flowId }) })
const heardFilter = (field: string, type: string, value: string): Fields => ({ field, type, value })

/** The conditions of a Flow trigger, and the text about a new flow with it. */
const listeners: readonly (readonly [string, Fields, string])[] = [
  ['each flow', {}, 'after every other flow'],
  ['one flow of 2.x', { dependsOn: [heardFlow('company.team', 'load')] }, 'after `company.team.load`'],
  [
    'several of 1.x',
    { preconditions: { id: 'p', flows: ['a', 'b', 'c', 'd'].map((id) => heardFlow('{{ flow.namespace }}', id)) } },
    'after `company.team.a`, `company.team.b`, `company.team.c` and 1 more',
  ],
  ['a namespace', { preconditions: { id: 'p', flows: [heardFlow('company.etl')] } }, 'after flows of `company.etl`'],
  [
    'a condition',
    {
      conditions: [
        { type: 'io.kestra.plugin.core.condition.ExecutionFlow', namespace: 'company.team', flowId: 'load' },
      ],
    },
    'after `company.team.load`',
  ],
  [
    'a filter that leaves flows out',
    { preconditions: { id: 'p', where: [{ id: 'w', filters: [heardFilter('NAMESPACE', 'NOT_EQUAL_TO', 'a.b')] }] } },
    'after the flows that match its conditions',
  ],
]

const listenerCases: Case[] = listeners.map(([title, trigger, words]) => ({
  title: `a new flow that listens to ${title}`,
  before: undefined,
  after: aFlow({ triggers: [aListener(trigger)] }),
  words: [`1 task, started by \`Flow\` ${words}`],
}))

const triggerCases: Case[] = [
  ...listenerCases,
  {
    title: 'a listener that was added',
    before: aFlow(),
    after: aFlow({ triggers: [aListener({ dependsOn: [heardFlow('company.team', 'load')] })] }),
    words: ['trigger `heard` added (`Flow` after `company.team.load`)'],
  },
  {
    title: 'a schedule that was added',
    before: aFlow(),
    after: triggers(aSchedule('daily', '0 6 * * *', { timezone: 'Europe/Paris' })),
    words: ['trigger `daily` added (at 06:00 in `Europe/Paris`)'],
  },
  {
    title: 'a trigger that makes a tool for agents of the flow',
    before: triggers(),
    after: triggers({ id: 'mcp', type: 'io.kestra.plugin.core.trigger.McpToolTrigger', toolName: 'orders' }),
    words: [
      'trigger `mcp` added (`McpToolTrigger`: AI agents can start it as the tool `orders` of the MCP server `default`)',
    ],
  },
  {
    title: 'a trigger that was removed',
    before: triggers({ id: 'hook', type: 'io.kestra.plugin.core.trigger.Webhook', key: 'abc' }),
    after: aFlow(),
    words: ['trigger `hook` removed (`Webhook` at `/executions/webhook/company.team/daily/{key}`)'],
  },
  {
    title: 'another time of day',
    before: triggers(aSchedule('daily', '0 6 * * *')),
    after: triggers(aSchedule('daily', '0 7 * * *')),
    words: ['trigger `daily`: cron at 06:00 → at 07:00'],
  },
  {
    title: 'crons that words do not cover as they are',
    before: triggers(aSchedule('daily', '0 6 13 * 5')),
    after: triggers(aSchedule('daily', '*/7 * * * *', { timezone: 'UTC' })),
    words: ['trigger `daily`: cron `0 6 13 * 5` → `*/7 * * * *`', 'trigger `daily`: `timezone` added, `UTC`'],
  },
  {
    title: 'a trigger that was switched off',
    before: triggers(aSchedule('daily', '0 6 * * *')),
    after: triggers(aSchedule('daily', '0 6 * * *', { disabled: true })),
    words: ['trigger `daily` disabled'],
  },
  {
    title: 'a trigger that was added switched off',
    before: aFlow(),
    after: triggers(aSchedule('daily', '0 6 * * *', { disabled: true })),
    words: ['trigger `daily` added (at 06:00, disabled)'],
  },
  {
    title: 'a renamed trigger and what it loses',
    before: triggers(aSchedule('daily', '0 6 * * *')),
    after: triggers(aSchedule('nightly', '0 6 * * *')),
    words: ['trigger `daily` renamed to `nightly`: its state starts afresh'],
  },
  {
    title: 'a trigger without a type, and one whose cron went',
    before: triggers({ id: 'x' }, aSchedule('daily', '0 6 * * *')),
    after: triggers({ id: 'x', type: 'a.B' }, aSchedule('daily', undefined)),
    words: ['trigger `x`: type changed, `""` → `B`', 'trigger `daily`: `cron` removed'],
  },
  {
    title: 'triggers in another order without words for what changed',
    before: triggers(aSchedule('x', '0 6 * * *'), aSchedule('y', '0 7 * * *')),
    after: triggers(aSchedule('y', '0 7 * * *'), aSchedule('x', '0 6 * * *')),
    words: ['triggers changed'],
  },
]

const inputs = (...list: readonly Fields[]): Fields => aFlow({ inputs: list })
const anInput = (overrides: Fields = {}): Fields => ({ id: 'date', type: 'STRING', ...overrides })
const twoCallers = [caller('a.b/d'), caller('a.b/c', 'other'), caller('a.b/c'), caller('a.b/e', 'date')]

const inputCases: Case[] = [
  {
    title: 'an input that is now required and whom that breaks',
    before: inputs(anInput({ required: false })),
    after: inputs(anInput({ required: true })),
    callers: twoCallers,
    words: ['input `date` now required: 2 callers break: `a.b/c`, `a.b/d`'],
  },
  {
    title: 'callers that problems at their lines name: they are only counted',
    before: inputs(anInput({ required: false })),
    after: inputs(anInput({ required: true })),
    callers: [{ ...caller('a.b/c'), isReported: true }, caller('a.b/d')],
    words: ['input `date` now required: 2 callers break, also `a.b/d`'],
  },
  {
    title: 'an input that lost its default',
    before: inputs(anInput({ defaults: 'x' })),
    after: inputs(anInput()),
    words: ['input `date` now required', 'input `date`: `defaults` removed'],
  },
  {
    title: 'a required input that was added, with the schedules that do not set it',
    before: aFlow({
      triggers: [aSchedule('daily', '@daily'), aSchedule('hourly', '@hourly', { inputs: { date: 'x' } })],
    }),
    after: aFlow({
      inputs: [anInput()],
      triggers: [aSchedule('daily', '@daily'), aSchedule('hourly', '@hourly', { inputs: { date: 'x' } })],
    }),
    callers: [caller('a.b/c')],
    words: ['input `date` added, required: 1 caller breaks: `a.b/c`; not set by trigger `daily`'],
  },
  {
    title: 'a required input that several schedules do not set',
    before: aFlow({ triggers: [aSchedule('x', '@daily'), aSchedule('y', '@hourly')] }),
    after: aFlow({ inputs: [anInput()], triggers: [aSchedule('x', '@daily'), aSchedule('y', '@hourly')] }),
    words: ['input `date` added, required: not set by triggers `x`, `y`'],
  },
  {
    title: 'inputs of a form, of which cannot be told what they require',
    before: inputs(anInput({ required: false })),
    after: inputs(anInput(), { id: 'form', type: 'FORM' }),
    callers: twoCallers,
    words: ['input `form` added', 'input `date`: `required` removed'],
  },
  {
    title: 'an optional input that was added',
    before: aFlow(),
    after: inputs(anInput({ required: false })),
    callers: twoCallers,
    words: ['input `date` added'],
  },
  {
    title: 'an input that is no longer required',
    before: inputs(anInput()),
    after: inputs(anInput({ required: false })),
    words: ['input `date` no longer required'],
  },
  { title: 'an input that was removed', before: inputs(anInput()), after: aFlow(), words: ['input `date` removed'] },
  {
    title: 'an input that was removed though callers pass it',
    before: inputs(anInput()),
    after: aFlow(),
    callers: twoCallers,
    words: ['input `date` removed: 1 caller still passes it: `a.b/e`'],
  },
  {
    title: 'an input of another type',
    before: inputs({ name: 'date' }),
    after: inputs({ name: 'date', type: 'DATE' }),
    words: ['input `date`: type changed, `STRING` → `DATE`'],
  },
  {
    title: 'an input of another type and who passes it',
    before: inputs(anInput()),
    after: inputs(anInput({ type: 'DATE' })),
    callers: twoCallers,
    words: ['input `date`: type changed, `STRING` → `DATE`: 1 caller passes it: `a.b/e`'],
  },
  {
    title: 'the default of a secret input without its value',
    before: inputs({ id: 'x', type: 'SECRET', defaults: 'hunter2' }),
    after: inputs({ id: 'x', type: 'SECRET', defaults: 'hunter22' }),
    words: ['input `x`: `defaults` changed, 8 bytes'],
  },
  {
    title: 'inputs in another order without words for what changed',
    before: inputs(anInput(), anInput({ id: 'x' })),
    after: inputs(anInput({ id: 'x' }), anInput()),
    words: ['inputs changed'],
  },
]

const settingCases: Case[] = [
  { title: 'a disabled flow', before: aFlow(), after: aFlow({ disabled: true }), words: ['disabled'] },
  {
    title: 'an enabled flow',
    before: aFlow({ disabled: true }),
    after: aFlow({ disabled: false }),
    words: ['enabled'],
  },
  {
    title: 'a `disabled` that changes nothing',
    before: aFlow({ disabled: false }),
    after: aFlow(),
    words: ['`disabled` removed'],
  },
  {
    title: 'outputs by their ids',
    before: aFlow({ outputs: [{ id: 'rows', value: '1' }, { id: 'gone' }] }),
    after: aFlow({ outputs: [{ id: 'rows', value: '2' }] }),
    words: ['outputs: `gone` removed; `rows.value` changed, `1` → `2`'],
  },
  {
    title: 'labels, whether they are a map or a list',
    before: aFlow({ labels: { team: 'a', env: 'prod' } }),
    after: aFlow({ labels: [{ key: 'team', value: 'b' }, { key: 'env', value: 'prod' }, { key: 'empty' }] }),
    words: ['labels: `empty` added, `null`; `team` changed, `a` → `b`'],
  },
  {
    title: 'labels that only changed their form',
    before: aFlow({ labels: { env: 'prod' } }),
    after: aFlow({ labels: [{ key: 'env', value: 'prod' }] }),
    words: ['labels: only order or form changed'],
  },
  {
    title: 'labels that are not labels',
    before: aFlow({ labels: [] }),
    after: aFlow({ labels: 'x' }),
    words: ['labels changed'],
  },
  {
    title: 'concurrency',
    before: aFlow({ concurrency: { limit: 1, behavior: 'QUEUE' } }),
    after: aFlow({ concurrency: { limit: 2, behavior: 'CANCEL' } }),
    words: ['concurrency: `behavior` changed, `QUEUE` → `CANCEL`; `limit` changed, `1` → `2`'],
  },
  {
    title: 'concurrency that was added, in full',
    before: aFlow(),
    after: aFlow({ concurrency: { limit: 2, behavior: 'QUEUE' } }),
    words: ['concurrency added: `behavior` `QUEUE`, `limit` `2`'],
  },
  {
    title: 'concurrency that was removed',
    before: aFlow({ concurrency: { limit: 1 } }),
    after: aFlow(),
    words: ['concurrency removed'],
  },
  {
    title: 'plugin defaults by type',
    before: aFlow({ pluginDefaults: [{ type: 'io.kestra.Log', values: { level: 'INFO' } }] }),
    after: aFlow({ pluginDefaults: [{ type: 'io.kestra.Log', values: { level: 'WARN' } }] }),
    words: ['plugin defaults: `io.kestra.Log.values.level` changed, `INFO` → `WARN`'],
  },
  {
    title: 'a list of settings that was added, by its names',
    before: aFlow(),
    after: aFlow({ sla: [{ id: 'max', type: 'MAX_DURATION' }] }),
    words: ['SLA added: `max`'],
  },
  {
    title: 'many settings that were added by their number only',
    before: aFlow(),
    after: aFlow({ variables: { a: 1, b: 2, c: 3, d: 4, e: 5 }, timeout: 'PT1H' }),
    words: ['timeout added, `PT1H`', 'variables added (5)'],
  },
  {
    title: 'retry, checks and keys that Kestra may come to know',
    before: aFlow({ retry: { type: 'constant' }, checks: [{ condition: 'x', style: 'ERROR' }], future: 1 }),
    after: aFlow({ retry: { type: 'random' }, checks: [{ condition: 'x', style: 'INFO' }], future: 2 }),
    words: [
      'checks: `x.style` changed, `ERROR` → `INFO`',
      '`future` changed, `1` → `2`',
      'retry: `type` changed, `constant` → `random`',
    ],
  },
  {
    title: 'a description without its text',
    before: aFlow({ description: 'x' }),
    after: aFlow({ description: 'y' }),
    words: ['description changed'],
  },
]

const wholeCases: Case[] = [
  { title: 'nothing where both sides are absent', before: undefined, after: undefined, words: [] },
  {
    title: 'nothing where only a revision line differs',
    before: 'id: a\n',
    after: 'id: a\r\nrevision: 3\r\n',
    words: [],
  },
  { title: 'nothing where only the name differs', before: aFlow(), after: aFlow({ id: 'other' }), words: [] },
  {
    title: 'comments and formatting',
    before: 'id: a\nnamespace: b\n',
    after: '# why\nnamespace: "b"\nid: a\n',
    words: ['only comments or formatting changed'],
  },
  {
    title: 'a flow that cannot be read',
    before: aFlow(),
    after: 'a: }',
    words: ['cannot be parsed as a flow: see the diff'],
  },
  {
    title: 'a flow that could not be read',
    before: 'text',
    after: aFlow(),
    words: ['cannot be parsed as a flow: see the diff'],
  },
  {
    title: 'a new flow that cannot be read',
    before: undefined,
    after: '- 1',
    words: ['cannot be parsed as a flow: see the diff'],
  },
  { title: 'a new flow that nothing starts', before: undefined, after: aFlow(), words: ['1 task'] },
  {
    title: 'a new flow with all that matters of it',
    before: undefined,
    after: aFlow({
      tasks: [a, aGroup('par', { tasks: [b, c] })],
      inputs: [anInput(), anInput({ id: 'x' }), anInput({ id: 'y', defaults: 1 })],
      triggers: [
        aSchedule('daily', '0 6 * * *'),
        aSchedule('off', '0 7 * * *', { disabled: true }),
        { id: 'hook', type: 'io.kestra.plugin.core.trigger.Webhook' },
      ],
    }),
    callers: twoCallers,
    words: [
      '4 tasks, runs at 06:00, started by `Webhook` at `/executions/webhook/company.team/daily/{key}`, needs inputs `date`, `x`, called by 3 flows',
    ],
  },
  {
    title: 'a new flow that is disabled',
    before: undefined,
    after: aFlow({ disabled: true, inputs: [anInput()], triggers: [aSchedule('daily', '0 6 * * *')] }),
    words: ['disabled, 1 task, needs input `date`'],
  },
  {
    title: 'a deleted flow and what stops with it',
    before: aFlow({
      triggers: [
        aSchedule('x', '0 6 * * *'),
        aSchedule('y', '0 6 * * 1-5'),
        { id: 'hook', type: 'io.kestra.plugin.core.trigger.Webhook' },
      ],
    }),
    after: undefined,
    callers: [caller('a.b/c')],
    words: [
      'its 2 schedules stop (at 06:00; at 06:00, Monday through Friday), its trigger stops (`Webhook` at `/executions/webhook/company.team/daily/{key}`), 1 caller breaks: `a.b/c`',
    ],
  },
  {
    title: 'a deleted flow that nobody misses',
    before: aFlow(),
    after: undefined,
    words: ['nothing known starts or calls it'],
  },
]

test.each([...taskCases, ...triggerCases, ...inputCases, ...settingCases, ...wholeCases])(
  'describes $title',
  (given) => {
    expect(wordsOf(given.before, given.after, given.callers)).toEqual(given.words)
  },
)

test('says first what matters most', () => {
  const before = aFlow({ description: 'x', inputs: [anInput({ required: false })], tasks: [a, b] })
  const after = aFlow({ disabled: true, inputs: [anInput()], tasks: [a, c], triggers: [aSchedule('d', '@daily')] })
  expect(wordsOf(before, after, twoCallers)).toEqual([
    'disabled',
    'input `date` now required: 2 callers break: `a.b/c`, `a.b/d`; not set by trigger `d`',
    'task `b` removed',
    'trigger `d` added (at 00:00)',
    'task `c` added',
    'description removed',
  ])
})

const changedTasks = (size: number, message: string) =>
  tasks(...Array.from({ length: size }, (_, index) => aTask(`t${index}`, { message })))

test('says 12 changes in full', () => {
  expect(wordsOf(changedTasks(12, 'x'), changedTasks(12, 'y'))).toHaveLength(12)
})

test('counts what is beyond 12 changes', () => {
  expect(wordsOf(changedTasks(13, 'x'), changedTasks(13, 'y')).slice(11)).toEqual([
    'task `t11`: `message` changed, `x` → `y`',
    'and 1 more change',
  ])
})

test('makes ids harmless that would break out of their backticks or reorder the line', () => {
  expect(wordsOf(tasks(a), tasks(a, aTask('x`\u202e\u0000\n@org `y')))).toEqual([
    'task `x′⟨U+202E⟩⟨U+0000⟩ @org ′y` added',
  ])
})

const secretCases = [
  { title: 'a password', path: (value: string) => tasks(aTask('a', { password: value })) },
  { title: 'a header', path: (value: string) => tasks(aTask('a', { headers: { Authorization: value } })) },
  { title: 'the key of a webhook', path: (value: string) => triggers({ id: 'hook', type: 'x.Webhook', key: value }) },
  { title: 'a variable', path: (value: string) => aFlow({ variables: { db_password: value } }) },
  { title: 'an output', path: (value: string) => aFlow({ outputs: [{ id: 'token', value }] }) },
  {
    title: 'a plugin default',
    path: (value: string) => aFlow({ pluginDefaults: [{ type: 'a.B', values: { apiKey: value } }] }),
  },
]

test.each(secretCases)('never shows $title, only how long it is', ({ path }) => {
  const words = wordsOf(path('hunter-one'), path('hunter-three')).join()
  expect(words).not.toMatch(/hunter/)
  expect(words).toMatch(/changed, 12 bytes$/)
})

const TOKEN = `ghp_${'a1B2'.repeat(9)}`

const tokenCases = [
  {
    title: 'a value',
    before: tasks(aTask('a', { message: 'none' })),
    after: tasks(aTask('a', { message: TOKEN })),
    words: ['task `a`: `message` changed, `none` → `(hidden, 40 bytes)`'],
  },
  {
    title: 'a value that was replaced',
    before: tasks(aTask('a', { uri: 'https://me:hunter2@a.io' })),
    after: tasks(aTask('a', { uri: 'https://a.io' })),
    words: ['task `a`: `uri` changed, `https://me:(hidden, 7 bytes)@a.io` → `https://a.io`'],
  },
  { title: 'an id', before: tasks(a), after: tasks(a, aTask(TOKEN)), words: ['task `(hidden, 40 bytes)` added'] },
]

test.each(tokenCases)('never shows $title that looks like a credential, whatever its name is', (given) => {
  expect(wordsOf(given.before, given.after)).toEqual(given.words)
})

test('shows which secret a field refers to, as long as it only refers', () => {
  const withPassword = (password: unknown) => tasks(aTask('a', { password }))
  expect(wordsOf(withPassword("{{ secret('OLD') }}"), withPassword("{{ secret('CURRENT') }}"))).toEqual([
    "task `a`: `password` changed, `{{ secret('OLD') }}` → `{{ secret('CURRENT') }}`",
  ])
  expect(wordsOf(withPassword('hunter2'), withPassword("{{ secret('X') }}"))).toEqual([
    'task `a`: `password` changed, 17 bytes',
  ])
  expect(wordsOf(withPassword(true), withPassword({ hunter2: 1 }))).toEqual(['task `a`: `password` changed, 13 bytes'])
  expect(wordsOf(withPassword(12345), withPassword(true))).toEqual(['task `a`: `password` changed, 4 bytes'])
})

const PLANTED = 'hunter2-planted'
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.double())
const key = fc.oneof(
  fc.constantFrom(
    'id',
    'type',
    'tasks',
    'then',
    'cases',
    'task',
    'triggers',
    'inputs',
    'cron',
    'labels',
    'defaults',
    '__proto__',
  ),
  fc.string(),
)
const { yaml } = fc.letrec<{ yaml: unknown }>((tie) => ({
  yaml: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('yaml'), { maxLength: 4 }),
    fc.dictionary(key, tie('yaml'), { maxKeys: 5 }),
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), type: fc.constantFrom('x.Y', 'x.Z', 'STRING') }),
    fc.record({
      id: fc.constantFrom('a', 'b'),
      type: fc.constant('x.Y'),
      tasks: tie('yaml'),
      password: fc.constant(PLANTED),
    }),
    fc.record({
      apiToken: fc.constantFrom(PLANTED, `${PLANTED}-2`),
      secret: fc.record({ value: fc.constant(PLANTED) }),
    }),
  ),
}))
const flowLike = fc.oneof(
  yaml,
  fc.dictionary(
    fc.constantFrom('tasks', 'errors', 'triggers', 'inputs', 'outputs', 'labels', 'variables', 'sla'),
    yaml,
  ),
)

/** JSON that is also valid YAML 1.1: characters that Kestra's parser rejects are escaped. */
const asciiJson = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

test('never throws, never shows a secret, keeps to its contract and repeats itself, whatever the two flows are', () => {
  const callers = fc.array(fc.record({ name: fc.string(), inputs: fc.array(fc.constantFrom('a', 'b')) }), {
    maxLength: 3,
  })
  fc.assert(
    fc.property(
      fc.option(flowLike, { nil: undefined }),
      fc.option(flowLike, { nil: undefined }),
      callers,
      (left, right, given) => {
        const options = {
          before: left === undefined ? undefined : parseYaml(asciiJson(left)),
          after: right === undefined ? undefined : parseYaml(asciiJson(right)),
          callers: given,
        }
        const words = describeFlowChange(options)
        expect(describeFlowChange(options)).toEqual(words)
        expect(words.length).toBeLessThanOrEqual(13)
        for (const sentence of words) {
          expect(sentence).not.toContain(PLANTED)
          expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
          expect(sentence.split('`').length % 2).toBe(1)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('says nothing about a flow that is compared with itself', () => {
  fc.assert(
    fc.property(flowLike, (value) => {
      expect(wordsOf(stringify({ value }), stringify({ value }))).toEqual([])
    }),
  )
})
