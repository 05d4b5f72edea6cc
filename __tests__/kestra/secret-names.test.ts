import { expect, it } from 'vitest'
import { readSecretNames } from '../../src/kestra/secret-names.ts'
import { aClient } from '../support/a-client.ts'

/** A server that answers each path with this JSON, and what it was asked. */
const serverOf = (edition: string, answers: Readonly<Record<string, unknown>>) =>
  aClient(
    ({ path }) => {
      const json = answers[path.split('/').at(-2) ?? '']
      return json === undefined ? { status: 403, json: {} } : { json }
    },
    { edition },
  )

it('asks an open-source server once for all namespaces', async () => {
  const { client, asked } = serverOf('OSS', { a: { a: ['X'] } })
  expect(await readSecretNames(client, ['a', 'b'])).toEqual(
    new Map([
      ['a', new Set(['X'])],
      ['b', new Set(['X'])],
    ]),
  )
  expect(asked).toEqual(['GET /namespaces/a/inherited-secrets'])
  expect((await readSecretNames(client, [])).size).toBe(0)
})

it('asks Enterprise for each, and takes an empty list for one that cannot be listed', async () => {
  const { client } = serverOf('EE', { 'a.b': { 'a.b': ['X'], a: ['Y'] }, c: { c: [] }, d: { a: ['Z'] } })
  expect(await readSecretNames(client, ['a.b', 'c', 'd'])).toEqual(new Map([['a.b', new Set(['X', 'Y'])]]))
})

it('fails where the server refuses', async () => {
  const { client } = serverOf('EE', {})
  await expect(readSecretNames(client, ['a'])).rejects.toMatchObject({ reason: 'forbidden' })
})
