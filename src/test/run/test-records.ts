import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { KestraClient } from '../../kestra/client.ts'
import { deleteValue, listKeys, readKey, writeValue } from '../../kestra/key-values.ts'
import { orUserError } from '../../problem/user-error.ts'
import { counted } from '../../text/lists.ts'
import { clearStage, isStaged, type TestPlace } from './stage.ts'

/** Where runs say what they have on the server, each under a key of its own: the next one finds what a killed one left. */
const RECORDS = 't-records'
const BEAT_MS = 5_000

const recorded = z.object({
  /** Grows while the run lives. */
  beat: z.number(),
  namespaces: z.array(z.string()),
  flows: z.array(z.object({ namespace: z.string(), id: z.string() })),
})

/** The record of another run as it was read. */
export interface OtherRun {
  readonly key: string
  readonly beat: number
  readonly stage: TestPlace
}

/** Eight signs by chance: of a run, and of each of its cases. */
export const eightSigns = (): string =>
  BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0')
    .slice(-8)

/**
 * Writes down what a run will have on the server, before it has it, and again every 5 s, so that nobody takes it for one that was killed. What it
 * gives stops that and removes the record.
 */
export const keepRecord = async (client: KestraClient, stage: TestPlace): Promise<() => Promise<void>> => {
  const key = eightSigns()
  let beat = 0
  const write = (): Promise<void> => writeValue(client, { namespace: RECORDS, key, value: { beat: ++beat, ...stage } })
  await write()
  let writing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    // One that is lost is followed by others.
    writing = orUserError(write())
  }, BEAT_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await writing
    await deleteValue(client, RECORDS, key)
  }
}

/** The records of other runs; of each only what is a place of tests. */
export const readOthers = async (client: KestraClient): Promise<readonly OtherRun[]> => {
  const keys = await listKeys(client, [RECORDS])
  const found: OtherRun[] = []
  for (const { key } of keys) {
    const parsed = recorded.safeParse((await readKey(client, RECORDS, key))?.value)
    if (!parsed.success) continue
    const { beat, namespaces, flows } = parsed.data
    const stage = { namespaces: namespaces.filter(isStaged), flows: flows.filter((flow) => isStaged(flow.namespace)) }
    found.push({ key, beat, stage })
  }
  return found
}

/** Four beats: a run that lives has written again by then. */
const SILENT_MS = 20_000
const STEP_MS = 250

export interface Sweeper {
  readonly client: KestraClient
  readonly now: () => number
  /** Aborted: it is left to the next run. */
  readonly signal: AbortSignal
  /** Told a sentence before a wait. */
  readonly onWait: (sentence: string) => void
}

/**
 * Looks for other runs before this one begins. What it gives is to be called at the end: it removes what those left whose record was not written again
 * for 20 s, which were killed, and waits for that as long as it takes. A sentence for what was removed, and for what could not be.
 */
export const lookForOthers = async (sweeper: Sweeper): Promise<() => Promise<readonly string[]>> => {
  const runs = await readOthers(sweeper.client)
  const at = sweeper.now()
  return () => (runs.length === 0 ? Promise.resolve([]) : sweep(runs, at, sweeper))
}

const sweep = async (
  runs: readonly OtherRun[],
  at: number,
  { client, now, signal, onWait }: Sweeper,
): Promise<readonly string[]> => {
  if (now() - at < SILENT_MS)
    onWait(`Waiting whether ${counted(runs.length, 'earlier test run')} still lives, at most ${SILENT_MS / 1000} s.`)
  while (now() - at < SILENT_MS && !signal.aborted) await sleep(STEP_MS)
  if (signal.aborted) return []
  const beats = new Map(runs.map(({ key, beat }) => [key, beat]))
  const silent = (await readOthers(client)).filter(({ key, beat }) => beats.get(key) === beat)
  const left: string[] = []
  for (const run of silent) {
    const sentences = await clearStage(client, run.stage)
    if (sentences.length === 0) await deleteValue(client, RECORDS, run.key)
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
