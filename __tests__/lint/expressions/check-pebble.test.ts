import { describe, expect, it } from 'vitest'
import type { KnownVersion } from '../../../src/flow/kestra-version.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFlow } from '../offline-problems.ts'

const CODES =
  /^(?:expression-syntax|unknown-(?:filter|function|test|context)|wrong-arguments|undeclared-variable|uncertain-context|condition-.*|case-.*)$/

const FLOW = `id: f
namespace: n
labels:
  team: data
  # Nothing renders it.
  note: '{{ a b }}'
inputs:
  - id: who
    type: STRING
variables:
  db:
    host: a
`

/** What is told of a flow with these lines below its head, by line, column and severity. */
const reported = (lines: readonly string[], version?: KnownVersion) =>
  validateOffline(
    { flows: [aDesiredFlow(`${FLOW}${lines.join('\n')}\n`)], brokenFlows: [], desired: { resources: [] } },
    { version },
  )
    .filter(({ code }) => CODES.test(code))
    .map(({ line = 0, column, severity, code, message, hint }) => {
      const place = `${line - FLOW.split('\n').length + 1}:${column}`
      return `${place} ${severity} ${code}: ${message}${hint?.match(/^(?:Did you|Write|It is|It takes)/) ? ` ${hint}` : ''}`
    })

const taskOf = (type: string, ...lines: readonly string[]) => [
  'tasks:',
  '  - id: t',
  `    type: ${type}`,
  ...lines.map((line) => `    ${line}`),
]
const log = (text: string) => taskOf('io.kestra.plugin.core.log.Log', `message: ${JSON.stringify(text)}`)
const plugin = (text: string) => taskOf('io.kestra.plugin.jdbc.postgresql.Query', `sql: ${JSON.stringify(text)}`)

const V1 = { major: 1, minor: 3 }
const V2 = { major: 2, minor: 0 }

describe('an expression that Kestra cannot read', () => {
  it.each([
    [
      log('{{ inputs.who }'),
      [
        '4:29 warning expression-syntax: Kestra cannot read this expression: one `}` is where `}}` or `%}` must end the expression.',
      ],
    ],
    [
      taskOf('io.kestra.plugin.core.log.Log', 'message: |', '  Hello', '  {% if true %}yes'),
      ['6:10 warning expression-syntax: Kestra cannot read this expression: `if` has no `{% endif %}`.'],
    ],
    [
      taskOf('io.kestra.plugin.scripts.shell.Commands', 'commands:', '  - docker ps --format {{.Names}}'),
      ['5:30 warning expression-syntax: Kestra cannot read this expression: `.` is where a value is expected.'],
    ],
    [log('$' + '{{ secrets.X }}'), ["4:19 warning unknown-context: No execution has `secrets`. Write `secret('X')`."]],
    [
      plugin('{{ inputs.who || 1 }}'),
      ['4:26 warning expression-syntax: Kestra cannot read this expression: Pebble does not know `||`: write `or`.'],
    ],
  ])('is told at its place (%#)', (lines, expected) => {
    expect(reported(lines)).toEqual(expected)
  })

  it.each([
    ['a tag of Go in a plugin of which nobody knows what it renders', plugin('{{ .Values.x }}')],
    ['one of Handlebars there', plugin('{{#if x}}a{{/if}}')],
    ['one of GitHub there', plugin('${{ secrets.X || 1 }}')],
    ['what is raw', log('{% raw %}{{ a b }}{% endraw %}')],
    ['a description', [...log('x'), '    description: "{{ a b }}"']],
    ['a disabled task', [...log('{{ a b }}'), '    disabled: true']],
    ['a variable, which nothing renders', [...log('x'), 'variables:', '  x: "{{ a b }}"']],
    ['a flow in a text', taskOf('io.kestra.plugin.core.log.Log', 'message: |', '  tasks:', '    {{ a b }}')],
    ['single braces', log('{ "a": 1 }')],
  ])('is none: %s', (_, lines) => {
    expect(reported(lines)).toEqual([])
  })
})

