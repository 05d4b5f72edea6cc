import { expect, test } from 'vitest'
import { parseErrorTexts } from '../../src/kestra/explain-failure.ts'

// Put together at run time, so that no scanner takes this file for a leak.
const TOKEN = ['ghp', 'a1B2'.repeat(9)].join('_')
const SAID = `Cannot use ${TOKEN} at https://me:hunter2@a.io`
const SHOWN = 'Cannot use (hidden, 40 bytes) at https://me:(hidden, 7 bytes)@a.io'

test.each([
  ['an RFC 9457 document', 'application/problem+json', { detail: SAID }],
  ['its single errors', 'application/problem+json', { errors: [{ detail: SAID }] }],
  ['a HATEOAS error', 'application/json', { message: SAID }],
  ['what that embeds', 'application/json', { _embedded: { errors: [{ message: SAID }] } }],
])('what has the form of a credential is not repeated from %s', (_name, contentType, body) => {
  expect(parseErrorTexts(contentType, JSON.stringify(body))).toEqual([SHOWN])
})

test('nor from plain text', () => {
  expect(parseErrorTexts('text/plain', SAID)).toEqual([SHOWN])
})
