import { type Records, readRecords } from '../deploy/record-keeper.ts'
import { concurrently } from '../kestra/concurrently.ts'
import { indexLive } from '../kinds/index-sides.ts'
import { ownerName, recordHome } from '../plan/deployment-record.ts'
import type { LiveFile, LiveFlow } from '../resource/live.ts'
import { type ResourceKey, type ResourceName, resourceName } from '../resource/resource.ts'
import { isPathStep, isRouteName } from '../resource/route-names.ts'
import type { SideIndex } from '../resource/sides.ts'
import type { GitReading } from './read-git.ts'
import type { RunOptions } from './run-options.ts'
import type { ServerReading } from './server.ts'

/** What a command wants to see beyond what a plan needs. */
export interface Looking {
  readonly readsAllFiles?: boolean
  /** Namespaces that the tree does not name, from all flows of the server. */
  readonly alsoNamespaces?: (flows: readonly LiveFlow[]) => readonly string[]
}

/** The server as this run found it. */
export interface LiveReading {
  readonly liveSides: SideIndex
  readonly records: Records
  readonly unreadFileNamespaces: ReadonlySet<string>
  readonly notices: readonly string[]
}

/**
 * Reads the server: all flows with one export and one search, one small record per namespace, and one files export per
 * namespace whose files differ from its record (docs/decisions.md, "What is read, and when").
 */
export const readServer = async (
  server: ServerReading,
  git: TwoTrees,
  { run, readsAllFiles = readsEveryFile(run), alsoNamespaces }: Looking & { readonly run: RunOptions },
): Promise<LiveReading> => {
  const client = await server.client
  const owner = ownerOf(git, run)
  const also = alsoNamespaces === undefined ? [] : alsoNamespaces(await server.flows)
  // Others are errors at their line; no server is asked for them.
  const named = [...new Set([...namespacesOf(git), ...also])].filter(isPathStep)
  const [flows, records] = await Promise.all([
    server.flows,
    run.settings.keepsRecord ? readRecords(client, owner, named) : noRecords(owner),
  ])
  const withFiles = [...new Set([...fileNamespaces(git, readsAllFiles), ...also, ...recordedFileNamespaces(records)])]
    .filter(isPathStep)
    .toSorted()
  const unread = withFiles.filter((namespace) => !readsAllFiles && isAsRecorded(namespace, git.desiredSides, records))
  const toRead = withFiles.filter((namespace) => !unread.includes(namespace))
  const files = await concurrently(
    toRead,
    async (namespace): Promise<[string, readonly LiveFile[]]> => [namespace, await client.readFiles(namespace)],
  )
  return {
    liveSides: indexLive({ flows, files: new Map(files) }),
    records,
    unreadFileNamespaces: new Set(unread),
    notices: [...records.notices, ...routeNotice(flows), ...unreadNotice(unread)],
  }
}

type TwoTrees = Pick<GitReading, 'desired' | 'desiredSides' | 'baseSides' | 'treeSettings' | 'namespaceMap'>

const ownerOf = ({ treeSettings, namespaceMap }: TwoTrees, { repository, settings }: RunOptions): string =>
  ownerName({ repository, roots: settings.roots, namespace: treeSettings.namespace, namespaceMap })

/**
 * `refresh` looks at everything; `mirror` must see what was never deployed from here; to overwrite every edit made on
 * the server, or to stop at any, it must be seen.
 */
const readsEveryFile = ({ settings: { isRefreshing, policy } }: RunOptions): boolean =>
  isRefreshing || policy.whenMissing === 'mirror' || policy.onDrift !== 'keep'

/** Offline the Git base stands for the server: the plan then says what this change does, not what is pending. */
export const liveOfBase = ({ baseSides }: Pick<GitReading, 'baseSides'>, { whyOffline }: RunOptions): LiveReading => ({
  liveSides: baseSides ?? new Map(),
  records: noRecords(''),
  unreadFileNamespaces: new Set(),
  notices: [
    whyOffline ?? 'No server was given.',
    baseSides === undefined
      ? 'Compared with nothing: neither a server nor a base commit is known, so everything shows as new.'
      : 'Compared with the Git base instead of the server: what was edited on the server, or waits to be deployed, is not known.',
  ],
})

const noRecords = (owner: string): Records => ({
  owner,
  byNamespace: new Map(),
  recorded: new Map(),
  claims: new Map(),
  unreadable: new Set(),
  notices: [],
})

/** Of the tree and of the Git base: what left the tree in this change must be looked for as well. */
const namespacesOf = ({ desired, desiredSides, baseSides }: TwoTrees): string[] => {
  const named = [desiredSides, baseSides ?? new Map()].flatMap((sides) =>
    [...sides.values()].map(({ name }) => recordHome(name)),
  )
  return [...new Set([...named, ...desired.namespaces])].toSorted()
}

const fileNamespaces = ({ desired, desiredSides, baseSides }: TwoTrees, readsAllFiles: boolean): string[] => {
  const named = [desiredSides, baseSides ?? new Map()].flatMap((sides) =>
    [...sides.values()].filter(({ name }) => name.kind === 'file').map(({ name }) => name.namespace),
  )
  return readsAllFiles ? [...named, ...desired.namespaces] : named
}

const recordedFileNamespaces = ({ recorded }: Records): string[] =>
  filesOf(recorded.keys()).map(({ namespace }) => namespace)

const filesOf = (keys: Iterable<ResourceKey>): readonly ResourceName[] =>
  [...keys].map(resourceName).filter(({ kind }) => kind === 'file')

/** True when the record holds exactly the files that Git wants, and no run was killed while it wrote them. */
const isAsRecorded = (namespace: string, desiredSides: SideIndex, { byNamespace, recorded }: Records): boolean => {
  if (!byNamespace.has(namespace)) return false
  const wanted = [...desiredSides].filter(([, { name }]) => name.kind === 'file' && name.namespace === namespace)
  if (wanted.length !== filesOf(recorded.keys()).filter((name) => name.namespace === namespace).length) return false
  return wanted.every(([key, { fingerprint }]) => {
    const before = recorded.get(key)
    return before?.deployed === fingerprint && before.intended === undefined
  })
}

const MOST_NAMES = 5

/** What an administrator must know before somebody deletes such a flow by its name: one sentence for all of them. */
const routeNotice = (flows: readonly LiveFlow[]): string[] => {
  const names = flows
    .filter(({ namespace, id }) => isRouteName({ kind: 'flow', namespace, name: id }))
    .map(({ namespace, id }) => `\`${namespace}.${id}\``)
  if (names.length === 0) return []
  const shown = [
    ...names.slice(0, MOST_NAMES),
    ...(names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : []),
  ]
  return [
    `The server has flows whose names are other routes of its API: ${shown.join(', ')}. They are left alone: never read by name, written, deleted or exported, because a request to such an address can delete every flow of the tenant. Rename them in the Kestra UI.`,
  ]
}

const unreadNotice = ({ length }: readonly string[]): string[] => {
  if (length === 0) return []
  const of = length === 1 ? 'one namespace' : `${length} namespaces`
  return [
    `The files of ${of} are in Git as they were last deployed, and were not read from the server again; "refresh" reads them.`,
  ]
}
