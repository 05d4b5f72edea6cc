import { expect, test } from 'vitest'
import { nameInContract } from '../../src/render/machine-contract.ts'
import { describeEngines, describeNewestEngine, injectFault } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { aFlow } from '../support/a-flow.ts'
import { startProxy } from '../support/proxies.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const FOLDER = 'company.team'
const COUNT = 30
const WRITES = 10

const ids = Array.from({ length: COUNT }, (_, index) => `flow-${index}`)
const flows = Object.fromEntries(ids.map((id) => [`${FOLDER}/flows/${id}.yml`, aFlow({ id })]))

interface Way extends AsyncDisposable {
  readonly url: string
  /** How many requests it got since it ended. */
  askedInVain(): number
}

/** A way to the server that ends with the eleventh new flow: it hangs from then on, or is closed. */
const wayThatEnds = async ({ server }: Scenario, how: 'hangs' | 'closes'): Promise<Way> => {
  let writes = 0
  let askedInVain = 0
  const gateway = await startProxy({
    to: server.url,
    intercept: ({ method, url = '' }) => {
      if (method === 'POST' && url.endsWith('/flows')) writes += 1
      if (writes <= WRITES) return false
      askedInVain += 1
      if (how === 'closes') void gateway[Symbol.asyncDispose]()
      return true
    },
  })
  return { ...gateway, askedInVain: () => askedInVain }
}

const converges = async (scenario: Scenario): Promise<void> => {
  expect(await scenario.json(['deploy'])).toMatchObject({
    code: 0,
    result: 'deployed',
    summary: { drift: 0, conflict: 0, adopt: 0 },
  })
  expect(await scenario.json(['deploy'])).toMatchObject({ result: 'in-sync', summary: { unchanged: COUNT } })
}

describeNewestEngine('a server that goes away in the middle of a deploy', (version: EngineVersion) => {
  test.concurrent('is noticed once: the run ends, says in a few lines what is where, and the next one converges', async () => {
    using scenario = startScenario(version, flows)
    await using gateway = await wayThatEnds(scenario, 'closes')
    const target = { ...scenario.server, url: gateway.url }
    const { code, stdout } = await scenario.run(['deploy'], { target })
    expect(code).toBe(1)
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    expect(stdout).toContain(`Could not be put back: ${WRITES} resources`)
    expect(stdout).toContain(`Not attempted: ${COUNT - WRITES - 1} resources`)
    expect(stdout.replaceAll('\n', ' ')).toMatch(
      /Deploy: the server stopped answering, and 10 flows could not be put back/,
    )
    await converges(scenario)
  })

  test.concurrent('and only hangs is no different, and with on-failure stop nothing is called failed that was written', async () => {
    using scenario = startScenario(version, flows)
    await using gateway = await wayThatEnds(scenario, 'hangs')
    const target = { ...scenario.server, url: gateway.url }
    const run = await scenario.json(['deploy', '--on-failure', 'stop'], { target })
    expect(gateway.askedInVain()).toBeLessThan(COUNT - WRITES)
    expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'server-gone' })
    const count = (outcome: string) => run.resources.filter((resource) => resource.outcome === outcome).length
    expect([count('unconfirmed'), count('failed'), count('not-attempted')]).toEqual([WRITES, 1, COUNT - WRITES - 1])
    await converges(scenario)
  })
})

describeEngines('reading back', (version) => {
  test.concurrent('is told per resource: one file that cannot be read does not make the others fail', async () => {
    using scenario = startScenario(version, {
      [`${FOLDER}/flows/a.yml`]: aFlow({ id: 'a' }),
      [`${FOLDER}/files/q.sql`]: 'select 1',
      [`${FOLDER}/files/r.sql`]: 'select 2',
    })
    await injectFault(scenario.server, { method: 'GET', path: '/files\\?path=%2Fq.sql', times: 99, status: 500 })
    const run = await scenario.json(['deploy'])
    expect(run).toMatchObject({ code: 1, result: 'failed', reason: 'write-failed' })
    const outcomes = run.resources.map((each) => [nameInContract(each).name, each.outcome])
    expect(Object.fromEntries(outcomes)).toEqual({ a: 'applied', '/q.sql': 'unconfirmed', '/r.sql': 'applied' })
  })
})
