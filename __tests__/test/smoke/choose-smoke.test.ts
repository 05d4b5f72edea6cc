import { describe, expect, it } from 'vitest'
import { chooseSmoke } from '../../../src/test/smoke/choose-smoke.ts'
import { readSuite } from '../../../src/test/suite/read-suite.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const suiteOf = (flowId: string, more = '', folder = 'smoke') =>
  readSuite(
    `company.team/${folder}/${flowId}.yml`,
    parseYaml(`id: of-${flowId}\nnamespace: company.team\nflowId: ${flowId}\ntestCases:\n  - id: one\n${more}`),
  )

const subflow = (target: string) => [{ relation: 'subflow', target }]
const TREE = {
  flows: [
    { name: 'company.team/a', references: subflow('company.team/b') },
    { name: 'company.team/b', references: subflow('company.lib/c') },
    { name: 'company.team/listener', references: [{ relation: 'flow-trigger', target: 'company.lib/c' }] },
  ],
  isThere: (name: string) => name !== 'company.team/gone',
  isDisabled: (name: string) => name === 'company.team/idle',
}

const choice = (
  suites: readonly ReturnType<typeof suiteOf>[],
  { flows = [], namespaces = [] }: { flows?: readonly string[]; namespaces?: readonly string[] },
) => chooseSmoke(suites, { flows: new Set(flows), namespaces: new Set(namespaces) }, TREE)

const flowsIn = ({ chosen }: ReturnType<typeof choice>) => chosen.map(({ suite }) => suite.flowId)

describe('the smoke suites of a deploy', () => {
  const suites = [suiteOf('a'), suiteOf('b'), suiteOf('listener'), suiteOf('gone'), suiteOf('a', '', 'tests')]

  it.each([
    ['the flow itself', { flows: ['company.team/b', 'company.team/gone'] }, ['a', 'b']],
    ['one that it calls over another', { flows: ['company.lib/c'] }, ['a', 'b']],
    ['a file or pair of the namespace of one that it calls', { namespaces: ['company.lib'] }, ['a', 'b']],
    ['a pair of a namespace above', { namespaces: ['company'] }, ['a', 'b', 'listener']],
    ['something of a namespace with a similar name', { namespaces: ['company.tea', 'company.team.x'] }, []],
    ['another flow', { flows: ['company.team/other'] }, []],
  ])('are those whose deploy wrote %s', (_, written, flows) => {
    expect(flowsIn(choice(suites, written))).toEqual(flows)
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
    const { chosen, skipped } = choice([suiteOf('a', more)], { flows: ['company.team/a'] })
    expect(chosen).toEqual([])
    expect(skipped).toMatchObject([{ suite: 'company.team.of-a', case: 'one', line: 5, verdict: 'skipped', message }])
  })

  it('are not run for a flow that is off', () => {
    expect(choice([suiteOf('idle')], { flows: ['company.team/idle'] }).skipped[0]?.message).toBe(
      'Its flow is disabled.',
    )
  })
})
