import type { ChangeClass, PlannedResource, Summary } from './plan.ts'

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