describe('a filter, function or test', () => {
  it.each([
    ["{{ 'a' | uppper }}", undefined, ['unknown-filter: Kestra has no filter `uppper`. Did you mean `upper`?']],
    ["{{ 'a' | count }}", V2, ['unknown-filter: Kestra 2.0 has no filter `count`. Did you mean `length`?']],
    [
      "{{ '{}' | fromJson }}",
      V1,
      ['unknown-filter: Kestra 1.3 has no filter `fromJson`. It is a function: write `fromJson(value)`.'],
    ],
    [
      "{{ upper('a') }}",
      V2,
      ['unknown-function: Kestra 2.0 has no function `upper`. It is a filter: write `value | upper`.'],
    ],
    ["{{ 'a' | regexMatch('a') }}", V1, ['unknown-filter: Kestra 1.3 has no filter `regexMatch`.']],
    ["{{ 'a' is blank }}", V2, ['unknown-test: Kestra 2.0 has no test `blank`. Did you mean `empty`?']],
    [
      "{{ 'a' | substringBefore }}",
      V2,
      [
        'wrong-arguments: The filter `substringBefore` needs the argument `separator`. It takes `separator`, in this order or by name.',
      ],
    ],
    [
      '{{ randomInt(lower=1, max=5) }}',
      V1,
      [
        'wrong-arguments: The function `randomInt` has no argument `max`. It takes `lower`, `upper`, in this order or by name.',
      ],
    ],
    [
      "{{ 'a' | replace('a', 'b') }}",
      V2,
      [
        'wrong-arguments: The filter `replace` takes a map as `replace_pairs`. It takes `replace_pairs`, `regexp`, in this order or by name.',
      ],
    ],
    [
      "{{ fromJson('a', 'b') }}",
      V2,
      [
        'wrong-arguments: The function `fromJson` takes one argument, not 2. It takes `json`, in this order or by name.',
      ],
    ],
    ['{{ uuid(1) }}', V1, ['wrong-arguments: The function `uuid` takes no argument, not 1.']],
  ])('is told: %s', (text, version, expected) => {
    expect(reported(log(text), version).map((line) => line.replace(/^\S+ warning /, ''))).toEqual(expected)
  })

  it.each([
    ["{{ 'a' | regexMatch('a') }}", undefined],
    ['{{ uuid(1) }}', V2],
    ['{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}', V2],
    ["{{ {'a': 1} | toJson | jq('.a') | first }}", V1],
    ["{{ now() | dateAdd(amount=-1, unit='DAYS') }}", V1],
    ["{{ appLink(appId='x') ~ credential('y') }}", V2],
    ['{{ max(1, 2, 3) }}', V2],
    // breaks-on-2 tells it.
    ['{{ {} | json }}', V2],
    ['{{ [1] | json }}', undefined],
    ["{{ read('a', version=1) }}", V2],
  ])('is right: %s', (text, version) => {
    expect(reported(log(text), version)).toEqual([])
  })

  it.each([
    [V1, 'warning unknown-context'],
    [V2, 'info uncertain-context'],
    [undefined, 'info uncertain-context'],
  ])('on %j may be `trace`', (version, expected) => {
    expect(reported(log('{{ trace.id }}'), version)).toEqual([expect.stringContaining(` ${expected}:`)])
    expect(reported(log("{{ trace.id ?? '' }}"), version)).toEqual([])
  })

  it('is remarked of a server that this program does not know', () => {
    expect(reported(log("{{ 'a' | sh }}"), { major: 2, minor: 3 })).toEqual([
      '4:24 info unknown-filter: This program does not know the filter `sh`, nor which ones Kestra 2.3 has.',
    ])
  })

  it('of a trigger is looked at as well', () => {
    const lines = [...log('x'), 'triggers:', '  - id: s', '    type: x.Y', '    when: "{{ trigger.date | uppper }}"']
    expect(reported(lines)).toEqual([expect.stringContaining('unknown-filter')])
  })
})

