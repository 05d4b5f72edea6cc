import * as z from 'zod'
import { call, type TestServer } from '../engine/engine.ts'

const FlowJson = z.looseObject({ source: z.string(), revision: z.int(), disabled: z.boolean().optional() })

/** What a person does and sees on the server, past the program under test. */
export interface ServerHands {
  /** Source and revision; `undefined` when there is no such flow. */
  flow(namespace: string, id: string): Promise<{ readonly source: string; readonly revision: number } | undefined>
  /** Creates the flow, or updates the one of that name. */
  saveFlow(namespace: string, id: string, source: string): Promise<void>
  deleteFlow(namespace: string, id: string): Promise<void>
  /** As the button "Disable" of the UI. */
  disableFlow(namespace: string, id: string): Promise<void>
  file(namespace: string, path: string): Promise<Buffer | undefined>
  uploadFile(namespace: string, path: string, content: string | Buffer): Promise<void>
  deleteFile(namespace: string, path: string): Promise<void>
  /** The value of the key that holds the deployment record. */
  record(namespace: string): Promise<unknown>
  writeRecord(namespace: string, value: string): Promise<void>
  deleteRecord(namespace: string): Promise<void>
}

/** Every call throws when the server did not take it. Calls count in the request log. */
export function serverHands(server: Omit<TestServer, 'version'>): ServerHands {
  const filePath = (namespace: string, path: string) =>
    `/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`
  const recordPath = (namespace: string) => `/namespaces/${namespace}/kv/kestra-gitops`
  const hands: ServerHands = {
    flow: async (namespace, id) => {
      const response = await call(server, `/flows/${namespace}/${id}?source=true`)
      return response.status === 404 ? undefined : FlowJson.parse(await taken(response).json())
    },
    saveFlow: async (namespace, id, source) => {
      const isKnown = (await hands.flow(namespace, id)) !== undefined
      const path = isKnown ? `/flows/${namespace}/${id}` : '/flows'
      const init = { method: isKnown ? 'PUT' : 'POST', headers: { 'content-type': 'application/x-yaml' }, body: source }
      taken(await call(server, path, init))
    },
    deleteFlow: async (namespace, id) =>
      void taken(await call(server, `/flows/${namespace}/${id}`, { method: 'DELETE' })),
    disableFlow: async (namespace, id) => {
      const body = JSON.stringify([{ namespace, id }])
      const headers = { 'content-type': 'application/json' }
      taken(await call(server, '/flows/disable/by-ids', { method: 'POST', headers, body }))
    },
    file: async (namespace, path) => {
      const response = await call(server, filePath(namespace, path))
      return response.status === 404 ? undefined : Buffer.from(await taken(response).arrayBuffer())
    },
    uploadFile: async (namespace, path, content) => {
      const form = new FormData()
      form.append('fileContent', new Blob([content]), 'content')
      taken(await call(server, filePath(namespace, path), { method: 'POST', body: form }))
    },
    deleteFile: async (namespace, path) =>
      void taken(await call(server, filePath(namespace, path), { method: 'DELETE' })),
    record: async (namespace) => {
      const response = await call(server, recordPath(namespace))
      return response.status === 200 ? z.object({ value: z.unknown() }).parse(await response.json()).value : undefined
    },
    writeRecord: async (namespace, value) =>
      void taken(
        await call(server, recordPath(namespace), {
          method: 'PUT',
          headers: { 'content-type': 'text/plain' },
          body: value,
        }),
      ),
    deleteRecord: async (namespace) => void taken(await call(server, recordPath(namespace), { method: 'DELETE' })),
  }
  return hands
}

function taken(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
  return response
}
