/** A change of a valid flow, by name. `undefined` where it does not apply to the flow. */
export interface NamedMutation {
  readonly name: string
  readonly change: (source: string) => string | undefined
  /** Why the offline rules leave a flow to the server (or its schema) that the engine refuses. */
  readonly leftToServer?: string
}

const replace =
  (from: string | RegExp, to: string) =>
  (source: string): string | undefined => {
    const changed = source.replace(from, to)
    return changed === source ? undefined : changed
  }

const append = (text: string) => (source: string) => `${source}${text}`

const LOG = 'type: io.kestra.plugin.core.log.Log'
const SCHEDULE = 'type: io.kestra.plugin.core.trigger.Schedule'

/** Flows of core types that every version accepts. Each has a task `first`, and no trigger, label or input of its own. */
export const baseFlows: readonly string[] = [
  `    message: hi\n`,
  `    message: hi\n  - id: seq\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - {id: s1, ${LOG}, message: x}\n`,
  `    message: hi\n  - id: par\n    type: io.kestra.plugin.core.flow.Parallel\n    tasks:\n      - {id: p1, ${LOG}, message: x}\n      - {id: p2, ${LOG}, message: x}\n`,
  `    message: hi\n  - id: if\n    type: io.kestra.plugin.core.flow.If\n    condition: "{{ true }}"\n    then:\n      - {id: i1, ${LOG}, message: x}\n    else:\n      - {id: i2, ${LOG}, message: x}\n`,
  `    message: hi\n  - id: switch\n    type: io.kestra.plugin.core.flow.Switch\n    value: x\n    cases:\n      a: [{id: c1, ${LOG}, message: x}]\n    defaults: [{id: c2, ${LOG}, message: x}]\n`,
  `    message: hi\n  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task: {id: d1, ${LOG}, message: x}\n      - task: {id: d2, ${LOG}, message: x}\n        dependsOn: [d1]\n`,
  `    message: |\n      several\n      lines\n  - id: sub\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: other\n    flowId: nobody\n`,
  `    message: "{{ flow.id }}"\n  - id: wd\n    type: io.kestra.plugin.core.flow.WorkingDirectory\n    tasks:\n      - {id: w1, ${LOG}, message: x}\n`,
].map((rest) => `id: base\nnamespace: company.team\ntasks:\n  - id: first\n    ${LOG}\n${rest}`)

/** Changes after which validation still accepts a flow that the server then refuses to save, or saves under another name. */
export const unsavableMutations: readonly NamedMutation[] = [
  { name: 'an octal id', change: replace('id: base', 'id: 012') },
  { name: 'a duplicate key', change: append('description: a\ndescription: b\n') },
  { name: 'a boolean id', change: replace('id: base', 'id: off') },
  { name: 'a key twice in a task', change: replace('id: first', 'id: first\n    id: first') },
]

/** Changes after which a flow is as valid as before. */
export const harmlessMutations: readonly NamedMutation[] = [
  { name: 'nothing', change: (source) => source },
  { name: 'CRLF', change: (source) => source.replaceAll('\n', '\r\n') },
  { name: 'no final newline', change: (source) => source.trimEnd() },
  { name: 'a comment on top', change: (source) => `# comment\n${source}` },
  { name: 'a comment behind a value', change: replace('id: base', 'id: base # x') },
  { name: 'a quoted id', change: replace('id: base', 'id: "base"') },
  { name: 'a tagged id', change: replace('id: base', 'id: !!str 012') },
  { name: 'a sexagesimal task id', change: replace('id: first', 'id: 1_30') },
  { name: 'an anchor and its alias', change: append('description: &a text\nvariables: {x: *a}\n') },
  { name: 'disabled as off', change: append('disabled: off\n') },
  { name: 'disabled without a value', change: append('disabled:\n') },
  { name: 'null lists', change: append('triggers: ~\nerrors: null\ninputs: ~\n') },
  { name: 'empty lists', change: append('triggers: []\nerrors: []\ninputs: []\noutputs: []\nlabels: []\n') },
  { name: 'labels of every scalar type', change: append('labels: {a: 1, b: true, c: 1.5, d: x, e: ~}\n') },
  { name: 'labels as a list', change: append('labels: [{key: a.b, value: 1}]\n') },
  { name: 'the read-only label', change: append('labels: {system.readOnly: true}\n') },
  { name: 'a revision', change: append('revision: 7\n') },
  {
    name: 'inputs and outputs of one id',
    change: append('inputs: [{id: x, type: STRING}]\noutputs: [{id: x, type: STRING, value: y}]\n'),
  },
  { name: 'a trigger with the id of a task', change: append(`triggers: [{id: first, ${SCHEDULE}, cron: '@daily'}]\n`) },
  { name: 'cron with names', change: append(`triggers: [{id: t, ${SCHEDULE}, cron: '0 0 1 JAN MON'}]\n`) },
  {
    name: 'cron with seconds',
    change: append(`triggers: [{id: t, ${SCHEDULE}, withSeconds: true, cron: '0 0 0 1 1 0'}]\n`),
  },
  {
    name: 'cron with steps and lists',
    change: append(`triggers: [{id: t, ${SCHEDULE}, cron: '*/5,7 0-6/2 * * 7'}]\n`),
  },
  {
    name: 'errors and finally',
    change: append(`errors: [{id: e, ${LOG}, message: x}]\nfinally: [{id: f, ${LOG}, message: x}]\n`),
  },
  {
    name: 'an optional input and a schedule',
    change: append(`inputs: [{id: x, type: INT, required: false}]\ntriggers: [{id: t, ${SCHEDULE}, cron: '@daily'}]\n`),
  },
  {
    name: 'an input with a default and a webhook',
    change: append(
      'inputs: [{id: x, type: INT, defaults: 1}]\ntriggers: [{id: t, type: io.kestra.plugin.core.trigger.Webhook, key: abc}]\n',
    ),
  },
  {
    name: 'inputs that depend on each other',
    change: append(
      "inputs: [{id: x, type: INT}, {id: y, type: INT, dependsOn: {inputs: [x], condition: '{{ true }}'}}]\n",
    ),
  },
]

