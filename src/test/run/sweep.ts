import { setTimeout as sleep } from 'node:timers/promises'
import type { KestraClient } from '../../kestra/client.ts'
import { counted } from '../../text/lists.ts'
import { clearStage } from './stage.ts'
import { type OtherRun, readOthers, removeRecord } from './test-records.ts'

/** Four beats: a run that lives has written again by then. */
const SILENT_MS = 20_000
const STEP_MS = 250

/** What was found of other runs, and when. */
export interface OthersSeen {
  readonly runs: readonly OtherRun[]
  readonly at: number
}

export interface Sweeper {
  readonly client: KestraClient
  readonly now: () => number
  /** Aborted: it is left to the next run. */
  readonly signal: AbortSignal
  /** Told a sentence before a wait. */
  readonly onWait: (sentence: string) => void
}

/** Looks for other runs before this one begins: what is silent until its end was killed. */
export const lookForOthers = async ({ client, now }: Sweeper): Promise<OthersSeen> => ({
  runs: await readOthers(client, undefined),
  at: now(),
})

/**
 * Removes what runs left that were killed: those of `seen` whose record was not written again for 20 s. Waits for that as long as it takes. A sentence
 * for what was removed, and for what could not be.
 */
export const sweep = async (
  { runs, at }: OthersSeen,
  { client, now, signal, onWait }: Sweeper,
): Promise<readonly string[]> => {
  if (runs.length === 0) return []
  if (now() - at < SILENT_MS)
    onWait(`Waiting whether ${counted(runs.length, 'earlier test run')} still lives, at most ${SILENT_MS / 1000} s.`)
  while (now() - at < SILENT_MS && !signal.aborted) await sleep(STEP_MS)
  if (signal.aborted) return []
  const beats = new Map(runs.map(({ key, beat }) => [key, beat]))
  const silent = (await readOthers(client, undefined)).filter(({ key, beat }) => beats.get(key) === beat)
  const left: string[] = []
  for (const run of silent) {
    const sentences = await clearStage(client, run.stage)
    if (sentences.length === 0) await removeRecord(client, run)
    left.push(sentences.join(' '))
  }
  const removed = left.filter((sentences) => sentences === '').length
  return [
    ...(removed === 0
      ? []
      : [`Removed what ${counted(removed, 'earlier test run')} left that did not come to an end.`]),
    ...left.filter((sentences) => sentences !== ''),
  ]
}
