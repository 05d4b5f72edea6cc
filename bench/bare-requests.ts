// node bench/bare-requests.ts FILE: sends the requests of a JSON file and nothing else, group by group. What is left of a plan or a deploy when everything but the server's own work is taken away.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: string
}

const { server, authorization, groups, concurrency } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  server: string
  authorization: string
  groups: Call[][]
  concurrency: number
}
const dispatcher = new Agent({ connections: concurrency })

const send = async ({ method, path, body }: Call): Promise<void> => {
  const answer = await request(`${server}${path}`, {
    method,
    dispatcher,
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/x-yaml' }) },
    body: body ?? null,
  })
  await answer.body.arrayBuffer()
  if (answer.statusCode >= 500) throw new Error(`${method} ${path}: ${answer.statusCode}`)
}

for (const group of groups) {
  const queue = [...group]
  const worker = async (): Promise<void> => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) await send(call)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
await dispatcher.close()
