import { expect, test } from 'vitest'
import { aFlow } from '../support/a-flow.ts'
import {
  call,
  describeEngines,
  freshServer,
  handHeaders,
  injectFault,
  requestLog,
  resetControl,
  type TestServer,
} from './engine.ts'

const flow = aFlow({ id: 'a', namespace: 't.one' })
const post = { method: 'POST', headers: { 'content-type': 'application/x-yaml' }, body: flow }

describeEngines('the engine', (version) => {
  test('keeps the flows of two tenants apart', async () => {
    const [one, other] = [freshServer(version), freshServer(version)]
    expect((await call(one, '/flows', post)).status).toBe(200)
    expect((await call(one, '/flows/t.one/a')).status).toBe(200)
    expect((await call(other, '/flows/t.one/a')).status).toBe(404)
  })

  test('answers the injected status once, only to its tenant, and logs it', async () => {
    const [one, other] = [freshServer(version), freshServer(version)]
    await injectFault(one, { method: 'GET', path: '/flows/search', status: 503 })
    expect((await call(other, '/flows/search')).status).toBe(200)
    expect((await call(one, '/flows/search')).status).toBe(503)
    expect((await call(one, '/flows/search')).status).toBe(200)
    expect((await requestLog(one)).map(({ status }) => status)).toEqual([503, 200])
  })

  test('stores the flow although it answers 500', async () => {
    const server = freshServer(version)
    await injectFault(server, { method: 'POST', path: '/flows$', status: 500, isAfter: true })
    expect((await call(server, '/flows', post)).status).toBe(500)
    expect((await call(server, '/flows/t.one/a')).status).toBe(200)
  })

  test('answers late, with a body and headers of the test', async () => {
    const server = freshServer(version)
    const before = Date.now()
    await injectFault(server, { status: 429, delayMs: 200, headers: { 'retry-after': '1' }, body: '<html></html>' })
    const response = await call(server, '/flows/search')
    expect(Date.now() - before).toBeGreaterThanOrEqual(200)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
    expect(await response.text()).toBe('<html></html>')
  })

  test('counts a request without a tenant in its path as that of the user', async () => {
    const [one, other] = [freshServer(version), freshServer(version)]
    await injectFault(one, { path: '/configs$', status: 502, times: 2 })
    const statusOf = async (server: TestServer): Promise<number> =>
      (await fetch(`${server.url}/api/v1/configs`, { headers: handHeaders(server) })).status
    expect([await statusOf(one), await statusOf(other), await statusOf(one), await statusOf(one)]).toEqual([
      502, 200, 502, 200,
    ])
    expect((await requestLog(one)).map(({ status }) => status)).toEqual([502, 502, 200])
  })

  test('forgets requests and faults on reset', async () => {
    const server = freshServer(version)
    await call(server, '/flows/search')
    await injectFault(server, { status: 500 })
    await resetControl(server)
    expect((await call(server, '/flows/search')).status).toBe(200)
    expect(await requestLog(server)).toHaveLength(1)
  })

  test('stores the flow although it drops the connection', async () => {
    const server = freshServer(version)
    await injectFault(server, { method: 'POST', isAfter: true, isDrop: true })
    await expect(call(server, '/flows', post)).rejects.toThrow()
    expect((await call(server, '/flows/t.one/a')).status).toBe(200)
  })

  test('drops the connection', async () => {
    const server = freshServer(version)
    await injectFault(server, { isDrop: true })
    await expect(call(server, '/flows/search')).rejects.toThrow()
    expect(await requestLog(server)).toMatchObject([{ method: 'GET', status: 0 }])
  })
})
