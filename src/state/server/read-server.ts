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

/** What a command wants to see beyond what a plan needs. */
export interface ReadScope {
  readonly readsEverything?: boolean
  /** False where nothing but names and problems is told. */
  readonly showsContents?: boolean
  /** Namespaces that the tree does not name, from those that hold a flow on the server. */
  readonly alsoNamespaces?: (withFlows: readonly string[]) => readonly string[]
  /** Under which names this repository may have been deployed; the first that has a record counts. Default: that of the run. */
  readonly owners?: readonly string[]
}

/** The server as this run found it. */
export interface ServerState {
  readonly liveResources: ResourceMap
  readonly records: Records
  /** In Git as it was last deployed, and therefore not read again. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** Kinds that this server does not offer. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** On the server and not in Git: there by their names, not read. */
  readonly others: ReadonlySet<ResourceKey>
  /** The names in every namespace that was looked into, by kind. */
  readonly listed: NamespaceContents['listed']
  /** Sentences on what was not looked at: they limit the answer of the run. */
  readonly notRead: readonly string[]
  readonly notices: readonly string[]
}

/**
 * Reads the server: all flows, one small record per namespace, and the other kinds where the tree, the base or
 * the record has one, namespace by namespace where they differ from the record (docs/internals/decisions.md, "What is read, and when").
 */
export const readServer = async (
  server: ServerConnection,
  git: TwoTrees,
  { run, readsEverything = mustReadEverything(run), alsoNamespaces, owners }: ReadScope & { readonly run: RunOptions },
): Promise<ServerState> => {
  const client = await server.client
  // Before any record is asked for: a record tells what is to be written before it is, so no write of another run looks like an edit.
  const flows = await server.flows
  const also = alsoNamespaces?.(namespacesWith(flows)) ?? []
  const { keepsRecord, namespaces, recordKey, takesOver } = run.settings
  const isAllowed = (namespace: string) => isAllowedNamespace(namespace, namespaces)
  // What another owner deploys to the tenant is not ours to take.
  const homes = [...(alsoNamespaces === undefined ? [] : [HOME_OF_TENANT]), ...indexOf(run)]
  // Others are errors at their line; no server is asked for them.
  const named = [...new Set([...namespacesOf(git), ...also, ...homes])].filter(isPathStep).filter(isAllowed)
  const formerly = takesOver.map(ownerAsWritten)
  // A command with namespaces of its own knows where to look, and a preview has its index.
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
    others: scattered.others,
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

/** From its record all namespaces of a preview are found. */
const indexOf = ({ settings: { preview } }: RunOptions) => (preview === undefined ? [] : [preview.prefix])

const recordsOf = async (
  [owner = '', ...others]: readonly string[],
  read: (owner: string) => Promise<Records>,
): Promise<Records> => {
  const records = await read(owner)
  if (records.byNamespace.size > 0 || others.length === 0) return records
  const next = await recordsOf(others, read)
  return next.byNamespace.size > 0 ? next : records
}

/** What the record tells of the kinds that this server has. */
export const recordedHere = ({ records, unsupportedKinds }: ServerState): Records['recorded'] =>
  unsupportedKinds.size === 0
    ? records.recorded
    : new Map([...records.recorded].filter(([key]) => !unsupportedKinds.has(resourceName(key).kind)))

type TwoTrees = Pick<GitState, 'desired' | 'desiredResources' | 'baseResources' | 'flows'>

/** From what the workflow says only: a file of the repository that named an owner could take over another's resources. */
export const ownerOf = ({ repository, settings }: Pick<RunOptions, 'repository' | 'settings'>): string =>
  ownerName({ repository, ...settings })

/**
 * `refresh` looks at everything; `mirror` must see what was never deployed from here; to overwrite every edit made on
 * the server, or to stop at any, it must be seen.
 */
const mustReadEverything = ({ settings: { isRefreshing, policy } }: RunOptions): boolean =>
  isRefreshing ||
  policy.whenMissing === 'mirror' ||
  [policy.onDrift, ...Object.values(policy.onDriftOf)].some((onDrift) => onDrift === 'overwrite' || onDrift === 'fail')

/** Offline the Git base stands for the server: the plan then says what this change does, not what is pending. */
export const liveOfBase = (
  { baseResources }: Pick<GitState, 'baseResources'>,
  { whyOffline, isOnGitHub }: RunOptions,
): ServerState => ({
  liveResources: baseResources ?? new Map(),
  records: noRecords(''),
  skippedUnchanged: new Set(),
  unsupportedKinds: new Set(),
  others: new Set(),
  listed: new Map(),
  notRead: [],
  notices: [
    whyOffline ?? (isOnGitHub ? 'No server was given.' : 'No server was asked: KESTRA_URL or --server names one.'),
    baseResources === undefined
      ? 'Compared with nothing: neither a server nor a base commit is known, so everything shows as new.'
      : 'Compared with the Git base instead of the server: what was edited on the server, or waits to be deployed, is not known.',
  ],
})

const noRecords = (owner: string): Records =>
  mergeRecords({ owner, formerly: [], beyond: [], key: undefined }, new Map())

/** Of the tree, what it hides or nobody can read included, and of the Git base: what left the tree in this change must be looked for as well. */
const namespacesOf = ({ desired, desiredResources, baseResources }: TwoTrees): string[] => {
  const names = [desiredResources, baseResources ?? new Map()].flatMap((resourceStates) =>
    [...resourceStates.values()].map(({ name }) => name),
  )
  const homes = [...names, ...[...desired.ignored].map(resourceName), ...desired.unreadable].map(recordHome)
  return [...new Set([...homes, ...desired.namespaces])].toSorted()
}

/** What an administrator must know before somebody deletes such a resource by its name: one sentence for all of a kind. */
const routeNotice = (resources: readonly ResourceName[]): string[] =>
  [...Map.groupBy(resources.filter(isRouteName), ({ kind }) => kind)].map(([kind, found]) => {
    const names = found.map((resource) => `\`${displayName(resource)}\``)
    return `The server has ${KINDS[kind].noun}s whose names are other routes of its API: ${listed(names)}. They are left alone: never read by name, written, deleted or exported, because a request to such an address can delete every flow of the tenant. Rename them in the Kestra UI.`
  })
