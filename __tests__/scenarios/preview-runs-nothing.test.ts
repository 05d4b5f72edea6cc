import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { describeEngines, runningServer, type TestServer } from '../engine/engine.ts'
import { unprovenRequests } from '../engine/unproven-requests.ts'
import { restlessFlows } from '../support/restless-flows.ts'
import { previewOnGitHub } from './preview-on-github.ts'
import { scenarioOn } from './start-scenario.ts'

const Executions = z.array(z.object({ namespace: z.string(), flowId: z.string() }))

/** The flows that have begun an execution. */
const begunOn = async ({ url, tenant }: TestServer): Promise<ReadonlySet<string>> => {
  const answer = await fetch(`${url}/_control/executions?tenant=${tenant}`)
  return new Set(Executions.parse(await answer.json()).map(({ namespace, flowId }) => `${namespace}.${flowId}`))
}

// A schedule of every second has begun by then, as production shows.
const QUIET_MS = 10_000

describeEngines('an engine with its executor, scheduler and worker running', (version) => {
  test('begins no execution in a preview, and those of the same flows in production', async () => {
    const server = await runningServer(version)
    const namespace = 'company.team'
    const flows = restlessFlows(namespace, version.startsWith('1.'))
    using scenario = scenarioOn(server, { 'README.md': 'Flows\n' })
    await using preview = await previewOnGitHub(scenario, flows)
    const begun = () => begunOn(server)

    expect(await preview.run('opened')).toMatchObject({ code: 0 })
    const expected = Object.keys(flows).map((path) => path.replace(/\/flows\/(.*)\.yml$/, '.$1'))
    expect(await scenario.hands.flows()).toHaveLength(expected.length)
    expect(preview.comments()[0]).toContain(`the ${expected.length} triggers of its flows are left out`)
    await sleep(QUIET_MS)
    expect([...(await begun())]).toEqual([])

    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0 })
    const missing = async () => {
      const all = await begun()
      return expected.filter((flow) => !all.has(flow))
    }
    await expect.poll(missing, { timeout: 600_000, interval: 500 }).toEqual([])
    // Those of production have begun: what listens to any execution, in the preview as well, would have by now.
    await sleep(QUIET_MS)
    expect([...(await begun())].filter((flow) => !flow.startsWith(namespace))).toEqual([])
    expect(await unprovenRequests([server])).toEqual([])
    // The engine goes on, for other tests.
    for (const { namespace: of, id } of await scenario.hands.flows()) await scenario.hands.deleteFlow(of, id)
  })
})
