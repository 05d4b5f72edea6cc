import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { validFlows } from '../fixtures/valid-flows.ts'
import { referencesIn, renamedDeclarations } from '../support/renamed-declarations.ts'
import { aDesiredFlow, offlineProblems } from './offline-problems.ts'

const undeclared = (source: string) =>
  validateOffline({ flows: [aDesiredFlow(source)], brokenFlows: [], desired: { resources: [] } }).filter(({ code }) =>
    code.startsWith('undeclared-'),
  )

/** What is said of a flow with the inputs `date` and `db.host`, the variable `region`, and the tasks `load` and `load-it`. */
const saidOf = (...lines: readonly string[]) =>
  undeclared(`${FLOW}${lines.map((line) => `    ${line}\n`).join('')}`).map(
    ({ line = 0, column, endColumn, message, hint }) => `${line - START}:${column}-${endColumn} ${message} ${hint}`,
  )

const FLOW = `id: f
namespace: n
inputs:
  - id: date
    type: STRING
  - id: db.host
    type: STRING
variables:
  region: eu
tasks:
  - id: load
    type: x.Y
  - id: load-it
    type: x.Y
  - id: t
    type: x.Y
`
const START = FLOW.split('\n').length - 1

const NO_INPUT = "Correct the name, declare the input, or write `{{ inputs.name ?? '' }}` if it may be missing."

