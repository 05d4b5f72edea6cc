import { displayName, isRouteName, KINDS } from '../../kinds/kinds.ts'
import { namespacesRead } from '../../plan/known-flows.ts'
import { HOME_OF_TENANT, ownerAsWritten, ownerName, recordHome } from '../../record/deployment-record.ts'
import { takeOverText } from '../../record/owned-by-others.ts'
import { mergeRecords, type Records } from '../../record/read-records.ts'
import { isAllowedNamespace } from '../../resource/namespace.ts'
import { type ResourceKey, type ResourceKind, type ResourceName, resourceName } from '../../resource/resource.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import { isPathStep } from '../../resource/route-names.ts'
import { isMirrored } from '../../settings/policy.ts'
import { listed } from '../../text/lists.ts'
import type { GitState } from '../git/read-git.ts'
import type { RunOptions, ServerConnection } from '../run-options.ts'
import { findRecords } from './find-records.ts'
import { type NamespaceContents, readNamespaces } from './read-namespaces.ts'
import { NONE_READ, readOptional } from './read-optional.ts'

/** The parts of the server that a command reads beyond the needs of a plan. */
export interface ReadScope {
  readonly readsEverything?: boolean
  /** False if the command shows only names and problems. */
  readonly showsContents?: boolean
  /** Additional namespaces to read, chosen from those that contain a flow on the server. */
  readonly alsoNamespaces?: (withFlows: readonly string[]) => readonly string[]
  /** Possible owner names of this repository. The first that has a record counts. Default: the owner of the run. */
  readonly owners?: readonly string[]
}

/** The state of the server in this run. */
export interface ServerState {
  readonly liveResources: ResourceMap
  readonly records: Records
  /** Resources that were not read because Git equals the last deploy. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** Kinds that this server does not offer. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** Resources on the server and not in Git, known by name alone. */
  readonly unmanagedKeys: ReadonlySet<ResourceKey>
  /** Per kind: the names in every namespace that was read. */
  readonly listed: NamespaceContents['listed']
  /** Sentences about what was not read. They limit the result of the run. */
  readonly notRead: readonly string[]
  readonly notices: readonly string[]
}

/**
 * Reads the server: all flows, one record per namespace, and the kinds that the tree, the base or the record has. The latter are read
 * only in namespaces that differ from the record (docs/internals/decisions.md, "What is read, and when").
 */
export const readServer = async (
  server: ServerConnection,
  git: TwoTrees,
  { run, readsEverything = mustReadEverything(run), alsoNamespaces, owners }: ReadScope & { readonly run: RunOptions },
): Promise<ServerState> => {
  const client = await server.client
  // Read before the records: a record announces a write before it happens, so another run's write does not look like an edit.
  const flows = await server.flows
  const also = alsoNamespaces?.(namespacesWith(flows)) ?? []
  const { keepsRecord, namespaces, recordKey, takesOver } = run.settings
  const isAllowed = (namespace: string) => isAllowedNamespace(namespace, namespaces)
  // Tenant-wide resources of another owner must not be taken over.
  const homes = [...(alsoNamespaces === undefined ? [] : [HOME_OF_TENANT]), ...indexOf(run)]
  // Invalid namespaces are errors at their lines. The server is not asked about them.
  const named = [...new Set([...namespacesOf(git), ...also, ...homes])].filter(isPathStep).filter(isAllowed)
  const formerly = takesOver.map(ownerAsWritten)
  // A command with namespaces of its own knows where to search, and a preview has its index.
  const isSought = alsoNamespaces === undefined && run.settings.preview === undefined
  const beside = isSought ? namespacesWith(flows).filter((one) => isAllowed(one) && !named.includes(one)) : []
  const toRead = { namespaces: named, isAllowed, key: recordKey, formerly }
  const records = keepsRecord
    ? await recordsOf(owners ?? [ownerOf(run)], (owner) => findRecords(client, owner, { ...toRead, beside }))
    : noRecords(ownerOf(run))
  const known = { ...git, records }
  const mayReadTenant = isAllowed(HOME_OF_TENANT)
  const [scattered, optional] = await Promise.all([
    readNamespaces(client, {
      ...known,
      isEverything: readsEverything,
      also: [...also, ...(readsEverything ? git.desired.namespaces : [])].filter(isAllowed),
      toList: (kind) => namespacesRead(kind, git).filter(isAllowed),
      now: run.runtime.now,
      needsAll: (kind) => alsoNamespaces !== undefined || isMirrored(run.settings.policy, kind),
    }),
    mayReadTenant ? readOptional(client, { ...known, isSought: alsoNamespaces !== undefined }) : NONE_READ,
  ])
  return {
    liveResources: new Map([...flows, ...scattered.resourceStates, ...optional.resourceStates]),
    records,
    skippedUnchanged: scattered.skippedUnchanged,
    unsupportedKinds: new Set([...optional.unsupportedKinds, ...scattered.unsupportedKinds]),
    unmanagedKeys: scattered.unmanagedKeys,
    listed: scattered.listed,
    notRead: [...scattered.notRead, ...optional.notRead],
    notices: [
      ...records.notices,
      ...takeOverText(records),
      ...routeNotice([...flows.values(), ...optional.resourceStates.values()].map(({ name }) => name)),
      ...optional.notices,
    ],
  }
}

