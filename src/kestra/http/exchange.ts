import { type Dispatcher, type FormData, request } from 'undici'
import { UserError } from '../../finding/user-error.ts'

/** One call of Kestra's API. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base URL, percent-encoded, with a leading slash. */
  readonly path: string
  readonly body?: string | FormData
  readonly contentType?: string
  /** Added to the headers of every call. Latin-1 only. */
  readonly headers?: Readonly<Record<string, string>>
  /** True for a POST that may safely be sent twice. */
  readonly isRepeatable?: boolean
  /** True for a POST that changes nothing (validation). */
  readonly isRead?: boolean
  /** The largest answer that is read, in bytes. Default: 64 MB. */
  readonly maxBytes?: number
  /** For a stream without an end: the answer is what arrives within this many milliseconds. */
  readonly listenMs?: number
}

/**
 * The possible fate of an attempt without an answer. `lost`: the request or its answer was lost on the way. `under
 * way`: the client or a gateway stopped waiting, and the server may still be working on it.
 */
export type EarlierAttempt = 'lost' | 'under way'

/** An answer, read to its end. */
export interface HttpAnswer {
  readonly status: number
  /** Lower case, with parameters; empty when the server sent none. */
  readonly contentType: string
  /** The target of a redirect. */
  readonly location?: string | undefined
  readonly body: Buffer
  /** The clock of the server or proxy that answered, in milliseconds since 1970. */
  readonly serverTime?: number | undefined
  /** The pause that the server asks for (`Retry-After`), in milliseconds. */
  readonly askedPauseMs?: number | undefined
  /** Set when an earlier attempt of the same call may have been carried out. */
  readonly earlier?: EarlierAttempt | undefined
}

export const isRead = ({ method, isRead: changesNothing }: HttpRequest): boolean =>
  method === 'GET' || changesNothing === true

export interface ExchangeOptions {
  readonly server: string
  readonly dispatcher: Dispatcher
  readonly headers: Readonly<Record<string, string>>
  /** The limit for connection, request and the whole answer together. */
  readonly timeoutMs: number
  /** Aborting it ends the exchange at once, with its reason. */
  readonly signal: AbortSignal
}

/** The default limit for a successful answer (docs/internals/facts/kestra.md, "Listing": a page of 1,000 flows). */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
/** The limit for an error answer. */
const MAX_ERROR_BYTES = 1024 * 1024

/**
 * Sends one request and reads its answer to the end. Throws one of these errors:
 * - the error of the connection
 * - `TOTAL_TIMEOUT` when it takes longer than `timeoutMs` in all; a byte now and then does not prolong it
 * - the reason of `signal`
 * - `UserError` `answer-too-large`
 */
export const exchange = async (
  { method, path, body, contentType, headers: own, maxBytes = MAX_ANSWER_BYTES, listenMs }: HttpRequest,
  { server, dispatcher, headers, timeoutMs, signal }: ExchangeOptions,
): Promise<HttpAnswer> => {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(tookTooLong()), timeoutMs)
  const either = AbortSignal.any([signal, limit.signal])
  try {
    const sent = request(`${server}${path}`, {
      method,
      dispatcher,
      headers: { ...headers, ...(contentType === undefined ? {} : { 'content-type': contentType }), ...own },
      body: body ?? null,
      signal: either,
    })
    const answer = await unlessAborted(sent, either)
    const most = answer.statusCode >= 300 ? MAX_ERROR_BYTES : maxBytes
    const { location, 'retry-after': retryAfter, 'content-type': type, date } = answer.headers
    return {
      status: answer.statusCode,
      contentType: String(type ?? ''),
      location: location === undefined ? undefined : String(location),
      body: await readBody(answer.body, {
        maxBytes: most,
        tooLarge: () => answerTooLarge(server, { method, path }, most),
        listenMs,
      }),
      serverTime: parseTime(String(date ?? '')),
      askedPauseMs: askedPause(String(retryAfter ?? ''), String(date ?? '')),
    }
  } catch (error) {
    either.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** undici ignores the signal of a request until it is connected, so a silent proxy would block it forever. */
const unlessAborted = <T>(sent: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    sent.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })

const tookTooLong = (): Error => Object.assign(new Error('no whole answer in time'), { code: TOTAL_TIMEOUT })

const readBody = async (
  body: Dispatcher.ResponseData['body'],
  {
    maxBytes,
    tooLarge,
    listenMs,
  }: { readonly maxBytes: number; readonly tooLarge: () => Error; readonly listenMs: number | undefined },
): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let length = 0
  let hasListened = false
  const end = (): void => {
    hasListened = true
    body.destroy()
  }
  const timer = listenMs === undefined ? undefined : setTimeout(end, listenMs)
  try {
    for await (const chunk of body) {
      length += chunk.length
      if (length > maxBytes) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    // Our own `destroy` ends the body with the same error as a lost connection.
    if (!hasListened) throw error
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(chunks)
}

/**
 * Parses `Retry-After`: seconds, or a date. The date is compared with the answer's own `Date`, because both come from
 * the server's clock.
 */
const askedPause = (retryAfter: string, sentAt: string): number | undefined => {
  const pause = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(sentAt)
  return Number.isFinite(pause) ? Math.max(pause, 0) : undefined
}

const parseTime = (date: string): number | undefined => {
  const time = Date.parse(date)
  return Number.isNaN(time) ? undefined : time
}

/** The error for an answer above the limit. */
const answerTooLarge = (
  server: string,
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
  maxBytes: number,
): UserError =>
  new UserError(
    'answer-too-large',
    `Kestra at ${server} answered with more than ${Math.floor(maxBytes / 1_000_000)} MB (${method} ${path.split('?')[0]}), and the rest was not read. Is it Kestra that answers there?`,
  )

/** The error code of our own time limit for one whole answer. */
export const TOTAL_TIMEOUT = 'TOTAL_TIMEOUT'

/**
 * The error code of a failed connection, from the system or undici, also when it is wrapped; empty when there is none.
 */
export const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return errorCode(error.cause)
}
