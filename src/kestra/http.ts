import { setTimeout as sleep } from 'node:timers/promises'
import { rootCertificates } from 'node:tls'
import { EnvHttpProxyAgent, request } from 'undici'
import { UserError } from '../problem/user-error.ts'
import { explainConnectionFault, explainRedirect } from './explain-failure.ts'
import { faultCode, isTimeout } from './fault-code.ts'
import type { HttpAnswer, HttpRequest } from './http-message.ts'

/** How to prove who we are. OSS knows user and password, EE also API tokens (kestra-api.md section 1.2). */
export type Credentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'none' }

export interface HttpOptions {
  /** Base URL, with the path of a proxy or context if there is one; no credentials in it. */
  readonly server: string
  readonly credentials: Credentials
  readonly headers: Readonly<Record<string, string>>
  /** PEM text of further certificate authorities; the usual ones stay trusted. */
  readonly caCertificate: string | undefined
  /** For one answer, in seconds. */
  readonly timeoutSeconds: number
}

export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
  /** Requests that left this process so far, repeats included. */
  requestCount(): number
  close(): Promise<void>
}

// The server chooses the route by what it produces: an Accept that names JSON turns the flow export into a look-up of the flow
// `export.by-query`, and a file into 406 (kestra-api.md section 0, "routing and Accept").
const ANY_TYPE = '*/*'
const CONNECT_TIMEOUT_MS = 10_000
const MAX_ATTEMPTS = 4
// Somebody waits: a server that keeps silent for the whole time limit is asked once more, not three times.
const MAX_SLOW_ATTEMPTS = 2
const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 30_000
// kestra-api.md section 9, "Retry policy": never on other 4xx; a wrong password costs the server a bcrypt round.
const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504]

/**
 * HTTP to one Kestra server: no cookies, no redirects, proxy from the environment, time limit on every call. GET, PUT,
 * DELETE and repeatable POSTs are sent again after a connection fault, 429, 502, 503 or 504, at most 4 times in all.
 * Throws `UserError` when no answer came; an answer of any status is returned.
 */
export const createHttp = (options: HttpOptions): Http => {
  const tls = trust(options.caCertificate)
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT_MS, ...tls },
    // Through a tunnel `connect` does not count.
    requestTls: tls,
    proxyTls: tls,
    headersTimeout: options.timeoutSeconds * 1000,
    bodyTimeout: options.timeoutSeconds * 1000,
    connections: 16,
  })
  const headers = { accept: ANY_TYPE, ...options.headers, ...authorization(options.credentials) }
  let count = 0
  const once = async ({ method, path, body, contentType }: HttpRequest): Promise<PausingAnswer> => {
    count += 1
    const answer = await request(`${options.server}${path}`, {
      method,
      dispatcher: agent,
      headers: contentType === undefined ? headers : { ...headers, 'content-type': contentType },
      body: body ?? null,
    })
    const { location, 'retry-after': retryAfter, 'content-type': type, date } = answer.headers
    const bytes = Buffer.from(await answer.body.arrayBuffer())
    if (answer.statusCode >= 300 && answer.statusCode < 400) throw explainRedirect(options.server, String(location))
    return {
      status: answer.statusCode,
      contentType: String(type ?? ''),
      body: bytes,
      askedPauseMs: askedPause(String(retryAfter ?? ''), String(date ?? '')),
    }
  }
  return {
    send: (call) => sendWithRepeats(call, { once, server: options.server, timeoutSeconds: options.timeoutSeconds }),
    requestCount: () => count,
    close: () => agent.close(),
  }
}

/** `askedPauseMs`: how long the server asks to wait; `undefined` when it does not. */
interface PausingAnswer extends HttpAnswer {
  readonly askedPauseMs: number | undefined
}

interface Repeating {
  readonly once: (call: HttpRequest) => Promise<PausingAnswer>
  readonly server: string
  readonly timeoutSeconds: number
}

const sendWithRepeats = async (call: HttpRequest, { once, server, timeoutSeconds }: Repeating): Promise<HttpAnswer> => {
  const mayRepeat = call.method !== 'POST' || call.isRepeatable === true
  for (let attempt = 1; ; attempt += 1) {
    const isLast = !mayRepeat || attempt === MAX_ATTEMPTS
    try {
      const answer = await once(call)
      if (isLast || !PASSING_STATUSES.includes(answer.status)) return answer
      await sleep(pauseMs(attempt, answer.askedPauseMs))
    } catch (error) {
      if (error instanceof UserError) throw error
      const isTooSlow = attempt === MAX_SLOW_ATTEMPTS && isTimeout(error)
      if (isLast || isTooSlow || !isPassingFault(error)) {
        throw explainConnectionFault(error, { server, timeoutSeconds, call })
      }
      await sleep(pauseMs(attempt))
    }
  }
}

/** `Retry-After` in seconds, or as a date that is compared with the answer's own: the two clocks are the server's. */
const askedPause = (retryAfter: string, sentAt: string): number | undefined => {
  const pause = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(sentAt)
  return Number.isFinite(pause) ? Math.max(pause, 0) : undefined
}

/** As the server asks, else doubling from 0.4 s; never more than 30 s. */
const pauseMs = (attempt: number, asked = FIRST_PAUSE_MS * 2 ** (attempt - 1)): number =>
  Math.min(asked, LONGEST_PAUSE_MS)

const PASSING_FAULTS: readonly string[] = [
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]

const isPassingFault = (error: unknown): boolean => PASSING_FAULTS.includes(faultCode(error))

const trust = (caCertificate: string | undefined): { ca?: string[] } =>
  caCertificate === undefined ? {} : { ca: [...rootCertificates, caCertificate] }

const authorization = (credentials: Credentials): Readonly<Record<string, string>> => {
  if (credentials.kind === 'none') return {}
  if (credentials.kind === 'token') return { authorization: `Bearer ${credentials.token}` }
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')
  return { authorization: `Basic ${pair}` }
}
