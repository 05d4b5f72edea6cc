import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { nameInContract } from '../../src/render/machine-contract.ts'
import { describeEngines, injectFault } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Fate, startGateway } from '../support/gateway.ts'
import type { JsonRun } from './run-cli.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const FOLDER = 'company.team'
const json = { 'content-type': 'application/json' }
const refusal = { status: 422, headers: json, body: JSON.stringify({ message: 'Invalid entity: no' }) }
const breakdown = { status: 500, headers: json, body: JSON.stringify({ message: 'boom' }) }

const treeWith = (message: string) => ({
  [`${FOLDER}/flows/a.yml`]: aFlow({ id: 'a', message }),
  [`${FOLDER}/flows/b.yml`]: aFlow({ id: 'b', message }),
  [`${FOLDER}/flows/c.yml`]: aFlow({ id: 'c', message }),
  [`${FOLDER}/files/q.sql`]: message,
})

/** Deployed once; Git then has other texts of everything, a new flow, and no more of `gone`. */
const changedScenario = async (version: EngineVersion): Promise<Scenario> => {
  const scenario = startScenario(version, {
    ...treeWith('before'),
    [`${FOLDER}/flows/gone.yml`]: aFlow({ id: 'gone' }),
  })
  expect(await scenario.json(['deploy'])).toMatchObject({ code: 0 })
  scenario.repository.commit({
    ...treeWith('after'),
    [`${FOLDER}/flows/gone.yml`]: null,
    [`${FOLDER}/flows/added.yml`]: aFlow({ id: 'added' }),
  })
  return scenario
}

const outcomes = ({ resources }: JsonRun): Record<string, string | null> =>
  Object.fromEntries(resources.map((resource) => [nameInContract(resource).name, resource.outcome]))

const messageOf = ({ resources }: JsonRun, id: string): string | undefined =>
  resources.find((resource) => resource.kind === 'flow' && resource.id === id)?.message

const sourceOf = async ({ hands }: Scenario, id: string) => (await hands.flow(FOLDER, id))?.source

/** Deploys, and saves that flow by hand after the plan was made, while the first flow is being written. */
const deployWhileSomebodySaves = async (scenario: Scenario, id: string): Promise<JsonRun> => {
  await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/a$', delayMs: 6000 })
  const running = scenario.json(['deploy'])
  const fileOf = async () => (await scenario.hands.file(FOLDER, '/q.sql'))?.toString()
  await vi.waitFor(async () => expect(await fileOf()).toBe('after'), { timeout: 600_000 })
  await scenario.hands.saveFlow(FOLDER, id, aFlow({ id, message: 'theirs' }))
  return running
}

/** Deploys; somebody saves that flow while the write of `c`, the last one, is on its way. */
const deployOutrunBy = async (scenario: Scenario, id: string): Promise<JsonRun> => {
  await using gateway = await startGateway()
  using passage = gateway.open(scenario.server.url, async ({ method, path }): Promise<Fate> => {
    if (method === 'PUT' && path.endsWith('/flows/company.team/c'))
      await scenario.hands.saveFlow(FOLDER, id, aFlow({ id, message: 'theirs' }))
    return 'passed'
  })
  return await scenario.json(['deploy'], { target: { ...scenario.server, url: passage.url } })
}

const untilWritten = (scenario: Scenario, id: string): Promise<void> =>
  vi.waitFor(async () => expect(await sourceOf(scenario, id)).toContain('message: after'), { timeout: 600_000 })

