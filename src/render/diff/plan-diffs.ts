import type { Plan, PlannedResource } from '../../plan/plan.ts'
import type { Privacy } from '../privacy.ts'
import type { Redact } from '../redact.ts'
import { type DiffSides, type ResourceDiff, resourceDiff } from './resource-diff.ts'

/**
 * One diff for every resource whose content is known to differ, in the order of the plan, conflicts aside (they show
 * three sides): server now → after merge; for what is kept, Git → server; without a server, Git base → this commit.
 */
export const planDiffs = (
  plan: Plan,
  options: { readonly redact: Redact; readonly privacy: Privacy; readonly isOffline: boolean },
): readonly ResourceDiff[] =>
  plan.resources.flatMap((resource) => {
    const sides = sidesOf(resource, options.isOffline)
    return sides === undefined ? [] : [resourceDiff(resource, sides, options)]
  })

const sidesOf = (resource: PlannedResource, isOffline: boolean): DiffSides | undefined => {
  const { change, action } = resource
  const desired = { content: resource.desired, isLive: false }
  const live = { content: resource.live, isLive: true }
  if (isOffline)
    return { title: 'Git base → this commit', before: { content: resource.base, isLive: false }, after: desired }
  if (action === 'delete')
    return { title: 'server now → deleted', before: live, after: { content: undefined, isLive: false } }
  if (action !== 'none' || change === 'invalid')
    return { title: 'server now → after merge', before: live, after: desired }
  if (change === 'drift') return { title: 'Git → server now', before: desired, after: live }
  return undefined
}
