import { isDeepStrictEqual } from 'node:util'
import { KINDS } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceKind, type ResourcePlace, resourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'

/**
 * What the record knows of one resource. `deployed`: what a run left on the server. `intended`: what a run was about to
 * make of it when it noted so (`NOTHING`: delete it); it stays only when that run was killed, and then either of the two
 * may be live and is ours. `found`: what stood there then and was not ours (`NOTHING`: nothing stood there); as long as
 * it does, the write was not made. `file`: where it stood in Git. `updated`: when the server says that it was written last, where
 * a list tells, as `deployed` was read. `isGone`: Git no longer has it and it was kept; another owner may take it over.
 */
export interface RecordedResource {
  readonly deployed?: string | undefined
  readonly intended?: string | undefined
  readonly found?: string | undefined
  readonly file?: string | undefined
  readonly updated?: string | undefined
  readonly isGone?: true | undefined
}

/** Which run wrote a record, of which commit. */
export interface RecordStamp {
  readonly commit: string
  /** Seconds since 1970 of that commit; orders two commits where Git's history cannot. */
  readonly committed: number
  readonly run: string
}

/** One owner's part of the record of one namespace. */
export interface OwnerRecord extends RecordStamp {
  /** All namespaces with a record of this owner, so that one that left the tree can still be found. */
  readonly namespaces: readonly string[]
  readonly resources: ReadonlyMap<ResourceKey, RecordedResource>
  /** It tells of resources that this release does not know: a later one has added their kind. */
  readonly hasMore: boolean
}

/** Whose record tells of what lives in the tenant and in no namespace. */
export const HOME_OF_TENANT = 'system'

/** The namespace whose record tells of a resource. */
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
 * Who deploys: a repository (in lower case, as GitHub compares them) and, where it deploys several trees or one tree to
 * several places, its roots, its `namespace`, `namespace-from`, `namespace-map` and preview: what one of them does not have is not missing.
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

/** The repository of an owner's name, without the settings behind it. */
export const repositoryOf = (owner: string): string =>
  owner.replace(/(?<=.)[#:@~].*$/s, '').replace(/(?<=\/.*)\/folder$/, '')

/** An owner's name as somebody wrote it: the repository in lower case. */
export const ownerAsWritten = (owner: string): string =>
  `${repositoryOf(owner).toLowerCase()}${owner.slice(repositoryOf(owner).length)}`

/** True when live (or that there is nothing) is what this tool made or was about to make. */
export const isOurs = (recorded: RecordedResource | undefined, live: Fingerprint = NOTHING): boolean =>
  recorded !== undefined && (recorded.deployed === live || recorded.intended === live)

/** The record of a resource without an intent that was never carried out, as what is live now shows. */
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
  /** What is live now of each desired or recorded resource, after this run; absent = not on the server. */
  readonly liveNow: ReadonlyMap<ResourceKey, Fingerprint>
  /** When it was written last, where a list tells that and it was read. */
  readonly updated: ReadonlyMap<ResourceKey, string>
  /** Resources of other owners: what Git no longer has is theirs alone. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  /** Kinds that this server does not have: what was recorded of them stays. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** Namespaces whose record tells of more than this release understands: it stays, whatever else is forgotten. */
  readonly homesWithMore: ReadonlySet<string>
  /** Has a record as long as any namespace has one: from there all of them can be found. */
  readonly index?: string | undefined
  /** What a killed or half rolled-back run may have made of resources; `NOTHING`: deleted them. */
  readonly intended: ReadonlyMap<ResourceKey, Fingerprint>
}

/**
 * The records to keep after (or, with `intended`, just before) a deploy, by namespace. A resource is recorded as deployed
 * when live is what Git wants; otherwise what was recorded stays, so that drift stays drift; what is gone on both sides
 * is forgotten. Namespaces of which nothing is to be told are left out.
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
  // Git has it again: another owner may no longer take it over.
  if (desired !== undefined || before === undefined) return before && { ...before, isGone: undefined }
  return live === undefined || ownedByOthers.has(key) ? undefined : { ...before, isGone: true }
}

/** What is live and ours counts as deployed from here on, also when it was only intended by a run that was killed. */
const withIntent = (
  before: RecordedResource | undefined,
  live: Fingerprint | undefined,
  intended: Fingerprint,
): RecordedResource => {
  const isKnown = isOurs(before, live)
  const deployed = isKnown ? live : before?.deployed
  return { deployed, intended, found: isKnown ? undefined : (live ?? NOTHING) }
}

/** True when two records tell the same of every resource; the commit and run that wrote them may differ. */
export const isSameRecord = (a: OwnerRecord | undefined, b: OwnerRecord | undefined): boolean =>
  isDeepStrictEqual(reportedBy(a), reportedBy(b))

const reportedBy = (record: OwnerRecord | undefined) => {
  if (record === undefined) return undefined
  const resources = [...record.resources].map(([key, resource]) => {
    const { deployed, intended, found, file, updated, isGone } = resource
    return [key, [deployed, intended, found, file, updated, isGone]] as const
  })
  return { namespaces: record.namespaces, resources: new Map(resources) }
}