describeEngines('when a write fails', (version) => {
  test.concurrent('what was written before is put back, newest first, and every resource is told', async () => {
    using scenario = await changedScenario(version)
    const writes = await scenario.writesOf(async () => {
      await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/c$', ...refusal })
      const run = await scenario.json(['deploy', '--when-missing', 'delete'])
      expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'write-failed' })
      expect(outcomes(run)).toEqual({
        '/q.sql': 'rolled-back',
        a: 'rolled-back',
        added: 'rolled-back',
        b: 'rolled-back',
        c: 'failed',
        gone: 'not-attempted',
      })
      expect(messageOf(run, 'c')).toMatch(/\(422\).*Invalid entity: no/)
    })
    expect(writes).toEqual([
      'POST /namespaces/company.team/files?path=/q.sql',
      'PUT /flows/company.team/a',
      'POST /flows',
      'PUT /flows/company.team/b',
      'PUT /flows/company.team/c',
      'PUT /flows/company.team/b',
      'DELETE /flows/company.team/added',
      'PUT /flows/company.team/a',
      'POST /namespaces/company.team/files?path=/q.sql',
    ])
    expect(await sourceOf(scenario, 'a')).toBe(aFlow({ id: 'a', message: 'before' }))
    expect(await sourceOf(scenario, 'added')).toBeUndefined()
    expect((await scenario.hands.file(FOLDER, '/q.sql'))?.toString()).toBe('before')
    expect(await scenario.json(['deploy', '--when-missing', 'delete'])).toMatchObject({
      code: 0,
      result: 'deployed',
      summary: { drift: 0, conflict: 0 },
    })
  })

  test.concurrent('a delete that fails brings back what was deleted before it', async () => {
    using scenario = startScenario(version, treeWith('before'))
    await scenario.json(['deploy'])
    scenario.repository.commit({ [`${FOLDER}/flows/a.yml`]: null, [`${FOLDER}/flows/b.yml`]: null })
    await injectFault(scenario.server, { method: 'DELETE', path: '/flows/company.team/b$', ...refusal })
    const run = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(outcomes(run)).toEqual({ a: 'rolled-back', b: 'failed' })
    expect(await sourceOf(scenario, 'a')).toBe(aFlow({ id: 'a', message: 'before' }))
  })

  test.concurrent('on-failure stop leaves what was written and says what', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/b$', ...refusal })
    const run = await scenario.json(['deploy', '--on-failure', 'stop'])
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(outcomes(run)).toEqual({
      '/q.sql': 'applied',
      a: 'applied',
      added: 'applied',
      b: 'failed',
      c: 'not-attempted',
      gone: null,
    })
    expect(run.notices.join()).toMatch(/"on-failure" is "stop", so written resources stay/)
    expect(await sourceOf(scenario, 'a')).toBe(aFlow({ id: 'a', message: 'after' }))
    expect(await scenario.writesOf(() => scenario.json(['deploy']))).toEqual([
      'PUT /flows/company.team/b',
      'PUT /flows/company.team/c',
    ])
  })

  test.concurrent('and putting back fails as well, that is told with what to do, and the next run converges', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/b$', ...refusal })
    await injectFault(scenario.server, { method: 'DELETE', path: '/flows/company.team/added$', ...breakdown })
    const run = await scenario.json(['deploy'])
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(outcomes(run)).toEqual({
      '/q.sql': 'rolled-back',
      a: 'rolled-back',
      added: 'rollback-failed',
      b: 'failed',
      c: 'not-attempted',
      gone: null,
    })
    expect(run.notices.join()).toMatch(/Not everything could be rolled back.*run deploy again/)
    expect(messageOf(run, 'added')).toMatch(/boom/)
    expect(await scenario.json(['deploy'])).toMatchObject({
      code: 0,
      result: 'deployed',
      summary: { drift: 0, conflict: 0 },
    })
    expect(await sourceOf(scenario, 'b')).toBe(aFlow({ id: 'b', message: 'after' }))
  })

  test.concurrent('somebody who wrote over it meanwhile is not overwritten by putting back', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/c$', ...refusal })
    const run = await deployOutrunBy(scenario, 'a')
    expect(outcomes(run)).toMatchObject({ a: 'rollback-failed', c: 'failed' })
    expect(messageOf(run, 'a')).toMatch(/another client changed it/)
    expect(await sourceOf(scenario, 'a')).toBe(aFlow({ id: 'a', message: 'theirs' }))
  })

  test.concurrent('with 5xx although the server stored it, that counts as applied and is told', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/b$', isAfter: true, ...breakdown })
    await injectFault(scenario.server, { method: 'POST', path: '/flows$', isAfter: true, ...breakdown })
    await injectFault(scenario.server, {
      method: 'DELETE',
      path: '/flows/company.team/gone$',
      isAfter: true,
      ...breakdown,
    })
    await injectFault(scenario.server, { method: 'POST', path: '/files', isAfter: true, ...breakdown })
    const run = await scenario.json(['deploy', '--when-missing', 'delete'])
    expect(run).toMatchObject({ code: 0, result: 'deployed' })
    expect(new Set(Object.values(outcomes(run)))).toEqual(new Set(['applied']))
    for (const id of ['b', 'added', 'gone'])
      expect(messageOf(run, id)).toMatch(
        /stored, although the server answered: .*boom|deleted, although the server answered: .*boom/,
      )
  })

  test.concurrent('because the connection is cut, the server is asked what it has', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'POST', path: '/flows$', isAfter: true, isDrop: true })
    const run = await scenario.json(['deploy'])
    expect(run).toMatchObject({ code: 0, result: 'deployed' })
    expect(messageOf(run, 'added')).toMatch(/stored, although/)
  })

  test.concurrent('because the connection is cut before the server did anything, everything is put back', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'POST', path: '/flows$', isDrop: true })
    const run = await scenario.json(['deploy'])
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(outcomes(run)).toMatchObject({
      '/q.sql': 'rolled-back',
      a: 'rolled-back',
      added: 'failed',
      b: 'not-attempted',
    })
    expect(messageOf(run, 'added')).toMatch(/connection was cut/)
  })

  test.concurrent('because the server went away for good, nobody is told that something was put back', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/b$', delayMs: 10_000, ...breakdown })
    const running = scenario.json(['deploy'])
    await untilWritten(scenario, 'a')
    // By then the deploy has looked at `b` for the last time, and its write waits in the server.
    await sleep(4000)
    await injectFault(scenario.server, {
      method: 'GET',
      path: '/flows/company.team/|/files\\?path',
      times: 99,
      ...breakdown,
    })
    const run = await running
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(outcomes(run)).toMatchObject({ '/q.sql': 'rollback-failed', a: 'rollback-failed', b: 'failed' })
    expect(messageOf(run, 'b')).toMatch(/cannot verify/i)
  })
})

