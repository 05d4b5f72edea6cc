import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceKind, resourceName } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { compareText } from '../text/compare.ts'
import { isOurs, type OwnerRecord, type RecordedResource, type RecordStamp, recordHome } from './deployment-record.ts'

export interface NextRecordInput {
  readonly stamp: RecordStamp
  readonly desiredSides: SideIndex
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** What is live now of each desired or recorded resource, after this run; absent = not on the server. */
  readonly liveNow: ReadonlyMap<ResourceKey, Fingerprint>
  /** When it was written last, where a list tells that and it was read. */
  readonly updated: ReadonlyMap<ResourceKey, string>
  /** Resources of other owners: what Git no longer has is theirs alone. */
  readonly claims: ReadonlyMap<ResourceKey, string>
  /** Kinds that this server does not have: what was recorded of them stays. */
  readonly absent: ReadonlySet<ResourceKind>
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
  const keys = new Set([...input.desiredSides.keys(), ...input.recorded.keys(), ...input.intended.keys()])
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
  { desiredSides, recorded, liveNow, updated, intended, claims, absent }: NextRecordInput,
): RecordedResource | undefined => {
  const desired = desiredSides.get(key)
  const live = liveNow.get(key)
  const before = recorded.get(key)
  if (absent.has(resourceName(key).kind)) return before
  const intent = intended.get(key)
  const file = desired?.file ?? before?.file
  if (intent !== undefined) return { ...withIntent(before, live, intent), file }
  if (desired !== undefined && desired.fingerprint === live) return { deployed: live, file, updated: updated.get(key) }
  if (desired !== undefined || before === undefined) return withoutGone(before)
  return live === undefined || claims.has(key) ? undefined : { ...before, isGone: true }
}

/** Git has it again: another owner may no longer take it over. */
const withoutGone = (before: RecordedResource | undefined): RecordedResource | undefined =>
  before && { ...before, isGone: undefined }

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
  canonical(a) === canonical(b) && isSameList(a?.namespaces ?? [], b?.namespaces ?? [])

/** Each of many records has the list of all: most often the very same list. */
const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((name, index) => name === b[index]))

const canonical = (record: OwnerRecord | undefined): string => {
  if (record === undefined) return ''
  const resources = [...record.resources].map(([key, resource]) => {
    const { deployed, intended, found, file, updated, isGone } = resource
    return [key, deployed, intended, found, file, updated, isGone]
  })
  return JSON.stringify(resources.toSorted(([a], [b]) => compareText(String(a), String(b))))
}
