import type { Action, Plan, PlannedResource } from '../plan/plan.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { counted } from '../text/lists.ts'
import { groupResources } from './group-resources.ts'

const VERBS: readonly (readonly [Action, string, string])[] = [
  ['update', 'changes', 'change'],
  ['create', 'is created', 'are created'],
  ['delete', 'is deleted', 'are deleted'],
]

/** What a deploy of the plan does, counted: `3 flows change, 1 is deleted, 2 files are created, 0 invalid`. */
export const planWords = (plan: Plan): string =>
  [...actionWords(plan.resources, 'flow'), ...actionWords(plan.resources, 'file'), ...standingWords(plan)].join(', ')

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
  return counts.map(({ count, verb }, index) => `${index === 0 ? counted(count, kind) : count} ${verb}`)
}
