import { isDeepStrictEqual } from 'node:util'
import { KINDS } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceKind, type ResourcePlace, resourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'

/**
 * The record of one resource. Fields may be `NOTHING`, which means that the resource does not exist.
 * - `deployed`: the content that a run left on the server.
 * - `intended`: the content that a run was about to write. It stays only if that run was killed; both contents are then
 *   ours.
 * - `found`: the foreign content at the time of `intended`. While it is live, the write was not made.
 * - `file`: the path in Git.
 * - `updated`: the server's time of the last write when `deployed` was read, for kinds whose list reports it.
 * - `isGone`: Git no longer has the resource and it was kept; another owner may take it over.
 */
export interface RecordedResource {
  readonly deployed?: string | undefined
  readonly intended?: string | undefined
  readonly found?: string | undefined
  readonly file?: string | undefined
  readonly updated?: string | undefined
  readonly isGone?: true | undefined
}

/** The run that wrote a record, and its commit. */
export interface RecordStamp {
  readonly commit: string
  /** The commit time in seconds since 1970; orders two commits where Git's history cannot. */
  readonly committed: number
  readonly run: string
}

/** One owner's part of the record of one namespace. */
export interface OwnerRecord extends RecordStamp {
  /** All namespaces with a record of this owner, so that a namespace that left the tree is still found. */
  readonly namespaces: readonly string[]
  readonly resources: ReadonlyMap<ResourceKey, RecordedResource>
  /** True when it contains resources of a kind that only a later release knows. */
  readonly hasMore: boolean
}

/** The namespace whose record lists tenant-wide resources. */
export const HOME_OF_TENANT = 'system'

/** The namespace whose record lists a resource. */
export const recordHome = ({ kind, namespace }: ResourcePlace): string =>
  KINDS[kind].scope === 'tenant' ? HOME_OF_TENANT : namespace

export interface OwnerScope {
  /** `owner/name`. */
  readonly repository: string
  readonly roots: readonly string[]
  readonly namespace: string | undefined
  readonly namespaceFrom: 'yaml' | 'folder' | undefined
  readonly namespaceMap: readonly { readonly from: string; readonly to: string }[]
  /** Each preview is an owner of its own. */
  readonly preview?: { readonly prefix: string } | undefined
}

/**
 * The name of the owner that deploys: the repository in lower case, as GitHub compares names, followed by the settings
 * in use: roots, `namespace`, `namespace-from`, `namespace-map` and preview. Two trees or targets of one
 * repository are two owners, so neither deletes the other's resources.
 */
export const ownerName = ({
  repository,
  roots,
  namespace,
  namespaceFrom,
  namespaceMap,
  preview,
}: OwnerScope): string => {
  const map = namespaceMap.map(({ from, to }) => `${from}=>${to}`).toSorted()
  return [
    repository.toLowerCase(),
    ...(roots.length > 0 ? [`#${[...new Set(roots)].toSorted().join('+')}`] : []),
    ...(namespace !== undefined ? [`:${namespace}`] : []),
    ...(namespaceFrom === 'folder' ? ['/folder'] : []),
    ...(map.length > 0 ? [`@${map.join('+')}`] : []),
    ...(preview === undefined ? [] : [`~${preview.prefix}`]),
  ].join('')
}

