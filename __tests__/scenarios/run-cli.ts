import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type MachineContract, machineContract } from '../../src/render/machine-contract.ts'
import { builtDist } from './built-dist.ts'
import { assertNoCanary, basicPair } from './canaries.ts'

/** Where the command line is to go: a server, or what stands before it. */
export interface CliTarget {
  readonly url: string
  readonly tenant: string
  readonly username: string
  readonly password: string
}

export interface CliOptions {
  /** Folder to start in. */
  readonly dir: string
  /** Absent: no server is set. */
  readonly target?: CliTarget | undefined
  /** Further variables, or other values for the usual ones. */
  readonly env?: Readonly<Record<string, string>>
  /** Told the process as soon as it runs, e.g. to end it. */
  readonly onStart?: (child: ChildProcess) => void
}

export interface CliRun {
  /** `null` when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface JsonRun extends MachineContract {
  readonly code: number | null
}

// Node.js compiles the same file more than a thousand times in a run of all tests: a third of what a start costs.
export const COMPILED = join(import.meta.dirname, '../../.cache/compiled')

/**
 * Runs the built command line as a user would: a process of its own that sees nothing of this one's environment. Throws when a
 * secret of it was said.
 */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliRun> {
  const child = spawn(process.execPath, [join(builtDist(), 'cli.js'), ...args], {
    cwd: options.dir,
    env: { ...environmentOf(options.target), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  options.onStart?.(child)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  assertNoCanary({ stdout, stderr }, secretsOf(options))
  return { code: child.exitCode, stdout, stderr }
}

/** As `runCli` with `--json`: standard output must be one document of the machine contract, and nothing else is said. */
export async function runJson(args: readonly string[], options: CliOptions): Promise<JsonRun> {
  const { code, stdout, stderr } = await runCli([...args, '--json'], options)
  if (stderr !== '') throw new Error(`Something was said beside the document:\n${stderr}\n${stdout}`)
  return { ...machineContract.parse(JSON.parse(stdout)), code }
}

/** Every scenario watches over its own: what the process was given and may not say. */
export function secretsOf({ target, env = {} }: CliOptions): readonly string[] {
  const username = env['KESTRA_USERNAME'] ?? target?.username ?? ''
  const password = env['KESTRA_PASSWORD'] ?? target?.password ?? ''
  return [password, basicPair(username, password), env['KESTRA_TOKEN'] ?? '']
}

/** All that a run sees of an environment. */
export function environmentOf(target: CliTarget | undefined): Record<string, string> {
  const server =
    target === undefined
      ? {}
      : {
          KESTRA_URL: target.url,
          KESTRA_TENANT: target.tenant,
          KESTRA_USERNAME: target.username,
          KESTRA_PASSWORD: target.password,
        }
  return {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    NODE_COMPILE_CACHE: COMPILED,
    ...server,
  }
}
