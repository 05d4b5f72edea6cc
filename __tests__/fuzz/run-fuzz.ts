import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { grownOf, playGrowth } from './grow.ts'
import { inputOf, playOne } from './play.ts'
import { TARGETS } from './targets.ts'

/** So long no reader takes for 200 kB; one that does hangs, as far as a run is concerned. */
const HANGS_AFTER_MS = 20_000

/** Every so many inputs one is played at two sizes, of so many bytes and four times that. */
const SEEDS_FOR_ONE_GROWN = 20
const GROWN_BYTES = 16_000

interface Played {
  readonly target: number
  readonly seed: number
  readonly why: string | undefined
  readonly ms: number
}

/** Plays inputs one after the other, each reader in turn, and tells each before and after. */
const playAll = async (firstSeed: number): Promise<void> => {
  for (let seed = firstSeed; ; seed += 1)
    for (const [index, target] of TARGETS.entries()) {
      parentPort?.postMessage({ target: index, seed })
      const started = performance.now()
      const isGrown = seed % SEEDS_FOR_ONE_GROWN === 0
      const breach = isGrown ? await playGrowth(target, seed, GROWN_BYTES) : await playOne(target, seed)
      parentPort?.postMessage({ target: index, seed, why: breach?.why, ms: performance.now() - started })
      // Lets the messages out.
      await new Promise((resolve) => setImmediate(resolve))
    }
}

/** Reads inputs that are nearly right for a time: `npm run fuzz -- --minutes N --seed S`. Prints what breaks, and what was slowest. */
const fuzz = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
  })
  const end = Date.now() + Number(values.minutes) * 60_000
  const counts = TARGETS.map(() => ({ played: 0, breaches: 0, slowest: 0, slowestSeed: 0 }))
  let next = Number(values.seed)
  const tell = async (target: number, seed: number, why: string): Promise<void> => {
    const count = counts[target]
    const reader = TARGETS[target]
    if (count === undefined || reader === undefined) return
    count.breaches += 1
    const file = `fuzz-${reader.name.replaceAll(/\W+/g, '-')}-${seed}.bin`
    if (count.breaches <= 3) {
      await writeFile(
        file,
        seed % SEEDS_FOR_ONE_GROWN === 0 ? grownOf(reader, seed, GROWN_BYTES) : inputOf(reader, seed),
      )
      console.log(`${reader.name}, seed ${seed} (${file}):\n${why}\n`)
    }
  }
  while (Date.now() < end) next = await playUntil(next, end, { counts, tell })
  for (const [index, { played, breaches, slowest, slowestSeed }] of counts.entries())
    console.log(
      `${TARGETS[index]?.name}: ${played} inputs, ${breaches} breaches, slowest ${Math.round(slowest)} ms (seed ${slowestSeed})`,
    )
  const total = counts.reduce((sum, { played }) => sum + played, 0)
  const breaches = counts.reduce((sum, count) => sum + count.breaches, 0)
  console.log(`${total} inputs, ${breaches} breaches`)
  if (breaches > 0) process.exitCode = 1
}

interface Tally {
  readonly counts: { played: number; breaches: number; slowest: number; slowestSeed: number }[]
  readonly tell: (target: number, seed: number, why: string) => Promise<void>
}

/** Plays in a worker until the time is up, or a reader hangs. The seed to go on with. */
const playUntil = async (seed: number, end: number, { counts, tell }: Tally): Promise<number> => {
  const worker = new Worker(new URL(import.meta.url), { workerData: { seed } })
  let [current, since] = [{ target: 0, seed }, Date.now()]
  worker.on('message', (message: Partial<Played> & { target: number; seed: number }) => {
    current = message
    since = Date.now()
    const count = counts[message.target]
    if (message.ms === undefined || count === undefined) return
    count.played += 1
    if (message.ms > count.slowest) Object.assign(count, { slowest: message.ms, slowestSeed: message.seed })
    if (message.why !== undefined) void tell(message.target, message.seed, message.why)
  })
  const failed = new Promise<never>((_, reject) => worker.once('error', reject))
  while (Date.now() < end && Date.now() - since < HANGS_AFTER_MS)
    await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 500))])
  if (Date.now() < end) await tell(current.target, current.seed, `hangs for ${HANGS_AFTER_MS} ms`)
  await worker.terminate()
  return current.seed + 1
}

await (isMainThread ? fuzz() : playAll(Number((workerData as { readonly seed: number }).seed)))
