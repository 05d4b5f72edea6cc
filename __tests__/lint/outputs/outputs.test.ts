import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPluginOutputs, type TypeOutputs } from '../../../src/lint/type-outputs.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aDesiredFlow } from '../offline-problems.ts'

const RECORDED = new URL('../../fixtures/type-outputs/1.0.3.recorded.json', import.meta.url)

/** What a 1.0.3 gives, and a plugin of which only a schema without properties is known. */
const types: TypeOutputs = {
  ...Object.fromEntries(
    Object.entries<unknown>(JSON.parse(readFileSync(RECORDED, 'utf8'))).map(([type, outputs]) => [
      type,
      readPluginOutputs({ schema: { outputs } }) ?? {},
    ]),
  ),
  'io.acme.Anything': {},
  'io.acme.Query': { uri: 'string', rows: 'array', row: 'object' },
}

const CALLED = `id: called
namespace: company.team
inputs:
  - {id: count, type: INT, required: false}
outputs:
  - {id: total, type: INT, value: "1"}
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: m}
`

const returns = (id: string, more = '') =>
  `{id: ${id}, type: io.kestra.plugin.core.debug.Return, format: f${more && `, ${more}`}}`
const logs = (id: string, text: string, more = '') =>
  `{id: ${id}, type: io.kestra.plugin.core.log.Log, message: "${text}"${more && `, ${more}`}}`
const holds = (id: string, type: string, more: string) =>
  `{id: ${id}, type: io.kestra.plugin.core.flow.${type}, ${more}}`

/** What is told of a flow with these lines of `tasks`, or with these sections. */
const toldOf = (lines: readonly string[], known: TypeOutputs = types): readonly string[] => {
  const body = lines.every((line) => line.startsWith('{')) ? ['tasks:', ...lines.map((line) => `  - ${line}`)] : lines
  const source = `id: f\nnamespace: company.team\n${body.join('\n')}\n`
  const flows = [aDesiredFlow(source), aDesiredFlow(CALLED)]
  return validateOffline({ flows, brokenFlows: [], desired: { resources: [] } }, { types: known })
    .filter(({ code }) => /output/.test(code))
    .map(({ code, message, hint, line = 0, column = 0, endColumn = 0 }) => {
      const word = source.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)
      return `${code} ${word}: ${message} ${hint}`
    })
}

