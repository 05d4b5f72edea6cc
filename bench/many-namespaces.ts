import type { Engine } from './bench-engine.ts'
import { makeBigRepository } from './big-repository.ts'
import { inTurn, median } from './measure.ts'
import type { Row } from './row.ts'
import { type BareCall, freshTarget } from './target.ts'

const RUNS = 3
const NAMESPACES = 2000

/** `plan` of 2,000 namespaces with one flow each, of which nothing changed, against the bare requests that it needs. */
export const benchManyNamespaces = async (engine: Engine): Promise<readonly Row[]> => {
  using repository = makeBigRepository({ flows: NAMESPACES, files: 0, namespaces: NAMESPACES })
  const target = freshTarget(engine)
  await target.cli(['deploy', '--json'], repository.directory)
  const base = `/api/v1/${target.tenant}`
  const get = (path: string): BareCall => ({ method: 'GET', path })
  const pages = [1, 2]
  const calls = [
    [get('/api/v1/configs')],
    [get(`${base}/flows/export/by-query`), ...pages.map((page) => get(`${base}/flows/search?page=${page}&size=1000`))],
    repository.namespaces.map((namespace) => get(`${base}/namespaces/${namespace}/kv/kestra-gitops`)),
  ]
  const { a, b } = await inTurn(RUNS, [
    () => target.cli(['plan', '--json'], repository.directory),
    () => target.bare(calls.map((group) => ({ calls: group, concurrency: 8 }))),
  ])
  const { requests, result } = JSON.parse(a[0]?.output ?? '{}') as { requests: { kestra: number }; result: string }
  if (result !== 'in-sync') throw new Error(`Nothing changed, and the plan says ${result}.`)
  const wall = (costs: typeof a): number => median(costs.map(({ wallMs }) => wallMs))
  return [
    {
      name: 'plan of 2,000 namespaces with one flow each, nothing changed: requests to Kestra',
      value: requests.kestra,
      unit: 'requests',
      limit: calls.flat().length,
    },
    { name: 'the same / the bare requests', value: wall(a) / wall(b), unit: '× wall', limit: 1.5 },
  ]
}