/** The repository of an owner's name, without the settings after it. */
export const repositoryOf = (owner: string): string =>
  owner.replace(/(?<=.)[#:@~].*$/s, '').replace(/(?<=\/.*)\/folder$/, '')

/** Normalizes an owner's name from user input: the repository in lower case. */
export const ownerAsWritten = (owner: string): string =>
  `${repositoryOf(owner).toLowerCase()}${owner.slice(repositoryOf(owner).length)}`

/** True when the live state (`NOTHING`: missing) is what this tool deployed or was about to deploy. */
export const isOurs = (recorded: RecordedResource | undefined, live: Fingerprint = NOTHING): boolean =>
  recorded !== undefined && (recorded.deployed === live || recorded.intended === live)

/** The record of a resource without an intent that was never carried out, as the live state shows. */
export const withoutIdleIntent = (
  recorded: RecordedResource | undefined,
  live: Fingerprint = NOTHING,
): RecordedResource | undefined => {
  if (recorded?.found === undefined || recorded.found !== live) return recorded
  return { ...recorded, intended: undefined }
}

export interface NextRecordInput {
  readonly stamp: RecordStamp
  readonly desiredResources: ResourceMap
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** The live state after this run of each desired or recorded resource; absent = not on the server. */
  readonly liveNow: ReadonlyMap<ResourceKey, Fingerprint>
  /** The server's time of the last write, where a list reports it and was read. */
  readonly updated: ReadonlyMap<ResourceKey, string>
  /** Resources of other owners. This owner's record drops those that Git no longer has. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  /** Kinds that this server does not offer: their records stay. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** Namespaces whose record contains more than this release understands: it is always kept. */
  readonly homesWithMore: ReadonlySet<string>
  /** A namespace that has a record as long as any other has one; its record names all others. */
  readonly index?: string | undefined
  /** The content that a killed or half rolled-back run may have written; `NOTHING`: a delete. */
  readonly intended: ReadonlyMap<ResourceKey, Fingerprint>
}

/**
 * The records to store after a deploy, or just before it with `intended`, by namespace. A resource is recorded as
 * deployed when live equals Git. Otherwise its old record stays, so that drift remains drift. A resource that neither
 * Git nor the server has is dropped. Namespaces without anything to record are left out.
 */
export const nextRecords = (input: NextRecordInput): ReadonlyMap<string, OwnerRecord> => {
  const keys = new Set([...input.desiredResources.keys(), ...input.recorded.keys(), ...input.intended.keys()])
  const homes = new Map([...input.homesWithMore].map((home) => [home, new Map<ResourceKey, RecordedResource>()]))
  for (const key of [...keys].toSorted()) {
    const entry = entryOf(key, input)
    if (entry === undefined) continue
    const home = recordHome(resourceName(key))
    homes.set(home, (homes.get(home) ?? new Map()).set(key, entry))
  }
  const { index } = input
  if (index !== undefined && homes.size > 0 && !homes.has(index)) homes.set(index, new Map())
  const namespaces = [...homes.keys()].toSorted()
  return new Map(
    [...homes].map(([home, resources]) => {
      const hasMore = input.homesWithMore.has(home)
      return [home, { ...input.stamp, namespaces, resources, hasMore }]
    }),
  )
}

const entryOf = (
  key: ResourceKey,
  { desiredResources, recorded, liveNow, updated, intended, ownedByOthers, unsupportedKinds }: NextRecordInput,
): RecordedResource | undefined => {
  const desired = desiredResources.get(key)
  const live = liveNow.get(key)
  const before = recorded.get(key)
  if (unsupportedKinds.has(resourceName(key).kind)) return before
  const intent = intended.get(key)
  const file = desired?.file ?? before?.file
  if (intent !== undefined) return { ...withIntent(before, live, intent), file }
  if (desired !== undefined && desired.fingerprint === live) return { deployed: live, file, updated: updated.get(key) }
  // Git has it again, so another owner may no longer take it over.
  if (desired !== undefined || before === undefined) return before && { ...before, isGone: undefined }
  return live === undefined || ownedByOthers.has(key) ? undefined : { ...before, isGone: true }
}

/** Live content of ours counts as deployed from now on, also when a killed run only intended it. */
const withIntent = (
  before: RecordedResource | undefined,
  live: Fingerprint | undefined,
  intended: Fingerprint,
): RecordedResource => {
  const isKnown = isOurs(before, live)
  const deployed = isKnown ? live : before?.deployed
  return { deployed, intended, found: isKnown ? undefined : (live ?? NOTHING) }
}

/** True when two records list the same for every resource; commit and run may differ. */
export const isSameRecord = (a: OwnerRecord | undefined, b: OwnerRecord | undefined): boolean =>
  isDeepStrictEqual(comparableRecord(a), comparableRecord(b))

const comparableRecord = (record: OwnerRecord | undefined) => {
  if (record === undefined) return undefined
  const resources = [...record.resources].map(([key, resource]) => {
    const { deployed, intended, found, file, updated, isGone } = resource
    return [key, [deployed, intended, found, file, updated, isGone]] as const
  })
  return { namespaces: record.namespaces, resources: new Map(resources) }
}
