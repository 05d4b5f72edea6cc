import { describe, expect, it } from 'vitest'
import { resourceKey } from '../../../src/resource/resource.ts'
import { flowReach, touchedSuites } from '../../../src/test/flow-reach.ts'
import { readSuite } from '../../../src/test/suite/suite.ts'
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
