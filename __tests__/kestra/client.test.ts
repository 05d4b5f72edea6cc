import { expect, it } from 'vitest'
import type { Api } from '../../src/kestra/api.ts'
import { readSecretNames } from '../../src/kestra/client.ts'
import type { HttpAnswer } from '../../src/kestra/http/exchange.ts'
import { parseServerInfo, type ServerInfo } from '../../src/kestra/server.ts'

/** A server that answers each path with this JSON, and what it was asked. */
const serverOf = (edition: string, answers: Readonly<Record<string, unknown>>) => {
  const asked: string[] = []
  const api = {
    http: {
      send: ({ path }: { readonly path: string }): Promise<HttpAnswer> => {
        asked.push(path)
        const namespace = path.split('/').at(-2) ?? ''
        const body = Buffer.from(JSON.stringify(answers[namespace] ?? {}))
        const status = answers[namespace] === undefined ? 403 : 200
        return Promise.resolve({ status, contentType: 'application/json', body, serverTime: undefined })
      },
    },
    target: { server: 'https://kestra.acme.io', tenant: 'main', credentials: 'basic' },
    info: parseServerInfo({ version: '2.0.0', edition }) as ServerInfo,
    base: '/api/v1/main',
  } as unknown as Api
  return { api, asked }
}

it('asks an open-source server once for all namespaces', async () => {
  const { api, asked } = serverOf('OSS', { a: { a: ['X'] } })
  expect(await readSecretNames(api, ['a', 'b'])).toEqual(
    new Map([
      ['a', new Set(['X'])],
      ['b', new Set(['X'])],
    ]),
  )
  expect(asked).toEqual(['/api/v1/main/namespaces/a/inherited-secrets'])
  expect((await readSecretNames(api, [])).size).toBe(0)
})

it('asks Enterprise for each, and takes an empty list for one that cannot be listed', async () => {
  const { api } = serverOf('EE', { 'a.b': { 'a.b': ['X'], a: ['Y'] }, c: { c: [] }, d: { a: ['Z'] } })
  expect(await readSecretNames(api, ['a.b', 'c', 'd'])).toEqual(new Map([['a.b', new Set(['X', 'Y'])]]))
})

it('fails where the server refuses', async () => {
  const { api } = serverOf('EE', {})
  await expect(readSecretNames(api, ['a'])).rejects.toMatchObject({ reason: 'forbidden' })
})
