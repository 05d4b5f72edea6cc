import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BigRepository, makeBigRepository } from './big-repository.ts'
import { inTurn, median } from './measure.ts'
import type { Row } from './row.ts'
import { type BareCall, type BareGroup, type BenchTarget, type Engine, freshTarget } from './target.ts'

const RUNS = 5

const CHANGED = 10

/** `plan` of 1,000 flows and 1,000 files of which 10 each changed, against the bare requests that it needs. */
export const benchPlan = async (engine: Engine): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: 1000, files: 1000, namespaces: 20 })
  const target = freshTarget(engine)
  await target.cli(['deploy', '--json'], repository.directory)
  repository.change({ flows: CHANGED, files: CHANGED })
  const calls = planCalls(target, repository)
  const { a, b } = await inTurn(RUNS, [
    () => target.cli(['plan', '--json'], repository.directory),
    () => target.bare(calls),
  ])
  const { requests } = JSON.parse(a[0]?.output ?? '{}') as { requests: { kestra: number } }
  const idle = await idleDeploy(target, repository)
  return [
    {
      name: 'plan of 1,000 flows and 1,000 files, 10 + 10 changed / the bare requests',
      value: ratio(a, b),
      unit: '× wall',
      limit: 1.5,
    },
    { name: 'the same: peak memory', value: median(a.map(({ peakMb }) => peakMb)), unit: 'MB', limit: 250 },
    { name: 'the same: requests to Kestra', value: requests.kestra, unit: 'requests', limit: 3 + 2 * 20 + 1 },
    ...idle,
  ]
}

const ratio = (a: readonly { wallMs: number }[], b: readonly { wallMs: number }[]): number =>
  median(a.map(({ wallMs }) => wallMs)) / median(b.map(({ wallMs }) => wallMs))

type Place = Pick<BigRepository, 'directory' | 'namespaces'>

/** What a plan must ask: version; all flows; the records; the files and the verdict on what changed. */
const planCalls = ({ tenant }: BenchTarget, { directory, namespaces }: Place): readonly BareGroup[] => {
  const base = `/api/v1/${tenant}`
  const changed = Array.from({ length: CHANGED }, (_, index) => index)
  const groups: readonly (readonly BareCall[])[] = [
    [{ method: 'GET', path: '/api/v1/configs' }],
    [
      { method: 'GET', path: `${base}/flows/export/by-query` },
      { method: 'GET', path: `${base}/flows/search?page=1&size=1000` },
      ...namespaces.map(
        (namespace): BareCall => ({ method: 'GET', path: `${base}/namespaces/${namespace}/kv/kestra-gitops` }),
      ),
    ],
    namespaces.map((namespace): BareCall => ({ method: 'GET', path: `${base}/namespaces/${namespace}/files/export` })),
    [
      {
        method: 'POST',
        path: `${base}/flows/validate`,
        body: changed.map((index) => flowText(directory, namespaces[index] ?? '', index)).join('\n---\n'),
      },
    ],
  ]
  return groups.map((calls) => ({ concurrency: 8, calls }))
}

const flowText = (directory: string, namespace: string, index: number): string =>
  readFileSync(join(directory, `${namespace}/flows/flow-${index}.yml`), 'utf8')

/** After the changes are live, a deploy has nothing to write. */
const idleDeploy = async (target: BenchTarget, { directory, namespaces }: Place): Promise<readonly Row[]> => {
  await target.cli(['deploy', '--json'], directory)
  const reads = planCalls(target, { directory, namespaces }).slice(0, -1)
  const { a, b } = await inTurn(RUNS, [() => target.cli(['deploy', '--json'], directory), () => target.bare(reads)])
  const { result, summary } = JSON.parse(a[0]?.output ?? '{}') as { result: string; summary: { unchanged: number } }
  const writes = result === 'in-sync' ? 2000 - summary.unchanged : Number.POSITIVE_INFINITY
  return [
    { name: 'deploy with nothing to do', value: writes, unit: 'writes', limit: 0 },
    { name: 'the same / the bare reads', value: ratio(a, b), unit: '× wall', limit: 1.3 },
  ]
}