describe('an output that the task does not have', () => {
  it.each([
    [
      'is named with the nearest',
      [returns('a'), logs('z', '{{ outputs.a.valu.x }}')],
      'unknown-output outputs.a.valu: The task "a" has no output "valu". Did you mean `outputs.a.value`?',
    ],
    [
      'is named with all',
      [holds('s', 'Subflow', 'namespace: company.team, flowId: called'), logs('z', '{{ outputs.s.id }}')],
      'unknown-output outputs.s.id: The task "s" has no output "id". It has executionId, outputs, state.',
    ],
    [
      'is none of a type without any',
      [logs('a', 'm'), logs('z', "{{ outputs['a']['value'] }}")],
      `unknown-output outputs['a']['value']: The task "a" has no outputs: Log gives none. Read a property that the task has.`,
    ],
    [
      'lies one step further',
      [
        '{id: a, type: io.kestra.plugin.core.output.OutputValues, values: {color: red}}',
        logs('z', '{{ outputs.a.color }}'),
      ],
      'unknown-output outputs.a.color: The task "a" has no output "color". Did you mean `outputs.a.values.color`?',
    ],
    [
      'is a value in a value that is not set',
      [
        '{id: a, type: io.kestra.plugin.core.output.OutputValues, values: {db: {host: h}}}',
        logs('z', '{{ outputs.a.values.db.hots }}'),
      ],
      'unknown-output outputs.a.values.db.hots: `outputs.a.values.db` has no "hots". Did you mean `outputs.a.values.db.host`?',
    ],
    [
      'is not declared by the flow that is called',
      [
        holds('s', 'Subflow', 'namespace: "{{ flow.namespace }}", flowId: called'),
        logs('z', '{{ outputs.s.outputs.totl }}'),
      ],
      'unknown-output outputs.s.outputs.totl: `outputs.s.outputs` has no "totl". Did you mean `outputs.s.outputs.total`?',
    ],
    [
      'is not there without waiting',
      [
        holds('s', 'Subflow', 'namespace: company.team, flowId: called, wait: false'),
        logs('z', '{{ outputs.s.outputs.total }}'),
      ],
      'unknown-output outputs.s.outputs: The task "s" has no output "outputs". It has executionId, state.',
    ],
    [
      'is a variable',
      [
        '{id: a, type: io.kestra.plugin.core.execution.SetVariables, variables: {color: red}}',
        logs('z', '{{ outputs.a.color }}'),
      ],
      'unknown-output outputs.a.color: The task "a" has no outputs: SetVariables gives none. Write `vars.color`.',
    ],
    [
      'is another than the one that is asked for with care',
      [returns('a'), logs('y', "{{ outputs.a.x ?? '' }}"), logs('z', '{{ outputs.a.valu }}')],
      'unknown-output outputs.a.valu: The task "a" has no output "valu". Did you mean `outputs.a.value`?',
    ],
    [
      'lies in a text',
      [returns('a'), logs('z', '{{ outputs.a.value.name }}')],
      'unknown-output outputs.a.value.name: `outputs.a.value` is a text, which has no "name". If the text is JSON, parse it first: `fromJson(outputs.a.value).name`.',
    ],
    [
      'lies in a list',
      [
        '{id: a, type: io.acme.Query}',
        logs('z', '{{ outputs.a.rows.name }} {{ outputs.a.rows.size }} {{ outputs.a.rows[0].x }}'),
      ],
      'unknown-output outputs.a.rows.name: `outputs.a.rows` is a list, which has no "name". Read an entry by its index: `outputs.a.rows[0]`.',
    ],
    [
      'lies in a number',
      [
        holds('a', 'LoopUntil', `condition: "{{ true }}", tasks: [${logs('b', 'm')}]`),
        logs('z', '{{ outputs.a.iterationCount.value }}'),
      ],
      'unknown-output outputs.a.iterationCount.value: `outputs.a.iterationCount` is a number, which has no "value". Read a property that the task has.',
    ],
    [
      'is read for an output of the flow',
      ['outputs:', '  - {id: o, type: STRING, value: "{{ outputs.a.x }}"}', 'tasks:', `  - ${returns('a')}`],
      'unknown-output outputs.a.x: The task "a" has no output "x". It has value.',
    ],
    [
      'is read in a variable',
      ['variables:', '  v: "{{ outputs.a.x }}"', 'tasks:', `  - ${returns('a')}`],
      'unknown-output outputs.a.x: The task "a" has no output "x". It has value.',
    ],
  ])('%s', (_, lines, expected) => {
    expect(toldOf(lines)).toEqual([expected])
  })

  it.each([
    ['of a plugin that may give anything', ['{id: a, type: io.acme.Anything}', logs('z', '{{ outputs.a.x }}')]],
    ['of a type that is not known', ['{id: a, type: io.acme.Other}', logs('z', '{{ outputs.a.x }}')]],
    [
      'below what the type does not tell',
      ['{id: a, type: io.acme.Query}', logs('z', '{{ outputs.a.row.x.y }} {{ outputs.a.rows[0].x }}')],
    ],
    ['by a name that only a run can tell', [returns('a'), logs('z', '{{ outputs.a[inputs.name] }}')]],
    [
      'by the name of a method',
      [returns('a'), logs('z', '{{ outputs.a.value.length }} {{ outputs.a.value.substring(1) }}')],
    ],
    ['with care', [returns('a'), logs('z', "{{ outputs.a.x ?? '' }} {{ outputs.a.x | default('') }}")]],
    ['with care elsewhere', [returns('a'), logs('y', '{{ outputs.a.x is defined }}'), logs('z', '{{ outputs.a.x }}')]],
    ['as a whole', [logs('a', 'm'), logs('z', '{{ outputs.a }}')]],
    [
      'of values that are rendered',
      [
        '{id: a, type: io.kestra.plugin.core.output.OutputValues, values: "{{ inputs.x }}"}',
        logs('z', '{{ outputs.a.values.x }}'),
      ],
    ],
    [
      'of a flow that is not known',
      [holds('s', 'Subflow', 'namespace: company.team, flowId: other'), logs('z', '{{ outputs.s.outputs.x }}')],
    ],
    [
      'of an older revision',
      [
        holds('s', 'Subflow', 'namespace: company.team, flowId: called, revision: 2'),
        logs('z', '{{ outputs.s.outputs.x }}'),
      ],
    ],
    ['by a disabled task', [returns('a'), logs('z', '{{ outputs.a.x }}', 'disabled: true')]],
    ['by a task that never runs', [returns('a'), logs('z', '{{ outputs.a.x }}', 'runIf: "{{ false }}"')]],
    [
      'behind the end of the execution',
      [returns('a'), '{id: e, type: io.kestra.plugin.core.execution.Exit}', logs('z', '{{ outputs.a.x }}')],
    ],
    [
      'of a task that makes its outputs itself',
      ['{id: a, type: io.kestra.plugin.core.templating.TemplatedTask, spec: s}', logs('z', '{{ outputs.a.x }}')],
    ],
    [
      'of the parts of a ForEachItem',
      [
        holds('a', 'ForEachItem', 'items: i, namespace: n, flowId: f'),
        logs('z', '{{ outputs.a_merge.subflowOutputs }}'),
      ],
    ],
  ])('is not told %s', (_, lines) => {
    expect(toldOf(lines)).toEqual([])
  })

  it('is told of what the flow itself says, without knowing any type', () => {
    const lines = [
      holds('s', 'Subflow', 'namespace: company.team, flowId: called'),
      logs('z', '{{ outputs.s.outputs.x }} {{ outputs.s.y }}'),
    ]
    expect(toldOf(lines, {}).map((line) => line.slice(0, 34))).toEqual(['unknown-output outputs.s.outputs.x'])
  })
})

