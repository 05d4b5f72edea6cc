import { parseArgs } from 'node:util'
import * as z from 'zod'
import { startEngine } from './start-engine.ts'

/**
 * `npm run soak:subflows -- [version] [--rounds N] [--parents N] [--children N]`: in each round that many executions begin at once, and each
 * waits for that many subflows. This is what ended the engine of 2.0 when consumers waited too long for each other's locks; beside a load
 * that keeps all cores busy it shows at once. Ends with code 1 when the engine ends by itself or an execution does not succeed.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '10' },
    parents: { type: 'string', default: '20' },
    children: { type: 'string', default: '4' },
  },
})
const POLL_INTERVAL_MS = 1000
const Begun = z.object({ id: z.string() })
const Read = z.object({ state: z.object({ current: z.string() }) })

const engine = await startEngine({ version: positionals[0] ?? '2.0.0', anyTenant: true, isRunning: true })
const authorization = `Basic ${Buffer.from(`soak@engine.test:${engine.password}`).toString('base64')}`

async function request(method: string, path: string, body?: FormData | string): Promise<unknown> {
  const type = typeof body === 'string' ? { 'content-type': 'application/x-yaml' } : {}
  const answer = await fetch(`${engine.url}/api/v1/soak${path}`, {
    method,
    headers: { authorization, ...type },
    ...(body === undefined ? {} : { body }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

function parentFlow(children: number): string {
  const calls = Array.from({ length: children }, (_, index) => ({
    id: `call${index}`,
    type: 'io.kestra.plugin.core.flow.Subflow',
    namespace: 'soak',
    flowId: 'child',
    wait: true,
    transmitFailed: true,
  }))
  const tasks = [{ id: 'all', type: 'io.kestra.plugin.core.flow.Parallel', tasks: calls }]
  return JSON.stringify({ id: 'parent', namespace: 'soak', tasks })
}

/** Begins an execution and waits, as long as it takes, until it has ended; its state. */
async function execute(): Promise<string> {
  const { id } = Begun.parse(await request('POST', '/executions/soak/parent', new FormData()))
  for (;;) {
    const { state } = Read.parse(await request('GET', `/executions/${id}`))
    if (['SUCCESS', 'FAILED', 'KILLED', 'WARNING', 'CANCELLED'].includes(state.current)) return state.current
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
  }
}

const log = { id: 'log', type: 'io.kestra.plugin.core.log.Log', message: 'hello' }
await request('POST', '/flows', JSON.stringify({ id: 'child', namespace: 'soak', tasks: [log] }))
await request('POST', '/flows', parentFlow(Number(values.children)))
let succeeded = 0
const rounds = Number(values.rounds)
const parents = Number(values.parents)
for (let round = 1; round <= rounds; round += 1) {
  const begun = performance.now()
  const states = await Promise.all(Array.from({ length: parents }, execute))
  succeeded += states.filter((state) => state === 'SUCCESS').length
  console.log(`round ${round} of ${rounds}: ${((performance.now() - begun) / 1000).toFixed(0)} s, ${states.join(' ')}`)
}
await engine.stop()
console.log(`${succeeded} of ${rounds * parents} executions succeeded on Kestra ${engine.version}`)
process.exitCode = succeeded === rounds * parents ? 0 : 1
