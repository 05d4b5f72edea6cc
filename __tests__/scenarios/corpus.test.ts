import { expect, test } from 'vitest'
import { type Case, isFor, readCases } from '../corpus/cases.ts'
import { engineStage } from '../corpus/engine-stage.ts'
import { type Outcome, outcomeOf, readOutcomes } from '../corpus/outcomes.ts'
import { describeEngines, runningServer } from '../engine/engine.ts'
import { engineVersions } from '../engine/engine-versions.ts'

/** One case in so many, and another one on each version; `CORPUS_SHARE=1` plays all. */
const SHARE = Number(process.env['CORPUS_SHARE'] ?? 3)
const AT_ONCE = 2

/** What the engine takes that the older server of its generation refuses. */
const TAKEN: ReadonlyMap<string, string> = new Map([['1.3.31', 'inputs/a default with a fraction for a whole number']])

/** Those that a person begins: of the others a schedule or another flow decides when they are through. */
const casesFor = (version: string): readonly Case[] =>
  readCases().filter(
    (each) =>
      isFor(each, version) && each.begins === 'by hand' && each.first === undefined && TAKEN.get(version) !== each.key,
  )

/** 2.0.0 refuses wrong defaults where the snapshot before it refuses their execution. */
const isAsRecorded = (recorded: Outcome | undefined, { sound, wrong }: Outcome): boolean =>
  sound === recorded?.sound && (wrong === recorded.wrong || (wrong === 'INVALID' && recorded.wrong === 'REFUSED'))

describeEngines('an engine that executes the corpus', (version) => {
  test('ends each mistake, and each sound twin, as the real server of its generation did', async () => {
    const recorded = readOutcomes(version.startsWith('1.') ? '1.0.3' : '2.0.0-SNAPSHOT')
    const waiting = casesFor(version).filter((_, index) => index % SHARE === engineVersions.indexOf(version) % SHARE)
    expect(waiting.length).toBeGreaterThan(50)
    const stage = engineStage(await runningServer(version))
    const violations: string[] = []
    const worker = async (): Promise<void> => {
      for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
        const outcome = await outcomeOf(stage, each, 'corpus')
        if (!isAsRecorded(recorded.get(each.key), outcome)) violations.push(`${each.key}: ${JSON.stringify(outcome)}`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    expect(violations).toEqual([])
  })
})
