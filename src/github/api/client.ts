import type * as actions from '@actions/github/lib/utils'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import * as z from 'zod'
import type { OutputSanitizer } from '../../output/output-sanitizer.ts'
import { memoize } from '../../text/memoize.ts'
import { unlessRefused } from './answer.ts'
import { type BoundedFetch, createBoundedFetch } from './bounded-fetch.ts'

/**
 * The parts of `@actions/github` that are used: event, addresses of GitHub, proxy, and a user agent that names the run.
 * Loading the package reads the environment and the event file, so main.ts loads it.
 */
export type Toolkit = Pick<typeof actions, 'context' | 'defaults' | 'getOctokitOptions'>

/** The GitHub client. Calls reject with an error that `failureOf` understands. */
export interface GitHubClient extends Pick<Octokit, 'rest' | 'paginate'> {
  /** The repository of every call. */
  readonly repository: { readonly owner: string; readonly repo: string }
  /** Login of the token's owner if it has this type: a person (`User`) or an App (`Bot`). Memoized per type. */
  viewerLogin(type: 'User' | 'Bot'): Promise<string | undefined>
  /** Requests that left this process so far, repeats included. */
  requestCount(): number
}

interface GitHubOptions {
  readonly toolkit: Pick<Toolkit, 'defaults' | 'getOctokitOptions'>
  readonly token: string
  /** `GITHUB_API_URL`: `https://api.github.com`, or `https://HOST/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string
  /** `owner/name`. */
  readonly repository: string
  readonly userAgent: string
  readonly sanitizer: Pick<OutputSanitizer, 'markdown'>
  /** Called with a sentence for each wait that a rate limit requires, and for each repeat. */
  readonly onWait: (sentence: string) => void
  /** Length of one second of waiting, in milliseconds; tests shorten it. */
  readonly secondMs?: number
  /** Length of one second of the answer timeout, in milliseconds. */
  readonly answerSecondMs?: number
  /** Queues in place of those of @octokit/plugin-throttling (`write`, `notifications`); tests do not pace their writes. */
  readonly queues?: object
}

const MAX_RATE_LIMIT_WAITS = 2
// A longer wait costs more than a comment is worth.
const MAX_WAIT_SECONDS = 120
// The retry plugin repeats every other status; 429 is left to the throttling plugin, which honours `retry-after`.
const NOT_REPEATED = [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 451]
const DEFAULT_WAIT_SECONDS = 60

const PatientOctokit = Octokit.plugin(retry, throttling)

/**
 * Creates the client for GitHub.
 * - Writes are sequential: 1 s apart, 3 s if they notify people.
 * - Rate limits are waited for as `retry-after` says (docs/internals/facts/github.md, "Rate limits").
 * - Failed calls are repeated, except POST.
 * - The proxy is the one that `@actions/github` finds.
 */
export const createGitHub = (options: GitHubOptions): GitHubClient => {
  const { toolkit, token, apiUrl, userAgent, secondMs = 1000, answerSecondMs = 1000, queues = {} } = options
  const bounded = createBoundedFetch({
    fetch: toolkit.defaults.request?.fetch,
    answerSecondMs,
    onRepeat: options.onWait,
  })
  const octokit = new PatientOctokit({
    ...toolkit.getOctokitOptions(token, { userAgent }),
    baseUrl: apiUrl,
    // `bounded.fetch` returns a parsed body.
    request: { fetch: bounded.fetch, parseSuccessResponseBody: false },
    // Callers report failures that matter. This log would print all of them, including expected refusals.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    retry: { doNotRetry: NOT_REPEATED, retryAfterBaseValue: secondMs },
    throttle: {
      // Clients of one process with the same id share their queues.
      id: `${apiUrl} ${userAgent}`,
      fallbackSecondaryRateRetryAfter: DEFAULT_WAIT_SECONDS,
      retryAfterBaseValue: secondMs,
      onRateLimit: waitOrGiveUp(options.onWait, bounded),
      onSecondaryRateLimit: waitOrGiveUp(options.onWait, bounded),
      ...queues,
    },
  })
  octokit.hook.before('request', (call) => {
    for (const name of READ_BY_PEOPLE) {
      const text = call[name]
      if (typeof text === 'string') Object.assign(call, { [name]: options.sanitizer.markdown(text) })
    }
    // GitHub may have executed a POST that was answered with 502, so callers check before they send it again.
    // All calls share the existing object, so this one is a copy.
    if (call.method === 'POST' || bounded.isGivenUp()) call.request = { ...call.request, retries: 0 }
  })
  const [owner = '', repo = ''] = options.repository.split('/')
  return {
    repository: { owner, repo },
    rest: octokit.rest,
    paginate: octokit.paginate,
    // `GET /user` rejects the tokens of Apps, including `GITHUB_TOKEN`; GraphQL accepts them.
    viewerLogin: memoize((type: 'User' | 'Bot') =>
      unlessRefused(async () => {
        if (type === 'User') return account.parse((await octokit.rest.users.getAuthenticated()).data).login
        return viewer.parse(await octokit.graphql('{ viewer { login } }')).viewer.login
      }),
    ),
    requestCount: bounded.count,
  }
}

/** The fields of a request that people read, which are sanitized. Names and exported files must not change. */
const READ_BY_PEOPLE = ['title', 'body', 'message', 'description'] as const

const ignore = (): void => {}

const account = z.object({ login: z.string() })
const viewer = z.object({ viewer: account })

const waitOrGiveUp =
  (onWait: GitHubOptions['onWait'], { isGivenUp, spend }: Pick<BoundedFetch, 'isGivenUp' | 'spend'>) =>
  (seconds: number, call: { method: string; url: string }, _octokit: unknown, waits: number): boolean => {
    const willWait = waits < MAX_RATE_LIMIT_WAITS && seconds <= MAX_WAIT_SECONDS && !isGivenUp()
    if (willWait) spend(seconds)
    const rest = willWait ? `waiting ${seconds} s as it asks` : 'giving up on this call'
    onWait(`GitHub limits the rate of requests (${call.method} ${call.url}): ${rest}.`)
    return willWait
  }
