import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

const flow = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }

describeEngines('names of namespace files:', (version) => {
  test.concurrent('a space is an error where the server would store another name, and fine elsewhere', async () => {
    using scenario = startScenario(version, { ...flow, 'company.team/files/a b.txt': 'x' })
    const run = await scenario.json(['deploy'])
    if (version.startsWith('1.')) {
      expect(run).toMatchObject({ code: 1, result: 'invalid' })
      expect(run.problems).toMatchObject([{ severity: 'error', code: 'name-mangled-before-2.0' }])
      expect(run.problems[0]?.message).toContain('stores `/a b.txt` as `/a+b.txt`')
      return
    }
    expect(run).toMatchObject({ code: 0, result: 'deployed', problems: [] })
    expect(await scenario.json(['deploy', '--refresh'])).toMatchObject({ result: 'in-sync', summary: { unchanged: 2 } })
  })

  const clashes = [
    { name: 'a file where the server has a directory', live: '/data/x.txt', desired: 'company.team/files/data' },
    { name: 'a directory where the server has a file', live: '/data', desired: 'company.team/files/data/x.txt' },
  ]
  test.concurrent.each(clashes)('$name is refused before anything is written', async ({ live, desired }) => {
    using scenario = startScenario(version, { ...flow, [desired]: 'ours' })
    await scenario.hands.uploadFile('company.team', live, 'theirs')
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy'])).toMatchObject({
        code: 1,
        result: 'refused',
        reason: 'file-directory-clash',
      })
    })
    expect(writes).toEqual([])
  })
})
