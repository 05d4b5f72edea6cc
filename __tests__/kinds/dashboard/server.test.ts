import { describe, expect, it } from 'vitest'
import { DASHBOARD_ON_SERVER } from '../../../src/kinds/dashboard/server.ts'
import { aClient } from '../../support/a-client.ts'

const EMPTY = { json: { results: [], total: 0 } }

/** The result and the requests of a reading from a server whose list is empty. `validation`: the status of its validation route. */
const read = async (server: { version: string; edition?: string }, validation = 200) => {
  const { client, asked } = aClient(({ method }) => (method === 'GET' ? EMPTY : { status: validation }), server)
  return { found: await DASHBOARD_ON_SERVER.readAll(client, []), asked }
}

describe('dashboards', () => {
  it.each(['2.0.0', '2.0.8', 'v2.0.1', '2.0.1-SNAPSHOT', '2.1.0-RC1', '3.0.0', 'develop'])(
    'are not offered by open-source Kestra %s, and no request is needed to know it',
    async (version) => {
      expect(await read({ version, edition: 'OSS' })).toEqual({ found: undefined, asked: [] })
    },
  )

  it.each([
    { version: '2.0.0-SNAPSHOT', edition: 'OSS' },
    { version: '2.0.0-RC14', edition: 'OSS' },
    { version: '1.3.31', edition: 'OSS' },
    { version: '2.0.8', edition: 'EE' },
  ])('are asked for on Kestra $version, $edition', async (server) => {
    const { found, asked } = await read(server)
    expect(found).toEqual([])
    expect(asked[0]).toBe('GET /dashboards?page=1&size=1000')
  })

  it.each([
    { earlier: undefined, kind: 'unsupported' },
    { earlier: 'lost', kind: 'unclear' },
  ] as const)(
    'that the server has no route for are $kind after an earlier attempt: $earlier',
    async ({ earlier, kind }) => {
      const { client } = aClient(() => ({ status: 405, earlier }))
      const write = { name: { namespace: '', name: 'sales' }, content: 'id: sales', isNew: true }
      expect(await DASHBOARD_ON_SERVER.write(client, write)).toMatchObject({ kind })
    },
  )

  it('are not offered where the list is empty and the validation is not allowed', async () => {
    expect((await read({ version: '2.0.0-RC14', edition: 'OSS' }, 405)).found).toBeUndefined()
    expect((await read({ version: '2.0.8', edition: 'EE' }, 403)).found).toEqual([])
  })
})