describe('an expression that names what the flow does not declare', () => {
  it.each([
    ['an input', ["q: '{{ inputs.dat }}'"], ['1:12-22 The flow has no input "dat". Did you mean `inputs.date`?']],
    ['an input like no other', ["q: '{{ inputs.unlike }}'"], [`1:12-25 The flow has no input "unlike". ${NO_INPUT}`]],
    [
      'an input in brackets',
      ['q: \'{{ inputs["dat"] }}\''],
      ['1:12-25 The flow has no input "dat". Did you mean `inputs.date`?'],
    ],
    [
      'an input with a dot',
      ["q: '{{ inputs.db.hots }}'"],
      ['1:12-26 The flow has no input "db.hots". Did you mean `inputs.db.host`?'],
    ],
    ['a task', ["q: '{{ outputs.lod.uri }}'"], ['1:12-23 The flow has no task "lod". Did you mean `outputs.load`?']],
    [
      'a task that needs brackets',
      ["q: '{{ outputs[''load-in''].uri }}'"],
      ['1:12-19 The flow has no task "load-in". Did you mean `outputs[\'load-it\']`?'],
    ],
    [
      'a task whose hyphen subtracts',
      ["q: '{{ outputs.print-it.uri ~ outputs.load-x.uri }}'"],
      [
        `1:12-25 The flow has no task "print". Correct the id of the task, or write \`{{ outputs.task.property ?? '' }}\` if it may be missing.`,
      ],
    ],
    [
      'a variable',
      ["q: '{{ vars.regoin }}'"],
      ['1:12-23 The flow has no variable "regoin". Did you mean `vars.region`?'],
    ],
    [
      'a variable like no other',
      ["q: '{{ vars.other }}'"],
      ['1:12-22 The flow has no variable "other". Correct the name, or declare the variable.'],
    ],
    [
      'one of several, each at its place',
      ["q: '{{ inputs.date }} {{ inputs.dat }} {# inputs.dat #} {{ inputs.date ~ inputs.dat }}'"],
      [
        '1:30-40 The flow has no input "dat". Did you mean `inputs.date`?',
        '1:78-88 The flow has no input "dat". Did you mean `inputs.date`?',
      ],
    ],
    [
      'something in a block',
      ['q: |', '  select inputs.dat', '    from {{ inputs.date }}', '  where {{', '    inputs.dat }}'],
      ['5:9-19 The flow has no input "dat". Did you mean `inputs.date`?'],
    ],
    [
      'something in a folded block',
      ['q: >-', '  a', '  b {{ outputs.lod.uri }}'],
      ['3:12-23 The flow has no task "lod". Did you mean `outputs.load`?'],
    ],
    [
      'something between escapes',
      ['q: "\\"\\t{{ outputs[\\"lod\\"].uri }} {{ inputs.dat }}"'],
      [
        '1:16-23 The flow has no task "lod". Did you mean `outputs.load`?',
        '1:43-53 The flow has no input "dat". Did you mean `inputs.date`?',
      ],
    ],
    [
      'something in a tag',
      ["q: '{% if inputs.dat %}x{% endif %}{% for i in inputs.date %}{{ i ~ inputs.dats }}{% endfor %}'"],
      [
        '1:15-25 The flow has no input "dat". Did you mean `inputs.date`?',
        '1:73-84 The flow has no input "dats". Did you mean `inputs.date`?',
      ],
    ],
    [
      'something in a text',
      ['q: \'{{ "a #{inputs.dat}" }}\''],
      ['1:17-27 The flow has no input "dat". Did you mean `inputs.date`?'],
    ],
    [
      'something in a call',
      ["q: '{{ render(read(inputs.dat)) }}'"],
      ['1:24-34 The flow has no input "dat". Did you mean `inputs.date`?'],
    ],
    [
      'something in a map',
      ['q: \'{{ {"a": {"b": inputs.dat}} }}\''],
      ['1:24-34 The flow has no input "dat". Did you mean `inputs.date`?'],
    ],
    [
      'something below lists and maps',
      ['q: [{a: ["{{ inputs.dat }}"]}]'],
      ['1:18-28 The flow has no input "dat". Did you mean `inputs.date`?'],
    ],
    [
      'a test that fails where there is nothing',
      ['q: "{{ inputs.dat is null or inputs.dat is not empty }}"'],
      [
        '1:12-22 The flow has no input "dat". Did you mean `inputs.date`?',
        '1:34-44 The flow has no input "dat". Did you mean `inputs.date`?',
      ],
    ],
  ])('is told: %s', (_, lines, expected) => {
    expect(saidOf(...lines)).toEqual(expected)
  })

  it.each([
    'inputs.date',
    'inputs["date"]',
    'inputs[name]',
    'inputs["da" ~ "te"]',
    'inputs[date].x',
    'inputs',
    'inputs.db',
    'inputs.db.host.first',
    'inputs.date.a.b[0]',
    'outputs.load.uri',
    'outputs["load-it"].files["a.b"]',
    'outputs[taskrun.value].uri',
    'outputs.t[taskrun.value].uri',
    'outputs.load["a"].b',
    'outputs',
    'trigger.outputs.x',
    'execution.outputs.x',
    'parent.outputs.lod',
    'parents[0].outputs.lod',
    'item.inputs.dat',
    'outputs.load.inputs.dat',
    'outputs["load"].vars.dat',
    'inputs.dat ?? "x"',
    'outputs.lod.uri ??? "x"',
    'inputs.dat | default("x")',
    'inputs.dat is defined',
    'inputs.dat is not defined',
    'inputs.dat is defined ? inputs.dat : 1',
    'render(vars.region)',
    '"inputs.dat"',
    "'inputs.dat }}'",
    'outputs["lo\\"d"]',
    'namespace.dat',
    'envs.dat',
    'secret("inputs.dat")',
    'outputs.load | jq(".inputs.dat")',
    'x | inputs.dat',
    'my_inputs.dat',
  ])('is not {{ %s }}', (expression) => {
    expect(saidOf('q: |', `  {{ ${expression} }}`)).toEqual([])
  })

  it.each([
    ['a comment', ['q: "{# {{ inputs.dat }} #}"']],
    ['raw', ['q: "{% raw %}{{ inputs.dat }}{% endraw %}{{ inputs.date }}"']],
    ['raw over several lines', ['q: |', '  {%- raw -%}', '  {{ inputs.dat }}', '  {%- endraw -%}']],
    ['verbatim', ['q: "{% verbatim %}{{ inputs.dat }}{% endverbatim %}"']],
    ['a loop variable', ['q: "{% for inputs in [1] %}{{ inputs.dat }}{% endfor %}"']],
    ['the second of two loop variables', ['q: "{% for k, outputs in x %}{{ outputs.lod }}{% endfor %}"']],
    ['a name that the text sets', ['q: "{% set outputs = x %}{{ outputs.lod }}"']],
    ['an argument of a macro', ['q: "{% macro m(inputs) %}{{ inputs.dat }}{% endmacro %}"']],
    ['a guard around it', ['q: "{% if inputs.dat is defined %}{{ inputs.dat }}{% endif %}"']],
    ['a guard on another task', ['runIf: "{{ inputs.dat is defined }}"', 'q: "{{ inputs.dat }}"']],
    ["GitHub's expressions", ['q: "${{ inputs.dat }}"']],
    ["Go's templates beside it", ['q: "docker ps --format {{.Names}} {{ inputs.dat }}"']],
    ['Handlebars of 0.x', ['q: "{{ jq inputs.dat \'.x\' true }} {{#each outputs.lod}}{{/each}}"']],
    ['an expression that does not end', ['q: "{{ inputs.dat"']],
    ['a call that does not parse', ['q: "{{ inputs.dat @ 3 }}"']],
    [
      "dbt's functions",
      ['q: |', "  {{ config(materialized='table') }} {{ ref('inputs.dat') }} {{ var('outputs.lod') }}"],
    ],
    ['a flow in a text', ['q: |', '  id: g', '  tasks:', '    - id: x', '      q: "{{ inputs.dat }}"']],
    ['a description', ['description: "{{ inputs.dat }}"']],
    ['a disabled task', ['disabled: true', 'q: "{{ inputs.dat }}"']],
    [
      'what people are asked',
      ['onResume:', '  - id: reason', '    type: STRING', '    defaults: "{{ inputs.reason }}"'],
    ],
    ['what was asked', ['q: "{{ inputs.reason }}"', 'onResume: [{id: reason, type: STRING}]']],
    ['a key', ['q: {"{{ inputs.dat }}": 1}']],
  ])('is not told of %s', (_, lines) => {
    expect(saidOf(...lines)).toEqual([])
  })
})

