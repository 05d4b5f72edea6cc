import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { isUserError, orUserError } from '../../finding/user-error.ts'
import type { KestraClient } from '../../kestra/client.ts'
import { deleteValue, listKeys, readKey, writeValue } from '../../kestra/key-values.ts'
import { FLOW_ID } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { isMarker, isStaged, type RunOfTests } from './marker.ts'
import { clearStage, type TestPlace } from './stage.ts'

/** The namespace in which runs record what they have on the server, one key each. The next run removes what a killed run left. */
const RECORDS = 'kestra-gitops-test-records'
const BEAT_MS = 5_000

const recorded = z.object({
  marker: z.string(),
  /** Increases while the run is alive. */
  beat: z.number(),
  namespaces: z.array(z.string()),
  flows: z.array(z.object({ namespace: z.string(), id: z.string() })),
})

/** The record of another run. */
export interface OtherRun {
  readonly marker: string
  readonly beat: number
  readonly stage: TestPlace
}

/**
 * Records what a run will have on the server before it writes it, and again every 5 s, so that no other run takes it for a killed one.
 * Returns a function that stops this and removes the record.
 */
export const keepRecord = async (
  client: KestraClient,
  marker: string,
  stage: TestPlace,
): Promise<() => Promise<void>> => {
  let beat = 0
  const write = (): Promise<void> =>
    writeValue(client, { namespace: RECORDS, key: marker, value: { marker, beat: ++beat, ...stage } })
  await write()
  let writing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    // A lost write is followed by others.
    writing = orUserError(write())
  }, BEAT_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await writing
    await deleteValue(client, RECORDS, marker)
  }
}

/** The records of other runs, and the number of invalid records, which are ignored. */
export const readOthers = async (
  client: KestraClient,
  isKept: RunOfTests['isKept'],
): Promise<{ readonly runs: readonly OtherRun[]; readonly ignored: number }> => {
  const keys = await listKeys(client, [RECORDS])
  const runs: OtherRun[] = []
  let ignored = 0
  for (const { key } of keys) {
    if (!isMarker(key)) {
      ignored++
      continue
    }
    const read = await orUserError(readKey(client, RECORDS, key))
    // The other run ended meanwhile.
    if (read === undefined) continue
    const run = isUserError(read) ? undefined : runOf(key, read.value, isKept)
    if (run === undefined) ignored++
    else runs.push(run)
  }
  return { runs, ignored }
}

const runOf = (marker: string, value: unknown, isKept: RunOfTests['isKept']): OtherRun | undefined => {
  const parsed = recorded.safeParse(value)
  if (!parsed.success || parsed.data.marker !== marker) return undefined
  const { beat, namespaces, flows } = parsed.data
  const isOwn = (namespace: string): boolean => isStaged(namespace, { marker, isKept })
  if (!namespaces.every(isOwn) || !flows.every(({ namespace, id }) => isOwn(namespace) && FLOW_ID.test(id)))
    return undefined
  return { marker, beat, stage: { namespaces, flows } }
}

/** Four write intervals: a run that is alive has written again by then. */
const SILENT_MS = 20_000
const STEP_MS = 250

export interface Sweeper {
  readonly client: KestraClient
  readonly isKept: RunOfTests['isKept']
  readonly now: () => number
  /** Aborted: the next run removes the rest. */
  readonly signal: AbortSignal
  /** Called with a sentence before a wait. */
  readonly onWait: (sentence: string) => void
}

/**
 * Looks for other runs before this one begins. The returned function, called at the end, removes what killed runs left: those whose
 * record was not written again for 20 s. It waits for that if needed, and returns sentences about what was and was not removed.
 */
export const lookForOthers = async (sweeper: Sweeper): Promise<() => Promise<readonly string[]>> => {
  const { runs, ignored } = await readOthers(sweeper.client, sweeper.isKept)
  const reported =
    ignored === 0 ? [] : [`Ignored ${counted(ignored, 'pair')} of \`${RECORDS}\` that no test run can have written.`]
  const at = sweeper.now()
  return async () => {
    if (runs.length === 0) return reported
    const swept = await orUserError(sweep(runs, at, sweeper))
    return [
      ...reported,
      ...(isUserError(swept) ? [`Not removed what earlier test runs left: ${swept.message}`] : swept),
    ]
  }
}

const sweep = async (
  runs: readonly OtherRun[],
  at: number,
  { client, isKept, now, signal, onWait }: Sweeper,
): Promise<readonly string[]> => {
  if (now() - at < SILENT_MS)
    onWait(`Waiting whether ${counted(runs.length, 'earlier test run')} still lives, at most ${SILENT_MS / 1000} s.`)
  while (now() - at < SILENT_MS && !signal.aborted) await sleep(STEP_MS)
  if (signal.aborted) return []
  const beats = new Map(runs.map(({ marker, beat }) => [marker, beat]))
  const again = await readOthers(client, isKept)
  const left: string[] = []
  for (const { marker, beat, stage } of again.runs) {
    if (beats.get(marker) !== beat) continue
    const cleared = await orUserError(clearStage(client, stage, { marker, isKept }))
    const sentences = isUserError(cleared) ? [cleared.message] : cleared
    if (sentences.length === 0) await deleteValue(client, RECORDS, marker)
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
