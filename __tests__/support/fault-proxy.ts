import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { Certificate } from './certificate.ts'
import { type Listening, listen } from './listen.ts'

/** A request on its way, whole. */
export interface Crossing {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What the server behind said. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** All that a fault can do with one request. */
export interface Exchange {
  readonly response: ServerResponse
  /** Milliseconds of a second, as the client counts them. */
  readonly secondMs: number
  /** Lets the server act. */
  forward(): Promise<Reply>
  answer(reply: Reply): void
  cut(): void
  /** Resolves after so many seconds. */
  pause(seconds: number): Promise<void>
  /** From now on nobody listens here. */
  goAway(): void
  /** From now on new connections are shown this certificate. */
  show(certificate: Certificate): void
}

export type Fault = (exchange: Exchange) => Promise<void> | void

export interface Crossed extends Crossing {
  readonly isFaulty: boolean
}

export interface FaultProxy extends Listening {
  /** Every request that came here, oldest first. */
  readonly log: readonly Crossed[]
  /** Resolves when nothing is under way any more that the server may still act on. */
  settled(): Promise<void>
}

export interface FaultProxyOptions {
  /** The server behind. */
  readonly to: string
  /** Asked once for each request; `undefined`: it passes. */
  readonly faultOf: (crossing: Crossing) => Fault | undefined
  readonly secondMs: number
  /** With it, the proxy speaks TLS. */
  readonly certificate?: Certificate | undefined
}

/** In front of one server for one run: passes what it gets, but for the requests that `faultOf` has a fault for. */
export const startFaultProxy = async (options: FaultProxyOptions): Promise<FaultProxy> => {
  const { to, faultOf, secondMs, certificate } = options
  const agent = new Agent({ connections: 16 })
  const log: Crossed[] = []
  const underWay = new Set<Promise<void>>()
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const crossing = await readCrossing(incoming)
    const fault = faultOf(crossing)
    log.push({ ...crossing, isFaulty: fault !== undefined })
    await (fault ?? pass)({
      response,
      secondMs,
      forward: () => send(to, crossing, agent),
      answer: ({ status, headers, body }) => void response.writeHead(status, headers).end(body),
      cut: () => incoming.socket.destroy(),
      pause: (seconds) => sleep(seconds * secondMs),
      goAway: () => {
        server.close()
        server.closeAllConnections()
      },
      show: ({ tls }) => {
        if (server instanceof https.Server) server.setSecureContext(tls)
        server.closeAllConnections()
      },
    })
  }
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    underWay.add(serve(incoming, response).catch(() => void response.destroy()))
  }
  const server = certificate === undefined ? http.createServer(listener) : https.createServer(certificate.tls, listener)
  const listening = await listen(server, certificate === undefined ? 'http' : 'https')
  const settled = async (): Promise<void> => void (await Promise.all(underWay))
  return {
    url: listening.url,
    log,
    settled,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await settled()
      await listening[Symbol.asyncDispose]()
      await agent.close()
    },
  }
}

const pass: Fault = async ({ forward, answer }) => answer(await forward())

const readCrossing = async (incoming: IncomingMessage): Promise<Crossing> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { method = 'GET', url: path = '/', headers } = incoming
  return { method, path, headers, body: Buffer.concat(chunks) }
}

const send = async (to: string, { method, path, headers, body }: Crossing, dispatcher: Agent): Promise<Reply> => {
  const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...rest } = headers
  const answer = await request(`${to}${path}`, {
    method,
    dispatcher,
    headers: rest,
    body: body.length === 0 ? null : body,
  })
  const {
    connection: _end,
    'keep-alive': _keep,
    'transfer-encoding': _form,
    'content-length': _size,
    ...kept
  } = answer.headers
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)])),
    body: Buffer.from(await answer.body.arrayBuffer()),
  }
}
