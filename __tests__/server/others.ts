import { unzipSync } from 'fflate'
import * as z from 'zod'

type Call = (path: string) => Promise<Response>

const Listing = z.object({
  results: z.array(z.looseObject({ namespace: z.string(), id: z.string(), revision: z.int().nullish() })),
  total: z.int(),
})
type Listed = z.infer<typeof Listing>['results'][number]

const PAGE_SIZE = 1000

/** Every flow of the tenant by its names. Unsorted: sorting takes a server seconds (docs/facts/kestra.md, "Listing"). */
export const listFlows = async (call: Call): Promise<readonly Listed[]> => {
  const all = new Map<string, Listed>()
  for (let page = 1; ; page += 1) {
    const { results, total } = Listing.parse(await read(call, `/flows/search?page=${page}&size=${PAGE_SIZE}`))
    for (const flow of results) all.set(`${flow.namespace}/${flow.id}`, flow)
    if (results.length === 0 || page * PAGE_SIZE >= total) return [...all.values()]
  }
}

/** Source and revision of every flow for which `isMeant` says so, by namespace and id. */
export const flowTexts = async (
  call: Call,
  isMeant: (namespace: string) => boolean,
): Promise<ReadonlyMap<string, string>> => {
  const flows = (await listFlows(call)).filter(({ namespace }) => isMeant(namespace))
  const exported = await exportOf(call)
  const texts = new Map<string, string>()
  for (const { namespace, id, revision } of flows) {
    const source = exported.get(`${namespace}-${id}.yml`) ?? (await sourceOf(call, namespace, id))
    texts.set(`${namespace}/${id}`, `revision ${revision}\n${source}`)
  }
  return texts
}

/** What differs between two readings, one line each. */
export const differencesOf = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] => [
  ...[...before].filter(([name]) => !after.has(name)).map(([name]) => `${name} is gone`),
  ...[...after].filter(([name]) => !before.has(name)).map(([name]) => `${name} is new`),
  ...[...after]
    .filter(([name, text]) => before.has(name) && before.get(name) !== text)
    .map(([name]) => `${name} holds something else`),
]

// Two flows may share a name in the archive, which the server then answers with 500: they are read one by one.
const exportOf = async (call: Call): Promise<ReadonlyMap<string, string>> => {
  const answer = await call('/flows/export/by-query')
  if (!answer.ok) return new Map()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const entries = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())))
  return new Map(entries.map(([name, bytes]) => [name, decoder.decode(bytes)]))
}

const sourceOf = async (call: Call, namespace: string, id: string): Promise<string> =>
  z.looseObject({ source: z.string() }).parse(await read(call, `/flows/${namespace}/${id}?source=true`)).source

const read = async (call: Call, path: string): Promise<unknown> => {
  const answer = await call(path)
  if (answer.status === 401) throw new Error(`GET ${path}: 401, check KESTRA_USERNAME and KESTRA_PASSWORD`)
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${(await answer.text()).slice(0, 200)}`)
  return answer.json()
}
