import { kindEntries } from '../kinds/kinds.ts'
import { compareText } from '../text/compare.ts'
import type { ChangeClass, PlannedResource } from './plan.ts'

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