describe('an output of a task that has not run', () => {
  it.each([
    [
      'runs later',
      [logs('a', '{{ outputs.z.value }}'), returns('z')],
      'output-too-early outputs.z: The task "z" runs later. Move the task after the one whose output it reads.',
    ],
    [
      'reads itself',
      ['{id: a, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.a.value }}"}'],
      'output-too-early outputs.a: The task "a" reads an output of its own, which exists only after it has run. Read the output of a task that runs before it.',
    ],
    [
      'is part of what reads it',
      [holds('i', 'If', `condition: "{{ outputs.a.value == 'x' }}", then: [${returns('a')}]`)],
      'output-too-early outputs.a: The task "a" runs inside "i", after Kestra renders this expression. Move the task after the one whose output it reads.',
    ],
    [
      'runs at the same time',
      [
        holds(
          'p',
          'Parallel',
          `tasks: [${returns('a')}, ${holds('q', 'Sequential', `tasks: [${logs('z', '{{ outputs.a.value }}')}]`)}]`,
        ),
      ],
      'output-too-early outputs.a: The task "a" runs at the same time as this one. Move the task after the one whose output it reads.',
    ],
    [
      'runs in finally',
      ['tasks:', `  - ${logs('z', '{{ outputs.a.value }}')}`, 'finally:', `  - ${returns('a')}`],
      'output-too-early outputs.a: The task "a" runs later. Move the task after the one whose output it reads.',
    ],
    [
      'is needed for an output of the flow',
      [
        'outputs:',
        '  - {id: o, type: STRING, value: "{{ outputs.a.value }}"}',
        'tasks:',
        `  - ${logs('z', 'm')}`,
        'afterExecution:',
        `  - ${returns('a')}`,
      ],
      'output-too-early outputs.a: The task "a" runs later. Move the task after the one whose output it reads.',
    ],
    [
      'is disabled',
      [returns('a', 'disabled: true'), logs('z', '{{ outputs.a.value }}')],
      'output-of-skipped-task outputs.a: The task "a" is disabled. Read the output of another task, or write `{{ outputs.task.property ?? \'\' }}` if it may be missing.',
    ],
    [
      'is part of what is disabled',
      [holds('q', 'Sequential', `disabled: true, tasks: [${returns('a')}]`), logs('z', '{{ outputs.a.value }}')],
      'output-of-skipped-task outputs.a: The task "a" is part of "q", which is disabled.',
    ],
    [
      'is in another branch',
      [
        holds(
          'i',
          'If',
          `condition: "{{ inputs.x }}", then: [${returns('a')}], else: [${logs('z', '{{ outputs.a.value }}')}]`,
        ),
      ],
      'output-of-skipped-task outputs.a: The task "a" is in another branch, and only one of them runs.',
    ],
    [
      'stands in a branch that is never taken',
      [holds('i', 'If', `condition: true, else: [${returns('a')}]`), logs('z', '{{ outputs.a.value }}')],
      'output-of-skipped-task outputs.a: The task "a" runs only where the condition of "i" does not hold.',
    ],
    [
      'stands in a case that is never taken',
      [
        holds('s', 'Switch', `value: b, cases: {a: [${returns('a')}], b: [${logs('b', 'm')}]}`),
        logs('z', '{{ outputs.a.value }}'),
      ],
      'output-of-skipped-task outputs.a: The task "a" never runs: the value of "s" is always "b".',
    ],
    [
      'runs only after a failure',
      [
        holds('q', 'Sequential', `tasks: [${logs('b', 'm')}], errors: [${returns('a')}]`),
        logs('z', '{{ outputs.a.value }}'),
      ],
      'output-of-skipped-task outputs.a: The task "a" runs only after a failure.',
    ],
    [
      'never runs before what is done at the end',
      [
        'tasks:',
        '  - {id: e, type: io.kestra.plugin.core.execution.Fail}',
        `  - ${returns('a')}`,
        'finally:',
        `  - ${logs('z', '{{ outputs.a.value }}')}`,
      ],
      'output-of-skipped-task outputs.a: The task "a" never runs: the execution ends with "e" before it.',
    ],
    [
      'runs under a condition',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', '{{ outputs.a.value is not null }}')],
      'uncertain-output outputs.a: The task "a" runs only where its `runIf` holds.',
    ],
    [
      'runs under a condition, and is looked up before another',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', "{{ outputs.a.value == 'f' and inputs.x }}")],
      'uncertain-output outputs.a: The task "a" runs only where its `runIf` holds.',
    ],
    [
      'runs under a condition, and is what a block depends on',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', "{% if outputs.a.value == 'f' %}f{% endif %}")],
      'uncertain-output outputs.a: The task "a" runs only where its `runIf` holds.',
    ],
    [
      'runs in one of the cases',
      [
        holds('s', 'Switch', `value: "{{ inputs.x }}", cases: {a: [${returns('a')}]}`),
        logs('z', '{{ outputs.a.value }}'),
      ],
      'uncertain-output outputs.a: The task "a" runs only in the case "a" of "s".',
    ],
    [
      'may be slower',
      [
        holds(
          'p',
          'Parallel',
          `tasks: [${returns('a')}, ${holds('q', 'Sequential', `tasks: [${logs('y', 'm')}, ${logs('z', '{{ outputs.a.value }}')}]`)}]`,
        ),
      ],
      'uncertain-output outputs.a: The task "a" may not have run yet: this one does not wait for it.',
    ],
  ])('is told: it %s', (_, lines, expected) => {
    const reported = toldOf(lines)
    expect(reported.map((line) => line.slice(0, expected.length))).toEqual([expected])
  })

  it.each([
    [
      'after the tasks that run at once',
      [holds('p', 'Parallel', `tasks: [${returns('a')}]`), logs('z', '{{ outputs.a.value }}')],
    ],
    [
      'of tasks that run one by one',
      [holds('p', 'Parallel', `concurrent: 1, tasks: [${returns('a')}, ${logs('z', '{{ outputs.a.value }}')}]`)],
    ],
    [
      'that a Dag waits for',
      [
        holds(
          'd',
          'Dag',
          `tasks: [{task: ${logs('z', '{{ outputs.a.value }}')}, dependsOn: [b]}, {task: ${returns('b')}, dependsOn: [a]}, {task: ${returns('a')}}]`,
        ),
      ],
    ],
    [
      'in the same branch',
      [holds('i', 'If', `condition: "{{ inputs.x }}", then: [${returns('a')}, ${logs('z', '{{ outputs.a.value }}')}]`)],
    ],
    [
      'in a branch that is always taken',
      [holds('i', 'If', `condition: "{{ true }}", then: [${returns('a')}]`), logs('z', '{{ outputs.a.value }}')],
    ],
    [
      'under a condition of its own',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', '{{ outputs.a.value }}', 'runIf: "{{ inputs.x }}"')],
    ],
    [
      'behind another condition',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', "{{ inputs.x and outputs.a.value == 'f' }}")],
    ],
    [
      'in a conditional expression',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', "{{ inputs.x ? outputs.a.value : '' }}")],
    ],
    [
      'in a block',
      [returns('a', 'runIf: "{{ inputs.x }}"'), logs('z', '{% if inputs.x %}{{ outputs.a.value }}{% endif %}')],
    ],
    [
      'where the other branch ends the execution',
      [
        holds(
          'i',
          'If',
          `condition: "{{ inputs.x }}", then: [${returns('a')}], else: [{id: e, type: io.kestra.plugin.core.execution.Fail}]`,
        ),
        logs('z', '{{ outputs.a.value }}'),
      ],
    ],
    [
      'by the condition that ends a loop',
      [holds('l', 'LoopUntil', `condition: "{{ outputs.a.value == 'f' }}", tasks: [${returns('a')}]`)],
    ],
    [
      'in errors and finally',
      [
        'tasks:',
        `  - ${returns('a')}`,
        'errors:',
        `  - ${logs('y', '{{ outputs.a.value }}')}`,
        'finally:',
        `  - ${logs('z', '{{ outputs.a.value }}')}`,
      ],
    ],
    [
      'of finally, in an output of the flow',
      [
        'outputs:',
        '  - {id: o, type: STRING, value: "{{ outputs.a.value }}"}',
        'tasks:',
        `  - ${logs('z', 'm')}`,
        'finally:',
        `  - ${returns('a')}`,
      ],
    ],
    [
      'for an output of the flow that may be missing',
      [
        'outputs:',
        '  - {id: o, type: STRING, required: false, value: "{{ outputs.a.value }} {{ outputs.a.x }}"}',
        'tasks:',
        `  - ${returns('a', 'runIf: "{{ inputs.x }}"')}`,
      ],
    ],
    [
      'where no case fits, and that is certain',
      [
        holds('s', 'Switch', `value: c, cases: {b: [${logs('b', 'm')}]}, defaults: [${returns('a')}]`),
        logs('z', '{{ outputs.a.value }}'),
      ],
    ],
    [
      'by the condition of a loop that counts its rounds',
      [holds('l', 'LoopUntil', `condition: "{{ outputs.l.iterationCount == 2 }}", tasks: [${logs('a', 'm')}]`)],
    ],
    [
      'by a loop under its older name',
      [holds('l', 'WaitFor', `condition: "{{ outputs.l.iterationCount == 2 }}", tasks: [${logs('a', 'm')}]`)],
    ],
    [
      'of a branch in a loop, for the value that takes it',
      [
        holds(
          'l',
          'ForEach',
          `values: [1, 2], tasks: [${holds('i', 'If', `condition: "{{ taskrun.value == 2 }}", then: [${returns('a')}]`)}]`,
        ),
        logs('z', "{{ outputs.a['2'].value }}"),
      ],
    ],
    [
      'in finally, under a condition of its own',
      [
        'tasks:',
        `  - ${logs('y', 'm')}`,
        'errors:',
        `  - ${returns('a')}`,
        'finally:',
        `  - ${logs('z', '{{ outputs.a.value }}', 'runIf: "{{ execution.state == \'FAILED\' }}"')}`,
      ],
    ],
    [
      'of what holds the reader',
      [holds('i', 'If', `condition: "{{ inputs.x }}", then: [${logs('z', '{{ outputs.i.evaluationResult }}')}]`)],
    ],
    [
      'inside of a task of a plugin',
      [`{id: p, type: io.acme.Anything, tasks: [${logs('z', '{{ outputs.a.value }}')}, ${returns('a')}]}`],
    ],
  ])('is not told %s', (_, lines) => {
    expect(toldOf(lines)).toEqual([])
  })
})

