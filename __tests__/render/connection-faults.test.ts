import { readdirSync, readFileSync, rmSync } from 'node:fs'
import http, { type RequestListener } from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import { connectKestra } from '../../src/kestra/connect.ts'
import { explainConnectionError, explainUnavailable } from '../../src/kestra/http/explain-connection.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { failedReport } from '../../src/report/failed-report.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { makeCertificate } from '../support/certificate.ts'
import { listen } from '../support/listen.ts'
import { expectGolden } from './expect-golden.ts'

const SERVER = 'https://kestra.acme.io'

const ends: (() => unknown)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})
afterEach(() => vi.unstubAllEnvs())

/** As a terminal of 80 columns shows a run that ended so. */
const shown = ({ reason, message }: UserError, server = SERVER): string => {
  const error = new UserError(reason, message.replaceAll(server, SERVER).replace(/:\d{5}(?=\D)/g, ''))
  const settings = parseSettings({ server: SERVER })
  const report = failedReport({ settings, command: 'plan', shownCommit: undefined }, error)
  return renderTerminal(report, { color: false, width: 80 })
}

const faultOf = async (server: string, options: { ca?: string; timeoutSeconds?: number } = {}): Promise<UserError> => {
  const { ca, timeoutSeconds = 500 } = options
  const connecting = connectKestra({
    ...{ server, tenant: 'main', headers: {}, caCertificate: ca, timeoutSeconds, secondMs: 10 },
    credentials: { kind: 'none' },
    signal: new AbortController().signal,
    onRepeat: () => undefined,
  })
  const error = await connecting.then(
    () => new Error('it connected'),
    (reason: unknown) => reason,
  )
  if (error instanceof UserError) return error
  throw error
}

const open = async (server: http.Server | https.Server, scheme: 'http' | 'https' = 'http'): Promise<string> => {
  const listening = await listen(server, scheme)
  ends.push(() => listening[Symbol.asyncDispose]())
  return listening.url
}
const answering = (answer: RequestListener) => open(http.createServer(answer))
const json = (status: number, body: unknown = {}) =>
  answering((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
const secure = (options: Parameters<typeof makeCertificate>[0] = {}) => {
  const certificate = makeCertificate(options)
  ends.push(() => rmSync(certificate.folder, { recursive: true, force: true }))
  return {
    certificate,
    url: () =>
      open(
        https.createServer(certificate.tls, (_request, response) => response.end('{}')),
        'https',
      ),
  }
}
const speaking = async (words: string): Promise<string> => {
  const server = net.createServer((socket) => void socket.on('error', () => socket.destroy()).end(words))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  ends.push(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

/** Real servers, each with one thing wrong. */
const FAULTS: Readonly<Record<string, () => Promise<readonly [server: string, error: UserError]>>> = {
  refused: () => meet(Promise.resolve('http://127.0.0.1:9')),
  'https-to-a-port-of-http': async () => meet(json(200).then((url) => url.replace('http:', 'https:'))),
  'http-to-a-port-of-https': () =>
    meet(
      secure()
        .url()
        .then((url) => url.replace('https:', 'http:')),
    ),
  'another-protocol': () => meet(speaking('SSH-2.0-x\r\n')),
  'certificate-self-signed': () => meet(secure().url()),
  'certificate-expired': () => meetTrusting({ isExpired: true }),
  'certificate-of-another-host': () => meetTrusting({ names: 'DNS:kestra.other.io' }),
  timeout: () =>
    meet(
      answering(() => undefined),
      20,
    ),
  401: () => meet(json(401)),
  403: () => meet(json(403)),
  404: () => meet(json(404)),
  429: () => meet(json(429)),
  500: () => meet(json(500, { message: 'Internal Server Error' })),
  502: () => meet(answering((_request, response) => response.writeHead(502).end('<html>Bad Gateway</html>'))),
  503: () => meet(answering((_request, response) => response.writeHead(503).end())),
  504: () => meet(answering((_request, response) => response.writeHead(504).end())),
  'wrong-tenant': () => meet(json(400, { message: "Bad Request: Tenant must be 'main' for OSS version" })),
  redirect: () =>
    meet(answering((_request, response) => response.writeHead(302, { location: 'https://login.acme.io/?to=x' }).end())),
  'login-page': () =>
    meet(
      answering((_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
      ),
    ),
  'not-kestra': () => meet(json(200, { hello: 'world' })),
  'broken-json': () =>
    meet(
      answering((_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"version":'),
      ),
    ),
  'proxy-refused': () => throughProxy('http://127.0.0.1:9'),
  'proxy-wants-a-password': async () =>
    throughProxy(await answering((_request, response) => response.writeHead(407).end())),
}

const meet = async (opened: Promise<string>, timeoutSeconds?: number) => {
  const url = await opened
  return [url, await faultOf(url, timeoutSeconds === undefined ? {} : { timeoutSeconds })] as const
}

const meetTrusting = async (options: Parameters<typeof makeCertificate>[0]) => {
  const { certificate, url } = secure(options)
  const server = await url()
  return [server, await faultOf(server, { ca: readFileSync(certificate.caFile, 'utf8') })] as const
}

const throughProxy = (proxy: string) => {
  vi.stubEnv('http_proxy', proxy)
  return meet(Promise.resolve('http://kestra.acme.io'))
}

describe('a server that cannot be asked, on a terminal', () => {
  it.each(Object.entries(FAULTS))('%s', async (name, fault) => {
    const [server, error] = await fault()
    expectGolden('connection-faults', `${name}.txt`, shown(error, server))
  })

  // No machine makes these for a test: the codes are those of Node.
  it.each([
    ['unreachable-network', 'ENETUNREACH', {}],
    ['unreachable-host', 'EHOSTUNREACH'],
    ['unknown-host', 'ENOTFOUND'],
    ['no-dns', 'EAI_AGAIN'],
    ['no-connection-in-time', 'UND_ERR_CONNECT_TIMEOUT'],
    ['lost-on-the-way', 'ETIMEDOUT'],
    ['cut', 'ECONNRESET'],
    ['tls-version', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
    ['certificate-of-a-private-authority', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['certificate-not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['proxy-unknown', 'ENOTFOUND', { hostname: 'proxy.invalid' }],
    ['any-other-code', 'E_NOBODY_KNOWS'],
  ])('%s', (name, code, more: object = {}) => {
    const call = { method: 'GET', path: '/api/v1/configs' } as const
    const error = Object.assign(new Error('0A00:error:raw line of a library'), { code, ...more })
    const reported = explainConnectionError(error, { server: SERVER, call, timeoutSeconds: 60, hasAnswered: false })
    expectGolden('connection-faults', `${name}.txt`, shown(reported))
  })

  it('gone', () => expectGolden('connection-faults', 'gone.txt', shown(explainUnavailable(SERVER))))

  it('tells each with what to do, and never in the words of a library', () => {
    const folder = new URL('golden/connection-faults/', import.meta.url)
    const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))
    expect(texts).toHaveLength(Object.keys(FAULTS).length + 13)
    for (const text of texts) {
      expect(text).toMatch(/^Plan: no plan was made → kestra\.acme\.io\n/)
      expect(text).not.toMatch(/OpenSSL|:error:|routines|Zod|Invalid input|undefined|\bat \S+:\d+:\d+/)
      expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
    }
  })
})
