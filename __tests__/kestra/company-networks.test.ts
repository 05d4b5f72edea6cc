import { readFileSync, rmSync } from 'node:fs'
import http, { type IncomingMessage } from 'node:http'
import https, { type ServerOptions } from 'node:https'
import net, { type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import { createHttp } from '../../src/kestra/http/http.ts'
import { type Certificate, makeCertificate } from '../support/certificate.ts'

const ends: (() => void)[] = []
afterAll(() => {
  for (const end of ends) end()
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const listen = async (server: net.Server): Promise<number> => {
  ends.push(() => {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const made = (options: Parameters<typeof makeCertificate>[0]): Certificate => {
  const certificate = makeCertificate(options)
  ends.push(() => rmSync(certificate.folder, { recursive: true, force: true }))
  return certificate
}

const authority = made({ isAuthority: true })
const own = made({ issuer: authority })
const pemOf = ({ caFile }: Certificate): string => readFileSync(caFile, 'utf8')

const secure = async (options: ServerOptions): Promise<string> =>
  `https://127.0.0.1:${await listen(https.createServer(options, (_request, response) => response.end('{}')))}`

/** The status, or the reason and the message of the failure; of a server that answers also where the machine is busy: a second here takes 100 ms. */
const ask = async (server: string, { ca, seconds = 100 }: { ca?: string; seconds?: number } = {}): Promise<string> => {
  const connection = createHttp({
    ...{ server, headers: {}, caCertificate: ca, timeoutSeconds: seconds, onRepeat: () => undefined, secondMs: 100 },
    credentials: { kind: 'none' },
    signal: new AbortController().signal,
  })
  try {
    return String((await connection.send({ method: 'GET', path: '/api/v1/configs' })).status)
  } catch (error) {
    if (error instanceof UserError) return `${error.reason}: ${error.message}`
    throw error
  } finally {
    await connection.close()
  }
}

/** A proxy as HTTPS_PROXY names it. `refuse`: the status that it answers instead; `hang`: it answers nothing. */
const startTunnels = async (refuse?: number | 'hang') => {
  const asked: string[] = []
  const proxy = http.createServer()
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket: Duplex, head: Buffer) => {
    asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim())
    socket.on('error', () => socket.destroy())
    if (refuse === 'hang') return
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\ncontent-length: 0\r\n\r\n`)
    const upstream = net.connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
  })
  return { asked, host: `127.0.0.1:${await listen(proxy)}` }
}

const useProxy = (url: string): void => {
  for (const name of ['http_proxy', 'https_proxy']) vi.stubEnv(name, url)
}

describe('a private authority', () => {
  it('is named when the server shows its own certificate alone, and when it shows the whole chain', async () => {
    expect(await ask(await secure(own.tls))).toMatch(/^server-unreachable: .*cannot be verified\..*"ca-cert"/)
    const chain = Buffer.concat([own.tls.cert, authority.tls.cert])
    expect(await ask(await secure({ ...own.tls, cert: chain }))).toMatch(/a private authority\..*"ca-cert"/)
  })

  it('is taken when it is given, and every other one stays refused', async () => {
    const ca = pemOf(own)
    expect(await ask(await secure(own.tls), { ca })).toBe('200')
    expect(await ask(await secure(made({}).tls), { ca })).toMatch(/is self-signed\..*"ca-cert"/)
    expect(await ask(await secure(made({ issuer: authority, isExpired: true }).tls), { ca })).toMatch(/has expired/)
    const other = made({ issuer: authority, names: 'DNS:kestra.acme.io' })
    expect(await ask(await secure(other.tls), { ca })).toMatch(/for another host name\. Check "server"/)
  })
})

describe('a server that asks for a certificate of the client', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is reported, without a raw line of OpenSSL (%s)', async (version) => {
    const options = { ...own.tls, ca: authority.tls.cert, requestCert: true, rejectUnauthorized: true }
    const said = await ask(await secure({ ...options, minVersion: version, maxVersion: version }), { ca: pemOf(own) })
    expect(said).toMatch(/^server-unreachable: .*[Dd]oes the server require a client certificate\?/)
    expect(said).not.toMatch(/:error:|SSL routines/)
  })
})

describe('a proxy of the environment', () => {
  it('gets the user and password of its address, and no other host does', async () => {
    const { asked, host } = await startTunnels()
    useProxy(`http://ada:p%40ss%3Aword@${host}`)
    const server = await secure(own.tls)
    expect(await ask(server, { ca: pemOf(own) })).toBe('200')
    expect(asked).toEqual([`${new URL(server).host} Basic ${btoa('ada:p@ss:word')}`])
  })

  it.each([403, 407, 502])('that refuses the connection with %i is reported, without its address', async (status) => {
    const { host } = await startTunnels(status)
    useProxy(`http://ada:hunter2hunter2@${host}`)
    const said = await ask('https://kestra.acme.io')
    expect(said).toMatch(new RegExp(`^server-unreachable: .*refuses the connection \\(${status}\\)`))
    expect(said).not.toMatch(/hunter2|ada|127\.0\.0\.1/)
  })

  it('that is not there is reported, without its address', async () => {
    useProxy('http://ada:hunter2hunter2@127.0.0.1:9')
    const said = await ask('https://kestra.acme.io')
    expect(said).toMatch(
      /^server-unreachable: .*the proxy of HTTP_PROXY or HTTPS_PROXY cannot be reached \(ECONNREFUSED\)/,
    )
    expect(said).not.toMatch(/hunter2|ada|127\.0\.0\.1/)
  })

  it('that never answers ends with the time limit', async () => {
    const { asked, host } = await startTunnels('hang')
    useProxy(`http://${host}`)
    expect(await ask('https://kestra.acme.io', { seconds: 5 })).toMatch(/^server-timeout: .*no answer within 5 s/)
    expect(asked.length).toBeGreaterThan(0)
  })

  it('does not hide what is wrong with the certificate behind it, or with the protocol', async () => {
    const { host } = await startTunnels()
    useProxy(`http://${host}`)
    expect(await ask(await secure(own.tls))).toMatch(/cannot be verified\..*"ca-cert"/)
    const plain = await listen(http.createServer((_request, response) => response.end('{}')))
    expect(await ask(`https://127.0.0.1:${plain}`)).toMatch(/does not speak https\. Begin "server" with http:/)
  })

  it.each(['*', '127.0.0.1', 'example.com, 127.0.0.1', '127.0.0.1:PORT'])(
    'is not asked for what NO_PROXY names: %s',
    async (names) => {
      const { asked, host } = await startTunnels()
      useProxy(`http://${host}`)
      const server = await secure(own.tls)
      vi.stubEnv('no_proxy', names.replace('PORT', new URL(server).port))
      expect(await ask(server, { ca: pemOf(own) })).toBe('200')
      expect(asked).toEqual([])
    },
  )
})
