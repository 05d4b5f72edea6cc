import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from './bench-engine.ts'
import { type BigRepository, makeBigRepository, type Size } from './big-repository.ts'
import { type Cost, mean } from './measure.ts'
import type { Row } from './row.ts'
import { type BareGroup, type BenchTarget, freshTarget } from './target.ts'

/** As many as the product writes side by side (`src/deploy/write-steps.ts`). */
const WRITES_AT_ONCE = { flows: 1, files: 4 }

/** What is deployed, and how often that is measured. */
interface DeployBench {
  readonly name: string
  readonly size: Size
  readonly runs: number
}

/** `deploy` of what changed, less the `plan` of the same, over the bare writes and one export. */
export const benchDeployOfFew = (engine: Engine): Promise<readonly Row[]> =>
  deployRows(engine, {
    name: 'deploy of 100 changed flows of 5 namespaces',
    size: { flows: 100, files: 0, namespaces: 5 },
    runs: 5,
  })

/** The same of 1,000 flows and 1,000 files: minutes, most of which the server works on after its answers. */
export const benchDeployOfMany = (engine: Engine): Promise<readonly Row[]> =>
  deployRows(engine, {
    name: 'deploy of 1,000 changed flows and 1,000 changed files of 20 namespaces',
    size: { flows: 1000, files: 1000, namespaces: 20 },
    runs: 2,
  })

const deployRows = async (engine: Engine, { name, size, runs }: DeployBench): Promise<readonly Row[]> => {
  using repository = makeBigRepository(size)
  // Two tenants that hold the same: one is deployed to, the other is written to.
  const [target, bareTarget] = [freshTarget(engine), freshTarget(engine)]
  for (const each of [target, bareTarget]) await each.cli(['deploy', '--json'], repository.directory)
  const deploys: number[] = []
  const bare: Cost[] = []
  for (let run = 0; run < runs; run += 1) {
    repository.change(size)
    const planned = await target.cli(['plan', '--json'], repository.directory)
    const deploy = async () => {
      const deployed = await target.cli(['deploy', '--json'], repository.directory)
      deploys.push(deployed.wallMs - planned.wallMs)
    }
    const writeBare = async () => void bare.push(await bareTarget.bare(bareCalls(bareTarget, repository, size)))
    // Each write makes all that follow slower: neither of the two is always the second.
    for (const measured of run % 2 === 0 ? [deploy, writeBare] : [writeBare, deploy]) await measured()
  }
  return [
    {
      name: `${name}, less its plan / the bare writes and one export`,
      value: mean(deploys) / mean(bare.map(({ wallMs }) => wallMs)),
      unit: '× wall',
      limit: 1.15,
    },
  ]
}

const bareCalls = (
  { tenant }: BenchTarget,
  { directory, namespaces }: BigRepository,
  { flows, files }: Size,
): readonly BareGroup[] => {
  const base = `/api/v1/${tenant}`
  const each = <T>(count: number, call: (namespace: string, index: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, index) => call(namespaces[index % namespaces.length] ?? '', index))
  return [
    { concurrency: 1, calls: [{ method: 'GET', path: `${base}/flows/export/by-query` }] },
    {
      concurrency: WRITES_AT_ONCE.flows,
      calls: each(flows, (namespace, index) => ({
        method: 'PUT',
        path: `${base}/flows/${namespace}/flow-${index}`,
        body: textOf(directory, `${namespace}/flows/flow-${index}.yml`),
      })),
    },
    {
      concurrency: WRITES_AT_ONCE.files,
      calls: each(files, (namespace, index) => ({
        method: 'POST',
        path: `${base}/namespaces/${namespace}/files?path=${encodeURIComponent(`/sql/query-${index}.sql`)}`,
        file: textOf(directory, `${namespace}/files/sql/query-${index}.sql`),
      })),
    },
  ]
}

const textOf = (directory: string, path: string): string => readFileSync(join(directory, path), 'utf8')
