import { expect, test } from 'vitest'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { secretsOf } from '../../src/settings/secret-values.ts'

const pair = (text: string): string => Buffer.from(text).toString('base64')

test.each([
  ['HTTPS_PROXY', 'http://ada:hunter2@proxy:3128', ['hunter2', pair('ada:hunter2')]],
  ['http_proxy', 'http://ada:p%40ss%3Aword@proxy', ['p%40ss%3Aword', 'p@ss:word', pair('ada:p@ss:word')]],
  [
    'https_proxy',
    'http://ada:pa$$%22"w{rd@proxy',
    ['pa$$%22"w{rd', 'pa$$""w{rd', 'pa$$%22%22w%7Brd', pair('ada:pa$$%22"w{rd')],
  ],
  ['ALL_PROXY', 'socks5://ada:hunter2@proxy', ['hunter2']],
  ['HTTPS_PROXY', 'ada:hunter2@proxy:3128', ['hunter2']],
  ['HTTPS_PROXY', '//ada:hunter2@proxy:3128', ['hunter2']],
  ['HTTPS_PROXY', 'http://ada:hun@ter/2@proxy', ['hun@ter/2']],
  ['HTTPS_PROXY', 'http://ada:100%@proxy', ['100%']],
  ['HTTPS_PROXY', 'http://glpat-0815@proxy', ['glpat-0815', pair('glpat-0815:')]],
  ['NO_PROXY', 'localhost, http://ada:hunter2@kestra.acme.io,.acme.io', ['hunter2']],
])('of %s=%s nothing leaves that proves who asks: %j', (name, value, secrets) => {
  expect(secretsOf({}, { [name]: value })).toEqual(expect.arrayContaining(secrets))
  const gate = makeSanitizer()
  gate.addSecrets(secretsOf({}, { [name]: value }))
  for (const secret of secrets) {
    for (const door of [gate.lines, gate.line, gate.markdown, gate.page]) {
      expect(door(`407 Proxy-Authorization: Basic ${secret} was refused`)).not.toContain(secret)
    }
  }
})

test.each([
  ['HTTPS_PROXY', 'http://proxy.acme.io:3128'],
  ['NO_PROXY', 'localhost,127.0.0.1,.acme.io'],
  ['HTTPS_PROXY', ''],
  ['PROXY_HELP', 'mail ada@acme.io'],
])('%s=%s holds none', (name, value) => {
  expect(secretsOf({}, { [name]: value })).toEqual([])
})

test('a user name beside a password is none: it may be any word', () => {
  expect(secretsOf({}, { HTTPS_PROXY: 'http://production:hunter2@proxy' })).not.toContain('production')
})
