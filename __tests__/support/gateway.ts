import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { Agent, request } from 'undici'
import { listen } from './listen.ts'

/** A request of one run on its way to the server. */
export interface Passing {
  readonly method: string
  /** Below the base URL, with its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Counted from 1, over all requests of the run. */
  readonly nth: number
  /** Counted from 1 over the requests that change the server; 0 for the others. */
  readonly nthWrite: number
}

/** What becomes of a request: `lost` = carried out, but the answer is an error; `refused` = not even carried out. */
export type Fate = 'passed' | 'lost' | 'refused'

export interface Passed extends Passing {
  readonly earlier: Fate
  /** What the server answered; 0 when it was not asked. */
  readonly status: number
}

/** The way of one run to its server, for as long as the run lasts. */
export interface Passage extends Disposable {
  readonly url: string
  readonly log: readonly Passed[]
}

/** Told each request with its body before it goes on. */
export type Decide = (passing: Passing, body: Buffer) => Fate | Promise<Fate>

/** In front of a server: decides the earlier of each request and notes it. */
export interface Gateway extends AsyncDisposable {
  open(server: string, decide: Decide): Passage
}

interface Opened {
  readonly server: string
  readonly decide: Decide
  readonly log: Passed[]
  count: number
  writes: number
}

// Not one of the statuses after which the client asks again: a lost server would make every history wait.
const LOST_STATUS = 500

/** True for what may change the server; validation is a POST that does not. */
export const isWrite = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method !== 'GET' && !path.endsWith('/validate')

export const startGateway = async (): Promise<Gateway> => {
  const agent = new Agent({ connections: 16 })
  const passages = new Map<string, Opened>()
  const http = createServer((incoming, answer) => {
    forward({ incoming, answer, passages, agent }).catch((error: unknown) => answer.destroy(error as Error))
  })
  const listening = await listen(http)
  let last = 0
  return {
    open: (server, decide) => {
      const name = String(++last)
      const opened: Opened = { server, decide, log: [], count: 0, writes: 0 }
      passages.set(name, opened)
      return {
        url: `${listening.url}/${name}`,
        log: opened.log,
        [Symbol.dispose]: () => passages.delete(name),
      }
    },
    [Symbol.asyncDispose]: async () => {
      await listening[Symbol.asyncDispose]()
      await agent.close()
    },
  }
}

interface Forwarding {
  readonly incoming: IncomingMessage
  readonly answer: ServerResponse
  readonly passages: ReadonlyMap<string, Opened>
  readonly agent: Agent
}

const forward = async ({ incoming, answer, passages, agent }: Forwarding): Promise<void> => {
  const [, name = '', rest = ''] = /^\/(\d+)(\/.*)$/.exec(incoming.url ?? '') ?? []
  const passage = passages.get(name)
  if (passage === undefined) {
    answer.writeHead(LOST_STATUS).end()
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const call = { method: incoming.method ?? 'GET', path: rest, headers: incoming.headers }
  const nthWrite = isWrite(call) ? ++passage.writes : 0
  const passing: Passing = { ...call, nth: ++passage.count, nthWrite }
  const earlier = await passage.decide(passing, body)
  const reply = earlier === 'refused' ? undefined : await send({ passage, passing, agent, body })
  passage.log.push({ ...passing, earlier, status: reply?.status ?? 0 })
  if (reply === undefined || earlier === 'lost') answer.writeHead(LOST_STATUS).end()
  else answer.writeHead(reply.status, reply.headers).end(reply.body)
}

interface Sending {
  readonly passage: Opened
  readonly passing: Passing
  readonly agent: Agent
  readonly body: Buffer
}

const send = async ({ passage, passing, agent, body }: Sending) => {
  const { host: _host, connection: _connection, 'transfer-encoding': _encoding, ...rest } = passing.headers
  // The body goes back as it came, without the header that says how it is packed.
  const { 'accept-encoding': _packing, ...headers } = rest
  const answer = await request(`${passage.server}${passing.path}`, {
    method: passing.method,
    dispatcher: agent,
    headers,
    body: body.length === 0 ? null : body,
  })
  const { 'content-type': type } = answer.headers
  return {
    status: answer.statusCode,
    headers: { 'content-type': String(type ?? '') },
    body: Buffer.from(await answer.body.arrayBuffer()),
  }
}
