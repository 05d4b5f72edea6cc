import { isOtherRoute } from '../resource/route-names.ts'
import { concurrently } from './api.ts'
import { type Page, readPages, readUntilSettled } from './read-pages.ts'
import type { LiveFlow } from './server.ts'

/** A flow as the listing has it: without its source. */
export type ListedFlow = Omit<LiveFlow, 'source'>

type FlowName = Pick<LiveFlow, 'namespace' | 'id'>

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
