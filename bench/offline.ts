import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type BigRepository, makeBigRepository } from './big-repository.ts'
import { type Cost, measure } from './measure.ts'
import type { Row } from './row.ts'

const RUNS = 3
const CLI = join(process.cwd(), 'dist/cli.js')
const SIZES = [100, 1000, 10_000]

/** The least of some runs: what others do on the machine only ever adds. */
const leastOf = async (args: readonly string[], { directory }: BigRepository, runs = RUNS): Promise<Cost> => {
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

/** What trees without a server cost: memory, and how time and memory grow with their size. */
export const benchOffline = async (): Promise<readonly Row[]> => {
  const start = await measure([CLI, '--version'])
  const costs: Cost[] = []
  for (const flows of SIZES) {
    using repository = makeBigRepository({ flows, files: 0, namespaces: 20 })
    costs.push(await leastOf(['validate', '--offline'], repository))
  }
  const grown = (of: (cost: Cost) => number) => exponent(costs.map((cost) => of(cost) - of(start)))
  return [
    { name: 'offline validate of 10,000 flows: peak memory', value: costs[2]?.peakMb ?? 0, unit: 'MB', limit: 300 },
    {
      name: 'growth from 100 to 10,000 flows: time, as an exponent',
      value: grown(({ cpuMs }) => cpuMs),
      unit: '',
      limit: 1.1,
    },
    {
      name: 'growth from 100 to 10,000 flows: memory, as an exponent',
      value: grown(({ peakMb }) => peakMb),
      unit: '',
      limit: 1.1,
    },
    ...(await withBase()),
    ...(await large()),
  ]
}

/** The steepness of a line through the figures of `SIZES` on logarithmic paper: 1 is linear. */
const exponent = ([first = 1, , last = 1]: readonly number[]): number =>
  Math.log(last / first) / Math.log((SIZES[2] ?? 1) / (SIZES[0] ?? 1))

const withBase = async (): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: 10_000, files: 10_000, namespaces: 20 })
  repository.change({ flows: 10, files: 10 })
  const alone = await leastOf(['validate', '--offline'], repository)
  const plan = await leastOf(['plan', '--offline', '--base', 'HEAD~1'], repository)
  const shallow = join(repository.directory, '..', `shallow-${process.pid}`)
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository.directory}`, shallow])
  const cut = await leastOf(['validate', '--offline'], { ...repository, directory: shallow })
  execFileSync('rm', ['-rf', shallow])
  return [
    {
      name: 'plan of 10,000 flows and files against a Git base, 10 + 10 changed: peak memory',
      value: plan.peakMb,
      unit: 'MB',
      limit: 250,
    },
    {
      name: 'the same / offline validate of the tree without a base',
      value: plan.cpuMs / alone.cpuMs,
      unit: '× CPU',
      limit: 1.5,
    },
    {
      name: 'offline validate in a shallow clone / in a whole one',
      value: cut.cpuMs / alone.cpuMs,
      unit: '× CPU',
      limit: 1.1,
    },
  ]
}

const large = async (): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: 10_000, files: 50_000, namespaces: 20, fileBytes: 20_000 })
  const { peakMb } = await leastOf(['validate', '--offline'], repository, 1)
  return [
    {
      name: 'offline validate of 10,000 flows and 50,000 files (1 GB): peak memory',
      value: peakMb,
      unit: 'MB',
      limit: 300,
    },
  ]
}
