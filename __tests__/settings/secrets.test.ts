import { expect, test } from 'vitest'
import { parseSettings } from '../../src/settings/settings.ts'

const secretsOf = (header: string) => parseSettings({ header }).secrets
const pair = (text: string) => Buffer.from(text).toString('base64')

test.each([
  ['X-Org: 1', []],
  ['X-Tenant: main', []],
  ['X-Proxy: proxy-pass-4711', ['proxy-pass-4711']],
  ['X-Api-Key: a1b2', ['a1b2']],
  ['Authorization: a', []],
  ['Authorization: Bearer abcdefgh12', ['Bearer abcdefgh12', 'abcdefgh12']],
  ['Cookie: id=a1; session=0123456789', ['id=a1; session=0123456789', '0123456789']],
  [
    `Proxy-Authorization: Basic ${pair('me:hunter2-old')}`,
    [`Basic ${pair('me:hunter2-old')}`, pair('me:hunter2-old'), 'hunter2-old'],
  ],
])('of the header %s the secrets are %j', (header, secrets) => {
  expect(secretsOf(header).map((secret) => secret.replace(/=+$/, ''))).toEqual(
    secrets.map((secret) => secret.replace(/=+$/, '')),
  )
})

test('the key of the record is one, and a short one is refused', () => {
  expect(parseSettings({ 'record-key': '0123456789abcdef' }).secrets).toEqual(['0123456789abcdef'])
  expect(() => parseSettings({ 'record-key': 'short' })).toThrow(/"record-key" must have at least 16/)
})

test('a password is one, and its pair with the user name', () => {
  const { secrets } = parseSettings({ username: 'me', password: 'hunter2', 'github-token': 'ghs_1' })
  expect(secrets).toEqual(['ghs_1', 'hunter2', pair('me:hunter2')])
})

test.each(['https://me:hunter2@kestra.acme.io', 'https://hunter2@kestra.acme.io/ui'])(
  'one in the address is refused, and not repeated: %s',
  (server) => {
    const read = () => parseSettings({ server })
    expect(read).toThrow(/"server" must not contain a user name or password/)
    expect(read).not.toThrow(/hunter2/)
  },
)
