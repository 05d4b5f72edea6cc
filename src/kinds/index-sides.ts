import type { Desired } from '../resource/desired.ts'
import { draftFingerprint, type Fingerprint } from '../resource/fingerprint.ts'
import type { LiveFile, LiveFlow } from '../resource/live.ts'
import { type Content, type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Side, SideIndex } from '../resource/sides.ts'
import { fingerprintOf } from './kinds.ts'

/** What was read of the server. A namespace that is not in `files` was not read. */
export interface Live {
  readonly flows: readonly LiveFlow[]
  readonly files: ReadonlyMap<string, readonly LiveFile[]>
}

/** A tree's flows and files by key; of two with the same key the first counts (the second is an error elsewhere). */
export const indexDesired = ({ flows, files }: Pick<Desired, 'flows' | 'files'>): SideIndex => {
  const index = new Map<ResourceKey, Side>()
  const add = (name: ResourceName, content: Content, file: string): void => {
    const key = resourceKey(name)
    if (!index.has(key)) index.set(key, { name, content, fingerprint: fingerprintOf(name.kind, content), file })
  }
  for (const { namespace, id, document, file } of flows)
    add({ kind: 'flow', namespace, name: id }, document.source, file)
  for (const { namespace, path, content, file } of files) add({ kind: 'file', namespace, name: path }, content, file)
  return index
}

/** The server's flows and files by key. */
export const indexLive = ({ flows, files }: Live): SideIndex => {
  const index = new Map<ResourceKey, Side>()
  for (const flow of flows) {
    const name: ResourceName = { kind: 'flow', namespace: flow.namespace, name: flow.id }
    index.set(resourceKey(name), {
      name,
      content: flow.source,
      fingerprint: liveFingerprint(flow),
      ...(flow.revision !== undefined && { revision: flow.revision }),
      ...(flow.isDraft === true && { isDraft: true }),
    })
  }
  for (const { namespace, path, content } of [...files.values()].flat()) {
    const name: ResourceName = { kind: 'file', namespace, name: path }
    index.set(resourceKey(name), { name, content, fingerprint: fingerprintOf('file', content) })
  }
  return index
}

/** Of a flow as the server holds it; a draft's differs from that of every other flow. */
export const liveFingerprint = ({ source, isDraft }: Pick<LiveFlow, 'source' | 'isDraft'>): Fingerprint => {
  const plain = fingerprintOf('flow', source)
  return isDraft === true ? draftFingerprint(plain) : plain
}
