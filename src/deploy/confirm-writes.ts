import { concurrently } from '../kestra/api.ts'
import type { KestraClient } from '../kestra/client.ts'
import { indexLive } from '../kinds/index-sides.ts'
import { readOnly } from '../kinds/kind-on-server.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import { isUserError } from '../problem/user-error.ts'
import { NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { type LiveState, readLive } from './write-step.ts'

// Up to here single reads are cheaper than reading everything once more.
const MOST_SINGLE_READS = 5

/** One written resource as the server shows it now (`state` absent: it has none), or why that could not be read. */
export type ReadBack = { readonly state: LiveState | undefined } | { readonly unread: string }

/** Reads back what was written. What cannot be read says nothing about the others. */
export const readBack = async (
  client: KestraClient,
  written: readonly Step[],
): Promise<ReadonlyMap<ResourceKey, ReadBack>> => {
  if (written.length <= MOST_SINGLE_READS) {
    const states = await concurrently(written, async (name) => {
      const state = await orWhyNot(() => readLive(client, name))
      return [resourceKey(name), typeof state === 'string' ? { unread: state } : { state }] as const
    })
    return new Map(states)
  }
  const readings = await readAll(client, written)
  return new Map(
    written.map((name) => {
      const live = readings.get(groupOf(name)) ?? ''
      return [resourceKey(name), typeof live === 'string' ? { unread: live } : { state: stateIn(live, name) }] as const
    }),
  )
}

const orWhyNot = async <T>(read: () => Promise<T>): Promise<T | string> => {
  try {
    return await read()
  } catch (error) {
    if (!isUserError(error)) throw error
    return error.message
  }
}

/** What is read at once: all of a kind, or all of it in one namespace. */
const groupOf = ({ kind, namespace }: ResourceName): string =>
  ON_SERVER[kind].reading === 'by-namespace' ? `${kind} ${namespace}` : kind

const readAll = async (
  client: KestraClient,
  written: readonly Step[],
): Promise<ReadonlyMap<string, SideIndex | string>> => {
  const keys = new Set(written.map(resourceKey))
  const groups = [...new Map(written.map((name) => [groupOf(name), name]))]
  return new Map(
    await concurrently(groups, async ([group, { kind, namespace }]) => {
      const isWritten = (name: ResourceName) => keys.has(resourceKey(name))
      const live = await orWhyNot(async () =>
        indexLive(readOnly(await ON_SERVER[kind].readAll(client, [namespace], isWritten))),
      )
      return [group, live] as const
    }),
  )
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
