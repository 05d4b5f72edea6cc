import type { KestraClient } from '../kestra/client.ts'
import { indexLive, liveFingerprint } from '../kinds/index-sides.ts'
import { readOnly } from '../kinds/kind-on-server.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { type ResourceKind, type ResourceName, type ResourcePlace, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'

/** What one reading tells at once: all of a kind, or all of it in one namespace. */
export interface Group {
  readonly kind: ResourceKind
  readonly namespace: string
  readonly key: string
}

export const groupOf = ({ kind, namespace }: ResourcePlace): Group => {
  const isOfNamespace = ON_SERVER[kind].reading === 'by-namespace'
  return { kind, namespace: isOfNamespace ? namespace : '', key: isOfNamespace ? `${kind} ${namespace}` : kind }
}

/** What the server holds of a group now; of what `names` do not hold perhaps nothing. Throws `UserError`. */
export const readGroup = async (
  client: KestraClient,
  { kind, namespace }: Group,
  names: readonly ResourceName[],
): Promise<SideIndex> => {
  const wanted = new Set(names.map(resourceKey))
  const nobodyKnows = () => undefined
  const needs = {
    isNeeded: (name: ResourceName) => wanted.has(resourceKey(name)),
    expected: nobodyKnows,
    knownAt: nobodyKnows,
  }
  return indexLive(readOnly(await ON_SERVER[kind].readAll(client, [namespace], needs)))
}

// A request that reads one resource takes about as long as 100 kB of an export: 200 flows come in 0.03 to 0.1 s.
const BYTES_PER_READ = 100_000
const MOST_SINGLE_READS = 5

/** True where one reading of a group that holds so many bytes is cheaper than so many reads. */
export const isCheaperAtOnce = (reads: number, bytes: number): boolean =>
  reads > MOST_SINGLE_READS && reads * BYTES_PER_READ >= bytes

/** How many bytes the server holds of each group, by its key, as far as it was read. */
export const bytesOfGroups = (live: SideIndex): ReadonlyMap<string, number> => {
  const bytes = new Map<string, number>()
  for (const { name, size } of live.values()) {
    const { key } = groupOf(name)
    bytes.set(key, (bytes.get(key) ?? 0) + size)
  }
  return bytes
}

export interface LiveState {
  readonly fingerprint: Fingerprint
  readonly revision: number | null
  /** When it was written last, where the server tells. */
  readonly updated?: string | undefined
}

/** One resource as the server holds it now; `undefined` when it holds none. */
export const readLive = async (client: KestraClient, name: ResourceName): Promise<LiveState | undefined> => {
  const live = await ON_SERVER[name.kind].readOne(client, name)
  return live && { fingerprint: liveFingerprint(live), revision: live.revision ?? null, updated: live.updated }
}
