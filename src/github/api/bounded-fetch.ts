import type { Headers, RequestInfo, RequestInit, Response } from 'undici'
import { parseJson } from '../../text/json.ts'

/** How GitHub is asked by one run. */
export type BoundedFetch = ReturnType<typeof createBoundedFetch>

/** What Octokit reads of an answer, if it is told not to parse it once more. */
export interface BoundedResponse {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  /** Of an answer that is good: what the JSON says. */
  readonly body: unknown
  /** Of the others. */
  text(): Promise<string>
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface BoundedFetchOptions {
  /** What really asks: `fetch` of undici, which knows the proxy. */
  readonly fetch: Fetch
  /** Milliseconds of a second of what one answer may take; tests shorten it. */
  readonly answerSecondMs: number
  /** Told one sentence before each repeat. */
  readonly onRepeat: (sentence: string) => void
}

const CALL_SECONDS = 30
/** What answers that do not come and pauses that are asked for may cost one run together (docs/internals/threat-model.md, "Budgets"). */
const RUN_SECONDS = 300
/** Of one answer, unpacked. */
const MAX_BYTES = 64 * 1024 * 1024
const MAX_REDIRECTS = 3
const WITHOUT_BODY: readonly number[] = [204, 205]

/**
 * `fetch` with a time for each whole answer and for all that did not come, a size at which an answer ends, and redirects within one
 * host only: they would carry texts of this repository elsewhere. What is sent again after a failure is told.
 */
export const createBoundedFetch = ({ fetch, answerSecondMs, onRepeat }: BoundedFetchOptions) => {
  const failed = new Map<string, string>()
  let count = 0
  let lostSeconds = 0
  const isGivenUp = (): boolean => lostSeconds >= RUN_SECONDS
  const attempt = async (url: string, init: RequestInit): Promise<BoundedResponse> => {
    const tooLate = AbortSignal.timeout(CALL_SECONDS * answerSecondMs)
    // A caller may have less time for a call than this.
    const signal = init.signal == null ? tooLate : AbortSignal.any([init.signal, tooLate])
    try {
      return await follow(fetch, url, { ...init, signal, redirect: 'manual' })
    } catch (error) {
      if (!tooLate.aborted) throw withReason(error)
      lostSeconds += CALL_SECONDS
      throw new Error(`no answer within ${CALL_SECONDS} s`, { cause: error })
    }
  }
  return {
    /** Requests that left this process so far, repeats included. */
    count: (): number => count,
    /** True once GitHub has cost the run more than it may: no call is sent any more. */
    isGivenUp,
    /** So many seconds are spent waiting, as GitHub asks. */
    spend: (seconds: number): void => {
      lostSeconds += seconds
    },
    fetch: async (info: RequestInfo, init: RequestInit): Promise<BoundedResponse> => {
      const url = String(info)
      const call = `${init.method ?? 'GET'} ${new URL(url).pathname}`
      if (isGivenUp())
        throw new Error(`GitHub cost this run ${RUN_SECONDS / 60} minutes of waiting, so no further call was sent`)
      const why = failed.get(call)
      if (why !== undefined) onRepeat(`GitHub, ${call}: ${why}. Asking again.`)
      failed.delete(call)
      count += 1
      try {
        const response = await attempt(url, init)
        if (response.status >= 500) failed.set(call, `status ${response.status}`)
        return response
      } catch (error) {
        failed.set(call, error instanceof Error ? error.message : 'failed')
        throw error
      }
    },
  }
}

/** undici says "fetch failed", and why in the cause of its cause. */
const withReason = (error: unknown): unknown => {
  let root = error
  while (root instanceof Error && root.cause instanceof Error) root = root.cause
  if (root === error || !(root instanceof Error)) return error
  return new Error(root.message === '' && 'code' in root ? String(root.code) : root.message, { cause: error })
}

const follow = async (fetch: Fetch, url: string, init: RequestInit): Promise<BoundedResponse> => {
  let address = url
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const response = await fetch(address, init)
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) return readWhole(response)
    await response.body?.cancel()
    const next = new URL(location, address)
    const isSafe = next.origin === new URL(address).origin && (init.method === 'GET' || response.status >= 307)
    if (!isSafe) throw new Error(`it redirects to ${next.origin}, and such redirects are not followed`)
    address = next.href
  }
  throw new Error('it redirects in a circle')
}

/**
 * The answer with all of its body, which is never longer than the limit. GitHub's API answers JSON, or nothing. A page came from something
 * in front of it: with 200 nothing was done, and with 404 nobody knows what is there.
 */
const readWhole = async (response: Response): Promise<BoundedResponse> => {
  const { ok, status, url, headers } = response
  const type = headers.get('content-type') ?? ''
  const isPage = type.startsWith('text/')
  if (isPage) await response.body?.cancel()
  if (isPage && (ok || status === 404)) throw new Error(`it answered with ${type} instead of JSON (status ${status})`)
  const text = isPage ? PAGE : await textOf(response)
  const body = ok && !WITHOUT_BODY.includes(status) ? parseJson(text) : null
  if (body === undefined) throw new Error('its answer is cut off, or no JSON')
  return { status, url, headers, body, text: async () => text }
}

const PAGE = 'a page instead of JSON, perhaps of a proxy'

const textOf = async ({ body }: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MAX_BYTES) throw new Error(`its answer is longer than ${MAX_BYTES / 1024 / 1024} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
