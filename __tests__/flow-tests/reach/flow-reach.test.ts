import { describe, expect, it } from 'vitest'
import { flowReach, touchedSuites } from '../../../src/flow-tests/flow-reach.ts'
import { resourceKey } from '../../../src/resource/resource.ts'
import { readSuite } from '../../../src/suites/suite.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const FLOWS: Readonly<Record<string, string>> = {
  parent: `tasks:
  - {id: a, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: child}
  - {id: b, type: io.kestra.plugin.core.log.Log, message: "{{ read('/q.sql') }} {{ kv('rate') }} {{ kv('far', 'other.place') }}"}`,
  child: `tasks:
  - {id: a, type: io.kestra.plugin.core.flow.ForEachItem, namespace: "{{ flow.namespace }}", flowId: parent}
  - {id: b, type: io.kestra.plugin.core.log.Log, message: "{{ subflow('company.team', 'deep') }}"}`,
  deep: 'tasks: [{id: a, type: io.kestra.plugin.core.log.Log, message: a}]',
  any: `tasks:
  - {id: a, type: io.kestra.plugin.core.log.Log, message: "{{ read(inputs.file) }} {{ kv(inputs.key) }}"}`,
  files: 'tasks: [{id: a, type: io.kestra.plugin.scripts.shell.Commands, namespaceFiles: {enabled: true}}]',
  listener: `tasks: [{id: a, type: io.kestra.plugin.core.log.Log, message: a}]
triggers: [{id: t, type: io.kestra.plugin.core.trigger.Flow, dependsOn: [{namespace: company.team, flowId: deep}]}]`,
}

const flows = Object.entries(FLOWS).map(([id, text]) => ({
  namespace: 'company.team',
  id,
  file: `flows/${id}.yml`,
  document: parseYaml(`id: ${id}\nnamespace: company.team\n${text}\n`),
}))
const resources = [
  ...flows.map(({ id }) => ({ kind: 'flow', namespace: 'company.team', name: id }) as const),
  { kind: 'file', namespace: 'company.team', name: '/q.sql' },
  { kind: 'file', namespace: 'company', name: '/shared.sql' },
  { kind: 'key-value', namespace: 'company.team', name: 'rate' },
  { kind: 'key-value', namespace: 'company', name: 'tax' },
  { kind: 'key-value', namespace: 'elsewhere', name: 'tax' },
] as const
const reach = flowReach({ flows, resources })
const reachedBy = (id: string) => [...reach('company.team', id)].toSorted()

describe('what a flow reaches', () => {
  it('is itself, what it calls, and what they name; also where a circle of calls is', () => {
    const both = [
      'file company /q.sql',
      'file company.team /q.sql',
      'flow company.team child',
      'flow company.team deep',
      'flow company.team parent',
      'key-value company rate',
      'key-value company.team rate',
      'key-value other far',
      'key-value other.place far',
    ]
    expect(reachedBy('parent')).toEqual(both)
    expect(reachedBy('child')).toEqual(both)
    expect(reachedBy('deep')).toEqual(['flow company.team deep'])
  })

  it('is every file and pair of its namespaces where only a run can tell which', () => {
    expect(reachedBy('any')).toEqual([
      'file company /shared.sql',
      'file company.team /q.sql',
      'flow company.team any',
      'key-value company tax',
      'key-value company.team rate',
    ])
    expect(reachedBy('files')).toEqual([
      'file company /shared.sql',
      'file company.team /q.sql',
      'flow company.team files',
    ])
  })

  it('is not what it listens to, and of a flow that is not there itself', () => {
    expect(reachedBy('listener')).toEqual(['flow company.team listener'])
    expect(reachedBy('none')).toEqual(['flow company.team none'])
  })
})

/** A flow of the namespace `own`, beside the flows `import-a`, `import-b` and `other` of it and `import-a` of `far`. */
const reachedFlows = (text: string): readonly string[] => {
  const all = [
    ...['import-a', 'import-b', 'other', 'tested'].map((name) => ({ namespace: 'own', name })),
    { namespace: 'far', name: 'import-a' },
  ].map((each) => ({ kind: 'flow', ...each }) as const)
  const document = parseYaml(`id: tested\nnamespace: own\n${text}\n`)
  const flow = { namespace: 'own', id: 'tested', file: 'flows/tested.yml', document }
  const reached = flowReach({ flows: [flow], resources: all })('own', 'tested')
  return [...reached].map((key) => key.replace('flow ', '').replace(' ', '/')).filter((key) => key !== 'own/tested')
}

const aCall = (properties: string, type = 'io.kestra.plugin.core.flow.Subflow') =>
  `tasks: [{id: a, type: ${type}, ${properties}}]`
const A_LOG = 'id: a, type: io.kestra.plugin.core.log.Log'
const OWN = ['own/import-a', 'own/import-b', 'own/other']
const ALL = [...OWN, 'far/import-a']

