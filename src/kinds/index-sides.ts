import type { DesiredResource } from '../resource/desired.ts'
import { draftFingerprint, type Fingerprint } from '../resource/fingerprint.ts'
import type { LiveResource } from '../resource/live.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Held, Side, SideIndex } from '../resource/sides.ts'
import { fingerprintOf } from './kinds.ts'

/**
 * The resources of a tree by key; of two with the same key the first counts (the second is an error elsewhere). What `other`, another
 * tree, has in the same file is held once.
 */
export const indexDesired = (resources: readonly DesiredResource[], other: SideIndex = new Map()): SideIndex => {
  const index = new Map<ResourceKey, Side>()
  for (const resource of resources) {
    const { kind, namespace, name, file } = resource
    const key = resourceKey(resource)
    if (index.has(key)) continue
    const { content, fingerprint, size } = knownOf(resource)
    const same = other.get(key)
    const isSame = same?.fingerprint === fingerprint && same.content === content && same.file === file
    const rest = { file, revision: undefined, isDraft: false }
    index.set(key, isSame ? same : { name: { kind, namespace, name }, content, fingerprint, size, ...rest })
  }
  return index
}

/** What was read of the server, by key. A text that is `wanted` in the same words is kept once. */
export const indexLive = (resources: readonly LiveResource[], wanted: SideIndex = new Map()): SideIndex =>
  new Map(
    resources.map((resource) => {
      const { kind, namespace, name, revision, updated, isDraft } = resource
      const key = resourceKey(resource)
      const known = knownOf(resource)
      const same = wanted.get(key)?.content
      const content = typeof same === 'string' && same === known.content ? same : known.content
      const fingerprint = liveFingerprint(resource, known.fingerprint)
      const side = {
        ...known,
        name: { kind, namespace, name },
        content,
        fingerprint,
        file: undefined,
        revision,
        updated,
        isDraft,
      }
      return [key, side]
    }),
  )

const knownOf = (held: ResourceName & Held): Pick<Side, 'content' | 'fingerprint' | 'size'> => {
  const { content } = held
  if (content === undefined) return { content, fingerprint: held.fingerprint, size: held.size }
  return { content, fingerprint: fingerprintOf(held.kind, content), size: content.length }
}

/** Of a resource as the server holds it; a draft's differs from that of all that is published. */
export const liveFingerprint = (
  resource: LiveResource,
  published: Fingerprint = knownOf(resource).fingerprint,
): Fingerprint => (resource.isDraft ? draftFingerprint(published) : published)