const loops = (id: string, more: string) => holds(id, 'ForEach', more)

describe('an output of a task in a loop', () => {
  it.each([
    [
      'without its key inside of it',
      [loops('l', `values: "{{ inputs.x }}", tasks: [${returns('a')}, ${logs('z', '{{ outputs.a.value }}')}]`)],
      'loop-output outputs.a.value: The task "a" has an output for each value of the loop "l", and this names none of them. Write `outputs.a[taskrun.value].value`.',
    ],
    [
      'without its key after it',
      [loops('l', `values: [x, y], tasks: [${returns('a')}]`), logs('z', '{{ outputs.a.value }}')],
      'loop-output outputs.a.value: The task "a" has an output for each value of the loop "l", and this names none of them. Write `outputs.a[\'x\'].value`.',
    ],
    [
      'with a key that is no value',
      [loops('l', `values: '["red", "green"]', tasks: [${returns('a')}]`), logs('z', '{{ outputs.a.grean.value }}')],
      'loop-output outputs.a.grean: The loop "l" has no value "grean". Did you mean `green`?',
    ],
    [
      'without the key of the inner loop',
      [
        loops('l', `values: [x], tasks: [${loops('m', `values: [y], tasks: [${returns('a')}]`)}]`),
        logs('z', "{{ outputs.a['x'].value }}"),
      ],
      `loop-output outputs.a['x'].value: The task "a" has an output for each value of the loop "m", and this names none of them. Write \`outputs.a['y'].value\`.`,
    ],
    [
      'with a property that it does not have',
      [loops('l', `values: [x], tasks: [${returns('a')}, ${logs('z', '{{ outputs.a[taskrun.value].x }}')}]`)],
      'unknown-output outputs.a[taskrun.value].x: The task "a" has no output "x". It has value.',
    ],
    [
      'of a Loop after it',
      [holds('l', 'Loop', `values: [x], tasks: [${returns('a')}]`), logs('z', '{{ outputs.a.value }}')],
      'loop-output outputs.a: The outputs of "a" stay inside the loop "l". Declare the value in `outputs` of the loop, and read `outputs.l.outputs`.',
    ],
    [
      'of a Loop with a key',
      [
        holds(
          'l',
          'Loop',
          `values: [x], tasks: [${returns('a')}, ${logs('z', '{{ outputs.a[taskrun.value].value }}')}]`,
        ),
      ],
      'loop-output outputs.a[taskrun.value]: The outputs of "a" have no key: it is not in a loop that gives them one. Remove the brackets.',
    ],
    [
      'with a key although it is before the loop',
      [returns('a'), loops('l', `values: [x], tasks: [${logs('z', '{{ outputs.a[taskrun.value].value }}')}]`)],
      'loop-output outputs.a[taskrun.value]: The outputs of "a" have no key: it is not in a loop that gives them one. Remove the brackets.',
    ],
  ])('is told %s', (_, lines, expected) => {
    expect(toldOf(lines)).toEqual([expected])
  })

  it.each([
    [
      'by the value',
      [
        loops('l', `values: [x, 1], tasks: [${returns('a')}, ${logs('z', '{{ outputs.a[taskrun.value].value }}')}]`),
        logs('y', "{{ outputs.a.x.value }} {{ outputs.a['1'].value }}"),
      ],
    ],
    [
      'by a value that only a run can tell',
      [loops('l', `values: "{{ inputs.x }}", tasks: [${returns('a')}]`), logs('z', "{{ outputs.a['north'].value }}")],
    ],
    [
      'as a whole',
      [
        loops('l', `values: [x], tasks: [${returns('a')}]`),
        logs('z', '{{ outputs.a }} {{ currentEachOutput(outputs.a).value }}'),
      ],
    ],
    [
      'in the same round of a Loop',
      [
        holds(
          'l',
          'Loop',
          `values: [x], outputs: [{id: o, type: STRING, value: "{{ outputs.a.value }}"}], tasks: [${returns('a')}, ${logs('z', '{{ outputs.a.value }}')}]`,
        ),
      ],
    ],
    [
      'of a Loop, which declares it',
      [
        holds('l', 'Loop', `values: [x], outputs: [{id: o, type: STRING, value: v}], tasks: [${returns('a')}]`),
        logs('z', '{{ outputs.l.outputs[0].outputs.o }}'),
      ],
    ],
    [
      'in a variable',
      [
        'variables:',
        '  v: "{{ outputs.a.value }}"',
        'tasks:',
        `  - ${loops('l', `values: [x], tasks: [${returns('a')}]`)}`,
      ],
    ],
  ])('is not told %s', (_, lines) => {
    expect(toldOf(lines)).toEqual([])
  })
})

