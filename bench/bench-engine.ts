import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { EngineVersion } from '../__tests__/engine/engine-versions.ts'
import { startEngine } from '../__tests__/engine/start-engine.ts'

/** An engine to measure against; the tenant is part of the user name (engine fixture, any-tenant mode). */
export interface Engine {
  readonly url: string
  readonly password: string
  /** Resolves when the server has nothing left to do: after an answer Kestra 2.0 works on, for each flow that was written, for all flows. */
  settled(): Promise<void>
}

const LOOK_MS = 500
/** Of the time of one core. */
const IDLE = 0.1

interface FreshEngine {
  /** Default 2.0.0. */
  readonly version?: EngineVersion
  /** With a scheduler, as a server has it: a deploy waits until that has taken up the triggers. Default true. */
  readonly isRunning?: boolean
}

/** Measures against an engine that nothing was written to before. */
export const onFreshEngine = async <T>(
  measured: (engine: Engine) => Promise<T>,
  { version = '2.0.0', isRunning = true }: FreshEngine = {},
): Promise<T> => {
  const engine = await startEngine({ version, anyTenant: true, isRunning })
  try {
    return await measured({ ...engine, settled: () => isIdle(engine.pid) })
  } finally {
    await engine.stop()
  }
}

const isIdle = async (pid: number | undefined): Promise<void> => {
  for (;;) {
    const before = busyMs(pid)
    await setTimeout(LOOK_MS)
    if (busyMs(pid) - before < LOOK_MS * IDLE) return
  }
}

const MS_OF_TICK = 10

/** Processor time of a process so far. Always 0 elsewhere than on Linux: there the figures are of an engine that may be at work. */
const busyMs = (pid: number | undefined): number => {
  try {
    // Behind the name, which may hold anything, in parentheses: the state, and from the 12th on the time of user and system.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * MS_OF_TICK
  } catch {
    return 0
  }
}
