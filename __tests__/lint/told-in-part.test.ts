import { expect, test } from 'vitest'
import { checkCycles } from '../../src/lint/rules/triggers/flow-cycle.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aFlow } from '../support/a-flow.ts'
import { aDesiredFlow } from './offline-problems.ts'

test('of the inputs that a call does not pass the first twenty are told, and the others counted', () => {
  const inputs = Array.from({ length: 23 }, (_, index) => `  - { id: i${index}, type: STRING }\n`).join('')
  const call = `tasks:\n  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.team\n    flowId: b\n`
  const flows = [`id: a\nnamespace: company.team\n${call}`, `${aFlow({ id: 'b' })}inputs:\n${inputs}`].map(aDesiredFlow)
  const reported = validateOffline({ flows, brokenFlows: [], desired: { resources: [] } }).filter(
    ({ code }) => code === 'missing-input',
  )
  expect(reported).toHaveLength(21)
  expect(reported.map(({ message }) => message)).toContain(
    '"company.team.b" needs 3 more inputs, which this call does not pass.',
  )
})

test('where circles are looked for longer than is allowed, it is said that there may be more', () => {
  const count = 8000
  const nameOf = (index: number) => `company/f${String(index).padStart(6, '0')}`
  const flow = { file: 'flows/a.yml', document: parseYaml('') }
  const relation = 'subflow' as const
  const call = (from: number, to: number) => ({
    from: nameOf(from),
    to: nameOf(to),
    relation,
    flow,
    path: ['tasks', 0],
  })
  const way = Array.from({ length: count }, (_, index) => call(index, index + 1))
  const cycles = checkCycles([...way, call(1, 0), call(count, count - 1)])
  expect(cycles.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^These flows start each other in a circle: company\.f000000 → /),
    expect.stringMatching(/^The search for circles stopped here, /),
  ])
})
