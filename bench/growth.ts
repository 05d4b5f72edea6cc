import { makeBigRepository } from './big-repository.ts'
import { leastOf } from './least-of.ts'
import { type Cost, mean } from './measure.ts'
import type { Row } from './row.ts'

const SIZES = [100, 316, 1000, 3162, 10_000]
const SHARDS = 20

/** How an offline `validate` grows with its flows, less what one flow costs, and what 100,000 flows cost in shards of 5,000. */
export const benchGrowth = async (): Promise<readonly Row[]> => {
  const least = await costOf(1)
  const costs: Cost[] = []
  for (const flows of SIZES) costs.push(await costOf(flows))
  const largest = costs.at(-1) ?? least
  const growth = (figure: string, of: (cost: Cost) => number): Row => ({
    name: `growth from 100 to 10,000 flows: ${figure}, as an exponent`,
    value: exponent(costs.map((cost) => of(cost) - of(least))),
    unit: '',
    limit: 1.1,
  })
  return [
    { name: 'offline validate of 10,000 flows: peak memory', value: largest.peakMb, unit: 'MB', limit: 600 },
    growth('time', ({ cpuMs }) => cpuMs),
    growth('memory', ({ peakMb }) => peakMb),
    ...(await inShards(largest)),
  ]
}

const costOf = async (flows: number): Promise<Cost> => {
  using repository = makeBigRepository({ flows, files: 0, namespaces: 20 })
  return await leastOf(['validate', '--offline'], repository)
}

/** The steepness of the line through the figures of `SIZES` on logarithmic paper with the least squares: 1 is linear. */
const exponent = (figures: readonly number[]): number => {
  const [xs, ys] = [SIZES.map(Math.log), figures.map(Math.log)]
  const [x, y] = [mean(xs), mean(ys)]
  const across = xs.map((each) => each - x)
  return mean(across.map((each, index) => each * ((ys[index] ?? 0) - y))) / mean(across.map((each) => each ** 2))
}

/** One repository, one run after the other for each of its roots. */
const inShards = async (tenThousand: Cost): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: 100_000, files: 0, namespaces: 20 * SHARDS, roots: SHARDS })
  const costs: Cost[] = []
  for (let shard = 0; shard < SHARDS; shard += 1)
    costs.push(await leastOf(['validate', '--offline', '--root', `root${shard}`], repository, { runs: 1 }))
  return [
    {
      name: '100,000 flows in 20 shards, offline: all of them / 10 × the 10,000 flows',
      value: costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / (10 * tenThousand.cpuMs),
      unit: '× CPU',
      limit: 1.5,
    },
    {
      name: 'the same: peak memory of the largest shard',
      value: Math.max(...costs.map(({ peakMb }) => peakMb)),
      unit: 'MB',
      limit: 600,
    },
  ]
}
