import { KINDS } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import type { ResourceKey, ResourcePlace } from '../resource/resource.ts'

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
