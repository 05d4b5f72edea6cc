import * as z from 'zod'
import { isOtherRoute } from '../resource/route-names.ts'
import { addressOf } from './address.ts'
import { concurrently, findJson, type KestraClient, MAX_ARCHIVE_BYTES, readPage, unpackEach } from './client.ts'
import { explainAnswer } from './explain-failure.ts'
import { notAnApi } from './http/explain-connection.ts'
import { type Page, readPages, readUntilSettled } from './read-pages.ts'
import type { FlowName, LiveFlow } from './server.ts'

// Of a flow no more than this is kept: a listing holds every task of the tenant.
const flowJson = z.object({
  id: z.string(),
  namespace: z.string(),
  revision: z.number().nullish(),
  source: z.string().nullish(),
  updated: z.string().nullish(),
  draft: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
})
type FlowJson = z.infer<typeof flowJson>

// 2.0 refuses more (docs/facts/kestra.md, "Listing").
const PAGE_SIZE = 1000

/** Every flow of the tenant with its source and revision: one export (all sources) and the pages of one search, side by side. */
export const readFlows = (client: KestraClient): Promise<readonly LiveFlow[]> =>
  collectFlows({
    readSources: () => readExport(client),
    readPage: (page) => readListed(client, page),
    readOne: ({ namespace, id }) => readFlow(client, namespace, id),
  })

/** One flow with its source; `undefined` when the server has none of that name (404). */
export const readFlow = async (client: KestraClient, namespace: string, id: string): Promise<LiveFlow | undefined> => {
  const path = `${addressOf(client, '/flows/{namespace}/{id}', { namespace, id })}?source=true`
  const flow = await findJson(client, { path, schema: flowJson, what: `read flow ${namespace}.${id}` })
  return flow && { ...toListedFlow(flow), source: flow.source ?? '' }
}

const toListedFlow = (flow: FlowJson): ListedFlow => ({
  namespace: flow.namespace,
  id: flow.id,
  revision: flow.revision ?? undefined,
  updated: flow.updated ?? undefined,
  isDraft: flow.draft === true,
})

/** By-query export without filters: the one request that yields all sources (docs/facts/kestra.md, "Export"). */
const readExport = async (client: KestraClient): Promise<ReadonlyMap<string, string> | undefined> => {
  const answer = await client.http.send({
    method: 'GET',
    path: `${client.base}/flows/export/by-query`,
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  // `a-b`/`c` and `a`/`b-c` share the entry name `a-b-c.yml`: the server answers 500, and flows are read one by one.
  if (answer.status === 500) return undefined
  if (answer.status !== 200) throw explainAnswer(answer, 'read the flows', client.target)
  if (!isZip(answer.body))
    throw notAnApi(client.target.server, `${answer.contentType || 'an empty answer'} where a zip archive was expected`)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return new Map(unpackEach(answer, client.target, (name, bytes) => [name, decoder.decode(bytes)] as const))
}

const isZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b

/**
 * Without `sort`: with it, a server needs seconds for some hundred flows (docs/facts/kestra.md, "Listing"), and flows
 * that are saved meanwhile move between the pages all the same.
 */
const readListed = async (client: KestraClient, page: number): Promise<Page<ListedFlow>> => {
  const path = `${client.base}/flows/search?page=${page}&size=${PAGE_SIZE}`
  const { results, total } = await readPage(client, { path, item: flowJson, what: 'list the flows' })
  return { results: results.filter(({ deleted }) => deleted !== true).map(toListedFlow), total }
}

/** A flow as the listing has it: without its source. */
export type ListedFlow = Omit<LiveFlow, 'source'>

/** The reads of one server that its flows are put together from. */
export interface FlowReads {
  /** Sources by the names of the entries, all of one moment; `undefined` when the server cannot make the archive. */
  readonly readSources: () => Promise<ReadonlyMap<string, string> | undefined>
  /** Pages count from 1. In no order, and a flow may move to another page between two calls. */
  readonly readPage: (page: number) => Promise<Page<ListedFlow>>
  /** `undefined` when there is none. Never asked for a flow whose name is a route. */
  readonly readOne: (name: FlowName) => Promise<LiveFlow | undefined>
}

/**
 * Every flow that was there all the while, once each, and none that never was: the archive has all sources of one moment, the
 * listing revisions and drafts. What only one of them has is read by itself; when it is gone by then, it was deleted
 * meanwhile. A flow whose name is a route has the source of the archive, or none: nobody can ask for it.
 */
export const collectFlows = async (reads: FlowReads): Promise<readonly LiveFlow[]> => {
  const readListing = () => readPages(reads.readPage, ({ namespace, id }) => `${namespace}/${id}`)
  const [sources, first] = await Promise.all([reads.readSources(), readListing()])
  const listed =
    sources === undefined ? await readUntilSettled(first, readListing, ({ revision }) => String(revision)) : first.items
  const unlisted = new Map(sources)
  const complete: LiveFlow[] = []
  const missing: FlowName[] = []
  for (const flow of listed.values()) {
    const source = sources?.get(entryName(flow))
    unlisted.delete(entryName(flow))
    if (isRoute(flow)) complete.push({ ...flow, source: source ?? '' })
    else if (source === undefined || flow.isDraft === true) missing.push(flow)
    else complete.push({ ...flow, source })
  }
  for (const [entry, source] of unlisted) {
    const names = namesOfEntry(entry, source)
    for (const name of names) {
      if (isRoute(name)) complete.push({ ...name, source })
      else missing.push(name)
    }
  }
  const single = await concurrently(missing, reads.readOne)
  return [...complete, ...single.filter((flow) => flow !== undefined)]
}

const isRoute = ({ namespace, id }: FlowName): boolean => isOtherRoute('/flows/{namespace}/{id}', { namespace, id })

/** The server names entries of the by-query export so (since 0.21, docs/facts/kestra.md, "Export"). */
const entryName = ({ namespace, id }: FlowName): string => `${namespace}-${id}.yml`

/**
 * The flow of an entry that the listing does not have: by the top-level keys of its source where these spell the entry's name,
 * else every way to read that name (`a-b-c` is `a`/`b-c` or `a-b`/`c`).
 */
const namesOfEntry = (entry: string, source: string): readonly FlowName[] => {
  const namespace = /^namespace:\s*["']?([^\s"'#]+)/m.exec(source)?.[1] ?? ''
  const id = /^id:\s*["']?([^\s"'#]+)/m.exec(source)?.[1] ?? ''
  if (entryName({ namespace, id }) === entry) return [{ namespace, id }]
  const parts = entry.replace(/\.yml$/, '').split('-')
  return parts
    .slice(1)
    .map((_, index) => ({ namespace: parts.slice(0, index + 1).join('-'), id: parts.slice(index + 1).join('-') }))
    .filter((name) => name.namespace !== '' && name.id !== '')
}
