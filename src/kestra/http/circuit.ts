import type { UserError } from '../../finding/user-error.ts'

// With the 5 s of the last question these are the 30 s after which a run gives its server up (docs/internals/threat-model.md, "Budgets").
const SILENCE_SECONDS = 25

/** Whether the server still answers, told by all calls of a run together. */
export interface Circuit {
  /** Aborted with the error that every later call ends in, once the server is given up. */
  readonly unavailableError: AbortSignal
  /** True once the server has answered anything in this run. */
  hasAnswered(): boolean
  /** False when nothing has come back for so long that asking again is of no use. */
  mayTryAgain(): boolean
  /** A request leaves. Throws the error of `gone` instead when the server was given up. */
  begin(): void
  answered(): void
  failed(): void
  /** No more calls: forgets its timer. */
  close(): void
}

export interface CircuitOptions {
  /** Asks for something that costs the server nothing, for 5 s at most: a server that is only slow answers this. */
  readonly isAlive: () => Promise<boolean>
  readonly explain: () => UserError
  /** Milliseconds of a second, as in `HttpOptions`. */
  readonly secondMs: number
}

/**
 * Notices once that a server went away, instead of once per resource. While requests fail or hang, the time since the last
 * answer is measured; after 25 s one question decides between slow and gone, and then all that is under way ends. A server
 * that has not answered in this run at all is not asked again, but what waits for it may wait as long as `timeout` says.
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
