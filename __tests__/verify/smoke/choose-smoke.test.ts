import { describe, expect, it } from 'vitest'
import { type ResourceName, resourceKey } from '../../../src/resource/resource.ts'
import { readSuite } from '../../../src/suites/suite.ts'
import { chooseSmoke } from '../../../src/verify/smoke.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'
import { aFlow } from '../../support/a-flow.ts'

const suiteOf = (flowId: string, more = '', folder = 'smoke') =>
  readSuite(
    `company.team/${folder}/${flowId}.yml`,
    parseYaml(`id: of-${flowId}\nnamespace: company.team\nflowId: ${flowId}\ntestCases:\n  - id: one\n${more}`),
  )

const FLOWS = {
  'company.team a': aFlow({ id: 'a', calls: ['b'] }),
  'company.team b': `id: b\nnamespace: company.team\ntasks:\n  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.lib\n    flowId: c\n`,
  'company.lib c': aFlow({ id: 'c', namespace: 'company.lib', message: "\"{{ kv('rate') }} {{ read('x.txt') }}\"" }),
  'company.team idle': `${aFlow({ id: 'idle' })}disabled: true\n`,
}

const flows = Object.entries(FLOWS).map(([name, source]) => {
  const [namespace = '', id = ''] = name.split(' ')
  return { namespace, id, file: '', document: parseYaml(source) }
})

const choice = (suites: readonly ReturnType<typeof suiteOf>[], ...written: readonly ResourceName[]) =>
  chooseSmoke(suites, new Set(written.map(resourceKey)), {
    flows,
    resources: written,
  })

const named = (kind: ResourceName['kind'], namespace: string, name: string): ResourceName => ({ kind, namespace, name })

const flowsIn = ({ chosen }: ReturnType<typeof choice>) => chosen.map(({ suite }) => suite.flowId)

describe('the smoke suites of a deploy', () => {
  const suites = [suiteOf('a'), suiteOf('b'), suiteOf('gone'), suiteOf('a', '', 'tests')]

  it.each([
    ['the flow itself', named('flow', 'company.team', 'b'), ['a', 'b']],
    ['one that it calls over another', named('flow', 'company.lib', 'c'), ['a', 'b']],
    ['a file that one of them reads', named('file', 'company.lib', '/x.txt'), ['a', 'b']],
    ['a pair that one of them reads', named('key-value', 'company.lib', 'rate'), ['a', 'b']],
    ['a pair of their namespace that none reads', named('key-value', 'company.team', 'other'), []],
    ['a flow that is not there', named('flow', 'company.team', 'gone'), []],
  ])('are those of flows where a deploy wrote %s', (_, written, expected) => {
    expect(flowsIn(choice(suites, written))).toEqual(expected)
  })

  it.each([
    ['    disabled: true\n', 'It is disabled.'],
    [
      '    fixtures:\n      tasks:\n        - id: x\n',
      'A smoke run has no fixtures but inputs: the flow runs as it was deployed.',
    ],
    [
      '    fixtures:\n      files:\n        a: b\n',
      'A smoke run has no fixtures but inputs: the flow runs as it was deployed.',
    ],
    ['disabled: true\n', 'Its suite is disabled.'],
  ])('are told as skipped with %j', (more, message) => {
    const { chosen, skipped } = choice([suiteOf('a', more)], named('flow', 'company.team', 'a'))
    expect(chosen).toEqual([])
    expect(skipped).toMatchObject([{ suite: 'company.team.of-a', case: 'one', line: 5, verdict: 'skipped', message }])
  })

  it('are not run for a flow that is off', () => {
    expect(choice([suiteOf('idle')], named('flow', 'company.team', 'idle')).skipped[0]?.message).toBe(
      'Its flow is disabled.',
    )
  })
})
