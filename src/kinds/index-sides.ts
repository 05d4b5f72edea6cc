import type { DesiredResource } from '../resource/desired.ts'
import { draftFingerprint, type Fingerprint } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { LiveResource, ResourceContent, Side, SideIndex } from '../resource/sides.ts'
import { fingerprintOf } from './kinds.ts'

/** The resources of a tree by key; of two with the same key the first counts (the second is an error elsewhere). */
export const indexDesired = (resources: readonly DesiredResource[]): SideIndex => {
  const index = new Map<ResourceKey, Side>()
  for (const resource of resources) {
    const key = resourceKey(resource)
    const { file } = resource
    if (!index.has(key)) index.set(key, { ...sideOf(resource), file, revision: undefined, isDraft: false })
  }
  return index
}

/** What was read of the server, by key. */
export const indexLive = (resources: readonly LiveResource[]): SideIndex =>
  new Map(
    resources.map((resource) => {
      const { revision, updated, isDraft } = resource
      const side = sideOf(resource)
      const fingerprint = liveFingerprint(resource, side.fingerprint)
      return [resourceKey(resource), { ...side, fingerprint, file: undefined, revision, updated, isDraft }]
    }),
  )

/** What is the same for all sides. */
const sideOf = (resource: ResourceName & ResourceContent): Pick<Side, 'name' | 'content' | 'fingerprint' | 'size'> => {
  const { kind, namespace, name: ownName, content } = resource
  const name = { kind, namespace, name: ownName }
  if (content === undefined) return { name, content, fingerprint: resource.fingerprint, size: resource.size }
  return { name, content, fingerprint: fingerprintOf(kind, content), size: content.length }
}

/** Of a resource as the server holds it; a draft's differs from that of all that is published. */
export const liveFingerprint = (
  resource: LiveResource,
  published: Fingerprint = sideOf(resource).fingerprint,
): Fingerprint => (resource.isDraft ? draftFingerprint(published) : published)
