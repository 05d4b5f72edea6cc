import type { DesiredResource } from '../resource/desired.ts'
import { draftFingerprint, type Fingerprint } from '../resource/fingerprint.ts'
import type { LiveResource } from '../resource/live.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { Side, SideIndex } from '../resource/sides.ts'
import { fingerprintOf } from './kinds.ts'

/** The resources of a tree by key; of two with the same key the first counts (the second is an error elsewhere). */
export const indexDesired = (resources: readonly DesiredResource[]): SideIndex => {
  const index = new Map<ResourceKey, Side>()
  for (const { kind, namespace, name, content, file } of resources) {
    const key = resourceKey({ kind, namespace, name })
    if (index.has(key)) continue
    const fingerprint = fingerprintOf(kind, content)
    index.set(key, { name: { kind, namespace, name }, content, fingerprint, file, revision: undefined, isDraft: false })
  }
  return index
}

/** What was read of the server, by key. */
export const indexLive = (resources: readonly LiveResource[]): SideIndex =>
  new Map(
    resources.map((resource) => {
      const { kind, namespace, name, content, revision, updated, isDraft } = resource
      const side: Side = {
        name: { kind, namespace, name },
        content,
        fingerprint: liveFingerprint(resource),
        file: undefined,
        revision,
        updated,
        isDraft,
      }
      return [resourceKey(side.name), side]
    }),
  )

/** Of a resource as the server holds it; a draft's differs from that of all that is published. */
export const liveFingerprint = ({
  kind,
  content,
  isDraft,
}: Pick<LiveResource, 'kind' | 'content' | 'isDraft'>): Fingerprint => {
  const published = fingerprintOf(kind, content)
  return isDraft ? draftFingerprint(published) : published
}
