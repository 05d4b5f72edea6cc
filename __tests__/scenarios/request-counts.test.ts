import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import type { FileChanges } from '../support/git-repository.ts'
import { startScenario } from './start-scenario.ts'

const NAMESPACES = 7
// More than are read back one by one.
const CHANGED = 6

const tree = (count: number, text: string): FileChanges =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => `company.n${index}`).flatMap((namespace) => [
      [`${namespace}/flows/a.yml`, aFlow({ namespace, id: 'a', message: text })],
      [`${namespace}/files/q.sql`, text],
    ]),
  )

describeEngines('the requests of a run', (version) => {
  test('are those that it cannot do without', async () => {
    using scenario = startScenario(version, tree(NAMESPACES, 'one'))
    await scenario.runJson(['deploy'])
    const counts = async (args: readonly string[]) => {
      const requests = await scenario.requestsOf(() => scenario.runJson(args))
      return Object.fromEntries(
        [...Map.groupBy(requests, ({ method }) => method)].map(([method, of]) => [method, of.length]),
      )
    }
    // Version, export, listing; of each namespace its record and its files.
    const reads = 3 + 2 * NAMESPACES
    expect(await counts(['plan'])).toEqual({ GET: reads })
    expect(await counts(['deploy'])).toEqual({ GET: reads })
    scenario.repository.commit(tree(CHANGED, 'two'))
    // And the schema of the server, where it is asked about flows.
    const checked = reads + 1
    // A plan also asks what runs of the flows that change, and what ran, in one request each; a deploy does not unless they have triggers.
    expect(await counts(['plan'])).toEqual({ GET: checked + 2, POST: 1 })
    const deployed = await counts(['deploy'])
    // The verdict and the files; the flows, and each record before and after.
    expect(deployed).toMatchObject({ POST: 1 + CHANGED, PUT: 3 * CHANGED })
    // Read back: the flows at once, the files of each namespace; each record before it is written. On a slow machine each once more before its write.
    const readBack = 2 + CHANGED
    expect(deployed['GET']).toBeGreaterThanOrEqual(checked + readBack + 2 * CHANGED)
    expect(deployed['GET']).toBeLessThanOrEqual(checked + 2 * readBack + 2 * CHANGED)
  })
})
