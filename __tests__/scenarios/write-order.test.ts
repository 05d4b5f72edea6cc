import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const FOLDER = 'company.team'

/** `b` calls `a`, on the server as in Git. */
const deployedCaller = async (version: EngineVersion): Promise<Scenario> => {
  const scenario = startScenario(version, {
    [`${FOLDER}/flows/a.yml`]: aFlow({ id: 'a' }),
    [`${FOLDER}/flows/b.yml`]: aFlow({ id: 'b', calls: ['a'] }),
  })
  await scenario.json(['deploy'])
  return scenario
}

describeEngines('deploy writes', (version) => {
  test.concurrent('files first, then subflow targets before callers; it deletes last, callers first and then files', async () => {
    using scenario = startScenario(version, {
      [`${FOLDER}/flows/a-top.yml`]: aFlow({ id: 'a-top', calls: ['m-middle'] }),
      [`${FOLDER}/flows/m-middle.yml`]: aFlow({ id: 'm-middle', calls: ['z-leaf'] }),
      [`${FOLDER}/flows/z-leaf.yml`]: aFlow({ id: 'z-leaf' }),
      [`${FOLDER}/flows/stays.yml`]: aFlow({ id: 'stays' }),
      [`${FOLDER}/files/q.sql`]: 'select 1\n',
      [`${FOLDER}/files/b.sql`]: 'select 2\n',
    })
    const creates = await scenario.writesOf(() => scenario.json(['deploy']))
    expect(creates.slice(0, 2)).toEqual([
      'POST /namespaces/company.team/files?path=/b.sql',
      'POST /namespaces/company.team/files?path=/q.sql',
    ])
    expect(creates.slice(2)).toEqual(['POST /flows', 'POST /flows', 'POST /flows', 'POST /flows'])

    scenario.repository.commit({
      [`${FOLDER}/flows/a-top.yml`]: aFlow({ id: 'a-top', calls: ['m-middle'], message: 'again' }),
      [`${FOLDER}/flows/m-middle.yml`]: aFlow({ id: 'm-middle', calls: ['z-leaf'], message: 'again' }),
      [`${FOLDER}/flows/z-leaf.yml`]: aFlow({ id: 'z-leaf', message: 'again' }),
      [`${FOLDER}/files/q.sql`]: 'select 3\n',
    })
    expect(await scenario.writesOf(() => scenario.json(['deploy']))).toEqual([
      'POST /namespaces/company.team/files?path=/q.sql',
      'PUT /flows/company.team/z-leaf',
      'PUT /flows/company.team/m-middle',
      'PUT /flows/company.team/a-top',
    ])

    const gone = ['flows/a-top.yml', 'flows/m-middle.yml', 'flows/z-leaf.yml', 'files/q.sql', 'files/b.sql']
    scenario.repository.commit({
      ...Object.fromEntries(gone.map((path) => [`${FOLDER}/${path}`, null])),
      [`${FOLDER}/flows/stays.yml`]: aFlow({ id: 'stays', message: 'again' }),
    })
    expect(await scenario.writesOf(() => scenario.json(['deploy', '--when-missing', 'delete']))).toEqual([
      'PUT /flows/company.team/stays',
      'DELETE /flows/company.team/a-top',
      'DELETE /flows/company.team/m-middle',
      'DELETE /flows/company.team/z-leaf',
      'DELETE /namespaces/company.team/files?path=/b.sql',
      'DELETE /namespaces/company.team/files?path=/q.sql',
    ])
  })

  test.concurrent('flows that call each other in order of their ids, where the server takes them at all', async () => {
    using scenario = await deployedCaller(version)
    scenario.repository.commit({
      [`${FOLDER}/flows/a.yml`]: aFlow({ id: 'a', calls: ['b'] }),
      [`${FOLDER}/flows/b.yml`]: aFlow({ id: 'b', calls: ['a'], message: 'again' }),
    })
    const writes = await scenario.writesOf(async () => {
      const { result } = await scenario.json(['deploy'])
      expect(result).toBe(version === '2.0.0' ? 'invalid' : 'deployed')
    })
    expect(writes).toEqual(version === '2.0.0' ? [] : ['PUT /flows/company.team/a', 'PUT /flows/company.team/b'])
  })

  test.concurrent('a call that was turned round, target first, although the stored flows make it a circle', async () => {
    using scenario = await deployedCaller(version)
    scenario.repository.commit({
      [`${FOLDER}/flows/a.yml`]: aFlow({ id: 'a', calls: ['b'] }),
      [`${FOLDER}/flows/b.yml`]: aFlow({ id: 'b' }),
    })
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
    })
    // `a` is sent again while the server's graph of calls still holds the old one.
    expect([...new Set(writes)]).toEqual(['PUT /flows/company.team/b', 'PUT /flows/company.team/a'])
    expect(writes[0]).toBe('PUT /flows/company.team/b')
  })
})
