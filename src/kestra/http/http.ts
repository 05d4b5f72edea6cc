import tls from 'node:tls'
import { EnvHttpProxyAgent } from 'undici'
import { isUserError, type UserError } from '../../finding/user-error.ts'
import { createCircuit } from './circuit.ts'
import { exchange, type HttpAnswer, type HttpRequest, isRead } from './exchange.ts'
import { explainConnectionError, explainRedirect, explainUnavailable, notAnApi } from './explain-connection.ts'
import { isNoneOfKestra, pauseUnless, sendWithRepeats } from './repeat.ts'

/** How to prove who we are. OSS knows user and password, EE also API tokens (docs/internals/facts/kestra.md, "Credentials"). */
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
  /** For one whole answer, in seconds. */
  readonly timeoutSeconds: number
  /** Ends the run, its reason a `UserError`: reads that are under way end at once, writes are let finish. */
  readonly signal: AbortSignal
  /** Told one sentence before each repeat. */
  readonly onRepeat: (sentence: string) => void
  /** Told of each answer. */
  readonly onAnswer?: (() => void) | undefined
  /** Milliseconds that one second of a time limit or a pause takes; tests shorten it. */
  readonly secondMs?: number | undefined
}

export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
  /** Waits, not longer than the run lasts and the server is not given up; false when the run is to end. */
  pause(ms: number): Promise<boolean>
  /** The error in which every call ends since the server was given up; `undefined` while it answers. */
  unavailableError(): UserError | undefined
  /** Requests that left this process so far, repeats included. */
  requestCount(): number
  close(): Promise<void>
}

// The server chooses the route by what it produces: an Accept that names JSON turns the flow export into a look-up of the flow
// `export.by-query`, and a file into 406 (docs/internals/facts/kestra.md, "Accept").
const ANY_TYPE = '*/*'
const CONNECT_TIMEOUT_MS = 10_000
/** For the question that decides between a slow server and one that is gone. */
const LIFE_SIGN_SECONDS = 5

/**
 * HTTP to one Kestra server: no cookies, no redirects, proxy from the environment, a time limit for every whole answer, and
 * repeats where they are safe (`sendWithRepeats`). After 30 s without any answer the server counts as gone, and every call
 * ends in the same `UserError` `server-gone`. Throws `UserError` when no answer came, or none of Kestra's (a redirect, a page of
 * HTML); any other one is returned, whatever its status.
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
      return answer.status === 'fulfilled' && !isNoneOfKestra(answer.value)
    },
    explain: () => explainUnavailable(server),
    secondMs,
  })
  const send = async (call: HttpRequest): Promise<HttpAnswer> => {
    // What was written must be told also when the run is to end: from then on only reads that are under way are cut off.
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
    refuseOthers(answer, server)
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

/** Throws on what no route of Kestra answers: a redirect, or a page of HTML under a status that does not tell enough without it. */
const refuseOthers = ({ status, contentType, location }: HttpAnswer, server: string): void => {
  if (status >= 300 && status < 400) throw explainRedirect(server, location)
  // A proxy's 404 must not pass for a resource that is not there, nor its 200 for a write that was taken.
  if (contentType.includes('text/html') && status < 500 && status !== 413 && status !== 429)
    throw notAnApi(server, `an HTML page (status ${status})`)
}

/** Costs the server nothing, and every version answers it. */
const LIFE_SIGN: HttpRequest = { method: 'GET', path: '/api/v1/configs' }

const connectionsTo = ({ caCertificate }: HttpOptions): EnvHttpProxyAgent => {
  const tls = trust(caCertificate)
  return new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT_MS, ...tls },
    // Through a tunnel `connect` does not count.
    requestTls: tls,
    proxyTls: tls,
    // A limit of its own holds for the whole answer (`exchange`); these would only count the time between two bytes.
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: 16,
  })
}

/** What is trusted anyway (NODE_EXTRA_CA_CERTS included), and the authority that was given. */
const trust = (caCertificate: string | undefined): { ca?: string[] } =>
  caCertificate === undefined ? {} : { ca: [...tls.getCACertificates('default'), caCertificate] }

const authorization = (credentials: Credentials): Readonly<Record<string, string>> => {
  if (credentials.kind === 'none') return {}
  if (credentials.kind === 'token') return { authorization: `Bearer ${credentials.token}` }
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')
  return { authorization: `Basic ${pair}` }
}
