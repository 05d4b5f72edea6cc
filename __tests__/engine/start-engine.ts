import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildEngine } from './build-engine.ts'

/** A running engine. The password is the same for every user name when any tenant is allowed. */
export interface RunningEngine {
  readonly version: string
  readonly url: string
  readonly username: string
  readonly password: string
  /** Of its process. */
  readonly pid: number | undefined
  /** Its process ended, asked or not. */
  hasEnded(): boolean
  stop(): Promise<void>
}

export interface EngineOptions {
  /** A Kestra version whose modules are on Maven Central. */
  readonly version: string
  /** Accept any tenant (a fresh one per test) instead of only `main`, as an open-source server does. */
  readonly anyTenant: boolean
  /** Start executor, scheduler and worker as well, so that executions begin and run; default false. */
  readonly isRunning?: boolean
  /** Loopback port; default: a free one. */
  readonly port?: number
  /** By name; as a server takes them from its environment. */
  readonly secrets?: Readonly<Record<string, string>>
}

const ENGINE_USERNAME = 'admin@engine.test'
export const ENGINE_PASSWORD = 'Engine1234'

// An idle machine needs 5 s, a very busy one some minutes; this only ends a start that hangs.
const START_TIMEOUT_MS = 900_000
// The failure of a task takes 40 of them; when Kestra shuts itself down, more follow on what was the cause.
const ERROR_LINES_KEPT = 400
const CACHE = join(import.meta.dirname, '../../.cache')
/** What each engine logs, whole: `.ci/run` keeps it when the run fails. */
const LOGS = join(CACHE, 'engine-logs')
/** A line of JSON for each engine that ended by itself: `scripts/test.mjs` runs again what failed after that. */
const DEATHS = join(CACHE, 'engine-deaths.jsonl')

/**
 * Builds the engine if need be, starts it and waits until it answers. Throws with its last output when it does not within 15 min; says so
 * in one line when it ends later and was not asked to.
 */
export async function startEngine({
  version,
  anyTenant,
  isRunning = false,
  port = -1,
  secrets = {},
}: EngineOptions): Promise<RunningEngine> {
  const { java, classpath } = buildEngine(version, isRunning)
  const child = spawn(
    java,
    [
      '-XX:+UseSerialGC',
      // Room for what dies young: with less of it the collector takes a tenth of the time.
      '-Xmx768m',
      '-Xmn300m',
      '-XX:MetaspaceSize=256m',
      `-Dengine.generation=${version.startsWith('1.') ? 1 : 2}`,
      `-Dengine.running=${isRunning}`,
      `-Dengine.any-tenant=${anyTenant}`,
      `-Dengine.port=${port}`,
      `-Dengine.username=${ENGINE_USERNAME}`,
      `-Dengine.password=${ENGINE_PASSWORD}`,
      'engine.Main',
    ],
    { env: { ...process.env, ...environmentOf(secrets), CLASSPATH: classpath }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const errors = lastLines(child.stderr)
  mkdirSync(LOGS, { recursive: true })
  const log = `${version}${isRunning ? '-running' : ''}-${child.pid}.log`
  child.stderr.pipe(createWriteStream(join(LOGS, log)))
  const exited = once(child, 'exit')
  let isAsked = false
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const stop = async (): Promise<void> => {
    isAsked = true
    if (!hasEnded()) {
      child.kill('SIGTERM')
      await exited
    }
  }
  try {
    const url = await readyUrl(createInterface(child.stdout), exited)
    child.stdout.resume()
    child.once('close', (code, signal) => {
      if (isAsked) return
      const lastWords = errors.findLast((line) => / ERROR /.test(line)) ?? errors.at(-1) ?? 'it logged nothing'
      console.error(`Kestra ${version} ended by itself (${signal ?? code}), its log is ${log}: ${lastWords}`)
      appendFileSync(DEATHS, `${JSON.stringify({ version, at: Date.now(), lastWords })}\n`)
    })
    return { version, url, username: ENGINE_USERNAME, password: ENGINE_PASSWORD, pid: child.pid, hasEnded, stop }
  } catch (error) {
    await stop()
    throw new Error(`Kestra ${version} did not start:\n${errors.join('\n')}`, { cause: error })
  }
}

/** The last lines of a stream, oldest first: they change as it goes on. */
function lastLines(stream: NodeJS.ReadableStream): readonly string[] {
  const lines: string[] = []
  createInterface(stream).on('line', (line) => {
    lines.push(line)
    if (lines.length > ERROR_LINES_KEPT) lines.shift()
  })
  return lines
}

function environmentOf(secrets: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(secrets)
  return Object.fromEntries(named.map(([name, value]) => [`SECRET_${name}`, Buffer.from(value).toString('base64')]))
}

async function readyUrl(lines: AsyncIterable<string>, exited: Promise<unknown>): Promise<string> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`)), START_TIMEOUT_MS)
  const died = exited.then(() => {
    throw new Error('the process ended')
  })
  try {
    return await Promise.race([firstReadyLine(lines), promise, died])
  } finally {
    clearTimeout(timer)
    died.catch(() => undefined)
  }
}

async function firstReadyLine(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const url = /^ENGINE READY (\S+)$/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('the output ended')
}
