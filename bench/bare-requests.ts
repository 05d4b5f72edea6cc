// node bench/bare-requests.ts FILE: sends the requests of a JSON file and nothing else, group by group. What is left of a plan or a deploy when everything but the server's own work is taken away.
import { readFileSync } from 'node:fs'
import { Agent, FormData, request } from 'undici'
import type { BareCall, BareGroup } from './target.ts'

const { server, authorization, groups } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  server: string
  authorization: string
  groups: BareGroup[]
}
const dispatcher = new Agent({ connections: Math.max(...groups.map(({ concurrency }) => concurrency)) })

const send = async ({ method, path, body, file }: BareCall): Promise<void> => {
  const answer = await request(`${server}${path}`, {
    method,
    dispatcher,
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/x-yaml' }) },
    body: file === undefined ? (body ?? null) : formOf(file),
  })
  await answer.body.arrayBuffer()
  if (answer.statusCode >= 500) throw new Error(`${method} ${path}: ${answer.statusCode}`)
}

const formOf = (file: string): FormData => {
  const form = new FormData()
  form.append('fileContent', new Blob([file]), 'content')
  return form
}

for (const { calls, concurrency } of groups) {
  const queue = [...calls]
  const worker = async (): Promise<void> => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) await send(call)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
await dispatcher.close()
