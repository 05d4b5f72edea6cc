import type { Headers, RequestInfo, RequestInit, Response } from 'undici'
import { parseJson } from '../../text/json.ts'

/** The HTTP client of one run for GitHub. */
export type BoundedFetch = ReturnType<typeof createBoundedFetch>

/** The parts of an answer that Octokit reads if it does not parse the body itself. */
export interface BoundedResponse {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  /** The parsed JSON of a successful answer; `null` for others. */
  readonly body: unknown
  /** The text of the body. */
  text(): Promise<string>
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface BoundedFetchOptions {
  /** `fetch` of undici, with its proxy. */
  readonly fetch: Fetch
  /** Length of one second of the answer timeout, in milliseconds; tests shorten it. */
  readonly answerSecondMs: number
  /** Called with one sentence before each repeat. */
  readonly onRepeat: (sentence: string) => void
}

const CALL_SECONDS = 30
/** The time that one run may spend on missing answers and requested pauses (docs/internals/threat-model.md, "Budgets"). */
const RUN_SECONDS = 300
/** The maximum size of one decompressed answer. */
const MAX_BYTES = 64 * 1024 * 1024
const MAX_REDIRECTS = 3
const WITHOUT_BODY: readonly number[] = [204, 205]

/**
 * `fetch` with limits: a time for each whole answer, a time for all missing answers, and a size per answer.
 * It follows redirects only within one host, because others would receive texts of this repository. It reports each repeat.
 */
export const createBoundedFetch = ({ fetch, answerSecondMs, onRepeat }: BoundedFetchOptions) => {
  const failed = new Map<string, string>()
  let count = 0
  let lostSeconds = 0
  const isGivenUp = (): boolean => lostSeconds >= RUN_SECONDS
  const attempt = async (url: string, init: RequestInit): Promise<BoundedResponse> => {
    const tooLate = AbortSignal.timeout(CALL_SECONDS * answerSecondMs)
    // A caller may set a shorter time.
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
    /** True once the run has spent its waiting time: no further call is sent. */
    isGivenUp,
    /** Adds seconds of a pause that GitHub requested to the waiting time. */
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

/** An error with the message of the innermost cause: undici itself only says "fetch failed". */
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
    if (!isSafe) throw new Error(`it redirects to ${next.origin}, and redirects to other hosts are not followed`)
    address = next.href
  }
  throw new Error('it redirects in a circle')
}

/**
 * Reads the whole answer. GitHub's API answers JSON or nothing; a page comes from a proxy in front of it.
 * Throws for an answer above the size limit, for invalid JSON, and for a page with a status of success or 404, which proves nothing.
 */
const readWhole = async (response: Response): Promise<BoundedResponse> => {
  const { ok, status, url, headers } = response
  const type = headers.get('content-type') ?? ''
  const isPage = type.startsWith('text/')
  if (isPage) await response.body?.cancel()
  if (isPage && (ok || status === 404)) throw new Error(`it answered with ${type} instead of JSON (status ${status})`)
  const text = isPage ? PAGE : await readBody(response)
  const body = ok && !WITHOUT_BODY.includes(status) ? parseJson(text) : null
  if (body === undefined) throw new Error('its answer is cut off, or not valid JSON')
  return { status, url, headers, body, text: async () => text }
}

const PAGE = 'a page instead of JSON, perhaps from a proxy'

const readBody = async ({ body }: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MAX_BYTES) throw new Error(`its answer is longer than ${MAX_BYTES / 1024 / 1024} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
