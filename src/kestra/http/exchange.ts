import { type Dispatcher, type FormData, request } from 'undici'
import { UserError } from '../../finding/user-error.ts'

/** One call of Kestra's API. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base URL, percent-encoded, with a leading slash. */
  readonly path: string
  readonly body?: string | FormData
  readonly contentType?: string
  /** Beside those of every call; in Latin-1. */
  readonly headers?: Readonly<Record<string, string>>
  /** True when sending it twice does no harm although the method is POST. */
  readonly isRepeatable?: boolean
  /** True when it changes nothing although the method is POST (validation). */
  readonly isRead?: boolean
  /** The longest answer that is read; default 64 MB. */
  readonly maxBytes?: number
  /** Of a stream that has no end: what came within so many milliseconds is the answer. */
  readonly listenMs?: number
}

/**
 * What may have become of an attempt that nobody answered: `lost` on the way there or back, or `under way`: somebody gave up waiting, and the server may
 * not have ended it.
 */
export type EarlierAttempt = 'lost' | 'under way'

/** What came back, read to its end. */
export interface HttpAnswer {
  readonly status: number
  /** Lower case, with parameters; empty when the server sent none. */
  readonly contentType: string
  /** Where a redirect leads. */
  readonly location?: string | undefined
  readonly body: Buffer
  /** The clock of whoever answered, in milliseconds since 1970. */
  readonly serverTime?: number | undefined
  /** How long the server asks to wait. */
  readonly askedPauseMs?: number | undefined
  /** Of an attempt before this one of the same call, where it may have been carried out. */
  readonly earlier?: EarlierAttempt | undefined
}

export const isRead = ({ method, isRead: changesNothing }: HttpRequest): boolean =>
  method === 'GET' || changesNothing === true

export interface ExchangeOptions {
  readonly server: string
  readonly dispatcher: Dispatcher
  readonly headers: Readonly<Record<string, string>>
  /** For all of it: connection, request, and the answer to its last byte. */
  readonly timeoutMs: number
  /** Ends it at once, with its reason. */
  readonly signal: AbortSignal
}

/** What the server says where the request does not expect something larger (docs/internals/facts/kestra.md, "Listing": a page of 1,000 flows). */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
/** What it says when it refuses. */
const MAX_ERROR_BYTES = 1024 * 1024

/**
 * One request and its answer, read to the end. Throws the error of the connection, `TOTAL_TIMEOUT` when it took longer than
 * `timeoutMs` in all (a byte now and then does not prolong it), the reason of `signal`, or `UserError` `answer-too-large`.
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
      serverTime: timeOf(String(date ?? '')),
      askedPauseMs: askedPause(String(retryAfter ?? ''), String(date ?? '')),
    }
  } catch (error) {
    either.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** undici heeds the signal of a request once it is connected: through a proxy that never answers, never. */
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
    // What is cut off here ends as if the other side had done it.
    if (!hasListened) throw error
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(chunks)
}

/** `Retry-After` in seconds, or as a date that is compared with the answer's own: the two clocks are the server's. */
const askedPause = (retryAfter: string, sentAt: string): number | undefined => {
  const pause = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(sentAt)
  return Number.isFinite(pause) ? Math.max(pause, 0) : undefined
}

const timeOf = (date: string): number | undefined => {
  const time = Date.parse(date)
  return Number.isNaN(time) ? undefined : time
}

/** An answer that would not end. */
const answerTooLarge = (
  server: string,
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
  maxBytes: number,
): UserError =>
  new UserError(
    'answer-too-large',
    `Kestra at ${server} answered with more than ${Math.floor(maxBytes / 1_000_000)} MB (${method} ${path.split('?')[0]}), and the rest was not read. Is it Kestra that answers there?`,
  )

/** The code of our own time limit for one whole answer. */
export const TOTAL_TIMEOUT = 'TOTAL_TIMEOUT'

/** The system's or undici's code of a failed connection, also when it is wrapped; empty when there is none. */
export const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return errorCode(error.cause)
}
