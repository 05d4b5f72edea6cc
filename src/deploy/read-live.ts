import { isUserError, orUserError, type UserError } from '../finding/user-error.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { liveFingerprint } from '../kinds/kinds.ts'
import { ON_SERVER, readLiveResources } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import { NOTHING } from '../resource/fingerprint.ts'
import {
  type ResourceKey,
  type ResourceKind,
  type ResourceName,
  type ResourcePlace,
  resourceKey,
} from '../resource/resource.ts'
import type { ResourceMap, ResourceState } from '../resource/resource-state.ts'

/** The resources of one reading: a whole kind, or a kind in one namespace. `key` is unique per group. */
export interface Group {
  readonly kind: ResourceKind
  readonly namespace: string
  readonly key: string
}

export const groupOf = ({ kind, namespace }: ResourcePlace): Group => {
  const isOfNamespace = ON_SERVER[kind].reading === 'by-namespace'
  return { kind, namespace: isOfNamespace ? namespace : '', key: isOfNamespace ? `${kind} ${namespace}` : kind }
}

/** Live resources of one kind and namespace. Resources outside `names` may be missing. Throws `UserError`. */
export const readGroup = async (
  client: KestraClient,
  { kind, namespace }: Group,
  names: readonly ResourceName[],
): Promise<ResourceMap> => {
  const wanted = new Set(names.map(resourceKey))
  const unknown = () => undefined
  const needs = {
    isNeeded: (name: ResourceName) => wanted.has(resourceKey(name)),
    expected: unknown,
    knownAt: unknown,
  }
  return (
    (await readLiveResources(ON_SERVER[kind], client, { namespaces: [namespace], needs }))?.resourceStates ?? new Map()
  )
}

// Reading one resource takes about as long as 100 kB of an export: 200 flows arrive in 0.03 to 0.1 s.
const BYTES_PER_READ = 100_000
const MOST_SINGLE_READS = 5

/** True where reading a whole group of `bytes` bytes is cheaper than `reads` single reads. */
export const isCheaperAtOnce = (reads: number, bytes: number): boolean =>
  reads > MOST_SINGLE_READS && reads * BYTES_PER_READ >= bytes

/** The size of each group in bytes, by group key, as far as it was read. */
export const bytesOfGroups = (live: ResourceMap): ReadonlyMap<string, number> => {
  const bytes = new Map<string, number>()
  for (const { name, size } of live.values()) {
    const { key } = groupOf(name)
    bytes.set(key, (bytes.get(key) ?? 0) + size)
  }
  return bytes
}

/**
 * The state that is compared after a write: content, revision and time of the last write, where the server reports
 * them.
 */
export type LiveState = Pick<ResourceState, 'fingerprint' | 'revision' | 'updated'>

/** The live state of one resource; `undefined` when it does not exist. Throws `UserError`. */
export const readLive = async (client: KestraClient, name: ResourceName): Promise<LiveState | undefined> => {
  const live = await ON_SERVER[name.kind].readOne(client, name)
  return live && { fingerprint: liveFingerprint(live), revision: live.revision, updated: live.updated }
}

/** The live state after a write (`undefined`: the resource does not exist), or the error of the read. */
export type ReadBack = LiveState | undefined | UserError

/**
 * Reads back the written resources. A whole group is read at once where that is cheaper, judged by its size before, or
 * where only its list reports the time of the write. A failed read does not affect the other resources.
 */
export const readBack = async (
  client: KestraClient,
  written: readonly Step[],
  before: ResourceMap,
): Promise<ReadonlyMap<ResourceKey, ReadBack>> => {
  const bytes = bytesOfGroups(before)
  const groups = [...Map.groupBy(written, (step) => groupOf(step).key)]
  const isAtOnce = ([key, steps]: (typeof groups)[number]): boolean =>
    steps.some(({ kind }) => ON_SERVER[kind].listedBy?.(client) === 'namespace') ||
    isCheaperAtOnce(steps.length, bytes.get(key) ?? 0)
  const reads = groups.flatMap((group) => {
    const [, steps] = group
    return isAtOnce(group) ? [() => readTogether(client, steps)] : steps.map((step) => () => readAlone(client, step))
  })
  const found = await concurrently(reads, (read) => read())
  return new Map(found.flat())
}

type ReadBacks = readonly (readonly [ResourceKey, ReadBack])[]

const readAlone = async (client: KestraClient, step: Step): Promise<ReadBacks> => [
  [resourceKey(step), await orUserError(readLive(client, step))],
]

/** Reads resources of one group. */
const readTogether = async (client: KestraClient, steps: readonly Step[]): Promise<ReadBacks> => {
  const [first] = steps
  const live = first && (await orUserError(readGroup(client, groupOf(first), steps)))
  return steps.map((step) => [resourceKey(step), isUserError(live) ? live : live?.get(resourceKey(step))])
}

/** Why a written resource differs from the intended state; `undefined` when it does not. */
export const differenceAfterWrite = ({ wanted }: Step, now: LiveState | undefined): string | undefined => {
  if ((now?.fingerprint ?? NOTHING) === wanted) return undefined
  if (wanted === NOTHING) return 'was deleted, but the server has it again: another client wrote at the same time'
  return now === undefined
    ? 'was written, but the server does not have it: another client deleted it at the same time'
    : 'was written, but the server holds something else: another client wrote at the same time. Run again to see it'
}
