import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nameInContract } from '../../src/render/machine-contract.ts'
import { describeEngines, injectFault } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

const NAMESPACE = 'company.team'
const PAIRS = `${NAMESPACE}/kv.yml`
const FLOW = { [`${NAMESPACE}/flows/stays.yml`]: aFlow({ id: 'stays' }) }

// Ten types of value, four times: as many as a busy namespace has.
const VALUES: readonly string[] = [
  '"shop"',
  '"42"',
  '"2026-11-22"',
  '9007199254740993',
  '0.12345678901234567890123',
  'true',
  '2026-11-22',
  '2026-11-22T10:00:00.120Z',
  'P1DT1H',
  '{"b":[1.0,null,{"on":"yes"}],"a":{"text":"x: y # z\\n"}}',
]
const FORTY = Array.from({ length: 40 }, (_, index) => [`key_${index}`, VALUES[index % VALUES.length] ?? ''] as const)

describeEngines('key-value pairs', (version) => {
  test.concurrent('40 of all types come into Git by one export, with 5 dashboards, and all is in sync then', async () => {
    using scenario = startScenario(version, FLOW)
    await scenario.json(['deploy'])
    for (const [key, text] of FORTY) await scenario.hands.setKeyValue(NAMESPACE, key, text)
    for (const id of ['a', 'b', 'c', 'd', 'e']) await scenario.hands.saveDashboard(id, aDashboard({ id }))
    expect(await scenario.json(['export'])).toMatchObject({ code: 0, result: 'changes' })
    scenario.repository.commit({})
    const plan = await scenario.json(['plan', '--refresh'])
    expect(plan).toMatchObject({ result: 'in-sync', resources: [], summary: { unchanged: 46, unmanaged: 0 } })
    expect(await scenario.writesOf(() => scenario.json(['deploy']))).toEqual([])
  })

  test.concurrent('are taken back into their file, and comments and order stay', async () => {
    const before = '# Of the team.\nfirst: 1 # one\nsecond: 2\nthird: 3\n'
    using scenario = startScenario(version, { ...FLOW, [PAIRS]: before })
    await scenario.json(['deploy'])
    await scenario.hands.setKeyValue(NAMESPACE, 'first', '"uno"')
    await scenario.hands.deleteKeyValue(NAMESPACE, 'second')
    await scenario.hands.setKeyValue(NAMESPACE, 'fourth', 'PT5M')
    expect(await scenario.json(['export'])).toMatchObject({ code: 0, result: 'changes' })
    expect(readFileSync(join(scenario.repository.dir, PAIRS), 'utf8')).toBe(
      '# Of the team.\nfirst: uno # one\nthird: 3\nfourth: PT5M\n',
    )
  })

  test.concurrent('are written first and deleted last', async () => {
    using scenario = startScenario(version, { ...FLOW, [PAIRS]: 'a: 1\nb: 2\n', [`${NAMESPACE}/files/a.txt`]: 'a' })
    const writes = await scenario.writesOf(() => scenario.json(['deploy']))
    expect(writes.map((write) => write.replace(/\?.*/, ''))).toEqual([
      `PUT /namespaces/${NAMESPACE}/kv/a`,
      `PUT /namespaces/${NAMESPACE}/kv/b`,
      `POST /namespaces/${NAMESPACE}/files`,
      'POST /flows',
    ])
    scenario.repository.commit({ [PAIRS]: 'b: 2\n', [`${NAMESPACE}/files/a.txt`]: null })
    const deletes = await scenario.writesOf(() => scenario.json(['deploy', '--when-missing', 'delete']))
    expect(deletes.map((write) => write.replace(/\?.*/, ''))).toEqual([
      `DELETE /namespaces/${NAMESPACE}/files`,
      `DELETE /namespaces/${NAMESPACE}/kv/a`,
    ])
  })

  test.concurrent('are put back when a later write fails', async () => {
    using scenario = startScenario(version, { ...FLOW, [PAIRS]: 'a: 1\nb: 2\nc: 3\n' })
    await scenario.json(['deploy'])
    scenario.repository.commit({
      [PAIRS]: 'a: "one"\nb: 2\nd: 4\n',
      [`${NAMESPACE}/flows/broken.yml`]: aFlow({ id: 'broken' }),
    })
    await injectFault(scenario.server, { method: 'POST', path: '/flows$', times: 99, status: 500 })
    const { resources } = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(Object.fromEntries(resources.map((each) => [nameInContract(each).name, each.outcome]))).toEqual({
      ...{ a: 'rolled-back', d: 'rolled-back', broken: 'failed', c: 'not-attempted' },
    })
    expect(await scenario.hands.keyValue(NAMESPACE, 'a')).toMatchObject({ type: 'NUMBER', value: 1 })
    expect(await scenario.hands.keyValue(NAMESPACE, 'd')).toBeUndefined()
    expect(await scenario.hands.keyValue(NAMESPACE, 'c')).toMatchObject({ value: 3 })
  })

  test.concurrent('that only flows write are counted, and their values are not even read', async () => {
    using scenario = startScenario(version, { ...FLOW, [PAIRS]: 'a: 1\n' })
    await scenario.json(['deploy'])
    await scenario.hands.setKeyValue(NAMESPACE, 'watermark', '17')
    scenario.repository.commit({ [PAIRS]: 'a: 2\n' })
    const requests = await scenario.requestsOf(async () => {
      const { summary } = await scenario.json(['deploy', '--when-missing', 'mirror'])
      expect(summary).toMatchObject({ update: 1, unmanaged: 1, delete: 0 })
    })
    expect(requests.filter(({ path }) => path.includes('watermark'))).toEqual([])
    expect(await scenario.hands.keyValue(NAMESPACE, 'watermark')).toMatchObject({ value: 17 })
  })

  test.concurrent('that are seeds are written once, and then left to the flows', async () => {
    using scenario = startScenario(version, { ...FLOW, [PAIRS]: 'a: 1\nb: 1\n' })
    const seed = ['--on-drift', 'fail', '--on-drift', 'key-value: seed', '--refresh']
    expect(await scenario.json(['deploy', ...seed])).toMatchObject({ result: 'deployed' })
    await scenario.hands.setKeyValue(NAMESPACE, 'a', '2')
    await scenario.hands.deleteKeyValue(NAMESPACE, 'b')
    scenario.repository.commit({ [PAIRS]: 'a: 3\nb: 3\nc: 3\n' })
    const { result, resources } = await scenario.json(['deploy', ...seed])
    expect(result).toBe('deployed')
    expect(resources.map((resource) => [resource.kind === 'key-value' && resource.key, resource.change])).toEqual([
      ['c', 'create'],
    ])
    expect(await scenario.hands.keyValue(NAMESPACE, 'a')).toMatchObject({ value: 2 })
    expect(await scenario.json(['drift', ...seed])).toMatchObject({ result: 'in-sync' })
    scenario.repository.commit({ [PAIRS]: 'c: 3\n' })
    expect(await scenario.json(['deploy', ...seed, '--when-missing', 'delete'])).toMatchObject({ result: 'deployed' })
    expect(await scenario.hands.keyValue(NAMESPACE, 'a')).toBeUndefined()
  })

  test.concurrent('that look like credentials appear nowhere', async () => {
    using scenario = startScenario(version, { ...FLOW, [PAIRS]: 'db_password: first-hunter2\n' })
    await scenario.json(['deploy'])
    await scenario.hands.setKeyValue(NAMESPACE, 'db_password', '"second-hunter2"')
    scenario.repository.commit({ [PAIRS]: 'db_password: third-hunter2\n' })
    for (const args of [
      ['plan', '--refresh'],
      ['plan', '--refresh', '--json'],
      ['drift'],
      ['deploy', '--on-drift', 'overwrite'],
      ['export'],
    ]) {
      const { stdout, stderr } = await scenario.run(args)
      expect(`${stdout}${stderr}`).not.toContain('hunter2')
    }
    const { problems } = await scenario.json(['plan'])
    expect(problems.map(({ code, file, line }) => [code, file, line])).toEqual([['possible-secret', PAIRS, 1]])
  })

  test.concurrent('that a flow reads and nobody has are told at their line, and so is who reads a deleted one', async () => {
    const reading = (key: string) => aFlow({ id: 'reads', message: `'{{ kv("${key}") }}'` })
    using scenario = startScenario(version, {
      [`${NAMESPACE}/flows/reads.yml`]: reading('gone'),
      [PAIRS]: 'gone: 1\nstays: 2\n',
    })
    expect((await scenario.json(['deploy'])).problems).toEqual([])
    scenario.repository.commit({ [PAIRS]: 'stays: 2\n' })
    const { problems, resources } = await scenario.json(['plan', '--when-missing', 'delete'])
    expect(resources.map(({ words }) => words[0])).toEqual([`1 flow reads it: \`${NAMESPACE}.reads\``])
    // Still on the server.
    expect(problems).toEqual([])
    await scenario.json(['deploy', '--when-missing', 'delete'])
    const after = await scenario.json(['plan'])
    expect(after.problems.map(({ code, severity, line }) => [code, severity, line])).toEqual([
      ['unknown-key', 'warning', 6],
    ])
    await scenario.hands.setKeyValue('company', 'gone', '1')
    expect((await scenario.json(['plan'])).problems).toEqual([])
  })
})