const namespacesWith = (flows: ResourceMap): readonly string[] => [
  ...new Set([...flows.values()].map(({ name }) => name.namespace)),
]

/** The namespace whose record lists all namespaces of a preview. */
const indexOf = ({ settings: { preview } }: RunOptions) => (preview === undefined ? [] : [preview.prefix])

const recordsOf = async (
  [owner = '', ...nextOwners]: readonly string[],
  read: (owner: string) => Promise<Records>,
): Promise<Records> => {
  const records = await read(owner)
  if (records.byNamespace.size > 0 || nextOwners.length === 0) return records
  const next = await recordsOf(nextOwners, read)
  return next.byNamespace.size > 0 ? next : records
}

/** The recorded resources of kinds that this server offers. */
export const recordedHere = ({ records, unsupportedKinds }: ServerState): Records['recorded'] =>
  unsupportedKinds.size === 0
    ? records.recorded
    : new Map([...records.recorded].filter(([key]) => !unsupportedKinds.has(resourceName(key).kind)))

type TwoTrees = Pick<GitState, 'desired' | 'desiredResources' | 'baseResources' | 'flows'>

/** Only the workflow sets the owner: a file of the repository could otherwise take over another owner's resources. */
export const ownerOf = ({ repository, settings }: Pick<RunOptions, 'repository' | 'settings'>): string =>
  ownerName({ repository, ...settings })

/**
 * `refresh` reads everything. `mirror` must see resources that were never deployed from here. To overwrite every server edit, or to
 * stop at any, the run must see all of them.
 */
const mustReadEverything = ({ settings: { isRefreshing, policy } }: RunOptions): boolean =>
  isRefreshing ||
  policy.whenMissing === 'mirror' ||
  [policy.onDrift, ...Object.values(policy.onDriftOf)].some((onDrift) => onDrift === 'overwrite' || onDrift === 'fail')

/** Offline the Git base stands for the server: the plan shows what this change does, not what waits to be deployed. */
export const liveOfBase = (
  { baseResources }: Pick<GitState, 'baseResources'>,
  { whyOffline, isOnGitHub }: RunOptions,
): ServerState => ({
  liveResources: baseResources ?? new Map(),
  records: noRecords(''),
  skippedUnchanged: new Set(),
  unsupportedKinds: new Set(),
  unmanagedKeys: new Set(),
  listed: new Map(),
  notRead: [],
  notices: [
    whyOffline ??
      (isOnGitHub ? 'No server was given.' : 'No server was asked. Set KESTRA_URL or --server to name one.'),
    baseResources === undefined
      ? 'Compared with nothing: neither a server nor a base commit is known, so everything shows as new.'
      : 'Compared with the Git base instead of the server: what was edited on the server, or waits to be deployed, is not known.',
  ],
})

const noRecords = (owner: string): Records =>
  mergeRecords({ owner, formerly: [], beyond: [], key: undefined }, new Map())

/** Namespaces of the tree, including hidden and unreadable files, and of the Git base: what this change removes must be found too. */
const namespacesOf = ({ desired, desiredResources, baseResources }: TwoTrees): string[] => {
  const names = [desiredResources, baseResources ?? new Map()].flatMap((resourceStates) =>
    [...resourceStates.values()].map(({ name }) => name),
  )
  const homes = [...names, ...[...desired.ignored].map(resourceName), ...desired.unreadable].map(recordHome)
  return [...new Set([...homes, ...desired.namespaces])].toSorted()
}

/** One sentence per kind for administrators: deleting a resource of this kind by its name is dangerous. */
const routeNotice = (resources: readonly ResourceName[]): string[] =>
  [...Map.groupBy(resources.filter(isRouteName), ({ kind }) => kind)].map(([kind, found]) => {
    const names = found.map((resource) => `\`${displayName(resource)}\``)
    return `The server has ${KINDS[kind].noun}s whose names are other routes of its API: ${listed(names)}. They are skipped: never read by name, written, deleted or exported, because a request to this kind of address can delete every flow of the tenant. Rename them in the Kestra UI.`
  })
