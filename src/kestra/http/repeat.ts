import { isUserError, type UserError } from '../../problem/user-error.ts'
import type { Circuit } from './circuit.ts'
import { type EarlierAttempt, errorCode, type HttpAnswer, type HttpRequest, isTimeout } from './http-message.ts'

/** `askedPauseMs`: how long the server asks to wait; `undefined` when it does not. */
export interface PausingAnswer extends HttpAnswer {
  readonly askedPauseMs: number | undefined
}

export interface RepeatOptions {
  /** Sends a call once. */
  readonly exchange: (call: HttpRequest) => Promise<PausingAnswer>
  readonly circuit: Circuit
  /** Aborted when the run is to end: nothing is sent again. */
  readonly signal: AbortSignal
  /** Ends this call at once, with its reason. */
  readonly ends: AbortSignal
  readonly explain: (error: unknown, call: HttpRequest) => UserError
  /** Told one sentence before each repeat. */
  readonly onRepeat: (sentence: string) => void
  /** Milliseconds of a second, as in `HttpOptions`. */
  readonly secondMs: number
}

const MAX_ATTEMPTS = 4
// Somebody waits: a server that keeps silent for the whole time limit is asked once more, not three times.
const MAX_SLOW_ATTEMPTS = 2
const FIRST_PAUSE_MS = 400
/** A server that restarts is noticed soon after it is back. */
const LONGEST_OWN_PAUSE_MS = 3000
/** All pauses of one call together, those that the server asks for included. */
const PAUSE_BUDGET_MS = 30_000
/** The gateway gave up waiting; the server behind it did not give up working. */
export const GATEWAY_TIMEOUT = 504
// docs/facts/kestra.md, "Retry": never on other 4xx; a wrong password costs the server a bcrypt round.
const PASSING_STATUSES: readonly number[] = [429, 502, 503, GATEWAY_TIMEOUT]
/** What a gateway answers while the server behind it is away. */
const AWAY_STATUSES: readonly number[] = [502, 503]

/** The request was not even taken: nobody listens, or no way leads there. */
const AWAY_ERRORS: readonly string[] = [
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

const CUT_ERRORS: readonly string[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']

type CallResult = { readonly answer: PausingAnswer } | { readonly error: unknown }

/**
 * Sends a call, and again after an error that passes: GET, PUT, DELETE and repeatable POSTs, at most 4 times with 30 s of
 * pauses in all. While a server that has answered before is away, it is asked until the circuit gives it up: a restart is
 * waited out. Throws `UserError` when no answer came; an answer of any status is returned.
 */
export const sendWithRepeats = async (call: HttpRequest, repeating: RepeatOptions): Promise<HttpAnswer> => {
  let pausedMs = 0
  let earlier: EarlierAttempt | undefined
  for (let attempt = 1; ; attempt += 1) {
    const got = await attemptOnce(call, repeating)
    const pause = pauseAfter(got, { call, attempt, repeating })
    if (
      pause === undefined ||
      pausedMs + pause > PAUSE_BUDGET_MS ||
      !(await hasPaused(pause, got, { call, repeating }))
    ) {
      if ('answer' in got) return { ...got.answer, earlier }
      throw repeating.explain(got.error, call)
    }
    pausedMs += pause
    earlier = earlier === 'under way' ? earlier : (fateOf(got) ?? earlier)
  }
}

/** `undefined`: it was not taken. */
const fateOf = (got: CallResult): EarlierAttempt | undefined => {
  if ('answer' in got) {
    if (got.answer.status === GATEWAY_TIMEOUT) return 'under way'
    return isNoneOfKestra(got.answer) ? 'lost' : undefined
  }
  if (isTimeout(got.error)) return 'under way'
  return isAway(got) ? undefined : 'lost'
}

const attemptOnce = async (call: HttpRequest, { exchange, circuit }: RepeatOptions): Promise<CallResult> => {
  circuit.begin()
  try {
    const answer = await exchange(call)
    if (isNoneOfKestra(answer)) circuit.failed()
    else circuit.answered()
    return { answer }
  } catch (error) {
    circuit.failed()
    if (isUserError(error)) throw error
    return { error }
  }
}

/** A gateway's answer for a server that does not answer itself: no sign of life. */
export const isNoneOfKestra = ({ status }: HttpAnswer): boolean =>
  AWAY_STATUSES.includes(status) || status === GATEWAY_TIMEOUT

/** How long to wait before the next attempt; `undefined`: there is none. As the server asks, else doubling from 0.4 s. */
const pauseAfter = (
  got: CallResult,
  {
    call,
    attempt,
    repeating,
  }: { readonly call: HttpRequest; readonly attempt: number; readonly repeating: RepeatOptions },
): number | undefined => {
  const { circuit, signal } = repeating
  if (!mayRepeat(call) || !isPassing(got) || signal.aborted || !circuit.mayTryAgain()) return undefined
  if (attempt >= mostAttempts(got, circuit)) return undefined
  const asked = 'answer' in got ? got.answer.askedPauseMs : undefined
  return asked ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_OWN_PAUSE_MS)
}

const mayRepeat = ({ method, isRepeatable, isRead }: HttpRequest): boolean =>
  method !== 'POST' || isRepeatable === true || isRead === true

const mostAttempts = (got: CallResult, circuit: Circuit): number => {
  if ('error' in got && isTimeout(got.error)) return MAX_SLOW_ATTEMPTS
  return isAway(got) && circuit.hasAnswered() ? Number.POSITIVE_INFINITY : MAX_ATTEMPTS
}

const isAway = (got: CallResult): boolean =>
  'answer' in got ? AWAY_STATUSES.includes(got.answer.status) : AWAY_ERRORS.includes(errorCode(got.error))

const isPassing = (got: CallResult): boolean =>
  'answer' in got
    ? PASSING_STATUSES.includes(got.answer.status)
    : isAway(got) || isTimeout(got.error) || CUT_ERRORS.includes(errorCode(got.error))

/** False when the run was ended meanwhile. Throws when that ends the call, or the server was given up meanwhile. */
const hasPaused = async (
  pause: number,
  got: CallResult,
  { call, repeating }: { readonly call: HttpRequest; readonly repeating: RepeatOptions },
): Promise<boolean> => {
  const { ends, signal, onRepeat, secondMs } = repeating
  const why = 'answer' in got ? `status ${got.answer.status}` : errorCode(got.error)
  onRepeat(`${call.method} ${call.path.split('?')[0]}: ${why}. Asking again in ${pause / 1000} s.`)
  await pauseUnless(AbortSignal.any([ends, signal]), (pause / 1000) * secondMs)
  ends.throwIfAborted()
  return !signal.aborted
}

/** Resolves after so long, or as soon as the signal is aborted. */
export const pauseUnless = (aborted: AbortSignal, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      aborted.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    aborted.addEventListener('abort', end)
    if (aborted.aborted) end()
  })