describe('the value of an output of the flow', () => {
  const outputs = (type: string, value: string, tasks: readonly string[]) => [
    'outputs:',
    `  - {id: o, type: ${type}, value: "${value}"}`,
    'tasks:',
    ...tasks.map((task) => `  - ${task}`),
  ]

  it.each([
    [
      'INT',
      '{{ outputs.a.value }}',
      [returns('a')],
      '"f" is refused as an output of type INT: it must be a whole number of at most 2147483647. Correct the value, or the type of the output.',
    ],
    [
      'JSON',
      'outputs.a.value',
      [returns('a')],
      '"outputs.a.value" is refused as an output of type JSON: it must be JSON. Write `{{ outputs.a.value }}`.',
    ],
    [
      'FLOAT',
      "{{ outputs['a'].values.n }}",
      ['{id: a, type: io.kestra.plugin.core.output.OutputValues, values: {n: many}}'],
      '"many" is refused as an output of type FLOAT: it must be a number. Correct the value, or the type of the output.',
    ],
    [
      'DATE',
      '{{ outputs.a.keys }}',
      ['{id: a, type: io.kestra.plugin.core.kv.GetKeys}'],
      'A list is refused as an output of type DATE. Correct the value, or the type of the output.',
    ],
  ])('that is no %s is told: %s', (type, value, tasks, message) => {
    const marked = value.includes('{{') ? type : `"${value}"`
    expect(toldOf(outputs(type, value, tasks))).toEqual([`invalid-output ${marked}: ${message}`])
  })

  it.each([
    ['INT', '{{ outputs.a.value }}', ['{id: a, type: io.kestra.plugin.core.debug.Return, format: 5}']],
    ['INT', '{{ outputs.a.value }}', ['{id: a, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.x }}"}']],
    ['INT', '{{ outputs.a.value | length }}', [returns('a')]],
    ['INT', '{{ outputs.a.value }}{{ outputs.a.value }}', [returns('a')]],
    ['INT', '{{ outputs.a.value ?? 1 }}', [returns('a')]],
    ['INT', "{{ outputs.a['x'] }}", [loops('l', `values: [x], tasks: [${returns('a')}]`)]],
    ['INT', '{{ outputs.a.uri }}', ['{id: a, type: io.acme.Query}']],
    ['STRING', '{{ outputs.a.keys }}', ['{id: a, type: io.kestra.plugin.core.kv.GetKeys}']],
    ['EMAIL', 'nobody', [returns('a')]],
    ['BOOL', 'maybe', [returns('a')]],
  ])('that may be %s is not told: %s', (type, value, tasks) => {
    expect(toldOf(outputs(type, value, tasks))).toEqual([])
  })
})

