import { expect, it } from 'vitest'
import { explainAnswer } from '../../src/kestra/explain-failure.ts'

const reported = (credentials: 'basic' | 'token' | 'none') =>
  explainAnswer({ status: 401, contentType: '', body: Buffer.alloc(0) }, 'read the version', {
    ...{ server: 'https://kestra.acme.io', tenant: 'main' },
    credentials,
  }).message

it.each([
  ['none', /neither user name and password nor a token \(401\)\. Set "username" and "password"/],
  ['basic', /the given user name or password is wrong \(401\)\. Check "username" and "password"/],
  ['token', /the given token is not valid \(401\)/],
] as const)('a 401 says what was given: %s', (credentials, says) => {
  expect(reported(credentials)).toMatch(says)
})
