import type { UserError } from '../../src/finding/user-error.ts'
import type { KestraClient } from '../../src/kestra/client.ts'
import type { BegunExecution, UnfinishedExecutions } from '../../src/kestra/executions/search-executions.ts'
import type { HttpRequest } from '../../src/kestra/http/exchange.ts'
import type { FlowVerdict } from '../../src/kestra/server.ts'
import type { StoredAs, WriteAnswer } from '../../src/kestra/write-flows.ts'
import { opinionOnFlows } from '../../src/kinds/flow/server.ts'
import type { KindOnServer, ResourceToValidate } from '../../src/kinds/kind-on-server.ts'
import { ON_SERVER } from '../../src/kinds/on-server.ts'
import {
  RECORD_KEY,
  RESOURCE_KINDS,
  type ResourceKey,
  type ResourceKind,
  type ResourceName,
  resourceKey,
} from '../../src/resource/resource.ts'
import type { LiveResource } from '../../src/resource/resource-state.ts'
import { nextOf, triggersIn } from '../../src/verify/triggers/text-triggers.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import type { ReadResource } from '../resource/live-resources.ts'
import { aClient, type Reply, replyOfPairs } from './a-client.ts'

/** One call on its way to a server in memory. */
export interface ServerCall extends ResourceName {
  readonly verb: 'read' | 'write' | 'remove'
}

/** What becomes of a call: nothing said = it is carried out; an error = thrown; `lost` = carried out, then answered so. */
export type Fate = WriteAnswer | UserError | { readonly kind: 'lost'; readonly message: string } | undefined

/**
 * What the two tables of kinds ask of a server, held in maps: for tests of what is decided, not of how Kestra is asked
 * (that the engine proves). It counts revisions and calls, and keeps the deployment records.
 */
export interface ServerInMemory {
  readonly client: KestraClient
  readonly resources: Map<ResourceKey, ReadResource>
  readonly records: Map<string, unknown>
  /** Every call that reads or writes one resource: `write flow company.team daily`. */
  readonly calls: string[]
  /** The server's objections to flows, by file. */
  readonly objections: Map<string, readonly string[]>
  /** What the server reads in the text of a file, where it is not what was planned; `undefined`: it does not say. */
  readonly readings: Map<string, FlowVerdict['readAs']>
  /** The name under which the server stores what is created next as another one, where it reads another in it. */
  strays: StoredAs | undefined
  earlier: (call: ServerCall) => Fate
  /** Executions that have not ended. */
  unfinished: UnfinishedExecutions['executions']
  /** Executions that have ended, in the order of an answer. */
  past: readonly BegunExecution[]
  /** Set: the server was given up, and every call on a resource ends so. */
  unavailableError: UserError | undefined
  /** What happens while a run waits. */
  onPause: () => void
  put(resource: Pick<ReadResource, keyof ResourceName | 'content'> & Partial<ReadResource>): void
  get(kind: ResourceKind, namespace: string, name: string): ReadResource | undefined
  delete(kind: ResourceKind, namespace: string, name: string): void
}

const servers = new WeakMap<KestraClient, ServerInMemory>()

/** The table of the product, with kinds that ask the server in memory whose client they are given. */
for (const kind of RESOURCE_KINDS) Object.assign(ON_SERVER, { [kind]: inMemory(kind, ON_SERVER[kind]) })

export const serverInMemory = (): ServerInMemory => {
  const resources: ServerInMemory['resources'] = new Map()
  const records: ServerInMemory['records'] = new Map()
  const { client, sent } = aClient((request) => replyOf(server, request), {
    serverTime: SERVER_TIME,
    http: {
      unavailableError: () => server.unavailableError,
      pause: () => {
        server.onPause()
        return Promise.resolve(true)
      },
      requestCount: () => sent.length + server.calls.length,
    },
  })
  const server: ServerInMemory = {
    resources,
    records,
    calls: [],
    objections: new Map(),
    readings: new Map(),
    strays: undefined,
    unfinished: [],
    past: [],
    earlier: () => undefined,
    unavailableError: undefined,
    onPause: () => undefined,
    put: (resource) => {
      const key = resourceKey(resource)
      const isCounted = resource.kind !== 'file' && resource.kind !== 'dashboard'
      const revision = isCounted ? (resources.get(key)?.revision ?? 0) + 1 : undefined
      resources.set(key, { revision, isDraft: false, ...resource })
    },
    get: (kind, namespace, name) => resources.get(resourceKey({ kind, namespace, name })),
    delete: (kind, namespace, name) => void resources.delete(resourceKey({ kind, namespace, name })),
    client,
  }
  servers.set(server.client, server)
  return server
}

/** By the clock of its server. */
export const SERVER_TIME = Date.UTC(2026, 10, 23, 12)

