import { createHash } from 'node:crypto'
import { fingerprintOf, kindEntries } from '../kinds/kinds.ts'
import { type Content, type ResourceKind, resourceKey } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'
import type { ChangeClass, PlannedResource, Summary } from './plan.ts'

const RANK: Readonly<Record<ChangeClass, number>> = {
  conflict: 0,
  invalid: 1,
  delete: 2,
  drift: 3,
  adopt: 4,
  update: 4,
  create: 4,
  unmanaged: 5,
  unchanged: 6,
}

/** What needs a decision first: conflicts, invalid, deletes, drift; then by namespace, kind and name. */
export const sortResources = (resources: readonly PlannedResource[]): PlannedResource[] => {
  const order = kindEntries().map(([kind]) => kind)
  return resources.toSorted(
    (a, b) =>
      RANK[a.change] - RANK[b.change] ||
      compareText(a.namespace, b.namespace) ||
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      compareText(a.name, b.name),
  )
}

/** Counts per class. What Git no longer has but is kept counts as `unmanaged`: `delete` counts what will be deleted. */
export const summarize = (resources: readonly PlannedResource[]): Summary => {
  const counts: Record<ChangeClass, number> = {
    create: 0,
    update: 0,
    adopt: 0,
    delete: 0,
    drift: 0,
    conflict: 0,
    unchanged: 0,
    unmanaged: 0,
    invalid: 0,
  }
  for (const { change, action } of resources) counts[countedAs(change, action)] += 1
  return counts
}

const countedAs = (change: ChangeClass, action: PlannedResource['action']): ChangeClass =>
  change === 'delete' && action === 'none' ? 'unmanaged' : change

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