const TASKS = 'tasks:\n  - id: t\n    type: x.Y\n'
const flowWith = (text: string) => `id: f\nnamespace: n\n${text}`

describe('what a flow declares', () => {
  it.each([
    ['an input by its old name', `inputs: [{name: a, type: STRING}]\n${TASKS}    q: "{{ inputs.a }}"\n`],
    ['any input where a form stands for several', `inputs: [{id: a, type: FORM}]\n${TASKS}    q: "{{ inputs.b }}"\n`],
    ['any input where one has a template for its id', `inputs: [{id: "{{ x }}"}]\n${TASKS}    q: "{{ inputs.b }}"\n`],
    [
      'an input that only a trigger brings',
      `triggers: [{id: s, type: x.S, inputs: {a: 1}}]\n${TASKS}    q: "{{ inputs.a }}"\n`,
    ],
    ['a number as id', `${TASKS}  - id: 2024\n    type: x.Y\n    q: "{{ outputs['2024'].uri }}"\n`],
    [
      'tasks of any nesting',
      `errors: [{id: e, type: x.If, then: [{id: a, type: x.Y}]}]\n${TASKS}    q: "{{ outputs.a.b }}"\n`,
    ],
    [
      'tasks of a Dag',
      `tasks:\n  - id: d\n    type: x.Dag\n    tasks: [{task: {id: a, type: x.Y}}]\n    q: "{{ outputs.a }}"\n`,
    ],
    ['tasks of a Switch', `${TASKS}    cases: {x: [{id: a, type: x.Y}]}\n    q: "{{ outputs.a }}"\n`],
    ['tasks that a plugin holds in its own way', `${TASKS}    mine: {steps: [{id: a}]}\n    q: "{{ outputs.a }}"\n`],
    [
      'the parts of a ForEachItem',
      `tasks:\n  - id: e\n    type: io.kestra.plugin.core.flow.ForEachItem\n  - id: t\n    type: x.Y\n    q: "{{ outputs.e_merge.x ~ outputs.e_split.y ~ outputs.e_items }}"\n`,
    ],
    [
      'any task beside a template of 0.x',
      `${TASKS}    q: "{{ outputs.a }}"\n  - id: o\n    type: io.kestra.core.tasks.flows.Template\n`,
    ],
    [
      'any task where one has a template for its id',
      `${TASKS}    q: "{{ outputs.a }}"\n  - id: "a{{ x }}"\n    type: x.Y\n`,
    ],
    [
      'variables that a task sets',
      `variables: {namey: 1}\n${TASKS}    q: "{{ vars.names }}"\n  - id: s\n    type: io.kestra.plugin.core.execution.SetVariables\n    variables: {names: 1}\n`,
    ],
    [
      'any variable where an expression sets them',
      `variables: {namey: 1}\n${TASKS}    q: "{{ vars.names }}"\n  - id: s\n    type: io.kestra.plugin.core.execution.SetVariables\n    variables: "{{ x }}"\n`,
    ],
    [
      'the outputs of a called flow',
      `tasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Subflow\n    outputs: {a: "{{ outputs.theirs.value }}"}\n`,
    ],
    [
      'the outputs of the flow that a trigger listens to',
      `${TASKS}triggers:\n  - id: x\n    type: io.kestra.plugin.core.trigger.Flow\n    inputs: {a: "{{ outputs.theirs.value }}"}\n`,
    ],
  ])('is %s', (_, text) => {
    expect(undeclared(flowWith(text))).toEqual([])
  })

  it.each([
    ['flow outputs', `${TASKS}outputs: [{id: o, type: STRING, value: "{{ outputs.q.b }}"}]\n`, 'q'],
    ['variables', `variables: {a: "{{ inputs.q }}"}\n${TASKS}`, 'q'],
    ['labels', `labels: {a: "{{ inputs.q }}"}\n${TASKS}`, 'q'],
    ['defaults of plugins', `pluginDefaults: [{type: x, values: {a: "{{ inputs.q }}"}}]\n${TASKS}`, 'q'],
    ['inputs that hang on others', `inputs: [{id: a, type: SELECT, expression: "{{ inputs.q }}"}]\n${TASKS}`, 'q'],
    [
      'what a call passes',
      `tasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Subflow\n    inputs: {a: "{{ inputs.q }}"}\n`,
      'q',
    ],
    ['afterExecution', `${TASKS}afterExecution: [{id: a, type: x.Y, q: "{{ outputs.q }}"}]\n`, 'q'],
    [
      'an output of the flow, which no task has',
      `${TASKS}    q: "{{ outputs.o }}"\noutputs: [{id: o, type: STRING, value: x}]\n`,
      'o',
    ],
  ])('is asked for in %s', (_, text, name) => {
    expect(undeclared(flowWith(text)).map(({ message }) => message)).toEqual([expect.stringContaining(`"${name}"`)])
  })
})

