import { unzipSync } from 'fflate'
import * as z from 'zod'
import { call, type TestServer } from '../engine/engine.ts'

const FlowJson = z.looseObject({ source: z.string(), revision: z.int(), disabled: z.boolean().optional() })
const ListedFlow = z.looseObject({ namespace: z.string(), id: z.string(), revision: z.int().nullish() })
const Listing = z.object({ results: z.array(ListedFlow), total: z.int() })

const DashboardJson = z.looseObject({ id: z.string(), sourceCode: z.string() })
const DashboardListing = z.object({ results: z.array(DashboardJson), total: z.int() })

const KeyValueJson = z.object({ type: z.string(), value: z.unknown(), revision: z.int().optional() })
export type KeyValueJson = z.infer<typeof KeyValueJson>

export type ListedFlow = z.infer<typeof ListedFlow>

/** Where a server is to be found, and as whom. */
export type ServerTarget = Omit<TestServer, 'version'>

/** What a person does and sees on the server, past the program under test. */
export interface ServerHands {
  /** Every flow of the tenant. Unsorted: sorting takes a server seconds (docs/internals/facts/kestra.md, "Listing"). */
  flows(): Promise<readonly ListedFlow[]>
  /** The sources of all flows as `NAMESPACE-ID.yml`; `undefined` where two share such a name, which a server answers with 500. */
  flowArchive(): Promise<ReadonlyMap<string, Buffer> | undefined>
  /** Source and revision; `undefined` when there is no such flow. */
  flow(namespace: string, id: string): Promise<{ readonly source: string; readonly revision: number } | undefined>
  /** Creates the flow, or updates the one of that name. */
  saveFlow(namespace: string, id: string, source: string): Promise<void>
  /** Nothing, where somebody else was first; so with all deletes, and with the next. */
  deleteFlow(namespace: string, id: string): Promise<void>
  /** As the button "Disable" of the UI, which rewrites the source. */
  disableFlow(namespace: string, id: string): Promise<void>
  /** The namespace's files by path, without folders. */
  files(namespace: string): Promise<ReadonlyMap<string, Buffer>>
  file(namespace: string, path: string): Promise<Buffer | undefined>
  uploadFile(namespace: string, path: string, content: string | Buffer): Promise<void>
  deleteFile(namespace: string, path: string): Promise<void>
  /** The sources of all dashboards of the tenant, by id. */
  dashboards(): Promise<ReadonlyMap<string, string>>
  dashboard(id: string): Promise<string | undefined>
  /** Creates the dashboard, or updates the one of that id. */
  saveDashboard(id: string, source: string): Promise<void>
  deleteDashboard(id: string): Promise<void>
  /** Type, value and, since 2.0, revision of a key; `undefined` when there is no such key. */
  keyValue(namespace: string, key: string): Promise<KeyValueJson | undefined>
  /** As a flow does while it runs: `text` is what the key is set to, in quotes when it is a text. */
  setKeyValue(namespace: string, key: string, text: string): Promise<void>
  deleteKeyValue(namespace: string, key: string): Promise<void>
  /** The value of the key that holds the deployment record. */
  record(namespace: string): Promise<unknown>
  writeRecord(namespace: string, value: string): Promise<void>
  deleteRecord(namespace: string): Promise<void>
}

const PAGE_SIZE = 1000
const RECORD_KEY = 'kestra-gitops'

