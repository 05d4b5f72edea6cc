import { unzipSync } from 'fflate'
import * as z from 'zod'
import { fileName, flowName, type Name, partsOf } from './name.ts'
import { comparable } from './text-of.ts'

/** A tenant of its own on an engine. */
export interface Tenant {
  readonly url: string
  readonly tenant: string
  readonly username: string
  readonly password: string
}

/** The server as a person finds it: every flow and namespace file, and the flows' revisions. */
export interface Snapshot {
  readonly texts: ReadonlyMap<Name, string>
  readonly revisions: ReadonlyMap<Name, number>
}

/** What a person does on the server, in the UI or with its API. */
export interface ServerHands {
  look(): Promise<Snapshot>
  put(name: Name, text: string): Promise<void>
  delete(name: Name): Promise<void>
  /** The toggle of the UI, which rewrites the source. */
  disable(name: Name): Promise<void>
}

export const serverHands = (tenant: Tenant, namespaces: readonly string[]): ServerHands => {
  const base = `${tenant.url}/api/v1/${tenant.tenant}`
  const authorization = `Basic ${btoa(`${tenant.username}:${tenant.password}`)}`
  const call = async (path: string, init: RequestInit = {}, type?: string): Promise<Response> => {
    const headers = { authorization, ...(type !== undefined && { 'content-type': type }) }
    const answer = await fetch(`${base}${path}`, { ...init, headers })
    if (!answer.ok && answer.status !== 404) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status}`)
    return answer
  }
  const flowPath = (name: Name) => `/flows/${partsOf(name).namespace}/${partsOf(name).own}`
  const filePath = (name: Name) => `/namespaces/${partsOf(name).namespace}/files?path=${partsOf(name).own}`
  return {
    look: () => look(call, namespaces),
    put: async (name, text) => {
      if (name.startsWith('file ')) {
        const form = new FormData()
        form.append('fileContent', new Blob([text]), 'content')
        await call(filePath(name), { method: 'POST', body: form })
        return
      }
      const body = { body: text }
      const updated = await call(flowPath(name), { method: 'PUT', ...body }, 'application/x-yaml')
      if (updated.status === 404) await call('/flows', { method: 'POST', ...body }, 'application/x-yaml')
    },
    delete: async (name) => {
      await call(name.startsWith('file ') ? filePath(name) : flowPath(name), { method: 'DELETE' })
    },
    disable: async (name) => {
      const { namespace, own } = partsOf(name)
      const body = JSON.stringify([{ namespace, id: own }])
      await call('/flows/disable/by-ids', { method: 'POST', body }, 'application/json')
    },
  }
}

const listing = z.object({
  results: z.array(z.object({ namespace: z.string(), id: z.string(), revision: z.number() })),
})

type Call = (path: string) => Promise<Response>

const look = async (call: Call, namespaces: readonly string[]): Promise<Snapshot> => {
  const texts = new Map<Name, string>()
  const revisions = new Map<Name, number>()
  const listed = listing.parse(await (await call('/flows/search?page=1&size=1000')).json())
  const flows = new Map<string, Name>()
  for (const { namespace, id, revision } of listed.results) {
    flows.set(`${namespace}-${id}.yml`, flowName(namespace, id))
    revisions.set(flowName(namespace, id), revision)
  }
  for (const [entry, text] of await unzip(await call('/flows/export/by-query'))) {
    const name = flows.get(entry)
    if (name !== undefined) texts.set(name, comparable(name, text))
  }
  for (const namespace of namespaces) {
    for (const [path, text] of await unzip(await call(`/namespaces/${namespace}/files/export`))) {
      if (!path.startsWith('_flows/')) texts.set(fileName(namespace, `/${path}`), text)
    }
  }
  return { texts, revisions }
}

const unzip = async (answer: Response): Promise<[string, string][]> => {
  if (answer.status === 404) return []
  const entries = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.entries(entries).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])
}