describe('a name that no execution has', () => {
  it.each([
    ['{{ input.who }}', ['unknown-context: No execution has `input`. Did you mean `inputs`?']],
    ['{{ who }}', ['unknown-context: No execution has `who`. Write `inputs.who`.']],
    ['{{ db }}', ['unknown-context: No execution has `db`. Write `vars.db`.']],
    ['{{ variables.db }}', ['unknown-context: No execution has `variables`. Did you mean `vars`?']],
    ['{{ taskrn.id }}', ['unknown-context: No execution has `taskrn`. Did you mean `taskrun`?']],
    ['{{ flow.name }}', ['unknown-context: `flow` has no `name`.']],
    ["{{ flow['name'] }}", ['unknown-context: `flow` has no `name`.']],
    [
      '{{ execution.startdate }}',
      ['unknown-context: `execution` has no `startdate`. Did you mean `execution.startDate`?'],
    ],
    ['{{ taskrun.value }}', ['unknown-context: This task is not in a loop, so `taskrun` has no `value`.']],
    [
      '{{ parent.taskrun.value }}',
      ['unknown-context: This task is not nested in another task, so there is no `parent`.'],
    ],
    [
      '{{ taskrun.iteration }}',
      ['unknown-context: This task is not nested in another task, so `taskrun` has no `iteration`.'],
    ],
    ['{{ execution.endDate }}', ['unknown-context: A running execution has no `endDate`.']],
    [
      '{{ envs.MY_HOME }}',
      ['unknown-context: The names in `envs` are lower-case. Write `envs.my_home`: Kestra reads `ENV_MY_HOME`.'],
    ],
    ['{{ tasks.T.state }}', ['unknown-context: The flow has no task `T`. Did you mean `tasks.t`?']],
    ['{{ kv.home }}', ["unknown-context: No execution has `kv`. Write `kv('home')`."]],
    ['{{ now }}', ['unknown-context: No execution has `now`. It is a function: write `now()`.']],
    ['{{ item.value }}', ['unknown-context: This task is not in a Loop, so there is no `item`.']],
    ['{{ labels.tema }}', ['unknown-context: The flow has no label `tema`. Did you mean `labels.team`?']],
    ['{{ vars.db.hots }}', ['undeclared-variable: The variable `vars.db` has no `hots`. Did you mean `vars.db.host`?']],
    ['{{ who is empty }}', ['unknown-context: No execution has `who`. Write `inputs.who`.']],
    ['{{ "x #{input.who}" }}', ['unknown-context: No execution has `input`. Did you mean `inputs`?']],
  ])('is told: %s', (text, expected) => {
    expect(reported(log(text)).map((line) => line.replace(/^\S+ warning /, ''))).toEqual(expected)
  })

  it.each([
    [
      '{{ inputs.who ~ flow.id ~ execution.state ~ taskrun.attemptsCount ~ vars.db.host ~ labels.team ~ labels.other }}',
    ],
    ["{{ input.who ?? 'x' }}{{ input.who }}"],
    ['{{ who is defined ? who : 1 }}'],
    ['{{ item | default(1) }}'],
    ['{{ who is not defined }}'],
    ['{% for each in [1] %}{{ each ~ loop.index }}{% endfor %}{% set x = 1 %}{{ x }}'],
    ['{{ envs.home ~ globals.x ~ trigger.body.x ~ tasks.t.state ~ kestra.url ~ namespace.x }}'],
    ['{{ taskrun[inputs.who] }}'],
    ['{{ workerTaskrun.id }}'],
    ['{{ vars.db-host }}'],
  ])('is right: %s', (text) => {
    expect(reported(log(text))).toEqual([])
  })

  it('is remarked of a server that this program does not know', () => {
    expect(reported(log('{{ flow.name }}'), { major: 2, minor: 3 })).toEqual([
      expect.stringContaining(' info unknown-context'),
    ])
  })

  it('says nothing where other names may be known', () => {
    expect(reported(plugin('{{ who }} {{ message.text }}'))).toEqual([])
    expect(reported(taskOf('io.kestra.plugin.core.storage.FilterItems', 'filterCondition: "{{ who == 1 }}"'))).toEqual(
      [],
    )
    expect(reported(plugin('{{ input.who }}'))).toHaveLength(1)
    expect(reported(plugin('$' + '{{ env.X }}'))).toEqual([])
  })

  it('says nothing of a loop where one is', () => {
    const within = (type: string, text: string) => [
      ...taskOf(`io.kestra.plugin.core.flow.${type}`, 'values: [1]', 'tasks:'),
      ...['      - id: in', '        type: io.kestra.plugin.core.log.Log', `        message: "${text}"`],
    ]
    expect(reported(within('ForEach', '{{ taskrun.value }}'), V1)).toEqual([])
    expect(reported(within('Loop', '{{ item.value ~ item.index }}'), V2)).toEqual([])
    expect(reported(within('Sequential', '{{ taskrun.value }}'), V1)).toHaveLength(1)
    expect(reported(within('Parallel', '{{ item.value }}'), V2)).toHaveLength(1)
  })
})