describe('an output that is passed to a flow', () => {
  const passing = (format: string, count: string) => [
    returns('a').replace('format: f', `format: ${format}`),
    holds('s', 'Subflow', `namespace: company.team, flowId: called, inputs: {count: "${count}"}`),
  ]
  const codesOf = (lines: readonly string[]) =>
    validateOffline(
      {
        flows: [
          aDesiredFlow(`id: f\nnamespace: company.team\ntasks:\n${lines.map((line) => `  - ${line}\n`).join('')}`),
          aDesiredFlow(CALLED),
        ],
        brokenFlows: [],
        desired: { resources: [] },
      },
      { types },
    ).map(({ code, message }) => `${code}: ${message}`)

  it('is told where the input does not take it', () => {
    expect(codesOf(passing('five', '{{ outputs.a.value }}'))).toEqual([
      expect.stringMatching(
        /^invalid-input: "five", passed to the input "count" \(INT\) of "company.team.called", is refused/,
      ),
    ])
  })

  it.each([
    ['5', '{{ outputs.a.value }}'],
    ['"{{ inputs.x }}"', '{{ outputs.a.value }}'],
    ['five', '{{ outputs.a.value | length }}'],
  ])('is not told where the input takes it, or where only a run can tell: %s, %s', (format, count) => {
    expect(codesOf(passing(format, count)).filter((line) => line.startsWith('invalid'))).toEqual([])
  })
})
