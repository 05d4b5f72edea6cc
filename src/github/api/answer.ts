import * as z from 'zod'
/**
 * Checks an answer of GitHub at run time and returns it. Its type is only documented: a proxy may have answered.
 * `decides` has the fields that the program relies on. Throws a `ZodError`, which `failureOf` understands.
 */
export const checked = <T>(data: T, decides: z.ZodType): T => {
  decides.parse(data)
  return data
}

/** A commit, a tree or a file with its full git hash. */
export const named = z.object({ sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) })

/** A pull request or an issue with its number. */
export const numbered = z.object({ number: z.int() })

interface GitHubFailure {
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
 * Classifies the error of a rejected `GitHubClient` call; `undefined` for errors that do not come from GitHub.
 * `forbidden` is 401 and 403, without rate limits, which GitHub also answers with 403.
 * An answer that does not parse is `unavailable`: it came from a proxy, or was cut off.
 */
export const failureOf = (error: unknown): GitHubFailure | undefined => {
  if (error instanceof z.ZodError) return { kind: 'unavailable', status: 0, message: UNREADABLE }
  const parsed = requestError.safeParse(error)
  if (!parsed.success) return undefined
  const { status, response } = parsed.data
  const message = response?.data.message ?? parsed.data.message
  // Octokit reports connection errors with status 500 and without a response.
  return { kind: failureKindOf(parsed.data, message), status: response === undefined ? 0 : status, message }
}

const UNREADABLE = 'an answer that GitHub does not document, perhaps from a proxy'

const failureKindOf = (
  { status, response, message: details }: z.infer<typeof requestError>,
  message: string,
): GitHubFailure['kind'] => {
  if (response === undefined || status >= 500) return 'unavailable'
  const isUsedUp = response.headers['x-ratelimit-remaining'] === '0'
  if (status === 429 || isUsedUp || /secondary rate limit/i.test(message)) return 'rate-limited'
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'not-found'
  // `details` is Octokit's text, which also lists the `errors` of a 422.
  return status === 422 && /too long/i.test(details) ? 'too-long' : 'refused'
}

/** The result of a call; `undefined` if GitHub refuses it or does not answer. Rethrows errors that do not come from GitHub. */
export const unlessRefused = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await call()
  } catch (error) {
    if (failureOf(error) === undefined) throw error
    return undefined
  }
}

/** Optional work that GitHub refused, with one sentence for the log. */
export interface Skipped {
  readonly kind: 'forbidden' | 'failed'
  readonly sentence: string
}

interface OptionalWork<T> {
  /** The consequence of a failure, as the start of a sentence: `The comment on pull request #7 was not written`. */
  readonly loss: string
  /** The permission that the job needs, e.g. `pull-requests: write`. */
  readonly permission: string
  readonly work: () => Promise<T>
}

/**
 * Runs optional work (comment, deployment, issue). Refusals and failures of GitHub become a `Skipped`, so that a 403 never hides a
 * broken flow. Rethrows errors that do not come from GitHub.
 */
export const attempt = async <T>({ loss, permission, work }: OptionalWork<T>): Promise<T | Skipped> => {
  try {
    return await work()
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    const answer = failure.status === 0 ? failure.message : `${failure.status} ${failure.message}`
    if (failure.kind !== 'forbidden') return { kind: 'failed', sentence: `${loss}: GitHub answered "${answer}".` }
    return {
      kind: 'forbidden',
      sentence: `${loss}: the token may not do it (${answer}). ${remedy(answer, permission)}`,
    }
  }
}

const remedy = (answer: string, permission: string): string =>
  answer.includes('not permitted to create or approve pull requests')
    ? 'Allow it in the settings of the repository: Actions, General, "Allow GitHub Actions to create and approve pull requests".'
    : `Give the job "permissions: ${permission}"; GitHub never grants it to pull requests from forks and Dependabot.`