describe('a flow that only a run can tell', () => {
  it.each<[string, string, readonly string[]]>([
    ['a computed `flowId`', aCall('namespace: own, flowId: "{{ inputs.flow }}"'), OWN],
    ['one that begins with a text', aCall('namespace: own, flowId: "import-{{ inputs.a }}"'), OWN.slice(0, 2)],
    ['one behind `{%`', aCall('namespace: own, flowId: "import-{% if inputs.a %}a{% endif %}"'), OWN.slice(0, 2)],
    ['a computed namespace', aCall('namespace: "{{ inputs.n }}", flowId: import-a'), ['own/import-a', 'far/import-a']],
    ['both computed', aCall('namespace: "{{ inputs.n }}", flowId: "{{ inputs.f }}"'), ALL],
    ['its own namespace', aCall('namespace: "{{ flow.namespace }}", flowId: "{{ inputs.f }}"'), OWN],
    [
      'ForEachItem',
      aCall('namespace: own, flowId: "other{{ x }}"', 'io.kestra.plugin.core.flow.ForEachItem'),
      ['own/other'],
    ],
    [
      'the older name of Subflow',
      aCall('namespace: own, flowId: "other{{ x }}"', 'io.kestra.core.tasks.flows.Flow'),
      ['own/other'],
    ],
    [
      'a task that is made at run time',
      aCall('spec: "{{ x }}"', 'io.kestra.plugin.core.templating.TemplatedTask'),
      ALL,
    ],
    ['a template of the server', aCall('namespace: own, templateId: t', 'io.kestra.plugin.core.flow.Template'), ALL],
    ['the API of a server', aCall('flowId: x', 'io.kestra.plugin.kestra.ee.tests.RunTest'), ALL],
    ['`subflow` with a variable', `tasks: [{${A_LOG}, message: "{{ subflow('own', inputs.f) }}"}]`, OWN],
    ['`subflow` behind braces in quotes', `tasks: [{${A_LOG}, message: "{{ '}}' ~ subflow('own', inputs.f) }}"}]`, OWN],
    [
      '`subflow` in a text that is rendered',
      `tasks: [{${A_LOG}, message: "{{ render(\\"{{ subflow('own', 'other') }}\\") }}"}]`,
      ['own/other'],
    ],
    ['a text that is made at run time', `tasks: [{${A_LOG}, message: "{{ render(inputs.text) }}"}]`, ALL],
    [
      'a text that is put together',
      `variables: {a: "{{ '{' ~ '{ subflow(1) }' ~ '}' }}"}\ntasks: [{${A_LOG}, message: "{{ render(vars.a) }}"}]`,
      ALL,
    ],
    [
      'a task in `listeners`',
      `${aCall('namespace: own, flowId: other').replace('tasks', 'listeners: [{tasks').replace(/$/, '}]')}`,
      ['own/other'],
    ],
    [
      'plugin defaults that name it',
      `${aCall('namespace: own')}\npluginDefaults: [{type: io.kestra.plugin.core.flow, values: {flowId: other}}]`,
      ['own/other'],
    ],
    [
      'plugin defaults that may win',
      `${aCall('namespace: own, flowId: other')}\ntaskDefaults: [{type: io.kestra.core.tasks.flows.Subflow, forced: true, values: {flowId: import-a}}]`,
      ['own/other', 'own/import-a'],
    ],
    [
      'plugin defaults that put a task into it',
      `tasks: [{id: s, type: io.kestra.plugin.core.flow.Sequential}]\npluginDefaults: [{type: io.kestra.plugin.core.flow.Sequential, values: {tasks: [{id: a, type: io.kestra.plugin.core.flow.Subflow, namespace: far, flowId: import-a}]}}]`,
      ['far/import-a'],
    ],
  ])('counts as each that it could be: %s', (_, text, expected) => {
    expect(reachedFlows(text)).toEqual(expected)
  })

  it.each([
    [
      'a Flow trigger',
      'triggers: [{id: t, type: io.kestra.plugin.core.trigger.Flow, dependsOn: [{namespace: own, flowId: other}]}]',
    ],
    ['a script with a function of that name', `tasks: [{${A_LOG}, message: "subflow(a, b)"}]`],
    [
      'a variable that is rendered',
      `variables: {a: "{{ inputs.a }}"}\ntasks: [{${A_LOG}, message: "{{ render(vars.a) }}"}]`,
    ],
  ])('counts as none: %s', (_, text) => {
    expect(reachedFlows(text)).toEqual([])
  })
})

describe('touchedSuites', () => {
  const suites = ['parent', 'deep', 'files'].map((id) =>
    readSuite(`tests/${id}.yml`, parseYaml(`id: ${id}-suite\nnamespace: company.team\nflowId: ${id}\ntestCases: []\n`)),
  )
  const touched = (files: readonly string[], changed: readonly (typeof resources)[number][]) =>
    touchedSuites(suites, reach, {
      isChanged: (file) => files.includes(file),
      resources: new Set(changed.map(resourceKey)),
    }).map(({ id }) => id)

  it('are those whose file, flow or what it reaches differs', () => {
    expect(touched([], [])).toEqual([])
    expect(touched(['tests/deep.yml'], [])).toEqual(['deep-suite'])
    expect(touched([], [{ kind: 'flow', namespace: 'company.team', name: 'deep' }])).toEqual([
      'parent-suite',
      'deep-suite',
    ])
    expect(touched([], [{ kind: 'file', namespace: 'company.team', name: '/q.sql' }])).toEqual([
      'parent-suite',
      'files-suite',
    ])
    expect(touched([], [{ kind: 'key-value', namespace: 'company', name: 'tax' }])).toEqual([])
  })
})
