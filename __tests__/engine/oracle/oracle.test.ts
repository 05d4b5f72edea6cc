import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { describeEngines, inTurns, runningServer } from '../engine.ts'
import type { EngineVersion } from '../engine-versions.ts'
import { unprovenRequests } from '../unproven-requests.ts'
import { askOracle, storeFlows } from './ask-oracle.ts'
import { compareVerdicts } from './compare-verdicts.ts'
import { casesOf, type Topic, topicsOf } from './corpus.ts'
import { playTrials } from './generated/play-trials.ts'
import { runAsProduct } from './run-as-product.ts'

/** Case → version → what Kestra's machinery made of its assertions, and the state in which its execution ended. */
const Recorded = z.record(z.string(), z.record(z.string(), z.string()))
const recorded = Recorded.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'verdicts.recorded.json'), 'utf8')))

/** The fewest cases that a version has to run. */
const MIN_CASES = 80

/** `ORACLE_TRIALS=500 ORACLE_SEED=1` plays more, and others. */
const USUAL_TRIALS = 15
const TRIALS = Number(process.env['ORACLE_TRIALS'] ?? USUAL_TRIALS)
const SEED = Number(process.env['ORACLE_SEED'] ?? 30)

/** One topic in so many, and another one on each version; `ORACLE_SHARE=1` plays all. */
const SHARE = Number(process.env['ORACLE_SHARE'] ?? 2)

/** The topics of one generation, and a share of the others. */
const playedTopics = (version: EngineVersion): readonly Topic[] => {
  const topics = topicsOf(version)
  const shared = topics.filter(({ name }) => !name.includes('.of-'))
  const played = new Set(inTurns(shared, version, SHARE))
  return topics.filter((topic) => played.has(topic) || !shared.includes(topic))
}

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

  for (const topic of playedTopics(version)) {
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
        const { otherwise } = compareVerdicts(judged, await runAsProduct(server, topic, suite))
        expect(otherwise).toEqual([])
      })
    }
  }

  test('are those of Kestra for flows and suites that nobody wrote, but for cases that are skipped', async () => {
    const server = await runningServer(version)
    const { cases, skipped, otherwise } = await playTrials(server, { trials: TRIALS, seed: SEED })
    if (TRIALS !== USUAL_TRIALS) console.info(`${cases} cases of ${TRIALS} flows, ${skipped} of them skipped`)
    expect(otherwise).toEqual([])
    expect(cases - skipped).toBeGreaterThan(TRIALS)
  })

  test('are found with requests that real servers have answered', async () => {
    expect(await unprovenRequests([await runningServer(version)])).toEqual([])
  })
})
