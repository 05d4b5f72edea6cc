import { rmSync } from 'node:fs'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { connect } from 'node:net'
import { makeCertificate } from './certificate.ts'
import { type Listening, listen } from './listen.ts'

/** A server in front of another one, which changes nothing on the way; where fates are decided, that is `gateway.ts`. */
export interface Proxy extends Listening {
  /** `GET /path` of each request, or `CONNECT host:port`, oldest first. */
  readonly requests: readonly string[]
}

export interface ForwardOptions {
  readonly to: string
  /** Answers instead of the server behind when it returns true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** In front of one server, as a company's gateway. */
export async function startProxy(options: ForwardOptions): Promise<Proxy> {
  const requests: string[] = []
  return { ...(await listen(http.createServer(forwarder(options, requests)))), requests }
}

/** The same with TLS, whose certificate only `caFile` vouches for. */
export async function startTlsProxy(options: ForwardOptions): Promise<Proxy & { readonly caFile: string }> {
  const { folder, caFile, tls } = makeCertificate()
  const requests: string[] = []
  const server = https.createServer(tls, forwarder(options, requests))
  const listening = await listen(server, 'https')
  return {
    ...listening,
    requests,
    caFile,
    [Symbol.asyncDispose]: async () => {
      await listening[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The kind of proxy that HTTPS_PROXY names: it opens tunnels, and passes on plain requests. */
export async function startForwardProxy(): Promise<Proxy> {
  const requests: string[] = []
  const server = http.createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    passOn(new URL(request.url ?? ''), request, response)
  })
  server.on('connect', (request, socket, head) => {
    requests.push(`CONNECT ${request.url}`)
    const { hostname, port } = new URL(`http://${request.url}`)
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    for (const end of [upstream, socket]) end.on('error', () => [upstream, socket].map((each) => each.destroy()))
  })
  return { ...(await listen(server)), requests }
}

function forwarder({ to, intercept }: ForwardOptions, requests: string[]) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    requests.push(`${request.method} ${request.url}`)
    if (intercept?.(request, response) === true) request.resume()
    else passOn(new URL(request.url ?? '', to), request, response)
  }
}

function passOn(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const { host: _host, ...headers } = request.headers
  const upstream = http.request(url, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  upstream.on('error', () => response.destroy())
  request.pipe(upstream)
}
