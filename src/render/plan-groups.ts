import { KINDS, kindEntries } from '../kinds/kinds.ts'
import type { Action, Plan, PlannedResource } from '../plan/plan.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { counted } from '../text/lists.ts'

/** The resources of a plan in the groups in which a reader meets them; each in one group. */
interface ResourceGroups {
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

const VERBS: readonly (readonly [Action, string, string])[] = [
  ['update', 'changes', 'change'],
  ['create', 'is created', 'are created'],
  ['delete', 'is deleted', 'are deleted'],
]

/** What a deploy of the plan does, counted: `3 flows change, 1 is deleted, 2 files are created, 0 invalid`. */
export const planWords = (plan: Plan): string =>
  [...kindEntries().flatMap(([kind]) => actionWords(plan.resources, kind)), ...standingWords(plan)].join(', ')

/** What keeps a deploy from writing, and what it leaves as it is. */
export const standingWords = (plan: Plan): readonly string[] => {
  const { conflicts } = groupResources(plan)
  const kept = plan.resources.filter(({ change, action }) => change === 'drift' && action === 'none').length
  return [
    ...(conflicts.length > 0 ? [counted(conflicts.length, 'conflict')] : []),
    ...(kept > 0 ? [`${counted(kept, 'server edit')} kept`] : []),
    `${plan.summary.invalid} invalid`,
  ]
}

const actionWords = (resources: readonly PlannedResource[], kind: ResourceKind): readonly string[] => {
  const ofKind = resources.filter((resource) => resource.kind === kind)
  const counts = VERBS.map(([action, one, many]) => {
    const count = ofKind.filter((resource) => resource.action === action).length
    return { count, verb: count === 1 ? one : many }
  }).filter(({ count }) => count > 0)
  return counts.map(({ count, verb }, index) => `${index === 0 ? counted(count, KINDS[kind].noun) : count} ${verb}`)
}
