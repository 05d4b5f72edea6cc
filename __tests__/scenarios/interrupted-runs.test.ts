import type { ChildProcess } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { machineContract } from '../../src/render/machine-contract.ts'
import { describeNewestEngine, injectFault, resetControl } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts'
import { startGateway } from '../support/gateway.ts'
import { startProxy } from '../support/proxies.ts'
import { startScenario } from './start-scenario.ts'

const NAMESPACE = 'company.team'
const ids = ['a', 'b', 'c']
const tree = (message: string) => ({
  ...Object.fromEntries(ids.map((id) => [`${NAMESPACE}/flows/${id}.yml`, aFlow({ id, message })])),
  [`${NAMESPACE}/files/q.sql`]: message,
})

describeNewestEngine('a run', (version) => {
  test.concurrent.each(['SIGTERM', 'SIGKILL'] as const)(
    'that %s ends in the middle is finished by the next one',
    async (signal) => {
      using scenario = startScenario(version, tree('one'))
      await scenario.json(['deploy'])
      scenario.repository.commit(tree('two'))
      const sourceOf = async (id: string) => (await scenario.hands.flow(NAMESPACE, id))?.source
      await injectFault(scenario.server, { method: 'PUT', path: '/flows/company.team/b$', delayMs: 6000 })
      let child: ChildProcess | undefined
      const running = scenario.run(['deploy', '--json'], {
        onStart: (started) => {
          child = started
        },
      })
      // Stored, but its answer is still on the way.
      await vi.waitFor(async () => expect(await sourceOf('b')).toBe(aFlow({ id: 'b', message: 'two' })), {
        timeout: 600_000,
      })
      child?.kill(signal)
      const { code, stdout } = await running
      expect(code).not.toBe(0)
      if (signal === 'SIGTERM') expect(stdout).toMatch(/The run was cancelled: 1 of 4 writes/)
      expect(await sourceOf('c')).toBe(aFlow({ id: 'c', message: 'one' }))
      const next = await scenario.json(['deploy', '--on-drift', 'fail'])
      expect(next).toMatchObject({ code: 0, result: 'deployed', summary: { update: 1, drift: 0, conflict: 0 } })
      expect(await scenario.json(['deploy', '--on-drift', 'fail'])).toMatchObject({
        result: 'in-sync',
        summary: { unchanged: 4 },
      })
    },
  )

  test.concurrent('that SIGTERM ends while it reads ends at once, and says so', async () => {
    using scenario = startScenario(version, tree('one'))
    let child: ChildProcess | undefined
    await using gateway = await startProxy({
      to: scenario.server.url,
      // It never answers; a read would go on for the five minutes that "timeout" allows.
      intercept: ({ url = '' }) => {
        if (!url.includes('/flows/search')) return false
        child?.kill('SIGTERM')
        return true
      },
    })
    const { code, stdout } = await scenario.run(['deploy', '--timeout', '300', '--json'], {
      target: { ...scenario.server, url: gateway.url },
      onStart: (started) => {
        child = started
      },
    })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ result: 'failed', reason: 'cancelled', resources: [] })
  })

  test.concurrent('that SIGTERM ends while it waits for the graph of calls ends at once, and is finished by the next one', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    scenario.repository.commit(tree('two'))
    const body = JSON.stringify({ message: 'Invalid entity: flow: Cyclic flow dependency detected: b -> a.' })
    const headers = { 'content-type': 'application/json' }
    const refused = { method: 'PUT', path: '/flows/company.team/b$', status: 422, times: 100, body, headers }
    await injectFault(scenario.server, refused)
    let child: ChildProcess | undefined
    let isAsked = false
    let sentAfterwards = 0
    await using gateway = await startGateway()
    using passage = gateway.open(scenario.server.url, ({ method, path }) => {
      if (method === 'PUT' && path.endsWith('/flows/company.team/b')) {
        if (isAsked) sentAfterwards += 1
        // A second signal would end it by force.
        else setTimeout(() => child?.kill('SIGTERM'), 200)
        isAsked = true
      }
      return 'passed'
    })
    const { code, stdout } = await scenario.run(['deploy', '--json'], {
      target: { ...scenario.server, url: passage.url },
      onStart: (started) => {
        child = started
      },
    })
    expect(code).toBe(1)
    // The pauses between its attempts take 15 s: one may be under way when the signal comes on a busy machine, the others are not.
    expect(sentAfterwards).toBeLessThanOrEqual(1)
    const { reason, resources } = machineContract.parse(JSON.parse(stdout))
    expect(reason).toBe('cancelled')
    expect(resources.map(({ outcome }) => outcome)).toEqual(['applied', 'not-attempted', 'not-attempted', 'applied'])
    await resetControl(scenario.server)
    expect(await scenario.json(['deploy', '--on-drift', 'fail'])).toMatchObject({ code: 0, summary: { update: 2 } })
  })

  test.concurrent('of an older commit after a newer one is refused, and --by-hand goes back', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    const older = scenario.repository.sha('HEAD')
    const newer = scenario.repository.commit(tree('two'))
    await scenario.json(['deploy'])
    scenario.repository.reset(older)
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 1, result: 'refused', reason: 'older-commit' })
      expect(run.message).toContain(`${older.slice(0, 7)} is older than ${newer.slice(0, 7)}`)
    })
    expect(writes).toEqual([])
    expect(await scenario.json(['deploy', '--by-hand'])).toMatchObject({ code: 0, result: 'deployed' })
    expect((await scenario.hands.flow(NAMESPACE, 'a'))?.source).toBe(aFlow({ id: 'a', message: 'one' }))
  })

  test.concurrent('that reverts a commit by a newer one is no older commit', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    scenario.repository.commit(tree('two'))
    await scenario.json(['deploy'])
    scenario.repository.commit(tree('one'))
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, result: 'deployed' })
  })

  test.concurrent('asks for records when the flows have come, however long these take', async () => {
    using scenario = startScenario(version, tree('one'))
    await scenario.json(['deploy'])
    const order: string[] = []
    // Longer than the tree waits for the texts of the server.
    const slow: Fault = async ({ forward, answer, pause }) => {
      await pause(7)
      answer(await forward())
      order.push('flows')
    }
    await using proxy = await startFaultProxy({
      to: scenario.server.url,
      faultOf: ({ path }) => {
        if (path.includes('/kv')) order.push('record')
        return path.includes('/flows/export') ? slow : undefined
      },
      secondMs: 1000,
    })
    const run = await scenario.json(['plan'], { target: { ...scenario.server, url: proxy.url } })
    expect(run).toMatchObject({ code: 0, result: 'in-sync' })
    expect(order).toEqual(['flows', 'record'])
  })

  test.concurrent('beside another one of the same commit leaves what the commit says', async () => {
    using scenario = startScenario(version, tree('one'))
    const runs = await Promise.all([scenario.runJson(['deploy']), scenario.runJson(['deploy'])])
    const results = runs.map(({ result }) => result)
    expect(results.every((result) => ['deployed', 'failed', 'in-sync'].includes(result))).toBe(true)
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, summary: { drift: 0, conflict: 0, adopt: 0 } })
    for (const id of ids) expect((await scenario.hands.flow(NAMESPACE, id))?.source).toBe(aFlow({ id, message: 'one' }))
  })
})
