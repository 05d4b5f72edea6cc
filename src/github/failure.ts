import * as z from 'zod'

export interface GitHubFailure {
  readonly kind: 'forbidden' | 'not-found' | 'too-long' | 'rate-limited' | 'unavailable' | 'refused'
  /** 0 when no answer came. */
  readonly status: number
  readonly message: string
}

const requestError = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).default({}),
      data: z.object({ message: z.string() }).partial().catch({}),
    })
    .optional(),
})

/**
 * What GitHub's answer means, from what a `GitHubClient` rejected with; `undefined` for an error that is not GitHub's.
 * `forbidden` is 401 and 403 but for rate limits, which GitHub also answers with 403. An answer that does not parse is
 * `unavailable`: it came from a proxy, or broke off.
 */
export const readFailure = (error: unknown): GitHubFailure | undefined => {
  if (error instanceof z.ZodError) return { kind: 'unavailable', status: 0, message: UNREADABLE }
  const parsed = requestError.safeParse(error)
  if (!parsed.success) return undefined
  const { status, response } = parsed.data
  const message = response?.data.message ?? parsed.data.message
  // Octokit gives faults of the connection the status 500 and no response.
  if (response === undefined) return { kind: 'unavailable', status: 0, message }
  return { kind: kindOf({ status, message, details: parsed.data.message, headers: response.headers }), status, message }
}

const UNREADABLE = 'an answer that GitHub does not document, perhaps of a proxy'

interface Answer {
  readonly status: number
  readonly message: string
  /** Octokit's text, which also lists the `errors` of a 422. */
  readonly details: string
  readonly headers: Readonly<Record<string, unknown>>
}

const kindOf = ({ status, message, details, headers }: Answer): GitHubFailure['kind'] => {
  if (status >= 500) return 'unavailable'
  if (status === 429 || headers['x-ratelimit-remaining'] === '0' || /secondary rate limit/i.test(message)) {
    return 'rate-limited'
  }
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'not-found'
  return status === 422 && /too long/i.test(details) ? 'too-long' : 'refused'
}
