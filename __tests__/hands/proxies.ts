import { rmSync } from 'node:fs'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { makeCertificate } from '../kestra/certificate.ts'

/** A server in front of another one, on a free port of the loopback; gone when it is disposed. */
export interface Proxy extends AsyncDisposable {
  readonly url: string
  /** `GET /path` of each request, or `CONNECT host:port`, oldest first. */
  readonly requests: readonly string[]
}

export interface ForwardOptions {
  readonly to: string
  /** Answers instead of the server behind when it returns true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** A plain HTTP proxy of one server, as a gateway that rewrites nothing. */
export async function startGateway(options: ForwardOptions): Promise<Proxy> {
  const requests: string[] = []
  return listening(http.createServer(forwarder(options, requests)), 'http', requests)
}

/** A gateway with TLS, whose certificate only `caFile` vouches for. */
export async function startTlsGateway(options: ForwardOptions): Promise<Proxy & { readonly caFile: string }> {
  const { folder, caFile, tls } = makeCertificate()
  const requests: string[] = []
  const server = https.createServer(tls, forwarder(options, requests))
  const proxy = await listening(server, 'https', requests)
  return {
    ...proxy,
    caFile,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
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
  return listening(server, 'http', requests)
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

async function listening(server: http.Server | https.Server, scheme: string, requests: string[]): Promise<Proxy> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    url: `${scheme}://127.0.0.1:${address.port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