/** What it says to a request for anything else than a resource. */
const replyOf = (server: ServerInMemory, request: HttpRequest): Reply => {
  const pairs = replyOfPairs(request, server.records)
  if (pairs !== undefined) return pairs
  const { path } = request
  if (path.includes('/api/v1/plugins/')) return { status: 404 }
  if (path.endsWith('/inherited-secrets') || path.endsWith('/set-disabled')) return { json: {} }
  if (path.includes('/main/kv?'))
    return pageOf([...server.records.keys()].map((namespace) => ({ namespace, key: RECORD_KEY })))
  if (path.includes('/triggers/search?')) return pageOf(triggersHeld(server))
  if (path.includes('filters%5Bstate%5D%5BNOT_IN%5D')) {
    const withState = ({ state, ...each }: ServerInMemory['unfinished'][number]) => ({
      ...each,
      state: { current: state, histories: [] },
    })
    return pageOf(server.unfinished.map(withState))
  }
  if (path.includes('filters%5BstartDate%5D'))
    return pageOf(
      server.past.map(({ state, began, changed = began, ...each }) => ({
        ...each,
        state: { current: state, histories: [began, changed].map((time) => ({ date: new Date(time).toISOString() })) },
      })),
    )
  throw new Error(`a server in memory is not asked for ${path}`)
}

const pageOf = (results: readonly unknown[]): Reply => ({ json: { results, total: results.length } })

/** What a scheduler in UTC holds of the schedules there are. */
const triggersHeld = ({ resources }: ServerInMemory): readonly unknown[] =>
  [...resources.values()].flatMap(({ kind, namespace, name, content }) => {
    if (kind !== 'flow' || typeof content !== 'string') return []
    return [...triggersIn(parseYaml(content)).values()]
      .filter((trigger) => trigger.isDated)
      .map((trigger) => {
        const next = nextOf(trigger, new Date(SERVER_TIME), ['UTC'])
        return {
          state: {
            ...{ namespace, flowId: name, triggerId: trigger.id },
            nextEvaluationDate: next instanceof Date ? next.toISOString() : null,
            disabled: trigger.isOffItself,
            updatedAt: trigger.text,
          },
        }
      })
  })

const verdictOn = (
  { file, namespace, name }: ResourceToValidate,
  { objections, readings }: ServerInMemory,
): FlowVerdict => ({
  file,
  readAs: readings.has(file) ? readings.get(file) : { namespace, id: name },
  constraints: (objections.get(file) ?? []).map((text) => ({ text })),
  warnings: [],
  infos: [],
  deprecationPaths: [],
})

function inMemory(kind: ResourceKind, real: KindOnServer): KindOnServer {
  const { reading, refusesExisting, folder } = real
  const ask = async (client: KestraClient, call: ServerCall, carryOut: (server: ServerInMemory) => WriteAnswer) => {
    const server = serverOf(client)
    server.calls.push(`${call.verb} ${resourceKey(call)}`)
    const earlier = server.unavailableError ?? server.earlier(call)
    if (earlier instanceof Error) throw earlier
    if (earlier === undefined) return carryOut(server)
    if (earlier.kind !== 'lost') return earlier
    carryOut(server)
    return { kind: 'unclear', message: earlier.message } as const
  }
  return {
    reading,
    listedBy: real.listedBy && (() => 'tenant'),
    refusesExisting,
    folder,
    readAll: async (client, namespaces, needs) => {
      // Of a test in the same process that has a server of its own.
      if (!servers.has(client)) return real.readAll(client, namespaces, needs)
      const server = serverOf(client)
      server.calls.push(`read all ${kind}s`)
      const earlier = server.unavailableError ?? server.earlier({ verb: 'read', kind, namespace: '', name: '' })
      if (earlier instanceof Error) throw earlier
      const all = [...server.resources.values()].filter((resource) => resource.kind === kind)
      return reading !== 'by-namespace' ? all : all.filter(({ namespace }) => namespaces.includes(namespace))
    },
    readOne: async (client, name) => {
      let found: LiveResource | undefined
      await ask(client, { verb: 'read', kind, ...name }, (server) => {
        found = server.resources.get(resourceKey({ kind, ...name }))
        return { kind: 'saved', revision: null }
      })
      return found
    },
    write: (client, { name: { namespace, name }, content, isNew }) =>
      ask(client, { verb: 'write', kind, namespace, name }, (server) => {
        const known = server.get(kind, namespace, name)
        if (refusesExisting && isNew !== (known === undefined)) return { kind: isNew ? 'exists' : 'missing' }
        if (server.strays !== undefined) {
          const storedAs = server.strays
          server.strays = undefined
          server.put({ kind, ...storedAs, content })
          return {
            kind: 'saved',
            revision: server.get(kind, storedAs.namespace, storedAs.name)?.revision ?? null,
            storedAs,
          }
        }
        server.put({ kind, namespace, name, content })
        return { kind: 'saved', revision: server.get(kind, namespace, name)?.revision ?? null }
      }),
    remove: (client, { namespace, name }) =>
      !servers.has(client)
        ? real.remove(client, { namespace, name })
        : ask(client, { verb: 'remove', kind, namespace, name }, (server) =>
            server.resources.delete(resourceKey({ kind, namespace, name }))
              ? { kind: 'saved', revision: null }
              : { kind: 'missing' },
          ),
    validate:
      real.validate &&
      (async (client, resources, tree) => {
        const server = serverOf(client)
        server.calls.push(`validate ${kind}s`)
        const verdicts = resources.map((resource) => verdictOn(resource, server))
        return opinionOnFlows(resources, verdicts, await tree())
      }),
  }
}

const serverOf = (client: KestraClient): ServerInMemory => {
  const server = servers.get(client)
  if (server === undefined) throw new Error('this client is not that of a server in memory')
  return server
}
