import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { makeBigRepository } from './big-repository.ts'
import { leastOf } from './least-of.ts'
import { inTurn, median } from './measure.ts'
import type { Row } from './row.ts'

const RUNS = 3

/** What trees without a server cost, one with a Git base and a large one included. */
export const benchOffline = async (): Promise<readonly Row[]> => [...(await withBase()), ...(await large())]

const withBase = async (): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: 10_000, files: 10_000, namespaces: 20 })
  repository.change({ flows: 10, files: 10 })
  const alone = await leastOf(['validate', '--offline'], repository)
  const plan = await leastOf(['plan', '--offline', '--base', 'HEAD~1'], repository)
  const shallow = join(repository.directory, '..', `shallow-${process.pid}`)
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository.directory}`, shallow])
  const once = (directory: string) => () => leastOf(['validate', '--offline'], { directory }, { runs: 1 })
  const { a: cut, b: whole } = await inTurn(RUNS, [once(shallow), once(repository.directory)])
  execFileSync('rm', ['-rf', shallow])
  return [
    {
      name: 'plan of 10,000 flows and files against a Git base, 10 + 10 changed: peak memory',
      value: plan.peakMb,
      unit: 'MB',
      limit: 700,
    },
    {
      name: 'the same / offline validate of the tree without a base',
      value: plan.cpuMs / alone.cpuMs,
      unit: '× CPU',
      limit: 1.5,
    },
    {
      name: 'offline validate in a shallow clone / in a whole one',
      value: median(cut.map(({ cpuMs }) => cpuMs)) / median(whole.map(({ cpuMs }) => cpuMs)),
      unit: '× CPU',
      limit: 1.1,
    },
  ]
}

const large = async (): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: 20, files: 50_000, namespaces: 20, fileBytes: 20_000 })
  const { peakMb } = await leastOf(['validate', '--offline'], repository, { runs: 1 })
  return [
    {
      name: 'offline validate of 50,000 files (1 GB): peak memory',
      value: peakMb,
      unit: 'MB',
      limit: 450,
    },
  ]
}
