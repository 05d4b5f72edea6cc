import { type Records, readRecords } from '../deploy/record-keeper.ts'
import { type ExportScope, isExported } from '../export/export-scope.ts'
import type { KestraClient } from '../kestra/client.ts'
import { concurrently } from '../kestra/concurrently.ts'
import { indexLive } from '../kinds/index-sides.ts'
import { recordHome } from '../plan/deployment-record.ts'
import type { LiveFile, LiveFlow } from '../resource/live.ts'
import { type ResourceKey, type ResourceName, resourceName } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import type { GitReading } from './read-git.ts'
import type { RunOptions } from './run-options.ts'

export interface ReadLiveOptions {
  /** Under way since before the tree was parsed. */
  readonly flows: Promise<readonly LiveFlow[]>
  readonly git: Pick<GitReading, 'desired' | 'desiredSides' | 'baseSides'>
  readonly owner: string
  readonly options: RunOptions
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
 * namespace whose files differ from its record (product.md, "What is read").
 */
export const readLive = async (client: KestraClient, reading: ReadLiveOptions): Promise<LiveReading> => {
  const { git, owner, options } = reading
  const readsAllFiles = readsEveryFile(options)
  const exported = options.command === 'export' ? exportedNamespaces(await reading.flows, git, options) : []
  const named = [...new Set([...namespacesOf(git), ...exported])]
  const [flows, records] = await Promise.all([
    reading.flows,
    options.settings.keepsRecord ? readRecords(client, owner, named) : noRecords(owner),
  ])
  const withFiles = [
    ...new Set([...fileNamespaces(git, readsAllFiles), ...exported, ...recordedFileNamespaces(records)]),
  ].toSorted()
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
    notices: [...records.notices, ...unreadNotice(unread)],
  }
}

/**
 * `drift`, `export` and `refresh` look at everything; `mirror` must see what was never deployed from here; to overwrite
 * every edit made on the server, or to stop at any, it must be seen.
 */
const readsEveryFile = ({ command, settings: { isRefreshing, policy } }: RunOptions): boolean =>
  isRefreshing ||
  command === 'drift' ||
  command === 'export' ||
  policy.whenMissing === 'mirror' ||
  policy.onDrift !== 'keep'

/** A namespace without flows is in no list of the server; those above one with flows may hold files all the same. */
const exportedNamespaces = (
  flows: readonly LiveFlow[],
  { desired }: ReadLiveOptions['git'],
  { settings }: RunOptions,
): readonly string[] => {
  const { protectedNamespaces } = settings.policy
  const scope: ExportScope = { namespace: settings.namespace, inTree: desired.namespaces, protectedNamespaces }
  const parents = flows.flatMap(({ namespace }) =>
    namespace.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.')),
  )
  const named = settings.namespace === undefined ? [] : [settings.namespace]
  return [...new Set([...parents, ...named])].filter((namespace) => isExported(namespace, scope))
}

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
const namespacesOf = ({ desired, desiredSides, baseSides }: ReadLiveOptions['git']): string[] => {
  const named = [desiredSides, baseSides ?? new Map()].flatMap((sides) =>
    [...sides.values()].map(({ name }) => recordHome(name)),
  )
  return [...new Set([...named, ...desired.namespaces])].toSorted()
}

const fileNamespaces = (
  { desired, desiredSides, baseSides }: ReadLiveOptions['git'],
  readsAllFiles: boolean,
): string[] => {
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

const unreadNotice = ({ length }: readonly string[]): string[] => {
  if (length === 0) return []
  const of = length === 1 ? 'one namespace' : `${length} namespaces`
  return [
    `The files of ${of} are in Git as they were last deployed, and were not read from the server again; "refresh" reads them.`,
  ]
}
