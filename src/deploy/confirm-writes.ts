import { concurrently } from '../kestra/api.ts'
import type { KestraClient } from '../kestra/client.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import { isUserError } from '../problem/user-error.ts'
import { NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { bytesOfGroups, groupOf, isCheaperAtOnce, type LiveState, readGroup, readLive } from './read-live.ts'

/** One written resource as the server shows it now (`state` absent: it has none), or why that could not be read. */
export type ReadBack = { readonly state: LiveState | undefined } | { readonly unread: string }

/**
 * Reads back what was written, a group at once where that is cheaper by what the server held before, or where only its list tells
 * when it was written. What cannot be read says nothing about the others.
 */
export const readBack = async (
  client: KestraClient,
  written: readonly Step[],
  before: SideIndex,
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

const readAlone = async (client: KestraClient, step: Step): Promise<ReadBacks> => {
  const state = await orWhyNot(() => readLive(client, step))
  return [[resourceKey(step), typeof state === 'string' ? { unread: state } : { state }]]
}

/** Resources of one group. */
const readTogether = async (client: KestraClient, steps: readonly Step[]): Promise<ReadBacks> => {
  const [first] = steps
  const live = first && (await orWhyNot(() => readGroup(client, groupOf(first), steps)))
  if (live === undefined) return []
  return steps.map((step) => [
    resourceKey(step),
    typeof live === 'string' ? { unread: live } : { state: stateIn(live, step) },
  ])
}

const orWhyNot = async <T>(read: () => Promise<T>): Promise<T | string> => {
  try {
    return await read()
  } catch (error) {
    if (!isUserError(error)) throw error
    return error.message
  }
}

const stateIn = (live: SideIndex, name: ResourceName): LiveState | undefined => {
  const side = live.get(resourceKey(name))
  if (side === undefined) return undefined
  return { fingerprint: side.fingerprint, revision: side.revision ?? null, updated: side.updated }
}

/** Why a written resource is not what it should be, as the server shows it now; `undefined` when it is. */
export const differenceAfterWrite = ({ wanted }: Step, now: LiveState | undefined): string | undefined => {
  if ((now?.fingerprint ?? NOTHING) === wanted) return undefined
  if (wanted === NOTHING) return 'was deleted, but the server has it again: somebody wrote at the same time'
  return now === undefined
    ? 'was written, but the server does not have it: somebody deleted it at the same time'
    : 'was written, but the server holds something else: somebody wrote at the same time. Run again to see it'
}
