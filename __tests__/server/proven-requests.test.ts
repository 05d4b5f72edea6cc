import { expect, test } from 'vitest'
import { kindOf, type SentRequest, unprovenKinds } from '../engine/contract/proven-requests.ts'

const TENANT = '/api/v1/main'

const kinds: readonly (readonly [SentRequest, string])[] = [
  [{ method: 'GET', path: '/api/v1/configs' }, 'GET /api/v1/configs, Accept: */*'],
  [
    { method: 'GET', path: `${TENANT}/flows/search?size=1000&page=2`, accept: '*/*' },
    'GET /api/v1/{tenant}/flows/search?page&size, Accept: */*',
  ],
  [
    { method: 'GET', path: `${TENANT}/flows/company.team/a?source=true`, accept: 'application/json' },
    'GET /api/v1/{tenant}/flows/{namespace}/{id}?source, Accept: application/json',
  ],
  // A literal route wins over names.
  [
    { method: 'GET', path: '/api/v1/other/flows/export/by-query' },
    'GET /api/v1/{tenant}/flows/export/by-query, Accept: */*',
  ],
  [
    { method: 'POST', path: `${TENANT}/flows/validate`, contentType: 'multipart/form-data; boundary=----x-1' },
    'POST /api/v1/{tenant}/flows/validate, Accept: */*, Content-Type: multipart/form-data',
  ],
  [
    { method: 'PUT', path: `${TENANT}/namespaces/company.team/kv/kestra-gitops`, contentType: 'text/plain' },
    'PUT /api/v1/{tenant}/namespaces/{namespace}/kv/{key}, Accept: */*, Content-Type: text/plain',
  ],
  // What no table knows is its own kind.
  [{ method: 'GET', path: '/api/v2/main/flows?x=1' }, 'GET /api/v2/main/flows?x, Accept: */*'],
]

test.each(kinds)('the kind of %o', (sent, kind) => {
  expect(kindOf(sent)).toBe(kind)
})

test('what a recording holds is proven; the same call with another Accept is not', () => {
  const read: SentRequest = { method: 'GET', path: `${TENANT}/flows/export/by-query?filters[namespace][PREFIX]=a` }
  expect(
    unprovenKinds([read, { ...read, accept: 'application/json' }, { ...read, accept: 'application/json' }], 2),
  ).toEqual(['GET /api/v1/{tenant}/flows/export/by-query?filters[namespace][PREFIX], Accept: application/json'])
})

test('what one generation has answered proves nothing for the other', () => {
  const list: SentRequest = { method: 'GET', path: `${TENANT}/namespaces/a/kv` }
  expect([unprovenKinds([list], 1), unprovenKinds([list], 2)]).toEqual([[], [kindOf(list)]])
})
