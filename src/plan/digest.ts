import { createHash } from 'node:crypto'
import { fingerprintOf } from '../kinds/kinds.ts'
import { type Content, type ResourceKind, resourceKey } from '../resource/resource.ts'
import type { PlannedResource } from './plan.ts'

/**
 * `sha256:…` over what a deploy would write, and over what it would write it: equal plans have equal digests, whatever
 * their wording. Made of the canonical structure, not of rendered text.
 */
export const digestOf = (resources: readonly PlannedResource[]): string => {
  const hash = createHash('sha256')
  for (const { kind, namespace, name, change, action, live, desired } of resources) {
    const line = [resourceKey({ kind, namespace, name }), change, action, sideOf(kind, live), sideOf(kind, desired)]
    hash.update(`${JSON.stringify(line)}\n`)
  }
  return `sha256:${hash.digest('hex')}`
}

const sideOf = (kind: ResourceKind, content: Content | undefined): string | null =>
  content === undefined ? null : fingerprintOf(kind, content)