it('never throws, and says nothing twice of one place, whatever stands between the braces', () => {
  const piece = fc.constantFrom(
    ...['{{', '}}', '{%', '%}', '{#', '#}', '-', ' ', '\n', 'inputs', 'outputs', '.', 'dat', '[', ']', '"', "'", '\\'],
    ...['raw', 'endraw', 'for', 'in', 'set', '=', '??', '|', 'default', '(', ')', '{', '}', 'é', '$'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const source = `${FLOW}    q: ${JSON.stringify(pieces.join(''))}\n`
      const found = undeclared(source)
      const places = found.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`)
      expect(new Set(places).size).toBe(places.length)
    }),
    { numRuns: 2000 },
  )
})

const PUBLISHED = globSync(['examples/**/*.{yml,yaml}', '__tests__/**/*.{yml,yaml}'])
  .map((path) => readFileSync(path, 'utf8'))
  .filter((source) => Array.isArray(Object(parseYaml(source).value)['tasks']))

describe('the flows of this repository', () => {
  it('name what they declare', () => {
    expect([...PUBLISHED, ...validFlows('2.0.0')].flatMap(referencesIn).length).toBeGreaterThan(15)
    expect([...PUBLISHED, ...validFlows('2.0.0')].flatMap(undeclared)).toEqual([])
  })

  it('are told when what they name is called otherwise', () => {
    const renamed = PUBLISHED.flatMap(renamedDeclarations)
    expect(renamed.length).toBeGreaterThan(5)
    expect(renamed.filter(({ source }) => undeclared(source).length === 0)).toEqual([])
  })
})

it('goes on where what is named is empty', () => {
  const source = flowWith(`${TASKS}    namespaceFiles: { include: [''] }\n`)
  const problems = validateOffline({ flows: [aDesiredFlow(source)], brokenFlows: [], desired: { resources: [] } })
  expect(problems.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(['missing-include 6:33'])
})

it('names a key and a file that stand twice in one text at both places', () => {
  const source = flowWith(`${TASKS}    q: "{{ kv('a') }} {{ kv('a') }} {{ read('b') ~ read('b') }}"\n`)
  const server = { flows: [], keys: new Map([['n', new Set<string>()]]), isComplete: true }
  const problems = validateOffline(
    { flows: [aDesiredFlow(source)], brokenFlows: [], desired: { resources: [] } },
    { server },
  )
  expect(problems.map(({ code, column, endColumn }) => `${code} ${column}-${endColumn}`)).toEqual([
    'unknown-key 12-19',
    'unknown-key 26-33',
    'missing-file 40-49',
    'missing-file 52-61',
  ])
})

describe('an expression in an output of the flow that cannot be rendered', () => {
  const flow = (required: string, value: string) =>
    `id: f\nnamespace: n\noutputs:\n  - {id: o, type: STRING${required}, value: "{{ ${value} }}"}\ntasks:\n  - {id: t, type: x.Y}\n`

  it.each([
    ['outputs.gone.value', 'undeclared-output'],
    ['inputs.gone', 'undeclared-input'],
    ['nothing.here', 'unknown-context'],
    ['flow.id | gone', 'unknown-filter'],
  ])('is an info where Kestra omits the output: %s', (value, code) => {
    expect(offlineProblems(flow('', value))).toEqual([expect.stringContaining(`warning ${code}`)])
    expect(offlineProblems(flow(', required: false', value))).toEqual([expect.stringContaining(`info ${code}`)])
  })
})
