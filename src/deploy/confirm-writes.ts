import type { KestraClient } from '../kestra/client.ts'
import { concurrently } from '../kestra/concurrently.ts'
import { indexLive } from '../kinds/index-sides.ts'
import { fingerprintOf } from '../kinds/kinds.ts'
import type { PlannedResource } from '../plan/plan.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { type LiveState, readLive } from './write-step.ts'

// Up to here single reads are cheaper than reading everything once more.
const MOST_SINGLE_READS = 5

/** What the server holds of each written resource now; a resource that it does not hold is not in the map. */
export const readBack = async (
  client: KestraClient,
  written: readonly PlannedResource[],
): Promise<ReadonlyMap<ResourceKey, LiveState>> => {
  if (written.length <= MOST_SINGLE_READS) {
    const states = await concurrently(
      written,
      async (name) => [resourceKey(name), await readLive(client, name)] as const,
    )
    return new Map(states.flatMap(([key, state]) => (state === undefined ? [] : [[key, state] as const])))
  }
  const live = await readAll(client, written)
  return new Map(
    written.flatMap((name) => {
      const side = live.get(resourceKey(name))
      return side === undefined
        ? []
        : [[resourceKey(name), { fingerprint: side.fingerprint, revision: side.revision ?? null }] as const]
    }),
  )
}

const readAll = async (client: KestraClient, written: readonly PlannedResource[]): Promise<SideIndex> => {
  const hasFlows = written.some(({ kind }) => kind === 'flow')
  const namespaces = [...new Set(written.filter(({ kind }) => kind === 'file').map(({ namespace }) => namespace))]
  const [flows, files] = await Promise.all([
    hasFlows ? client.readFlows() : [],
    concurrently(namespaces, async (namespace) => [namespace, await client.readFiles(namespace)] as const),
  ])
  return indexLive({ flows, files: new Map(files) })
}

/** Why a written resource is not what it should be, as the server shows it now; `undefined` when it is. */
export const differenceAfterWrite = (resource: PlannedResource, now: LiveState | undefined): string | undefined => {
  const wanted: Fingerprint | undefined =
    resource.action === 'delete' || resource.desired === undefined
      ? undefined
      : fingerprintOf(resource.kind, resource.desired)
  if (now?.fingerprint === wanted) return undefined
  if (wanted === undefined) return 'was deleted, but the server has it again: somebody wrote at the same time'
  return now === undefined
    ? 'was written, but the server does not have it: somebody deleted it at the same time'
    : 'was written, but the server holds something else: somebody wrote at the same time. Run again to see it'
}
