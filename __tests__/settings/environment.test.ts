import { describe, expect, it } from 'vitest'
import { plainHttpNotices } from '../../src/settings/connection-settings.ts'
import { checkEnvironment, wantsColors } from '../../src/settings/environment.ts'

const why = (env: Readonly<Record<string, string>>): string => {
  try {
    checkEnvironment(env)
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('the environment', () => {
  it('must not turn the checks of certificates off', () => {
    expect(why({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED is 0.*"ca-cert"/)
    expect(why({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe('')
  })

  it.each([
    'proxy:3128',
    '127.0.0.1:3128',
    'user:hunter2@proxy:3128',
    'socks5://proxy:1080',
    'http://ada:100%@proxy:3128',
  ])('must not name what is not the address of a proxy, and what it holds is not repeated: %s', (value) => {
    expect(why({ HTTPS_PROXY: value })).toMatch(/The variable HTTPS_PROXY is not the address of a proxy/)
    expect(why({ http_proxy: value })).not.toContain(value)
  })

  it.each(['', 'http://proxy:3128', 'https://user:hunter2@proxy'])('may name a proxy: %s', (value) => {
    expect(why({ http_proxy: value, HTTPS_PROXY: value })).toBe('')
  })
})

describe('a server at http://', () => {
  const credentials = { kind: 'token', token: 't' } as const
  const noticesOf = (server: string) => plainHttpNotices({ server, credentials, headers: {} })

  it.each(['http://kestra.acme.io', 'http://10.0.0.5:8080', 'http://127.acme.io'])('is told: %s', (server) => {
    expect(noticesOf(server)).toEqual([expect.stringMatching(/go over the network as plain text.*Use https/)])
  })

  it.each(['https://kestra.acme.io', 'http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080'])(
    'is not told: %s',
    (server) => {
      expect(noticesOf(server)).toEqual([])
    },
  )

  it('is told for a header as well, and not without any secret', () => {
    const server = 'http://kestra.acme.io'
    const none = { kind: 'none' } as const
    expect(plainHttpNotices({ server, credentials: none, headers: { 'x-key': 'v' } })).toHaveLength(1)
    expect(plainHttpNotices({ server, credentials: none, headers: {} })).toEqual([])
  })
})

describe('wantsColors', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('%j, on a terminal %s: %s', (env, isTerminal, expected) => {
    expect(wantsColors(env, isTerminal)).toBe(expected)
  })
})
