import * as z from 'zod'
import type { LiveFlow } from '../resource/live.ts'
import { addressOf } from './address.ts'
import { type Api, readArchive, readJson } from './api.ts'
import { concurrently } from './concurrently.ts'
import { explainAnswer, notAnApi } from './explain-failure.ts'

const flowJson = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  revision: z.number().nullish(),
  source: z.string().nullish(),
  draft: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  exception: z.string().nullish(),
})
type FlowJson = z.infer<typeof flowJson>

const searchPage = z.looseObject({ results: z.array(flowJson), total: z.number() })

// 2.0 refuses more (kestra-api.md section 3.2).
const PAGE_SIZE = 1000

/**
 * Every flow of the tenant with its source and revision: one export (all sources) and the pages of one search (names,
 * revisions, drafts), read side by side. A flow that only one of them has is read by itself; when it is gone by then,
 * it was deleted meanwhile and is left out.
 */
export const readFlows = async (api: Api): Promise<readonly LiveFlow[]> => {
  const [sources, listed] = await Promise.all([readExport(api), readListing(api)])
  const listedKeys = new Set(listed.map(entryName))
  const unlisted = [...sources].filter(([name]) => !listedKeys.has(name)).map(([, source]) => identityOf(source))
  const complete: LiveFlow[] = []
  const missing: { namespace: string; id: string }[] = unlisted.filter((identity) => identity !== undefined)
  for (const flow of listed) {
    const source = sources.get(entryName(flow))
    if (source === undefined || flow.draft === true) missing.push(flow)
    else complete.push(toLiveFlow(flow, source))
  }
  const single = await concurrently(missing, ({ namespace, id }) => readFlow(api, namespace, id))
  return [...complete, ...single.filter((flow) => flow !== undefined)]
}

/** One flow with its source; `undefined` when the server has none of that name (404). */
export const readFlow = async (api: Api, namespace: string, id: string): Promise<LiveFlow | undefined> => {
  const path = `${addressOf(api, '/flows/{namespace}/{id}', { namespace, id })}?source=true`
  const answer = await api.http.send({ method: 'GET', path })
  if (answer.status === 404) return undefined
  const flow = readJson(answer, flowJson, { what: `read flow ${namespace}.${id}`, target: api.target })
  return toLiveFlow(flow, flow.source ?? '')
}

const toLiveFlow = (flow: FlowJson, source: string): LiveFlow => ({
  namespace: flow.namespace,
  id: flow.id,
  source,
  ...(typeof flow.revision === 'number' && { revision: flow.revision }),
  ...(flow.draft === true && { isDraft: true }),
  ...(typeof flow.exception === 'string' && { exception: flow.exception }),
})

/** By-query export without filters: the one request that yields all sources (kestra-api.md section 3.7). */
const readExport = async (api: Api): Promise<ReadonlyMap<string, string>> => {
  const answer = await api.http.send({ method: 'GET', path: `${api.base}/flows/export/by-query` })
  // `a-b`/`c` and `a`/`b-c` share the entry name `a-b-c.yml`: the server answers 500, and flows are read one by one.
  if (answer.status === 500) return new Map()
  if (answer.status !== 200) throw explainAnswer(answer, 'read the flows', api.target)
  if (!isZip(answer.body))
    throw notAnApi(api.target.server, `${answer.contentType || 'an empty answer'} where a zip archive was expected`)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return new Map([...readArchive(answer, api.target)].map(([name, bytes]) => [name, decoder.decode(bytes)]))
}

const isZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b

const readListing = async (api: Api): Promise<readonly FlowJson[]> => {
  const all: FlowJson[] = []
  for (let page = 1; ; page += 1) {
    const path = `${api.base}/flows/search?page=${page}&size=${PAGE_SIZE}&sort=namespace:asc&sort=id:asc`
    const answer = await api.http.send({ method: 'GET', path })
    const { results, total } = readJson(answer, searchPage, { what: 'list the flows', target: api.target })
    all.push(...results.filter((flow) => flow.deleted !== true))
    if (results.length === 0 || page * PAGE_SIZE >= total) return all
  }
}

/** The server names entries of the by-query export so (since 0.21, kestra-api.md section 3.7). */
const entryName = ({ namespace, id }: { readonly namespace: string; readonly id: string }): string =>
  `${namespace}-${id}.yml`

/** For an entry that the listing does not have (a flow saved between the two reads): its top-level keys, by line. */
const identityOf = (source: string): { namespace: string; id: string } | undefined => {
  const namespace = /^namespace:\s*["']?([^\s"'#]+)/m.exec(source)?.[1]
  const id = /^id:\s*["']?([^\s"'#]+)/m.exec(source)?.[1]
  return namespace === undefined || id === undefined ? undefined : { namespace, id }
}