/** Changes after which every version refuses the flow. */
export const harmfulMutations: readonly NamedMutation[] = [
  { name: 'no id', change: replace('id: base\n', '') },
  { name: 'no namespace', change: replace('namespace: company.team\n', '') },
  { name: 'a null id', change: replace('id: base', 'id: ~') },
  { name: 'an empty id', change: replace('id: base', 'id:') },
  { name: 'a blank in the id', change: replace('id: base', 'id: ba se') },
  { name: 'a long id', change: replace('id: base', `id: ${'a'.repeat(101)}`) },
  { name: 'a list as the id', change: replace('id: base', 'id: [base]') },
  { name: 'a namespace in capitals', change: replace('company.team', 'Company') },
  { name: 'a long namespace', change: replace('company.team', 'n'.repeat(151)) },
  { name: 'tasks without a value', change: (source) => `${source.split('tasks:')[0]}tasks:\n` },
  { name: 'an empty list of tasks', change: (source) => `${source.split('tasks:')[0]}tasks: []\n` },
  { name: 'no tasks', change: (source) => source.split('tasks:')[0] },
  { name: 'triggers without a value', change: append('triggers:\n') },
  { name: 'labels without a value', change: append('labels:\n') },
  { name: 'variables without a value', change: append('variables:\n') },
  { name: 'variables as text', change: append('variables: x\n') },
  { name: 'disabled as another word', change: append('disabled: maybe\n') },
  { name: 'a task without id', change: replace('  - id: first\n    type', '  - type') },
  { name: 'a task without type', change: replace(`    ${LOG}\n`, '') },
  { name: 'a point in a task id', change: replace('id: first', 'id: fir.st') },
  { name: 'a long task id', change: replace('id: first', `id: ${'a'.repeat(257)}`) },
  { name: 'a task id used again in errors', change: append(`errors: [{id: first, ${LOG}, message: x}]\n`) },
  {
    name: 'a trigger id used again',
    change: append(`triggers: [{id: t, ${SCHEDULE}, cron: '@daily'}, {id: t, ${SCHEDULE}, cron: '@daily'}]\n`),
  },
  { name: 'an input id used again', change: append('inputs: [{id: x, type: INT}, {id: x, type: INT}]\n') },
  {
    name: 'an output id used again',
    change: append('outputs: [{id: x, type: STRING, value: a}, {id: x, type: STRING, value: a}]\n'),
  },
  { name: 'an input without id', change: append('inputs: [{type: INT}]\n') },
  { name: 'a blank in an input id', change: append('inputs: [{id: a b, type: INT}]\n') },
  { name: 'an unknown input dependency', change: append('inputs: [{id: x, type: INT, dependsOn: {inputs: [y]}}]\n') },
  { name: 'an unknown Dag dependency', change: replace('dependsOn: [d1]', 'dependsOn: [d9]') },
  {
    name: 'a call of itself',
    change: replace('namespace: other\n    flowId: nobody', 'namespace: company.team\n    flowId: base'),
  },
  { name: 'a system label', change: append('labels: {system.correlationId: x}\n') },
  { name: 'a label without text', change: append("labels: {a: ''}\n") },
  { name: 'a label in capitals', change: append('labels: {A: x}\n') },
  { name: 'a label that is a map', change: append('labels: {a: {b: c}}\n') },
  { name: 'a label in a list without key', change: append('labels: [{value: a}]\n') },
  { name: 'four cron fields', change: append(`triggers: [{id: t, ${SCHEDULE}, cron: '* * * *'}]\n`) },
  { name: 'an hour too late', change: append(`triggers: [{id: t, ${SCHEDULE}, cron: '0 24 * * *'}]\n`) },
  { name: 'an unclosed bracket', change: append('labels: {a: b\n') },
  { name: 'a wrong indentation', change: replace('    type:', '   type:') },
  { name: 'a tab', change: replace('id: base', 'id:\tbase') },
  { name: 'a control character', change: append('description: a\u0007\n') },
  { name: 'an infinite number', change: append('variables: {x: .inf}\n') },
  { name: 'a revision that is text', change: append('revision: x\n') },
  {
    name: 'an unknown property of the flow',
    change: append('nope: 1\n'),
    leftToServer: 'properties are known by the schema of the server',
  },
  {
    name: 'an unknown property of a task',
    change: replace('    message:', '    nope: 1\n    message:'),
    leftToServer: 'properties are known by the schema of the server',
  },
  {
    name: 'an unknown type',
    change: replace('core.log.Log', 'core.log.Nope'),
    leftToServer: 'types are known by the schema of the server',
  },
  {
    name: 'a merge key in a task',
    change: replace('    message:', '    <<: *x\n    message:'),
    leftToServer: 'an unknown property of its type; offline a warning that aliases are not expanded',
  },
  {
    name: 'an input without type',
    change: append('inputs: [{id: x}]\n'),
    leftToServer: 'types of inputs are known by the schema of the server',
  },
  {
    name: 'a dash in an input reference',
    change: (source) =>
      source.replace(/message: .*/, "message: '{{ inputs.a-b }}'").concat('inputs: [{id: a-b, type: INT}]\n'),
    leftToServer: 'Kestra looks at Java fields of a task, not at its YAML',
  },
]
