import type { Plan, PlannedResource } from '../plan/plan.ts'

/** The resources of a plan in the groups in which a reader meets them; each in one group. */
export interface ResourceGroups {
  readonly conflicts: readonly PlannedResource[]
  readonly deletions: readonly PlannedResource[]
  /** Changed in Git by these commits. */
  readonly here: readonly PlannedResource[]
  /** Waiting to be deployed since before. */
  readonly pending: readonly PlannedResource[]
  /** Different on the server only. */
  readonly server: readonly PlannedResource[]
}

/** Conflicts that are left alone, and deletions, have groups of their own wherever they come from. */
export const groupResources = (plan: Plan): ResourceGroups => {
  const isConflict = ({ change, action }: PlannedResource) => change === 'conflict' && action === 'none'
  const isDeletion = ({ action }: PlannedResource) => action === 'delete'
  const others = plan.resources.filter((resource) => !isConflict(resource) && !isDeletion(resource))
  return {
    conflicts: plan.resources.filter(isConflict),
    deletions: plan.resources.filter(isDeletion),
    here: others.filter(({ origin }) => origin === 'here'),
    pending: others.filter(({ origin }) => origin === 'pending'),
    server: others.filter(({ origin }) => origin === 'server'),
  }
}
