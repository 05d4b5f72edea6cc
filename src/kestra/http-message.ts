import type { FormData } from 'undici'

/** One call of Kestra's API. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base URL, percent-encoded, with a leading slash. */
  readonly path: string
  readonly body?: string | FormData
  readonly contentType?: string
  /** True when sending it twice does no harm although the method is POST (validation). */
  readonly isRepeatable?: boolean
}

/** What came back, read to its end. */
export interface HttpAnswer {
  readonly status: number
  /** Lower case, with parameters; empty when the server sent none. */
  readonly contentType: string
  readonly body: Buffer
}
