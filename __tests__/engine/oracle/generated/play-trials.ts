import * as fc from 'fast-check'
import type { TestServer } from '../../engine.ts'
import { newTenant } from '../../engine.ts'
import { askOracle, storeFlows } from '../ask-oracle.ts'
import { compareVerdicts } from '../compare-verdicts.ts'
import type { Topic } from '../corpus.ts'
import { runAsProduct } from '../run-as-product.ts'
import { chanceOf } from './chance.ts'
import { CALLED, flowText, type Generation } from './flow-text.ts'
import { suiteText } from './suite-text.ts'

/** A flow that nobody wrote, and a suite for it. */
const trials = (generation: Generation): fc.Arbitrary<Topic> =>
  fc.gen().map((given) => {
    const chance = chanceOf(given)
    const flow = flowText(chance, generation)
    return { name: 'generated', flows: [CALLED, flow.text], suites: [suiteText(chance, flow, generation)] }
  })

/** What was played. */
export interface Played {
  readonly cases: number
  readonly skipped: number
  /** Each with the texts of its trial. */
  readonly otherwise: readonly string[]
}

const AT_ONCE = 4

/** Plays as many flows with a suite each, in Kestra's own machinery and in the product. */
export const playTrials = async (
  server: TestServer,
  { trials: wanted, seed }: { readonly trials: number; readonly seed: number },
): Promise<Played> => {
  const waiting = fc.sample(trials(server.version.startsWith('1.') ? 1 : 2), { numRuns: wanted, seed })
  const played: { cases: number; skipped: number; otherwise: string[] } = { cases: 0, skipped: 0, otherwise: [] }
  const work = async (): Promise<void> => {
    for (let topic = waiting.shift(); topic !== undefined; topic = waiting.shift()) {
      const [suite = ''] = topic.suites
      const place = { ...server, tenant: newTenant('generated') }
      await storeFlows(place, topic)
      const judged = await askOracle(place, suite)
      const { skipped, otherwise } = compareVerdicts(judged, await runAsProduct(place, topic, suite))
      played.cases += judged.length
      played.skipped += skipped
      if (otherwise.length > 0) played.otherwise.push([...otherwise, ...topic.flows.slice(1), suite].join('\n'))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return played
}
