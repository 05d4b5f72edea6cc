import { expect, inject, test } from 'vitest'
import { kindOf, provenKinds } from './contract/proven-requests.ts'
import { UNPROVEN } from './contract/unproven.ts'
import { call, describeEngines, freshServer, handHeaders, injectFault, type TestServer } from './engine.ts'
import { forgetRequests, unprovenRequests } from './unproven-requests.ts'

describeEngines('a request that no real server is known to answer', (version) => {
  // It must not fail this run, so it is forgotten again.
  const foundAfter = async (server: TestServer, action: () => Promise<unknown>): Promise<readonly string[]> => {
    await action()
    const engine = { version, url: inject('engineUrls')[version] ?? '' }
    const lines = await unprovenRequests([engine])
    await forgetRequests([engine], server.tenant)
    expect((await unprovenRequests([engine])).filter((line) => line.includes('oddity'))).toEqual([])
    return lines.filter((line) => line.includes('oddity'))
  }
  // As the product sends it: without what marks a test's own call.
  const send = ({ url, tenant, ...server }: TestServer, path: string, headers: Record<string, string> = {}) => {
    const { authorization = '' } = handHeaders(server)
    return fetch(`${url}/api/v1/${tenant}${path}`, { headers: { authorization, ...headers } })
  }

  test('is found by the name of its query, with the test that sent it', async () => {
    const server = freshServer(version)
    const lines = await foundAfter(server, () => send(server, '/flows/search?oddity=1&size=2'))
    expect(lines).toEqual([
      `FAILED  Kestra ${version}: no recording of a real server holds GET /api/v1/{tenant}/flows/search?oddity&size, Accept: */* (sent by unproven-requests)`,
    ])
  })

  test('is found by its Accept, and by its Content-Type without the boundary', async () => {
    const server = freshServer(version)
    const lines = await foundAfter(server, async () => {
      await send(server, '/flows/search', { accept: 'application/oddity' })
      await send(server, '/flows/search', { 'content-type': 'multipart/oddity; boundary=1' })
      await send(server, '/flows/search', { 'content-type': 'multipart/oddity; boundary=2' })
    })
    expect(lines).toEqual([
      expect.stringContaining('Content-Type: multipart/oddity (sent'),
      expect.stringContaining('Accept: application/oddity (sent'),
    ])
  })

  test('is found whatever it is answered: a fault, 404, 501, 401', async () => {
    const server = freshServer(version)
    await injectFault(server, { path: 'oddity1', status: 503 })
    await injectFault(server, { path: 'oddity2', isDrop: true })
    const lines = await foundAfter(server, async () => {
      await send(server, '/flows/search?oddity1')
      await send(server, '/flows/search?oddity2').catch(() => undefined)
      await send(server, '/oddity3')
      await send(server, '/namespaces/search?oddity4')
      await send({ ...server, password: 'wrong' }, '/flows/search?oddity5')
    })
    expect(lines.map((line) => /oddity\d/.exec(line)?.[0]).toSorted()).toEqual(
      [1, 2, 3, 4, 5].map((nth) => `oddity${nth}`),
    )
  })

  test("is not found among a test's own calls, nor when a server has answered its kind", async () => {
    const server = freshServer(version)
    const lines = await foundAfter(server, async () => {
      await call(server, '/flows/search?oddity=1')
      await send(server, '/flows/oddity/a?source=true')
    })
    expect(lines).toEqual([])
  })
})

test('what is excused was not recorded since', () => {
  for (const generation of [1, 2] as const) {
    expect(Object.keys(UNPROVEN[generation]).filter((kind) => provenKinds(generation).has(kind))).toEqual([])
  }
})

test('a name of a kind is what the notes of the engine come to', () => {
  const request = { method: 'GET', path: '/api/v1/t-1/flows/a.b/c?source=true', accept: null, contentType: null }
  expect(kindOf(request)).toBe('GET /api/v1/{tenant}/flows/{namespace}/{id}?source, Accept: */*')
})
