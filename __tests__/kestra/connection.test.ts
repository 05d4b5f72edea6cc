import { readFileSync, rmSync } from 'node:fs'
import http, { type RequestListener } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import type { HttpRequest } from '../../src/kestra/http/exchange.ts'
import { explainConnectionError } from '../../src/kestra/http/explain-connection.ts'
import { createHttp, type Http, type HttpOptions } from '../../src/kestra/http/http.ts'
import { type Certificate, makeCertificate } from '../support/certificate.ts'

const READ: HttpRequest = { method: 'GET', path: '/api/v1/configs' }
const WRITE: HttpRequest = { method: 'POST', path: '/api/v1/main/flows', body: 'id: a' }

const servers: net.Server[] = []
const folders: string[] = []
afterAll(() => {
  for (const server of servers) {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections()
    server.close()
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** On a free port of the loopback. */
const listen = async (server: net.Server): Promise<number> => {
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const plain = (answer: RequestListener = (_request, response) => response.end('{}')) =>
  listen(http.createServer(answer))
const tls = (certificate: Certificate) => {
  folders.push(certificate.folder)
  return listen(https.createServer(certificate.tls, (_request, response) => response.end('{}')))
}

const to = (server: string, options: Partial<HttpOptions> = {}): Http =>
  createHttp({
    server,
    credentials: { kind: 'none' },
    headers: {},
    caCertificate: undefined,
    timeoutSeconds: 5,
    signal: new AbortController().signal,
    onRepeat: () => undefined,
    ...options,
  })

/** The reason and the message of the failure. */
const failure = async (call: Promise<unknown>): Promise<readonly [string, string]> => {
  try {
    await call
    return ['answered', '']
  } catch (error) {
    if (error instanceof UserError) return [error.reason, error.message]
    throw error
  }
}

const why = async (server: string, options: Partial<HttpOptions> = {}): Promise<string> => {
  const connection = to(server, options)
  const [reason, message] = await failure(connection.send(READ))
  await connection.close()
  expect(reason).toBe('server-unreachable')
  return message
}

it('listens to a stream without an end for its time, and takes what came for the answer', async () => {
  const port = await plain((_request, response) => void response.write('data: {}\n\n'))
  const http = to(`http://127.0.0.1:${port}`)
  const answer = await http.send({ ...READ, listenMs: 100 })
  expect([answer.status, answer.body.toString('utf8')]).toEqual([200, 'data: {}\n\n'])
  await http.close()
})

describe('a connection that cannot be made is explained', () => {
  it('when https meets a port of http', async () => {
    expect(await why(`https://127.0.0.1:${await plain()}`)).toMatch(/does not speak https\. Begin "server" with http:/)
  })

  it('when http meets a port of https', async () => {
    expect(await why(`http://127.0.0.1:${await tls(makeCertificate())}`)).toMatch(
      /was cut\..*begin "server" with https:/,
    )
  })

  it('when something else than HTTP listens', async () => {
    const port = await listen(
      net.createServer((socket) => socket.on('error', () => socket.destroy()).end('SSH-2.0-x\r\n')),
    )
    expect(await why(`http://127.0.0.1:${port}`)).toMatch(/does not speak HTTP\. Check the port/)
  })

  it('when the certificate is self-signed, has expired, or is for another host', async () => {
    expect(await why(`https://127.0.0.1:${await tls(makeCertificate())}`)).toMatch(/is self-signed\. Give .*"ca-cert"/)
    const expired = makeCertificate({ isExpired: true })
    const trusted = (certificate: Certificate) => ({ caCertificate: readFileSync(certificate.caFile, 'utf8') })
    expect(await why(`https://127.0.0.1:${await tls(expired)}`, trusted(expired))).toMatch(/has expired\. Renew it/)
    const other = makeCertificate({ names: 'DNS:kestra.acme.io' })
    expect(await why(`https://127.0.0.1:${await tls(other)}`, trusted(other))).toMatch(/for another host name/)
  })

  it.each([
    ['refuses', 'http://127.0.0.1:9', /the proxy of HTTP_PROXY or HTTPS_PROXY cannot be reached \(ECONNREFUSED\)/],
    [
      'has no address',
      'http://proxy.invalid:3128',
      /the proxy of HTTP_PROXY .* cannot be reached \((?:ENOTFOUND|EAI_AGAIN)\)/,
    ],
  ])('when the proxy %s', async (_name, proxy, text) => {
    vi.stubEnv('http_proxy', proxy)
    expect(await why('http://kestra.acme.io')).toMatch(text)
  })

  it('when the proxy wants a password, over a tunnel or not', async () => {
    const proxy = http.createServer((_request, response) => void response.writeHead(407).end())
    proxy.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    const url = `http://127.0.0.1:${await listen(proxy)}`
    vi.stubEnv('http_proxy', url)
    vi.stubEnv('https_proxy', url)
    for (const server of ['http://kestra.acme.io', 'https://kestra.acme.io'])
      expect(await why(server)).toMatch(/refuses the connection \(407\)\. It may require a user name and password/)
  })
})

describe('the code of a failed connection', () => {
  const call = READ
  const explain = (code: string, server = 'https://kestra.acme.io') =>
    explainConnectionError(Object.assign(new Error('0A00:error:raw OpenSSL line'), { code }), {
      ...{ server, call, timeoutSeconds: 60, hasAnswered: true },
    }).message

  it.each([
    ['ENETUNREACH', /there is no network route to that address/],
    ['EHOSTUNREACH', /there is no network route to that address/],
    ['ETIMEDOUT', /lost on the way/],
    ['ECONNRESET', /the connection was cut/],
    ['CERT_NOT_YET_VALID', /not valid yet/],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /the TLS handshake failed/],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', /the TLS handshake failed/],
    ['E_NOBODY_KNOWS', /the connection failed \(E_NOBODY_KNOWS\)/],
  ])('%s is a sentence, and never the raw line', (code, text) => {
    expect(explain(code)).toMatch(text)
    expect(explain(code)).not.toContain('OpenSSL')
  })
})

describe('the budget of one answer', () => {
  it('is a time for all of it: a byte now and then does not prolong it', async () => {
    const port = await plain(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      while (!response.destroyed) {
        response.write(' ')
        await sleep(50)
      }
    })
    const connection = to(`http://127.0.0.1:${port}`, { timeoutSeconds: 1 })
    const [reason, message] = await failure(connection.send(READ))
    expect([reason, message]).toEqual(['server-timeout', expect.stringMatching(/no answer within 1 s \(GET/)])
    expect(connection.requestCount()).toBe(2)
  })

  it('is a size: what is longer is not read to its end', async () => {
    let sent = 0
    const port = await plain(async (_request, response) => {
      const chunk = Buffer.alloc(64 * 1024)
      while (!response.destroyed) {
        sent += chunk.length
        if (!response.write(chunk))
          await Promise.race([new Promise((resolve) => response.once('drain', resolve)), sleep(20)])
      }
    })
    const maxBytes = 1_000_000
    const [reason, message] = await failure(to(`http://127.0.0.1:${port}`).send({ ...READ, maxBytes }))
    expect([reason, message]).toEqual([
      'answer-too-large',
      expect.stringMatching(/more than 1 MB \(GET \/api\/v1\/configs\)/),
    ])
    expect(sent).toBeLessThan(50 * maxBytes)
  })

  it('is smaller for an answer that refuses', async () => {
    const port = await plain((_request, response) => void response.writeHead(400).end(Buffer.alloc(2_000_000)))
    expect(await failure(to(`http://127.0.0.1:${port}`).send(READ))).toEqual(['answer-too-large', expect.any(String)])
  })

  it('holds for what was sent: nothing that was not asked for is inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    const port = await plain(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    const { body } = await to(`http://127.0.0.1:${port}`).send(READ)
    expect(body.equals(bomb)).toBe(true)
  })
})

describe('the end of a run', () => {
  const ended = new UserError('cancelled', 'The run was cancelled.')
  const hanging = () => plain(() => undefined)

  it('ends a read at once, and none is begun after it', async () => {
    const end = new AbortController()
    const connection = to(`http://127.0.0.1:${await hanging()}`, { signal: end.signal, timeoutSeconds: 300 })
    const reading = failure(connection.send(READ))
    await vi.waitFor(() => expect(connection.requestCount()).toBe(1))
    end.abort(ended)
    expect(await reading).toEqual(['cancelled', ended.message])
    expect(await failure(connection.send(READ))).toEqual(['cancelled', ended.message])
    expect(connection.requestCount()).toBe(1)
  })

  it('lets a write finish, and what was written be read back', async () => {
    const end = new AbortController()
    const answers: (() => void)[] = []
    const port = await plain((request, response) => {
      if (request.method === 'GET') response.end('{}')
      else answers.push(() => response.end('{}'))
    })
    const connection = to(`http://127.0.0.1:${port}`, { signal: end.signal })
    const writing = connection.send(WRITE)
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    end.abort(ended)
    answers[0]?.()
    expect(await writing).toMatchObject({ status: 200 })
    expect(await connection.send(READ)).toMatchObject({ status: 200 })
  })

  it('ends the pause before a repeat', async () => {
    const end = new AbortController()
    const port = await plain((_request, response) => void response.writeHead(503, { 'retry-after': '25' }).end())
    const reported: string[] = []
    const connection = to(`http://127.0.0.1:${port}`, { signal: end.signal, onRepeat: (line) => reported.push(line) })
    const reading = failure(connection.send(READ))
    await vi.waitFor(() => expect(reported).toEqual(['GET /api/v1/configs: status 503. Asking again in 25 s.']))
    end.abort(ended)
    expect(await reading).toEqual(['cancelled', ended.message])
  })
})