describeEngines('after the writes', (version) => {
  test.concurrent('a flow that somebody overwrote before it was read back is reported as failed, and the others are put back', async () => {
    using scenario = await changedScenario(version)
    await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/c$', delayMs: 6000 })
    const running = scenario.json(['deploy'])
    await untilWritten(scenario, 'a')
    await scenario.hands.saveFlow(FOLDER, 'a', aFlow({ id: 'a', message: 'theirs' }))
    const run = await running
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(outcomes(run)).toMatchObject({ a: 'failed', b: 'rolled-back', c: 'rolled-back' })
    expect(await sourceOf(scenario, 'a')).toBe(aFlow({ id: 'a', message: 'theirs' }))
    expect(await sourceOf(scenario, 'b')).toBe(aFlow({ id: 'b', message: 'before' }))
    expect(messageOf(run, 'a')).toMatch(/the server holds something else: another client wrote at the same time/)
  })

  test.concurrent('a revision that jumped tells that somebody wrote at the same time, and where the edit is', async () => {
    using scenario = await changedScenario(version)
    // The deploy has read `c` for the last time; somebody is faster than its write.
    const run = await deployOutrunBy(scenario, 'c')
    expect(run).toMatchObject({ code: 0, result: 'deployed' })
    expect(messageOf(run, 'c')).toMatch(/jumped from 1 to 3.*revision 2 holds that edit/)
    expect(await sourceOf(scenario, 'c')).toBe(aFlow({ id: 'c', message: 'after' }))
  })

  test.concurrent('a flow that appeared on the server since the plan is not overwritten', async () => {
    using scenario = await changedScenario(version)
    const run = await deployWhileSomebodySaves(scenario, 'added')
    expect(run).toMatchObject({ code: 1, result: 'failed' })
    expect(messageOf(run, 'added')).toMatch(/was created on the server while this run was under way/)
    expect(await sourceOf(scenario, 'added')).toBe(aFlow({ id: 'added', message: 'theirs' }))
  })
})
