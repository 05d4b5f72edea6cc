import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { connectKestra } from '../../../src/kestra/connect.ts'
import { FLOW_ON_SERVER } from '../../../src/kinds/flow/server.ts'
import { aFlow } from '../../support/a-flow.ts'
import { listen } from '../../support/listen.ts'

const WRITE = {
  name: { namespace: 'company.team', name: 'a' },
  content: aFlow({ id: 'a', calls: ['b'] }),
  isNew: false,
}
// The answer of Kestra 2.0 while its graph of calls still contains a removed call (docs/internals/facts/kestra.md, "Circles of calls").
const CIRCLE = JSON.stringify({ message: 'Invalid entity: flow: Cyclic flow dependency detected: a -> b.' })
const HOUR_MS = 3_600_000

/** A server that rejects the flow the first `times` times. `signal` ends the run that asks it. */
const serverWithCircle = async (times: number, signal: AbortSignal, secondMs = 1000) => {
  let writes = 0
  const listening = await listen(
    createServer((request, response) => {
      if (request.method === 'PUT') writes += 1
      const isRefused = request.method === 'PUT' && writes <= times
      response.writeHead(isRefused ? 422 : 200, { 'content-type': 'application/json' })
      response.end(isRefused ? CIRCLE : JSON.stringify({ version: '2.0.0', revision: 2 }))
    }),
  )
  const client = await connectKestra({
    ...{ server: listening.url, tenant: 'main', credentials: { kind: 'none' }, headers: {}, caCertificate: undefined },
    ...{ timeoutSeconds: 5, signal, onRepeat: () => undefined, secondMs },
  })
  return {
    client,
    writes: () => writes,
    [Symbol.asyncDispose]: async () => {
      await client.http.close()
      await listening[Symbol.asyncDispose]()
    },
  }
}

test('a flow whose old circle the server still sees is sent again, until the server sees the new calls', async () => {
  await using server = await serverWithCircle(1, new AbortController().signal)
  expect(await FLOW_ON_SERVER.write(server.client, WRITE)).toEqual({ kind: 'saved', revision: 2 })
  expect(server.writes()).toBe(2)
})

test('the wait for that ends with the run, at once', async () => {
  const run = new AbortController()
  // Each pause takes an hour, so only the end of the run ends it.
  await using server = await serverWithCircle(100, run.signal, 2 * HOUR_MS)
  const writing = FLOW_ON_SERVER.write(server.client, WRITE)
  setTimeout(() => run.abort(), 100)
  expect(await writing).toEqual({ kind: 'ended' })
  expect(server.writes()).toBe(1)
})
