import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, resourceName } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { isOurs, type OwnerRecord, type RecordedResource } from './deployment-record.ts'

export interface RecordStamp {
  readonly commit: string
  /** Seconds since 1970. */
  readonly committed: number
  readonly run: string
}

export interface NextRecordInput {
  readonly stamp: RecordStamp
  readonly desiredSides: SideIndex
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** What is live now of each desired or recorded resource, after this run; absent = not on the server. */
  readonly liveNow: ReadonlyMap<ResourceKey, Fingerprint>
  /** Resources of other owners: what Git no longer has is theirs alone. */
  readonly claims: ReadonlyMap<ResourceKey, string>
  /** What a killed or half rolled-back run may have made of resources; `NOTHING`: deleted them. */
  readonly intended: ReadonlyMap<ResourceKey, Fingerprint>
}

/**
 * The records to keep after (or, with `intended`, just before) a deploy, by namespace. A resource is recorded as deployed
 * when live is what Git wants; otherwise what was recorded stays, so that drift stays drift; what is gone on both sides
 * is forgotten. Namespaces without a resource are left out.
 */
export const nextRecords = (input: NextRecordInput): ReadonlyMap<string, OwnerRecord> => {
  const namespaces = new Map<
    string,
    { flows: Record<string, RecordedResource>; files: Record<string, RecordedResource> }
  >()
  const keys = new Set([...input.desiredSides.keys(), ...input.recorded.keys(), ...input.intended.keys()])
  for (const key of [...keys].toSorted()) {
    const name = resourceName(key)
    const entry = entryOf(key, input)
    if (entry === undefined) continue
    const of = namespaces.get(name.namespace) ?? { flows: {}, files: {} }
    namespaces.set(name.namespace, of)
    const group = name.kind === 'flow' ? of.flows : of.files
    group[name.name] = entry
  }
  const all = [...namespaces.keys()].toSorted()
  return new Map(
    [...namespaces].map(([namespace, resources]) => [namespace, { ...input.stamp, namespaces: all, ...resources }]),
  )
}

const entryOf = (
  key: ResourceKey,
  { desiredSides, recorded, liveNow, intended, claims }: NextRecordInput,
): RecordedResource | undefined => {
  const desired = desiredSides.get(key)
  const live = liveNow.get(key)
  const before = recorded.get(key)
  const intent = intended.get(key)
  const file = desired?.file ?? before?.file
  if (intent !== undefined) return { ...withIntent(before, live, intent), ...(file !== undefined && { file }) }
  if (desired !== undefined && desired.fingerprint === live)
    return { deployed: live, ...(file !== undefined && { file }) }
  if (desired !== undefined || before === undefined) return withoutGone(before)
  return live === undefined || claims.has(key) ? undefined : { ...before, isGone: true }
}

/** Git has it again: another owner may no longer take it over. */
const withoutGone = (before: RecordedResource | undefined): RecordedResource | undefined => {
  if (before === undefined) return undefined
  const { isGone: _, ...rest } = before
  return rest
}

/** What is live and ours counts as deployed from here on, also when it was only intended by a run that was killed. */
const withIntent = (
  before: RecordedResource | undefined,
  live: Fingerprint | undefined,
  intended: Fingerprint,
): RecordedResource => {
  const isKnown = isOurs(before, live)
  const deployed = isKnown ? live : before?.deployed
  return { ...(deployed !== undefined && { deployed }), intended, ...(!isKnown && { found: live ?? NOTHING }) }
}

/** True when two records tell the same of every resource; the commit and run that wrote them may differ. */
export const isSameRecord = (a: OwnerRecord | undefined, b: OwnerRecord | undefined): boolean =>
  canonical(a) === canonical(b)

const canonical = (record: OwnerRecord | undefined): string =>
  record === undefined ? '' : JSON.stringify([record.namespaces, sorted(record.flows), sorted(record.files)])

const sorted = (resources: Readonly<Record<string, RecordedResource>>): unknown =>
  Object.keys(resources)
    .toSorted()
    .map((name) => [
      name,
      resources[name]?.deployed,
      resources[name]?.intended,
      resources[name]?.found,
      resources[name]?.file,
      resources[name]?.isGone,
    ])
