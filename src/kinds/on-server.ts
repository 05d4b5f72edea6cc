import type { KestraClient } from '../kestra/client.ts'
import { type ResourceKey, type ResourceKind, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { DASHBOARD_ON_SERVER } from './dashboard/server.ts'
import { FILE_ON_SERVER } from './file/server.ts'
import { FLOW_ON_SERVER } from './flow/server.ts'
import { KEY_VALUE_ON_SERVER } from './key-value/server.ts'
import type { KindOnServer, Needs } from './kind-on-server.ts'
import { indexLive } from './kinds.ts'

/** Read and write of each kind. */
export const ON_SERVER: Readonly<Record<ResourceKind, KindOnServer>> = {
  flow: FLOW_ON_SERVER,
  file: FILE_ON_SERVER,
  dashboard: DASHBOARD_ON_SERVER,
  'key-value': KEY_VALUE_ON_SERVER,
}

export const kindsOnServer = (): readonly (readonly [ResourceKind, KindOnServer])[] =>
  Object.entries(ON_SERVER) as [ResourceKind, KindOnServer][]

/** The kinds with this way of reading. */
export const kindsRead = (how: KindOnServer['reading']): readonly (readonly [ResourceKind, KindOnServer])[] =>
  kindsOnServer().filter(([, { reading }]) => reading === how)

/** True for a kind that a server may not offer (405). Every server has flows, the kind that is read `ahead`. */
export const mayBeUnsupported = (kind: ResourceKind): boolean => ON_SERVER[kind].reading !== 'ahead'

/** The resources of one kind on a server. */
export interface KindReading {
  readonly resourceStates: ResourceMap
  /** All resources in the server's order, also those of which only the name was read. */
  readonly keys: readonly ResourceKey[]
}

/** All resources of a kind that the server has, as `readAll` returns them. Throws `UserError`. */
export const readLiveResources = async (
  { readAll }: Pick<KindOnServer, 'readAll'>,
  client: KestraClient,
  { namespaces, needs }: { readonly namespaces: readonly string[]; readonly needs?: Needs },
): Promise<KindReading | undefined> => {
  const found = await readAll(client, namespaces, needs)
  const read = found?.filter((resource) => resource.content !== undefined || 'fingerprint' in resource)
  return found && read && { resourceStates: indexLive(read), keys: found.map(resourceKey) }
}

/** All flows of the tenant, which are read `ahead`. Throws `UserError`. */
export const readLiveFlows = async (client: KestraClient): Promise<ResourceMap> =>
  (await readLiveResources(ON_SERVER.flow, client, { namespaces: [] }))?.resourceStates ?? new Map()
