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
 * What is used of `@actions/github`: the event, GitHub's addresses, the way through a proxy, the user agent that tells which run asks.
 * It reads the environment and the event file while it is loaded, and so main.ts loads it.
 */
export type Toolkit = Pick<typeof actions, 'context' | 'defaults' | 'getOctokitOptions'>

/** All that this room needs of a GitHub client. Calls reject with an error that `failureOf` understands. */
export interface GitHubClient extends Pick<Octokit, 'rest' | 'paginate'> {
  /** The one that every call is about. */
  readonly repository: { readonly owner: string; readonly repo: string }
  /** Login of the token's owner if that is a person (`User`) or an App (`Bot`); else `undefined`. Asked for once. */
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
  /** Told once for every wait that a rate limit asks for, and for every repeat. */
  readonly onWait: (sentence: string) => void
  /** Milliseconds that one second of waiting takes; tests shorten it. */
  readonly secondMs?: number
  /** The same of one second that an answer takes. */
  readonly answerSecondMs?: number
  /** Queues in place of those of @octokit/plugin-throttling (`write`, `notifications`); tests do not pace their writes. */
  readonly queues?: object
}

const MAX_RATE_LIMIT_WAITS = 2
// A job that waits longer for a comment costs its owner more than the comment is worth.
const MAX_WAIT_SECONDS = 120
// The retry plugin repeats every other status; 429 is left to the throttling plugin, which honours `retry-after`.
const NOT_REPEATED = [400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 451]
const DEFAULT_WAIT_SECONDS = 60

const PatientOctokit = Octokit.plugin(retry, throttling)

/**
 * The one client for GitHub: writes go one by one (1 s apart, 3 s where people are notified), rate limits are waited
 * for as `retry-after` says (docs/internals/facts/github.md, "Rate limits"), faults repeated except for POST, proxy as `@actions/github` finds it.
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
    // What is fetched is parsed already.
    request: { fetch: bounded.fetch, parseSuccessResponseBody: false },
    // Failures are told where they matter; this log prints them all, refusals that are expected included.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    retry: { doNotRetry: NOT_REPEATED, retryAfterBaseValue: secondMs },
    throttle: {
      // Clients of one process share their queues by this name.
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
    // A POST that was answered 502 may have been done: whoever sent it looks before sending it again.
    // As an object of its own: all calls share the one that is there.
    if (call.method === 'POST' || bounded.isGivenUp()) call.request = { ...call.request, retries: 0 }
  })
  const [owner = '', repo = ''] = options.repository.split('/')
  return {
    repository: { owner, repo },
    rest: octokit.rest,
    paginate: octokit.paginate,
    // `GET /user` refuses the tokens of Apps, `GITHUB_TOKEN` among them; GraphQL tells them.
    viewerLogin: memoize((type: 'User' | 'Bot') =>
      unlessRefused(async () => {
        if (type === 'User') return account.parse((await octokit.rest.users.getAuthenticated()).data).login
        return viewer.parse(await octokit.graphql('{ viewer { login } }')).viewer.login
      }),
    ),
    requestCount: bounded.count,
  }
}

/** What people read of a request; names, and the content of exported files, must stay what they are. */
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
