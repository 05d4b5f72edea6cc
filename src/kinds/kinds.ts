import type { DesiredResource } from '../resource/desired.ts'
import { draftFingerprint, type Fingerprint } from '../resource/fingerprint.ts'
import {
  type Content,
  type ResourceKey,
  type ResourceKind,
  type ResourceName,
  resourceKey,
} from '../resource/resource.ts'
import type { LiveResource, ResourceContent, ResourceMap, ResourceState } from '../resource/resource-state.ts'
import { DASHBOARD } from './dashboard/kind.ts'
import { FILE } from './file/kind.ts'
import { FLOW } from './flow/kind.ts'
import { KEY_VALUE } from './key-value/kind.ts'
import type { Kind } from './kind.ts'

/** Every kind of resource, in the order in which output lists them. */
export const KINDS: Readonly<Record<ResourceKind, Kind>> = {
  flow: FLOW,
  file: FILE,
  dashboard: DASHBOARD,
  'key-value': KEY_VALUE,
}

/** `KINDS` as pairs, in its order. */
export const kindEntries = (): readonly (readonly [ResourceKind, Kind])[] =>
  Object.entries(KINDS) as [ResourceKind, Kind][]

/** The fingerprint of a content, by which its kind compares contents. */
export const fingerprintOf = (kind: ResourceKind, content: Content): Fingerprint => KINDS[kind].fingerprint(content)

/** The name in Kestra's UI and the receipt: `company.team.daily`, `company.team/sql/q.sql`. */
export const displayName = ({ kind, ...name }: ResourceName): string => KINDS[kind].displayName(name)

/** True if the API reads the name as another route, so that the resource can be neither read nor deleted by name. */
export const isRouteName = ({ kind, ...name }: ResourceName): boolean => KINDS[kind].isRouteName(name)

/** The resources of a tree by key. If two have the same key, the first one counts; the second one is reported as a problem. */
export const indexDesired = (resources: readonly DesiredResource[]): ResourceMap => {
  const index = new Map<ResourceKey, ResourceState>()
  for (const resource of resources) {
    const key = resourceKey(resource)
    const { file } = resource
    if (!index.has(key)) index.set(key, { ...stateOf(resource), file, revision: undefined, isDraft: false })
  }
  return index
}

/** The resources that were read from the server, by key. */
export const indexLive = (resources: readonly LiveResource[]): ResourceMap =>
  new Map(
    resources.map((resource) => {
      const { revision, updated, isDraft, exception } = resource
      return [resourceKey(resource), { ...stateOf(resource), file: undefined, revision, updated, isDraft, exception }]
    }),
  )

/** The fields that all states share. A draft's fingerprint differs from that of every published content. */
const stateOf = (
  resource: ResourceName & ResourceContent & { readonly isDraft?: boolean },
): Pick<ResourceState, 'name' | 'content' | 'fingerprint' | 'size'> => {
  const { kind, namespace, name: ownName, content, isDraft = false } = resource
  const name = { kind, namespace, name: ownName }
  const published = content === undefined ? resource.fingerprint : fingerprintOf(kind, content)
  const size = content === undefined ? resource.size : content.length
  return { name, content, fingerprint: isDraft ? draftFingerprint(published) : published, size }
}

/** The fingerprint of a resource on the server. */
export const liveFingerprint = (resource: LiveResource): Fingerprint => stateOf(resource).fingerprint
