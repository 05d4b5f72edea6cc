import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

const files = {
  'company.team/flows/a.yml': aFlow({ id: 'a' }),
  'company.team/flows/b.yml': aFlow({ id: 'b', calls: ['a'] }),
  'company.team/files/sql/q.sql': 'select 1\n',
}

describeEngines('deploying twice', (version) => {
  test('brings the tree to the server, and the second time writes nothing and says so', async () => {
    using scenario = startScenario(version, files)
    const first = await scenario.runJson(['deploy'])
    expect(first).toMatchObject({ code: 0, result: 'deployed', reason: null, summary: { create: 3 } })
    expect(first.resources.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
    expect((await scenario.hands.flow('company.team', 'b'))?.source).toBe(files['company.team/flows/b.yml'])

    const requests = await scenario.requestsOf(async () => {
      expect(await scenario.runJson(['deploy'])).toMatchObject({
        code: 0,
        result: 'in-sync',
        resources: [],
        summary: { unchanged: 3 },
      })
    })
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect((await scenario.hands.flow('company.team', 'b'))?.revision).toBe(1)
  })
})
