import type { UserError } from '../../finding/user-error.ts'

// Plus the 5 s of the last probe: 30 s after which a run gives up on its server (docs/internals/threat-model.md,
// "Budgets").
const SILENCE_SECONDS = 25

/** Whether the server still answers, judged from all calls of a run together. */
export interface Circuit {
  /** Aborted once the run gives up on the server. Its reason is the error that every later call throws. */
  readonly unavailableError: AbortSignal
  /** True once the server has answered any call of this run. */
  hasAnswered(): boolean
  /** False when the server has been silent for so long that another attempt is useless. */
  mayTryAgain(): boolean
  /**
   * Counts a request that is about to leave. Throws the reason of `unavailableError` when the run has given up on the
   * server.
   */
  begin(): void
  answered(): void
  failed(): void
  /** Stops the timer. No calls may follow. */
  close(): void
}

export interface CircuitOptions {
  /** Sends a cheap probe that takes at most 5 s. A server that is only slow answers it. */
  readonly isAlive: () => Promise<boolean>
  readonly explain: () => UserError
  /** Milliseconds of one second, as in `HttpOptions`. */
  readonly secondMs: number
}

/**
 * Detects an unavailable server once for the whole run, instead of once per resource. The circuit measures the time
 * since the last answer while requests fail or hang. After 25 s one probe decides whether the server is slow or
 * unavailable. If it is unavailable, all pending requests end. A server that has never answered in this run is not
 * probed. Requests that wait for it may use their whole `timeout`.
 */
export const createCircuit = ({ isAlive, explain, secondMs }: CircuitOptions): Circuit => {
  const unavailableError = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let isSilent = false
  let answers = 0
  let pending = 0
  const disarm = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  const arm = (): void => {
    timer ??= setTimeout(decide, SILENCE_SECONDS * secondMs).unref()
  }
  const decide = async (): Promise<void> => {
    isSilent = true
    const before = answers
    if (before === 0) return
    const lives = await isAlive()
    if (answers > before) return
    if (lives) heard()
    else unavailableError.abort(explain())
  }
  const heard = (): void => {
    answers += 1
    isSilent = false
    disarm()
    if (pending > 0) arm()
  }
  return {
    unavailableError: unavailableError.signal,
    hasAnswered: () => answers > 0,
    mayTryAgain: () => !isSilent || answers > 0,
    begin: () => {
      unavailableError.signal.throwIfAborted()
      pending += 1
      arm()
    },
    answered: () => {
      pending -= 1
      heard()
    },
    failed: () => {
      pending -= 1
    },
    close: disarm,
  }
}
