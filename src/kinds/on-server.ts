import type { ResourceKind } from '../resource/resource.ts'
import { DASHBOARD_ON_SERVER } from './dashboard/server.ts'
import { FILE_ON_SERVER } from './file/server.ts'
import { FLOW_ON_SERVER } from './flow/server.ts'
import { KEY_VALUE_ON_SERVER } from './key-value/server.ts'
import type { KindOnServer } from './kind-on-server.ts'

/** How every kind of resource is read and written. Only `command/` and `deploy/` look in here. */
export const ON_SERVER: Readonly<Record<ResourceKind, KindOnServer>> = {
  flow: FLOW_ON_SERVER,
  file: FILE_ON_SERVER,
  dashboard: DASHBOARD_ON_SERVER,
  'key-value': KEY_VALUE_ON_SERVER,
}

export const kindsOnServer = (): readonly (readonly [ResourceKind, KindOnServer])[] =>
  Object.entries(ON_SERVER) as [ResourceKind, KindOnServer][]

/** The kinds that are read in this way. */
export const kindsRead = (how: KindOnServer['reading']): readonly (readonly [ResourceKind, KindOnServer])[] =>
  kindsOnServer().filter(([, { reading }]) => reading === how)
