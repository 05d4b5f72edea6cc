import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeEngines, injectFault } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Fate, startGateway } from '../support/gateway.ts'
import { startScenario } from './start-scenario.ts'

const before = {
  'company.team/flows/a.yml': aFlow({ id: 'a' }),
  'company.team/flows/b.yml': aFlow({ id: 'b' }),
  'company.team/files/q.sql': 'one\n',
}
const edited = aFlow({ id: 'b', message: 'edited in the UI' })

describeEngines('an edit on the server', (version) => {
  const cases = [
    {
      name: 'a flow that is to be updated',
      change: { 'company.team/flows/b.yml': aFlow({ id: 'b', message: 'two' }) },
    },
    { name: 'a flow that is to be deleted', change: { 'company.team/flows/b.yml': null } },
    { name: 'a file that is to be updated', change: { 'company.team/files/q.sql': 'two\n' } },
    { name: 'a file that is to be deleted', change: { 'company.team/files/q.sql': null } },
    { name: 'a file that is to be created', change: { 'company.team/files/new.sql': 'two\n' } },
  ]
  test.concurrent.each(cases)('is not overwritten when it is made after the plan: $name', async ({ change }) => {
    using scenario = startScenario(version, before)
    const { hands, repository, server } = scenario
    await scenario.json(['deploy'])
    // Alone, as it makes a folder: nothing is written beside it.
    repository.commit({ ...change, 'company.team/files/first/a.sql': 'first write\n' })
    await using gateway = await startGateway()
    using passage = gateway.open(server.url, async ({ method, path }): Promise<Fate> => {
      if (method === 'POST' && path.includes('a.sql')) {
        await hands.saveFlow('company.team', 'b', edited)
        for (const file of ['/q.sql', '/new.sql']) await hands.uploadFile('company.team', file, 'edited\n')
        // For five seconds a run trusts what it has read.
        await sleep(5500)
      }
      return 'passed'
    })
    const run = await scenario.json(['deploy', '--when-missing', 'delete'], { target: { ...server, url: passage.url } })
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(run.resources.map(({ outcome }) => outcome).toSorted()).toEqual(['failed', 'rolled-back'])
    expect((await hands.flow('company.team', 'b'))?.source).toBe(edited)
    expect(await hands.file('company.team', '/q.sql')).toEqual(Buffer.from('edited\n'))
    expect(await hands.file('company.team', '/new.sql')).toEqual(Buffer.from('edited\n'))
    expect(await hands.file('company.team', '/first/a.sql')).toBeUndefined()
  })

  test.concurrent('stays when the record that would show it cannot be read for a moment', async () => {
    using scenario = startScenario(version, before)
    await scenario.json(['deploy'])
    await scenario.hands.saveFlow('company.team', 'b', edited)
    await injectFault(scenario.server, { path: '/kv/', method: 'GET', status: 500, times: 1 })
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 1, result: 'failed', reason: 'server-error' })
    expect((await scenario.hands.flow('company.team', 'b'))?.source).toBe(edited)
  })
})
