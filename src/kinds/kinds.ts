import type { Fingerprint } from '../resource/fingerprint.ts'
import type { Content, ResourceKind, ResourceName } from '../resource/resource.ts'
import { DASHBOARD } from './dashboard/kind.ts'
import { FILE } from './file/kind.ts'
import { FLOW } from './flow/kind.ts'
import { KEY_VALUE } from './key-value/kind.ts'
import type { Kind } from './kind.ts'

/** Every kind of resource, in the order in which a reader meets them. */
export const KINDS: Readonly<Record<ResourceKind, Kind>> = {
  flow: FLOW,
  file: FILE,
  dashboard: DASHBOARD,
  'key-value': KEY_VALUE,
}

/** `KINDS` as pairs, in its order. */
export const kindEntries = (): readonly (readonly [ResourceKind, Kind])[] =>
  Object.entries(KINDS) as [ResourceKind, Kind][]

/** Of a content as its kind compares it. */
export const fingerprintOf = (kind: ResourceKind, content: Content): Fingerprint => KINDS[kind].fingerprint(content)

/** As the Kestra UI and the receipt name it: `company.team.daily`, `company.team/sql/q.sql`. */
export const displayName = ({ kind, ...name }: ResourceName): string => KINDS[kind].displayName(name)

/** True for a resource that no server can be asked for, or told to delete, by its name. */
export const isRouteName = ({ kind, ...name }: ResourceName): boolean => KINDS[kind].isRouteName(name)
