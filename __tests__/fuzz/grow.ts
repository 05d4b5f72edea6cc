import { growthOf } from '../fixtures/growth.ts'
import { mutate, randomOf } from './mutate.ts'
import type { Breach } from './play.ts'
import type { Target } from './target.ts'

/** Quadratic work takes sixteen times as long for four times the size; what is linear, and noise, stay below. */
const MOST = 11
/** Of what a stretch that is repeated may be long. */
const MOST_BYTES_REPEATED = 200
/** A ratio of less than that is one of the noise. */
const LEAST_MICROSECONDS = 40_000
/** A busy machine may spoil one measurement, and not three. */
const MEASUREMENTS = 3

/** An input that has one stretch of another again and again, until it has so many bytes: the same for the same seed and size. */
export const grownOf = ({ seeds }: Target, seed: number, bytes: number): Uint8Array => {
  const random = randomOf(seed)
  const source = Buffer.from(seed % 2 === 0 ? mutate(seeds, random) : (seeds[seed % seeds.length] ?? []))
  const from = Math.floor(random() * source.length)
  const to = Math.min(source.length, from + 1 + Math.floor(random() * MOST_BYTES_REPEATED))
  const stretch = source.subarray(from, to)
  const count = stretch.length === 0 ? 0 : Math.ceil(bytes / stretch.length)
  const before = source.subarray(0, from)
  return Buffer.concat([before, ...Array.from({ length: count }, () => stretch), source.subarray(to)])
}

/** Reads an input at two sizes, `bytes` and four times that. A breach where the second takes more than eleven times as long. */
export const playGrowth = async (target: Target, seed: number, bytes: number): Promise<Breach | undefined> => {
  const input = grownOf(target, seed, 4 * bytes)
  const prepare = (size: number) => {
    const grown = grownOf(target, seed, size)
    return async () => {
      try {
        await target.read(grown)
      } catch {
        // What breaks is for `playOne` to find.
      }
    }
  }
  const ratios: number[] = []
  while (ratios.length < MEASUREMENTS) {
    const begin = process.cpuUsage()
    await prepare(4 * bytes)()
    const { user, system } = process.cpuUsage(begin)
    if (user + system < LEAST_MICROSECONDS) return undefined
    const ratio = await growthOf([bytes, 4 * bytes], prepare)
    if (ratio <= MOST) return undefined
    ratios.push(Math.round(ratio))
  }
  const why = `four times the size takes ${ratios.join(', ')} times as long`
  return { target: target.name, seed, why, input }
}
