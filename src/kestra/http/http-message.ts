import type { FormData } from 'undici'

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
  /** Of an attempt before this one of the same call, where it may have been carried out. */
  readonly earlier?: EarlierAttempt | undefined
}

export const isRead = ({ method, isRead: changesNothing }: HttpRequest): boolean =>
  method === 'GET' || changesNothing === true

/** The code of our own time limit for one whole answer. */
export const TOTAL_TIMEOUT = 'TOTAL_TIMEOUT'

/** The system's or undici's code of a failed connection, also when it is wrapped; empty when there is none. */
export const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return errorCode(error.cause)
}

/** True when the server did not answer in the whole time limit. */
export const isTimeout = (error: unknown): boolean => errorCode(error) === TOTAL_TIMEOUT
