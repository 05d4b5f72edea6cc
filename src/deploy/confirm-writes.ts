import { concurrently } from '../kestra/api.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { Step } from '../plan/order-steps.ts'
import { isUserError } from '../problem/user-error.ts'
import { NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { bytesOfGroups, groupOf, isCheaperAtOnce, readGroup } from './read-groups.ts'
import { type LiveState, readLive } from './write-step.ts'

/** One written resource as the server shows it now (`state` absent: it has none), or why that could not be read. */
export type ReadBack = { readonly state: LiveState | undefined } | { readonly unread: string }

/**
 * Reads back what was written, a group at once where that is cheaper by what the server held before. What cannot be read says
 * nothing about the others.
 */
export const readBack = async (
  client: KestraClient,
  written: readonly Step[],
  before: SideIndex,
): Promise<ReadonlyMap<ResourceKey, ReadBack>> => {
  const bytes = bytesOfGroups(before)
  const groups = [...Map.groupBy(written, (step) => groupOf(step).key)]
  const isAtOnce = ([key, steps]: (typeof groups)[number]): boolean =>
    isCheaperAtOnce(steps.length, bytes.get(key) ?? 0)
  const [atOnce, single] = [groups.filter(isAtOnce), groups.filter((group) => !isAtOnce(group))]
  const found = await concurrently(
    [...atOnce.map(([, steps]) => steps), ...single.flatMap(([, steps]) => steps.map((step) => [step]))],
    (steps) => readSome(client, steps),
  )
  return new Map(found.flat())
}

/** Resources of one group: by itself where it is one. */
const readSome = async (
  client: KestraClient,
  steps: readonly Step[],
): Promise<readonly (readonly [ResourceKey, ReadBack])[]> => {
  const [first, ...others] = steps
  if (first === undefined) return []
  if (others.length === 0) {
    const state = await orWhyNot(() => readLive(client, first))
    return [[resourceKey(first), typeof state === 'string' ? { unread: state } : { state }]]
  }
  const live = await orWhyNot(() => readGroup(client, groupOf(first), steps))
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
  return side === undefined ? undefined : { fingerprint: side.fingerprint, revision: side.revision ?? null }
}

/** Why a written resource is not what it should be, as the server shows it now; `undefined` when it is. */
export const differenceAfterWrite = ({ wanted }: Step, now: LiveState | undefined): string | undefined => {
  if ((now?.fingerprint ?? NOTHING) === wanted) return undefined
  if (wanted === NOTHING) return 'was deleted, but the server has it again: somebody wrote at the same time'
  return now === undefined
    ? 'was written, but the server does not have it: somebody deleted it at the same time'
    : 'was written, but the server holds something else: somebody wrote at the same time. Run again to see it'
}
