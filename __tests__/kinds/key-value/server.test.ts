import { expect, it } from 'vitest'
import { KEY_VALUE_ON_SERVER } from '../../../src/kinds/key-value/server.ts'
import { contentOf } from '../../../src/kinds/key-value/value/pair.ts'
import { aClient, type Reply } from '../../support/a-client.ts'

const NAME = { namespace: 'company.team', name: 'size' }

it.each([
  ['for people', { headers: { description: 'for people' } }],
  ['für Leute, 数', {}],
  [undefined, {}],
])('writes a pair as text, with a description that fits into a header: %s', async (description, headers) => {
  const { client, sent } = aClient(() => ({}))
  const content = contentOf({ type: 'STRING', value: 'a', description })
  const answer = await KEY_VALUE_ON_SERVER.write(client, { name: NAME, content, isNew: true })
  expect(answer).toEqual({ kind: 'saved', revision: null })
  const path = '/api/v1/main/namespaces/company.team/kv/size'
  expect(sent).toEqual([{ method: 'PUT', path, contentType: 'text/plain', body: '"a"', ...headers }])
})

const removals: readonly (readonly [Reply, object])[] = [
  [{ json: true }, { kind: 'saved', revision: null }],
  [
    { json: false, earlier: 'lost' },
    { kind: 'missing', earlier: 'lost' },
  ],
  [{ status: 404 }, { kind: 'missing', earlier: undefined }],
  [
    { status: 403, json: {} },
    { kind: 'refused', message: expect.stringContaining('delete the key-value pair') },
  ],
  [
    { status: 500, json: {} },
    { kind: 'unclear', message: expect.stringContaining('delete the key-value pair') },
  ],
]
it.each(removals)('takes the answer %j to a delete as %j', async (reply, expected) => {
  expect(await KEY_VALUE_ON_SERVER.remove(aClient(() => reply).client, NAME)).toEqual(expected)
})

it('does not take JSON without a type for a pair', async () => {
  const { client } = aClient(() => ({ json: { value: 1 } }))
  await expect(KEY_VALUE_ON_SERVER.readOne(client, NAME)).rejects.toMatchObject({ reason: 'not-an-api-answer' })
})
