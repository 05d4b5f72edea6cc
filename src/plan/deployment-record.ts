import * as z from 'zod'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'

/** The key in Kestra's key-value store that holds the deployment records of one namespace. */
export const RECORD_KEY = 'kestra-gitops'

/**
 * What the record knows of one resource. `deployed`: what a run left on the server. `intended`: what a run was about to
 * make of it when it noted so (`NOTHING`: delete it); it stays only when that run was killed, and then either of the two
 * may be live and is ours. `found`: what stood there then and was not ours (`NOTHING`: nothing stood there); as long as
 * it does, the write was not made. `file`: where it stood in Git. `isGone`: Git no longer has
 * it and it was kept; another owner may take it over.
 */
const recordedResource = z.object({
  deployed: z.string().optional(),
  intended: z.string().optional(),
  found: z.string().optional(),
  file: z.string().optional(),
  isGone: z.literal(true).optional(),
})
export type RecordedResource = z.infer<typeof recordedResource>

const ownerRecord = z.object({
  commit: z.string(),
  /** Seconds since 1970 of that commit; orders two commits where Git's history cannot. */
  committed: z.number(),
  run: z.string(),
  /** All namespaces of this owner, so that one that left the tree can still be found. */
  namespaces: z.array(z.string()),
  flows: z.record(z.string(), recordedResource),
  files: z.record(z.string(), recordedResource),
})
export type OwnerRecord = z.infer<typeof ownerRecord>

const namespaceRecord = z.object({ version: z.literal(1), owners: z.record(z.string(), ownerRecord) })
export type NamespaceRecord = z.infer<typeof namespaceRecord>

/** What reading the record of one namespace gave. `unreadable` never proves anything (product.md, "Deployment record"). */
export type RecordReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly record: NamespaceRecord }
  | { readonly kind: 'unreadable'; readonly why: string }

/** Checks a value from the key-value store; a record of a later format is `unreadable`, not an error. */
export const parseRecord = (value: unknown): RecordReading => {
  if (value === undefined || value === null) return { kind: 'absent' }
  const parsed = namespaceRecord.safeParse(value)
  if (parsed.success) return { kind: 'read', record: parsed.data }
  return { kind: 'unreadable', why: `key "${RECORD_KEY}" holds something that is not a deployment record of version 1` }
}

export interface OwnerScope {
  /** `owner/name`. */
  readonly repository: string
  readonly roots: readonly string[]
  readonly namespace: string | undefined
  readonly namespaceMap: readonly { readonly from: string; readonly to: string }[]
}

/**
 * Who deploys: a repository (in lower case, as GitHub compares them) and, where it deploys several trees or one tree to
 * several places, its roots, its `namespace` and its `namespace-map`: what one of them does not have is not missing.
 */
export const ownerName = ({ repository, roots, namespace, namespaceMap }: OwnerScope): string => {
  const map = namespaceMap.map(({ from, to }) => `${from}=>${to}`).toSorted()
  return [
    repository.toLowerCase(),
    ...(roots.length > 0 ? [`#${[...new Set(roots)].toSorted().join('+')}`] : []),
    ...(namespace !== undefined ? [`:${namespace}`] : []),
    ...(map.length > 0 ? [`@${map.join('+')}`] : []),
  ].join('')
}

/** The resources of one owner's record in one namespace, by key. */
export const recordedResources = (namespace: string, record: OwnerRecord): ReadonlyMap<ResourceKey, RecordedResource> =>
  new Map([
    ...Object.entries(record.flows).map(
      ([name, resource]) => [resourceKey({ kind: 'flow', namespace, name }), resource] as const,
    ),
    ...Object.entries(record.files).map(
      ([name, resource]) => [resourceKey({ kind: 'file', namespace, name }), resource] as const,
    ),
  ])

/** True when live (or that there is nothing) is what this tool made or was about to make. */
export const isOurs = (recorded: RecordedResource | undefined, live: Fingerprint = NOTHING): boolean =>
  recorded !== undefined && (recorded.deployed === live || recorded.intended === live)

/** The record of a resource without an intent that was never carried out, as what is live now shows. */
export const withoutIdleIntent = (
  recorded: RecordedResource | undefined,
  live: Fingerprint = NOTHING,
): RecordedResource | undefined => {
  if (recorded?.found === undefined || recorded.found !== live) return recorded
  const { intended: _idle, ...rest } = recorded
  return rest
}
