import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { describeEngines, runningServer } from '../engine.ts'
import { unprovenRequests } from '../unproven-requests.ts'
import { askOracle, type Judged, storeFlows } from './ask-oracle.ts'
import { casesOf, topicsOf } from './corpus.ts'
import { runAsProduct } from './run-as-product.ts'

/** Case → version → what Kestra's machinery made of its assertions, and the state in which its execution ended. */
const Recorded = z.record(z.string(), z.record(z.string(), z.string()))
const recorded = Recorded.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'verdicts.recorded.json'), 'utf8')))

/** The fewest cases that a version has to run. */
const MIN_CASES = 80

describeEngines('the verdicts on flow tests', (version) => {
  test('are recorded for every case of the corpus', () => {
    const cases = topicsOf(version).flatMap(casesOf)
    expect(cases.length).toBeGreaterThanOrEqual(MIN_CASES)
    expect(
      Object.keys(recorded)
        .filter((name) => recorded[name]?.[version] !== undefined)
        .toSorted(),
    ).toEqual(cases.toSorted())
  })

  for (const topic of topicsOf(version)) {
    for (const suite of topic.suites) {
      test(`are those of Kestra, or the case is skipped with a reason: ${topic.name}`, async () => {
        const server = await runningServer(version)
        await storeFlows(server, topic)
        const judged = await askOracle(server, suite)
        const prefix = casesOf({ ...topic, suites: [suite] })[0]?.replace(/[^/]*$/, '') ?? ''
        const ofKestra = Object.fromEntries(
          judged.map((of) => [`${prefix}${of.id}`, `${of.state} ${of.executionState ?? '-'}`]),
        )
        expect(ofKestra).toEqual(
          Object.fromEntries(Object.keys(ofKestra).map((name) => [name, recorded[name]?.[version]])),
        )
        const told = new Map((await runAsProduct(server, topic, suite)).map((of) => [of.id, of]))
        const otherwise = judged.flatMap((of) => {
          const ours = told.get(of.id)
          if (ours?.verdict === 'skipped') return ours.message ? [] : [`${of.id}: skipped without a reason`]
          return ours?.verdict === verdictOf(of)
            ? []
            : [`${of.id}: ${verdictOf(of)}, told ${ours?.verdict} (${ours?.message})`]
        })
        expect(otherwise).toEqual([])
      })
    }
  }

  test('are found with requests that real servers have answered', async () => {
    expect(await unprovenRequests([await runningServer(version)])).toEqual([])
  })
})

const VERDICTS = { SUCCESS: 'passed', FAILED: 'failed', ERROR: 'error', SKIPPED: 'skipped' } as const

/** An execution that ended in another state than the case asks for has failed, whatever the assertions say. */
const verdictOf = ({ state, executionState, expectedState }: Judged): (typeof VERDICTS)[Judged['state']] => {
  const hasEnded = typeof executionState === 'string' && executionState !== 'RUNNING'
  return hasEnded && executionState !== expectedState ? 'failed' : VERDICTS[state]
}
