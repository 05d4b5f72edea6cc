import * as z from 'zod'
import { isOtherRoute } from '../resource/route-names.ts'
import { addressOf } from './address.ts'
import { concurrently, findJson, type KestraClient, MAX_ARCHIVE_BYTES, readPage, unpackEach } from './client.ts'
import { explainAnswer } from './explain-failure.ts'
import { flowKey, nameSources } from './flow-names.ts'
import { notAnApi } from './http/explain-connection.ts'
import { type Page, readPages, readUntilStable } from './read-pages.ts'
import type { FlowName, LiveFlow } from './server.ts'

// Only these fields are kept: a listing holds every task of the tenant.
const flowJson = z.object({
  id: z.string(),
  namespace: z.string(),
  revision: z.number().nullish(),
  source: z.string().nullish(),
  updated: z.string().nullish(),
  draft: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  exception: z.string().nullish(),
})
type FlowJson = z.infer<typeof flowJson>

// 2.0 refuses larger pages (docs/internals/facts/kestra.md, "Listing").
const PAGE_SIZE = 1000

/**
 * Every flow of the tenant with its source and revision. Reads one export (all sources) and the pages of one search at
 * the same time.
 */
export const readFlows = (client: KestraClient): Promise<readonly LiveFlow[]> =>
  collectFlows({
    readSources: () => readExport(client),
    readPage: (page) => readListed(client, page),
    readOne: ({ namespace, id }) => readFlow(client, namespace, id),
  })

/** One flow with its source; `undefined` when the server has no flow with that name (404). */
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
  exception: flow.exception ?? undefined,
})

/**
 * The export by query without filters, the only request that returns all sources (docs/internals/facts/kestra.md,
 * "Export"). `undefined` when the server cannot build the archive.
 */
const readExport = async (client: KestraClient): Promise<readonly string[] | undefined> => {
  const answer = await client.http.send({
    method: 'GET',
    path: `${client.base}/flows/export/by-query`,
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  // The server answers 500 when two flows share one entry name, as `a-b`/`c` and `a`/`b-c` do. The flows are then read
  // one by one.
  if (answer.status === 500) return undefined
  if (answer.status !== 200) throw explainAnswer(answer, 'read the flows', client.target)
  if (!isZip(answer.body))
    throw notAnApi(client.target.server, `${answer.contentType || 'an empty answer'} where a zip archive was expected`)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return unpackEach(answer, client.target, (_, bytes) => decoder.decode(bytes))
}

const isZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b

/**
 * One page of the list of flows. Without `sort`: a server would need seconds for some hundred flows
 * (docs/internals/facts/kestra.md, "Listing"), and flows saved meanwhile move between pages even so.
 */
const readListed = async (client: KestraClient, page: number): Promise<Page<ListedFlow>> => {
  const path = `${client.base}/flows/search?page=${page}&size=${PAGE_SIZE}`
  const { results, total } = await readPage(client, { path, item: flowJson, what: 'list the flows' })
  return { results: results.filter(({ deleted }) => deleted !== true).map(toListedFlow), total }
}

/** A flow as the list shows it: without its source. */
export type ListedFlow = Omit<LiveFlow, 'source'>

/** The reads from which `collectFlows` assembles the flows of one server. */
export interface FlowReads {
  /**
   * The texts in the archive, all of one moment; `undefined` when the server cannot build it. Entry names differ
   * between servers and are not used.
   */
  readonly readSources: () => Promise<readonly string[] | undefined>
  /** Pages count from 1 and have no order. A flow may move to another page between two calls. */
  readonly readPage: (page: number) => Promise<Page<ListedFlow>>
  /** `undefined` when the flow does not exist. Never called for a flow whose name is a route. */
  readonly readOne: (name: FlowName) => Promise<LiveFlow | undefined>
}

/**
 * Every flow that existed during the whole read, once each. The archive has all sources of one moment; the list has
 * revisions and drafts. A flow that only one of them has is read by itself; if it is missing by then, it was deleted
 * meanwhile. A flow whose name is a route cannot be read by itself: it gets the source of the archive, or an empty one.
 * A listed flow that the server cannot parse stays in the result even without a text.
 */
export const collectFlows = async (reads: FlowReads): Promise<readonly LiveFlow[]> => {
  const readListing = () => readPages(reads.readPage, flowKey)
  const [sources, first] = await Promise.all([reads.readSources(), readListing()])
  const listed =
    sources === undefined ? await readUntilStable(first, readListing, ({ revision }) => String(revision)) : first.items
  const unlisted = nameSources(sources ?? [], listed)
  const complete: LiveFlow[] = []
  const missing: (FlowName & Pick<ListedFlow, 'exception'>)[] = []
  for (const [key, flow] of listed) {
    const source = unlisted.get(key)?.source
    unlisted.delete(key)
    if (isRoute(flow)) complete.push({ ...flow, source: source ?? '' })
    else if (source === undefined || flow.isDraft === true) missing.push(flow)
    else complete.push({ ...flow, source })
  }
  for (const flow of unlisted.values()) {
    if (isRoute(flow)) complete.push(flow)
    else missing.push(flow)
  }
  const single = await concurrently(missing, async (flow) => {
    const found = await reads.readOne(flow)
    return found === undefined && flow.exception !== undefined ? { ...flow, source: '' } : found
  })
  return [...complete, ...single.filter((flow) => flow !== undefined)]
}

const isRoute = ({ namespace, id }: FlowName): boolean => isOtherRoute('/flows/{namespace}/{id}', { namespace, id })
