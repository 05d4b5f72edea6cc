import { unzipSync } from 'fflate'
import * as z from 'zod'
import { handHeaders } from '../engine/engine.ts'
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
  /** Flows whose address is another route's: no run reads, counts or writes them. */
  readonly routes: ReadonlyMap<Name, string>
}

/** What a person does on the server, in the UI or with its API. */
export interface ServerHands {
  /** Looks only once, until somebody may have written. */
  look(): Promise<Snapshot>
  /** Somebody else may have written. */
  forget(): void
  put(name: Name, text: string): Promise<void>
  delete(name: Name): Promise<void>
  /** The toggle of the UI, which rewrites the source. */
  disable(name: Name): Promise<void>
}

export const serverHands = (tenant: Tenant, fileNamespaces: readonly string[]): ServerHands => {
  const base = `${tenant.url}/api/v1/${tenant.tenant}`
  const call = async (path: string, init: RequestInit = {}, type?: string): Promise<Response> => {
    const headers = { ...handHeaders(tenant), ...(type !== undefined && { 'content-type': type }) }
    const answer = await fetch(`${base}${path}`, { ...init, headers })
    if (!answer.ok && answer.status !== 404) throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status}`)
    return answer
  }
  let seen: Snapshot | undefined
  const forget = (): void => {
    seen = undefined
  }
  const flowPath = (name: Name) => `/flows/${partsOf(name).namespace}/${partsOf(name).own}`
  const filePath = (name: Name) => `/namespaces/${partsOf(name).namespace}/files?path=${partsOf(name).own}`
  return {
    look: async () => {
      seen ??= await look(call, fileNamespaces)
      return seen
    },
    forget,
    put: async (name, text) => {
      forget()
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
      forget()
      await call(name.startsWith('file ') ? filePath(name) : flowPath(name), { method: 'DELETE' })
    },
    disable: async (name) => {
      forget()
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

const look = async (call: Call, fileNamespaces: readonly string[]): Promise<Snapshot> => {
  const texts = new Map<Name, string>()
  const routes = new Map<Name, string>()
  const revisions = new Map<Name, number>()
  const [listed, exported, files] = await Promise.all([
    list(call),
    unzip(call, '/flows/export/by-query'),
    Promise.all(fileNamespaces.map((of) => unzip(call, `/namespaces/${of}/files/export`))),
  ])
  const flows = new Map<string, Name>()
  for (const { namespace, id, revision } of listed.results) {
    flows.set(`${namespace}-${id}.yml`, flowName(namespace, id))
    revisions.set(flowName(namespace, id), revision)
  }
  for (const [entry, text] of exported) {
    const name = flows.get(entry)
    if (name !== undefined) (isRoute(name) ? routes : texts).set(name, comparable(name, text))
  }
  for (const [index, namespace] of fileNamespaces.entries()) {
    for (const [path, text] of files[index] ?? [])
      if (!path.startsWith('_flows/')) texts.set(fileName(namespace, `/${path}`), text)
  }
  return { texts, revisions, routes }
}

/** Written down once more and on its own: the product must not be its own judge. */
const isRoute = (name: Name): boolean => /^flow delete by-(?:query|ids)$/.test(name)

const list = async (call: Call) => listing.parse(await (await call('/flows/search?page=1&size=1000')).json())

const unzip = async (call: Call, path: string): Promise<[string, string][]> => {
  const answer = await call(path)
  if (answer.status === 404) return []
  const entries = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.entries(entries).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])
}
