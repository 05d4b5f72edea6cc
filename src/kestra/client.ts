import * as z from 'zod'
import { addressOf } from './address.ts'
import { type Api, concurrently, findJson, parseAnswer, readJson } from './api.ts'
import { listUnfinished, type UnfinishedExecutions } from './executions/search-executions.ts'
import { notAnApi } from './http/explain-connection.ts'
import { createHttp, type HttpOptions } from './http/http.ts'
import { deleteValue, type KeyValue, readKey, writeValue } from './key-values.ts'
import { type FlowName, isAtLeast, parseServerInfo, type Target } from './server.ts'
import { enableTrigger, listTriggers, type ServerTrigger, type TriggerName } from './triggers.ts'

/**
 * One Kestra server and tenant: what the calls of one kind of resource (`kinds/`) take, and those that this program makes whatever is
 * deployed. Reads throw `UserError` when they fail.
 */
export interface KestraClient extends Api {
  /** Its clock when it was connected to, in milliseconds since 1970, to the second; `undefined` where it does not tell. */
  readonly serverTime: number | undefined
  /** The JSON value of a key; `undefined`: there is none, or it has expired. */
  readValue(namespace: string, key: string): Promise<unknown>
  writeValue(entry: KeyValue): Promise<void>
  deleteValue(namespace: string, key: string): Promise<void>
  /** The JSON schema of `flow`, `dashboard` and their like; `undefined` where the server has none (404). */
  readSchema(type: string): Promise<unknown>
  /** What the server tells of a type of task: its schema, with what it gives; `undefined` where it does not have it. */
  readPlugin(type: string): Promise<unknown>
  /** The names of the secrets that flows of these namespaces find, by namespace. */
  readSecretNames(namespaces: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>
  /** The triggers of these namespaces as the scheduler holds them, those of flows that are gone as well. */
  listTriggers(namespaces: readonly string[]): Promise<readonly ServerTrigger[]>
  /** Switches a trigger on that was switched off on the server. */
  enableTrigger(name: TriggerName): Promise<void>
  /** The executions of some flows that have not ended, those of tests left out, in one request. */
  listUnfinished(flows: readonly FlowName[]): Promise<UnfinishedExecutions>
}

export interface ConnectOptions extends HttpOptions {
  readonly tenant: string
}

/**
 * Connects to a server: one probe tells version and edition, and so the paths and forms of all later calls.
 * Throws `UserError` when the server cannot be reached, refuses the credentials or is not Kestra.
 */
export const connectKestra = async (options: ConnectOptions): Promise<KestraClient> => {
  const http = createHttp(options)
  const target: Target = {
    server: options.server,
    tenant: options.tenant,
    credentials: options.credentials.kind,
  }
  try {
    const answer = await http.send({ method: 'GET', path: '/api/v1/configs' })
    const info = parseServerInfo(parseAnswer(answer, z.unknown(), { what: 'read the version', target }))
    if (info === undefined) throw notAnApi(options.server, "JSON that is not Kestra's")
    const base = isAtLeast(info, 0, 23) ? `/api/v1/${encodeURIComponent(options.tenant)}` : '/api/v1'
    return bind({ http, target, info, base }, answer.serverTime)
  } catch (error) {
    await http.close()
    throw error
  }
}

const bind = (api: Api, serverTime: number | undefined): KestraClient => ({
  ...api,
  serverTime,
  readValue: async (namespace, key) => (await readKey(api, namespace, key))?.value,
  writeValue: (entry) => writeValue(api, entry),
  deleteValue: (namespace, key) => deleteValue(api, namespace, key),
  readSchema: (type) => {
    const path = `/api/v1/plugins/schemas/${encodeURIComponent(type)}`
    return findJson(api, { path, schema: z.unknown(), what: `read the ${type} schema` })
  },
  readPlugin: (type) => {
    const path = `/api/v1/plugins/${encodeURIComponent(type)}`
    return findJson(api, { path, schema: z.unknown(), what: `read the type ${type}` })
  },
  readSecretNames: (namespaces) => readSecretNames(api, namespaces),
  listTriggers: (namespaces) => listTriggers(api, namespaces),
  enableTrigger: (name) => enableTrigger(api, name),
  listUnfinished: (flows) => listUnfinished(api, flows),
})

const inherited = z.record(z.string(), z.array(z.string()))

/**
 * The names of the secrets that flows of these namespaces find, never a value; a namespace of which nothing is told is not in it
 * (docs/facts/kestra.md, "Secrets"). An open-source server has the same for all namespaces and is asked once. Throws `UserError` where
 * the server does not tell.
 */
export const readSecretNames = async (
  api: Api,
  namespaces: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const [first] = namespaces
  if (first === undefined) return new Map()
  if (api.info.edition === 'OSS') {
    const names = await readNamesIn(api, first)
    return new Map(names === undefined ? [] : namespaces.map((namespace) => [namespace, names]))
  }
  const read = await concurrently(namespaces, async (namespace) => {
    const names = await readNamesIn(api, namespace)
    // A store of Enterprise that cannot list its secrets tells of none.
    return names === undefined || names.size === 0 ? [] : [[namespace, names] as const]
  })
  return new Map(read.flat())
}

const readNamesIn = async (api: Api, namespace: string): Promise<ReadonlySet<string> | undefined> => {
  const path = addressOf(api, '/namespaces/{namespace}/inherited-secrets', { namespace })
  const what = `list the names of the secrets of namespace ${namespace}`
  const lists = await readJson(api, { path, schema: inherited, what })
  return Object.hasOwn(lists, namespace) ? new Set(Object.values(lists).flat()) : undefined
}
