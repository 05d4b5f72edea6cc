import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { KestraClient } from '../../kestra/client.ts'
import { listKeys } from '../../kestra/key-value-pairs.ts'
import { isUserError } from '../../problem/user-error.ts'
import { isStaged, type TestPlace } from './stage.ts'

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

/** The record of this run while it has something on the server. */
export interface OwnRecord {
  readonly key: string
  /** Stops its beat and removes it. */
  remove(): Promise<void>
}

/** Writes down what a run will have on the server, before it has it, and again every 5 s, so that nobody takes it for one that was killed. */
export const keepRecord = async (client: KestraClient, { namespaces, flows }: TestPlace): Promise<OwnRecord> => {
  const key = eightSigns()
  let beat = 0
  const write = (): Promise<void> =>
    client.writeValue({ namespace: RECORDS, key, value: { beat: ++beat, namespaces, flows } })
  await write()
  let writing = Promise.resolve()
  const timer = setInterval(() => {
    // One that is lost is followed by others.
    writing = write().catch(onlyUserErrors)
  }, BEAT_MS)
  timer.unref()
  return {
    key,
    remove: async () => {
      clearInterval(timer)
      await writing
      await client.deleteValue(RECORDS, key)
    },
  }
}

const onlyUserErrors = (error: unknown): void => {
  if (!isUserError(error)) throw error
}

/** The records of other runs; of each only what is a place of tests. */
export const readOthers = async (client: KestraClient, own: string | undefined): Promise<readonly OtherRun[]> => {
  const keys = (await listKeys(client.api, [RECORDS])).filter(({ key }) => key !== own)
  const found: OtherRun[] = []
  for (const { key } of keys) {
    const parsed = recorded.safeParse(await client.readValue(RECORDS, key))
    if (!parsed.success) continue
    const { beat, namespaces, flows } = parsed.data
    const stage = { namespaces: namespaces.filter(isStaged), flows: flows.filter((flow) => isStaged(flow.namespace)) }
    found.push({ key, beat, stage })
  }
  return found
}

/** Forgets a run that was killed. */
export const removeRecord = (client: KestraClient, { key }: OtherRun): Promise<void> => client.deleteValue(RECORDS, key)
