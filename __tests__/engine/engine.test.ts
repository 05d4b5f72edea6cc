import { expect, test } from 'vitest'
import { call, describeEngines, freshServer, injectFault, requestLog } from './engine.ts'

const flow = 'id: a\nnamespace: t.one\ntasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n'
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

  test('drops the connection', async () => {
    const server = freshServer(version)
    await injectFault(server, { isDrop: true })
    await expect(call(server, '/flows/search')).rejects.toThrow()
    expect(await requestLog(server)).toMatchObject([{ method: 'GET', status: 0 }])
  })
})
