import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from './bench-engine.ts'
import { type BigRepository, makeBigRepository } from './big-repository.ts'
import { inTurn, median } from './measure.ts'
import type { Row } from './row.ts'
import { type BareCall, type BareGroup, type BenchTarget, freshTarget } from './target.ts'

const RUNS = 5

const CHANGED = 10

/** Flows on a page of a listing. */
const PAGE = 1000

interface PlanBench {
  /** Of flows, and of files as well. */
  readonly amount: number
  readonly runs: number
}

/** `plan` and `deploy` of 1,000 flows and 1,000 files, against the bare requests that they need. */
export const benchPlan = (engine: Engine): Promise<readonly Row[]> =>
  onFilledTenant(engine, 1000, async (target, repository) => [
    ...(await planRows(target, repository, { amount: 1000, runs: RUNS })),
    ...(await idleDeploy(target, repository)),
  ])

/** `plan` of ten times as much. To fill its tenant takes minutes: how long, is told on stderr. */
export const benchLargePlan = (engine: Engine, amount = 10_000): Promise<readonly Row[]> =>
  onFilledTenant(engine, amount, (target, repository) => planRows(target, repository, { amount, runs: 3 }))

const onFilledTenant = async (
  engine: Engine,
  amount: number,
  measured: (target: BenchTarget, repository: BigRepository) => Promise<readonly Row[]>,
): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: amount, files: amount, namespaces: 20 })
  const target = freshTarget(engine)
  const { wallMs } = await target.cli(['deploy', '--json'], repository.directory)
  console.error(`The first deploy of ${amount} flows and as many files took ${Math.round(wallMs / 1000)} s.`)
  return await measured(target, repository)
}

const planRows = async (
  target: BenchTarget,
  repository: BigRepository,
  { amount, runs }: PlanBench,
): Promise<readonly Row[]> => {
  repository.change({ flows: CHANGED, files: CHANGED })
  const pages = Math.ceil(amount / PAGE)
  const calls = planCalls(target, { ...repository, pages })
  const { a, b } = await inTurn(runs, [
    () => target.cli(['plan', '--json'], repository.directory),
    () => target.bare(calls),
  ])
  const { requests } = JSON.parse(a[0]?.output ?? '{}') as { requests: { kestra: number } }
  const words = amount.toLocaleString('en-US')
  return [
    {
      name: `plan of ${words} flows and ${words} files, 10 + 10 changed / the bare requests`,
      value: ratio(a, b),
      unit: '× wall',
      limit: 1.5,
    },
    { name: 'the same: peak memory', value: median(a.map(({ peakMb }) => peakMb)), unit: 'MB', limit: 700 },
    { name: 'the same: requests to Kestra', value: requests.kestra, unit: 'requests', limit: 2 + pages + 2 * 20 + 5 },
  ]
}

const ratio = (a: readonly { wallMs: number }[], b: readonly { wallMs: number }[]): number =>
  median(a.map(({ wallMs }) => wallMs)) / median(b.map(({ wallMs }) => wallMs))

interface Place extends Pick<BigRepository, 'directory' | 'namespaces'> {
  /** Of the listing of all flows. */
  readonly pages: number
}

/**
 * What a plan must ask: version; all flows; the records; the files; the verdict on what changed, what its types of task give, what runs of
 * it, and its triggers.
 */
const planCalls = ({ tenant }: BenchTarget, { directory, namespaces, pages }: Place): readonly BareGroup[] => {
  const base = `/api/v1/${tenant}`
  const changed = Array.from({ length: CHANGED }, (_, index) => index)
  const ofChanged = `filters%5Bnamespace%5D%5BIN%5D=${namespaces.slice(0, CHANGED).join(',')}`
  const groups: readonly (readonly BareCall[])[] = [
    [{ method: 'GET', path: '/api/v1/configs' }],
    [
      { method: 'GET', path: `${base}/flows/export/by-query` },
      ...Array.from(
        { length: pages },
        (_, index): BareCall => ({ method: 'GET', path: `${base}/flows/search?page=${index + 1}&size=${PAGE}` }),
      ),
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
      { method: 'GET', path: '/api/v1/plugins/schemas/flow' },
      { method: 'GET', path: '/api/v1/plugins/io.kestra.plugin.core.http.Request' },
      { method: 'GET', path: `${base}/executions/search?${ofChanged}&size=1000` },
      { method: 'GET', path: `${base}/triggers/search?${ofChanged}&size=1000` },
    ],
  ]
  return groups.map((calls) => ({ concurrency: 8, calls }))
}

const flowText = (directory: string, namespace: string, index: number): string =>
  readFileSync(join(directory, `${namespace}/flows/flow-${index}.yml`), 'utf8')

/** After the changes are live, a deploy has nothing to write. */
const idleDeploy = async (target: BenchTarget, { directory, namespaces }: BigRepository): Promise<readonly Row[]> => {
  await target.cli(['deploy', '--json'], directory)
  const reads = planCalls(target, { directory, namespaces, pages: 1 }).slice(0, -1)
  const { a, b } = await inTurn(RUNS, [() => target.cli(['deploy', '--json'], directory), () => target.bare(reads)])
  const { result, summary } = JSON.parse(a[0]?.output ?? '{}') as { result: string; summary: { unchanged: number } }
  const writes = result === 'in-sync' ? 2000 - summary.unchanged : Number.POSITIVE_INFINITY
  return [
    { name: 'deploy with nothing to do', value: writes, unit: 'writes', limit: 0 },
    { name: 'the same / the bare reads', value: ratio(a, b), unit: '× wall', limit: 1.3 },
  ]
}
