import type { FormData } from 'undici'

/** One call of Kestra's API. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base URL, percent-encoded, with a leading slash. */
  readonly path: string
  readonly body?: string | FormData
  readonly contentType?: string
  /** True when sending it twice does no harm although the method is POST. */
  readonly isRepeatable?: boolean
  /** True when it changes nothing although the method is POST (validation). */
  readonly isRead?: boolean
  /** The longest answer that is read; default 64 MB. */
  readonly maxBytes?: number
}

/** What came back, read to its end. */
export interface HttpAnswer {
  readonly status: number
  /** Lower case, with parameters; empty when the server sent none. */
  readonly contentType: string
  /** Where a redirect leads. */
  readonly location?: string
  readonly body: Buffer
}

export const isRead = ({ method, isRead: changesNothing }: HttpRequest): boolean =>
  method === 'GET' || changesNothing === true
