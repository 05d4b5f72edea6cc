import { isUserError, type UserError } from '../../finding/user-error.ts'
import type { Circuit } from './circuit.ts'
import { type EarlierAttempt, errorCode, type HttpAnswer, type HttpRequest, TOTAL_TIMEOUT } from './exchange.ts'

export interface RepeatOptions {
  /** Sends a call once. */
  readonly exchange: (call: HttpRequest) => Promise<HttpAnswer>
  readonly circuit: Circuit
  /** Aborted when the run must end: nothing is sent again. */
  readonly signal: AbortSignal
  /** Aborting it ends this call at once, with its reason. */
  readonly ends: AbortSignal
  readonly explain: (error: unknown, call: HttpRequest) => UserError
  /** Called with one sentence before each repeat. */
  readonly onRepeat: (sentence: string) => void
  /** Milliseconds of one second, as in `HttpOptions`. */
  readonly secondMs: number
}

const FIRST_PAUSE_MS = 400
/** Short enough to notice a restarted server soon. */
const LONGEST_OWN_PAUSE_MS = 3000
/** The limit for all pauses of one call together, those that the server asks for included. */
const PAUSE_BUDGET_MS = 30_000
const MAX_ATTEMPTS = 4

/** A temporary failure: the call is sent again where that is safe. */
interface PassingFailure {
  readonly maxAttempts: number
  /**
   * The server is not reachable, or a gateway reports so. No server took the request, and the run waits for the
   * restart.
   */
  readonly isAway: boolean
  /** The possible fate of the attempt; `undefined`: the server did not take it. */
  readonly earlier: EarlierAttempt | undefined
}

/** The gateway stopped waiting; the server behind it may still be working. */
export const GATEWAY_TIMEOUT = 504

const BUSY: PassingFailure = { maxAttempts: MAX_ATTEMPTS, isAway: false, earlier: undefined }
/** The server did not take the request: nothing listens there, or there is no route to it. */
const AWAY: PassingFailure = { ...BUSY, isAway: true }
/** A gateway's answer while the server behind it is not reachable. */
const AWAY_BEHIND: PassingFailure = { ...AWAY, earlier: 'lost' }
const CUT: PassingFailure = { ...BUSY, earlier: 'lost' }
// A user is waiting, so a server that is silent for the whole time limit gets one repeat, not three.
const SILENT: PassingFailure = { maxAttempts: 2, isAway: false, earlier: 'under way' }

/**
 * By status or error code. Other 4xx are never repeated: a wrong password costs the server a bcrypt round
 * (docs/internals/facts/kestra.md, "Retry").
 */
const PASSING: ReadonlyMap<number | string, PassingFailure> = new Map<number | string, PassingFailure>([
  [429, BUSY],
  [502, AWAY_BEHIND],
  [503, AWAY_BEHIND],
  [GATEWAY_TIMEOUT, { ...BUSY, earlier: 'under way' }],
  ['ECONNREFUSED', AWAY],
  ['ETIMEDOUT', AWAY],
  ['EAI_AGAIN', AWAY],
  ['ENETUNREACH', AWAY],
  ['EHOSTUNREACH', AWAY],
  ['UND_ERR_CONNECT_TIMEOUT', AWAY],
  ['ECONNRESET', CUT],
  ['EPIPE', CUT],
  ['UND_ERR_SOCKET', CUT],
  [TOTAL_TIMEOUT, SILENT],
])

type CallResult = { readonly answer: HttpAnswer } | { readonly error: unknown }

/**
 * Sends a call, and repeats it after a temporary failure. Repeated are GET, PUT, DELETE and repeatable POSTs, at most 4
 * times with 30 s of pauses in all. A server that has answered before and is away is asked until the circuit gives up
 * on it, so a restart is waited out. Returns an answer of any status. Throws `UserError` when no answer came.
 */
export const sendWithRepeats = async (call: HttpRequest, repeating: RepeatOptions): Promise<HttpAnswer> => {
  let pausedMs = 0
  let earlier: EarlierAttempt | undefined
  for (let attempt = 1; ; attempt += 1) {
    const got = await attemptOnce(call, repeating)
    const failure = PASSING.get('answer' in got ? got.answer.status : errorCode(got.error))
    const pause = pauseAfter(got, attempt)
    const isRepeated =
      failure !== undefined &&
      mayRepeat(call) &&
      attempt < mostAttempts(failure, repeating.circuit) &&
      pausedMs + pause <= PAUSE_BUDGET_MS &&
      (await hasPaused(pause, { call, got, repeating }))
    if (!isRepeated) {
      if ('answer' in got) return { ...got.answer, earlier }
      throw repeating.explain(got.error, call)
    }
    pausedMs += pause
    earlier = earlier === 'under way' ? earlier : (failure.earlier ?? earlier)
  }
}

const attemptOnce = async (call: HttpRequest, { exchange, circuit }: RepeatOptions): Promise<CallResult> => {
  circuit.begin()
  try {
    const answer = await exchange(call)
    if (isFromGateway(answer)) circuit.failed()
    else circuit.answered()
    return { answer }
  } catch (error) {
    circuit.failed()
    if (isUserError(error)) throw error
    return { error }
  }
}

/**
 * True for a gateway's answer on behalf of a server that does not answer itself. It does not show that the server
 * lives.
 */
export const isFromGateway = ({ status }: HttpAnswer): boolean => PASSING.get(status)?.earlier !== undefined

/** Milliseconds before the next attempt: as the server asks, else doubling from 0.4 s. */
const pauseAfter = (got: CallResult, attempt: number): number => {
  const asked = 'answer' in got ? got.answer.askedPauseMs : undefined
  return asked ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_OWN_PAUSE_MS)
}

const mayRepeat = ({ method, isRepeatable, isRead }: HttpRequest): boolean =>
  method !== 'POST' || isRepeatable === true || isRead === true

const mostAttempts = ({ isAway, maxAttempts }: PassingFailure, circuit: Circuit): number => {
  if (!circuit.mayTryAgain()) return 0
  return isAway && circuit.hasAnswered() ? Number.POSITIVE_INFINITY : maxAttempts
}

/**
 * Waits before the next attempt. Returns false when the run must end. Throws when this call was ended or the server
 * became unavailable.
 */
const hasPaused = async (
  pause: number,
  { call, got, repeating }: { readonly call: HttpRequest; readonly got: CallResult; readonly repeating: RepeatOptions },
): Promise<boolean> => {
  const { ends, signal, onRepeat, secondMs } = repeating
  if (signal.aborted) return false
  const why = 'answer' in got ? `status ${got.answer.status}` : errorCode(got.error)
  onRepeat(`${call.method} ${call.path.split('?')[0]}: ${why}. Asking again in ${pause / 1000} s.`)
  await pauseUnless(AbortSignal.any([ends, signal]), (pause / 1000) * secondMs)
  ends.throwIfAborted()
  return !signal.aborted
}

/** Resolves after `ms` milliseconds, or as soon as the signal is aborted. */
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
