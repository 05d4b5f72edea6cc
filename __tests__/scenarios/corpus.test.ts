import { expect, test } from 'vitest'
import { type Case, isFor, PLAYED_ON, readCases } from '../corpus/cases.ts'
import { engineStage } from '../corpus/engine-stage.ts'
import { type Outcome, outcomeOf, readOutcomes } from '../corpus/outcomes.ts'
import { describeEngines, inTurns, runningServer } from '../engine/engine.ts'

/** One case in so many, and another one on each version; `CORPUS_SHARE=1` plays all. */
const SHARE = Number(process.env['CORPUS_SHARE'] ?? 3)
const AT_ONCE = 2

/** What the engine takes that the older server of its generation refuses. */
const TAKEN: ReadonlyMap<string, string> = new Map([['1.3.31', 'inputs/a default with a fraction for a whole number']])

/** Those that a person begins: of the others a schedule or another flow decides when they are through. */
const casesFor = (version: string): readonly Case[] =>
  readCases().filter(
    (each) =>
      isFor(each, outcomesOf(each, version)) &&
      each.begins === 'by hand' &&
      each.first.length === 0 &&
      TAKEN.get(version) !== each.key,
  )

/** The version whose outcomes hold for a case on the engine: its own, or that of the real server of its generation. */
const outcomesOf = ({ played }: Case, version: string): string =>
  played === 'engines' ? version : PLAYED_ON.servers[version.startsWith('1.') ? 0 : 1]

/** 2.0.0 refuses wrong defaults where the snapshot before it refuses their execution. */
const isAsRecorded = (recorded: Outcome | undefined, { sound, wrong }: Outcome): boolean =>
  sound === recorded?.sound && (wrong === recorded.wrong || (wrong === 'INVALID' && recorded.wrong === 'REFUSED'))

describeEngines('an engine that executes the corpus', (version) => {
  test('ends each mistake, and each sound twin, as the real server of its generation did', async () => {
    const waiting = [...inTurns(casesFor(version), version, SHARE)]
    expect(waiting.length).toBeGreaterThan(50)
    const stage = engineStage(await runningServer(version), version)
    const violations: string[] = []
    const worker = async (): Promise<void> => {
      for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
        const outcome = await outcomeOf(stage, each, 'corpus')
        const recorded = readOutcomes(outcomesOf(each, version)).get(each.key)
        if (!isAsRecorded(recorded, outcome)) violations.push(`${each.key}: ${JSON.stringify(outcome)}`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    expect(violations).toEqual([])
  })
})