/** Every call throws when the server did not take it. Calls count in the request log. */
export function serverHands(server: ServerTarget): ServerHands {
  const flowPath = (namespace: string, id: string) => `/flows/${namespace}/${id}`
  const filePath = (namespace: string, path: string) =>
    `/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`
  const dashboardPath = (id: string) => `/dashboards/${encodeURIComponent(id)}`
  const keyPath = (namespace: string, key: string) => `/namespaces/${namespace}/kv/${key}`
  const read = async (path: string) => {
    const response = await call(server, path)
    return response.status === 404 ? undefined : taken(response)
  }
  const send = (method: string, path: string, type: string, body: string) =>
    call(server, path, { method, headers: { 'content-type': type }, body })
  const remove = async (path: string) => void takenOrGone(await call(server, path, { method: 'DELETE' }))
  const setKeyValue = async (namespace: string, key: string, text: string) =>
    void taken(await send('PUT', keyPath(namespace, key), 'text/plain', text))
  const deleteKeyValue = (namespace: string, key: string) => remove(keyPath(namespace, key))
  return {
    flows: async () => {
      const all = new Map<string, ListedFlow>()
      for (let page = 1; ; page += 1) {
        const answer = taken(await call(server, `/flows/search?page=${page}&size=${PAGE_SIZE}`))
        const { results, total } = Listing.parse(await answer.json())
        for (const flow of results) all.set(`${flow.namespace}/${flow.id}`, flow)
        if (results.length === 0 || page * PAGE_SIZE >= total) return [...all.values()]
      }
    },
    flowArchive: async () => {
      const answer = await call(server, '/flows/export/by-query')
      if (answer.status === 404) return new Map()
      return answer.status === 500 ? undefined : unzip(taken(answer))
    },
    flow: async (namespace, id) => {
      const answer = await read(`${flowPath(namespace, id)}?source=true`)
      return answer && FlowJson.parse(await answer.json())
    },
    saveFlow: async (namespace, id, source) => {
      const updated = await send('PUT', flowPath(namespace, id), 'application/x-yaml', source)
      taken(updated.status === 404 ? await send('POST', '/flows', 'application/x-yaml', source) : updated)
    },
    deleteFlow: (namespace, id) => remove(flowPath(namespace, id)),
    disableFlow: async (namespace, id) => {
      const body = JSON.stringify([{ namespace, id }])
      takenOrGone(await send('POST', '/flows/disable/by-ids', 'application/json', body))
    },
    files: async (namespace) => {
      // The one listing that all versions have; until 2.0 it holds the flows as well.
      const answer = await read(`/namespaces/${namespace}/files/export`)
      const entries = answer === undefined ? [] : [...(await unzip(answer))]
      const files = entries.filter(([name]) => !name.startsWith('_flows/') && !name.endsWith('/'))
      return new Map(files.map(([name, content]) => [`/${name}`, content]))
    },
    file: async (namespace, path) => {
      const answer = await read(filePath(namespace, path))
      return answer && Buffer.from(await answer.arrayBuffer())
    },
    uploadFile: async (namespace, path, content) => {
      const form = new FormData()
      form.append('fileContent', new Blob([content]), 'content')
      taken(await call(server, filePath(namespace, path), { method: 'POST', body: form }))
    },
    deleteFile: (namespace, path) => remove(filePath(namespace, path)),
    dashboards: async () => {
      const answer = taken(await call(server, `/dashboards?size=${PAGE_SIZE}`))
      const { results } = DashboardListing.parse(await answer.json())
      return new Map(results.map(({ id, sourceCode }) => [id, sourceCode]))
    },
    dashboard: async (id) => {
      const answer = await read(dashboardPath(id))
      return answer && DashboardJson.parse(await answer.json()).sourceCode
    },
    saveDashboard: async (id, source) => {
      const updated = await send('PUT', dashboardPath(id), 'application/x-yaml', source)
      taken(updated.status === 404 ? await send('POST', '/dashboards', 'application/x-yaml', source) : updated)
    },
    deleteDashboard: async (id) => {
      const answer = await call(server, dashboardPath(id), { method: 'DELETE' })
      // So the server says that there is none.
      if (answer.status !== 409) takenOrGone(answer)
    },
    keyValue: async (namespace, key) => {
      const answer = await read(keyPath(namespace, key))
      return answer && KeyValueJson.parse(await answer.json())
    },
    setKeyValue,
    deleteKeyValue,
    record: async (namespace) => {
      const response = await call(server, keyPath(namespace, RECORD_KEY))
      return response.status === 200 ? z.object({ value: z.unknown() }).parse(await response.json()).value : undefined
    },
    writeRecord: (namespace, value) => setKeyValue(namespace, RECORD_KEY, value),
    deleteRecord: (namespace) => deleteKeyValue(namespace, RECORD_KEY),
  }
}

const unzip = async (answer: Response): Promise<ReadonlyMap<string, Buffer>> => {
  const entries = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())))
  return new Map(entries.map(([name, bytes]) => [name, Buffer.from(bytes)]))
}

const takenOrGone = (response: Response): Response => (response.status === 404 ? response : taken(response))

function taken(response: Response): Response {
  if (response.status === 401) throw new Error(`${response.url}: 401, the username or the password is wrong`)
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
  return response
}
