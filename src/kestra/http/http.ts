import tls from 'node:tls'
import { EnvHttpProxyAgent } from 'undici'
import { isUserError, type UserError } from '../../finding/user-error.ts'
import { createCircuit } from './circuit.ts'
import { exchange, type HttpAnswer, type HttpRequest, isRead } from './exchange.ts'
import { explainConnectionError, explainRedirect, explainUnavailable, notAnApi } from './explain-connection.ts'
import { isFromGateway, pauseUnless, sendWithRepeats } from './repeat.ts'

/**
 * The credentials of a run. OSS knows user and password, EE also API tokens (docs/internals/facts/kestra.md,
 * "Credentials").
 */
export type Credentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'none' }

export interface HttpOptions {
  /** Base URL, including the path of a proxy or context; without credentials. */
  readonly server: string
  readonly credentials: Credentials
  readonly headers: Readonly<Record<string, string>>
  /** PEM text of additional certificate authorities. The default ones stay trusted. */
  readonly caCertificate: string | undefined
  /** The limit for one whole answer, in seconds. */
  readonly timeoutSeconds: number
  /** Ends the run; its reason is a `UserError`. Pending reads end at once, pending writes may finish. */
  readonly signal: AbortSignal
  /** Called with one sentence before each repeat. */
  readonly onRepeat: (sentence: string) => void
  /** Called after each answer. */
  readonly onAnswer?: (() => void) | undefined
  /** Milliseconds that one second of a time limit or a pause takes; tests shorten it. */
  readonly secondMs?: number | undefined
}

export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
  /**
   * Waits `ms` milliseconds, or until the run ends or the server counts as unavailable. Returns false when the run must
   * end.
   */
  pause(ms: number): Promise<boolean>
  /** The error that every call throws since the server became unavailable; `undefined` while it answers. */
  unavailableError(): UserError | undefined
  /** The number of requests sent so far, repeats included. */
  requestCount(): number
  close(): Promise<void>
}

// The server chooses the route by the accepted type. An `Accept` header with JSON turns the flow export into a look-up
// of the flow `export.by-query`, and a file into 406 (docs/internals/facts/kestra.md, "Accept").
const ANY_TYPE = '*/*'
const CONNECT_TIMEOUT_MS = 10_000
/** The limit for the probe that separates a slow server from an unavailable one. */
const LIFE_SIGN_SECONDS = 5

/**
 * HTTP to one Kestra server:
 * - no cookies, no redirects
 * - the proxy from the environment
 * - a time limit for every whole answer
 * - repeats where they are safe (`sendWithRepeats`)
 * - after 30 s without any answer the server counts as unavailable, and every call throws `explainUnavailable`
 */
export const createHttp = (options: HttpOptions): Http => {
  const { server, timeoutSeconds, signal, onRepeat, onAnswer, secondMs = 1000 } = options
  const dispatcher = connectionsTo(options)
  const headers = { accept: ANY_TYPE, ...options.headers, ...authorization(options.credentials) }
  let count = 0
  let hasWritten = false
  const once = (call: HttpRequest, timeoutMs: number, ends: AbortSignal) => {
    count += 1
    return exchange(call, { server, dispatcher, headers, timeoutMs, signal: ends })
  }
  const circuit = createCircuit({
    isAlive: async () => {
      const [answer] = await Promise.allSettled([once(LIFE_SIGN, LIFE_SIGN_SECONDS * secondMs, signal)])
      return answer.status === 'fulfilled' && !isFromGateway(answer.value)
    },
    explain: () => explainUnavailable(server),
    secondMs,
  })
  const send = async (call: HttpRequest): Promise<HttpAnswer> => {
    // After a write, the run must still report what it wrote. So only pending reads are cut off from then on.
    if (isRead(call) && !hasWritten) signal.throwIfAborted()
    if (!isRead(call)) hasWritten = true
    const ends =
      isRead(call) && !signal.aborted ? AbortSignal.any([circuit.unavailableError, signal]) : circuit.unavailableError
    const answer = await sendWithRepeats(call, {
      exchange: (each) => once(each, timeoutSeconds * secondMs, ends),
      circuit,
      signal,
      ends,
      explain: (error) =>
        explainConnectionError(error, { server, timeoutSeconds, call, hasAnswered: circuit.hasAnswered() }),
      onRepeat,
      secondMs,
    })
    refuseForeignAnswers(answer, server)
    onAnswer?.()
    return answer
  }
  return {
    send,
    pause: async (ms) => {
      await pauseUnless(AbortSignal.any([circuit.unavailableError, signal]), (ms / 1000) * secondMs)
      return !signal.aborted
    },
    unavailableError: () =>
      isUserError(circuit.unavailableError.reason) ? circuit.unavailableError.reason : undefined,
    requestCount: () => count,
    close: () => {
      circuit.close()
      // Not `close`: that would wait for a proxy that never answers.
      return dispatcher.destroy()
    },
  }
}

/** Throws `UserError` for answers that no Kestra route gives: redirects, and HTML pages whose status is ambiguous. */
const refuseForeignAnswers = ({ status, contentType, location }: HttpAnswer, server: string): void => {
  if (status >= 300 && status < 400) throw explainRedirect(server, location)
  // A proxy's 404 must not count as a missing resource, nor its 200 as an accepted write.
  if (contentType.includes('text/html') && status < 500 && status !== 413 && status !== 429)
    throw notAnApi(server, `an HTML page (status ${status})`)
}

/** A cheap request that every version answers. */
const LIFE_SIGN: HttpRequest = { method: 'GET', path: '/api/v1/configs' }

const connectionsTo = ({ caCertificate }: HttpOptions): EnvHttpProxyAgent => {
  const tls = trust(caCertificate)
  return new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT_MS, ...tls },
    // `connect` does not apply through a tunnel.
    requestTls: tls,
    proxyTls: tls,
    // `exchange` limits the whole answer; these options would only limit the time between two bytes.
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: 16,
  })
}

/** The default authorities (NODE_EXTRA_CA_CERTS included) plus the given one. */
const trust = (caCertificate: string | undefined): { ca?: string[] } =>
  caCertificate === undefined ? {} : { ca: [...tls.getCACertificates('default'), caCertificate] }

const authorization = (credentials: Credentials): Readonly<Record<string, string>> => {
  if (credentials.kind === 'none') return {}
  if (credentials.kind === 'token') return { authorization: `Bearer ${credentials.token}` }
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')
  return { authorization: `Basic ${pair}` }
}
