import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from './bench-engine.ts'
import { type Cost, measure } from './measure.ts'

/** A fresh tenant on the engine. What is measured on it begins when the engine has nothing else to do. */
export interface BenchTarget {
  readonly tenant: string
  /** Runs the built command line in a folder. */
  cli(args: readonly string[], cwd: string): Promise<Cost>
  /** Runs a process that sends these requests and nothing else. */
  bare(groups: readonly BareGroup[]): Promise<Cost>
}

export interface BareCall {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: string
  /** Sent as a file of a namespace. */
  readonly file?: string
}

/** Calls of which so many are under way at once; the next group begins when all are answered. */
export interface BareGroup {
  readonly concurrency: number
  readonly calls: readonly BareCall[]
}

/** A target on `engine` that nothing else uses. Its processes must end well: a failed one throws with what it printed. */
export const freshTarget = ({ url, password, settled }: Engine): BenchTarget => {
  const tenant = `b${randomUUID().replaceAll('-', '')}`
  const username = `${tenant}@engine.test`
  const env = { KESTRA_URL: url, KESTRA_USERNAME: username, KESTRA_PASSWORD: password, KESTRA_TENANT: tenant }
  const cli = join(process.cwd(), 'dist/cli.js')
  return {
    tenant,
    cli: async (args, cwd) => {
      await settled()
      return checked(await measure([cli, ...args], { cwd, env }))
    },
    bare: async (groups) => {
      const file = join(tmpdir(), `kestra-gitops-bench-${tenant}.json`)
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      writeFileSync(file, JSON.stringify({ server: url, authorization, groups }))
      await settled()
      return checked(await measure([join(process.cwd(), 'bench/bare-requests.ts'), file]))
    },
  }
}

const checked = (cost: Cost): Cost => {
  if (cost.code !== 0) throw new Error(`A measured process ended with ${cost.code}:\n${cost.output.slice(0, 2000)}`)
  return cost
}
