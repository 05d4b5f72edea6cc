import { join } from 'node:path'
import type { BigRepository } from './big-repository.ts'
import { type Cost, measure } from './measure.ts'

const RUNS = 3
const CLI = join(process.cwd(), 'dist/cli.js')

/** The least of some runs of the built command line: what others do on the machine only ever adds. Throws where one fails. */
export const leastOf = async (
  args: readonly string[],
  { directory }: Pick<BigRepository, 'directory'>,
  { runs = RUNS }: { readonly runs?: number } = {},
): Promise<Cost> => {
  const costs: Cost[] = []
  for (let run = 0; run < runs; run += 1) costs.push(await measure([CLI, ...args, '--json'], { cwd: directory }))
  const failed = costs.find(({ code }) => code !== 0)
  if (failed !== undefined)
    throw new Error(`A measured process ended with ${failed.code}:\n${failed.output.slice(0, 2000)}`)
  const least = (of: (cost: Cost) => number): number => Math.min(...costs.map(of))
  return {
    wallMs: least(({ wallMs }) => wallMs),
    cpuMs: least(({ cpuMs }) => cpuMs),
    peakMb: least(({ peakMb }) => peakMb),
    code: 0,
    output: costs[0]?.output ?? '',
  }
}
