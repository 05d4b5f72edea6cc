import { KINDS, kindEntries } from '../kinds/kinds.ts'
import type { Action, Plan, PlannedResource } from '../plan/plan.ts'
import { type ResourceKind, resourceKey } from '../resource/resource.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { countedKinds } from './outcome-text.ts'
import type { PlanReport, Report } from './report.ts'

/** One resource that is deleted under its old name and created under another. */
export interface Rename {
  readonly from: PlannedResource
  readonly to: PlannedResource
}

/**
 * The resources of a plan in the groups in which a reader meets them; each in one group. What the reader must look at has one of its own wherever
 * it comes from: conflicts that are left alone, deletions, renames, overwrites.
 */
export const groupResources = ({ resources }: Pick<Plan, 'resources'>) => {
  const renames = findRenames(resources)
  const renamed = new Set(renames.flatMap(({ from, to }) => [from, to]))
  const single = resources.filter((resource) => !renamed.has(resource))
  const kept = single.filter(isKept)
  const others = single.filter(
    (resource) => ![isConflict, isDeletion, isOverwrite, isKept].some((isOther) => isOther(resource)),
  )
  return {
    conflicts: single.filter(isConflict),
    deletions: single.filter(isDeletion),
    renames,
    /** Texts that somebody made on the server, and that this would replace. */
    overwrites: single.filter(isOverwrite),
    /** Removed from Git by these commits, and left on the server. */
    leaving: kept.filter(({ origin }) => origin === 'here'),
    /** The same, removed from Git before. */
    left: kept.filter(({ origin }) => origin !== 'here'),
    /** Changed in Git by these commits. */
    here: others.filter(({ origin }) => origin === 'here'),
    /** Waiting to be deployed since before. */
    pending: others.filter(({ origin }) => origin === 'pending'),
    /** Different on the server only. */
    server: others.filter(({ origin }) => origin === 'server'),
  }
}

const isConflict = ({ change, action }: PlannedResource) => change === 'conflict' && action === 'none'
const isDeletion = ({ action }: PlannedResource) => action === 'delete'
const isOverwrite = ({ change, action }: PlannedResource) => action === 'update' && change !== 'update'

/** Git no longer has it, and a deploy leaves it on the server. */
export const isKept = ({ change, action }: Pick<PlannedResource, 'change' | 'action'>): boolean =>
  change === 'delete' && action === 'none'

/** True for a report that names what is on the server only: a plan or a drift, and no receipt. */
export const listsUnmanaged = (report: Report): report is PlanReport =>
  report.kind === 'plan' && report.plan.unmanaged.count > 0

/** `2 resources on the server are not in Git`, or nothing. */
export const unmanagedText = ({ unmanaged: { count } }: Pick<Plan, 'unmanaged'>): readonly string[] =>
  count === 0 ? [] : [`${counted(count, 'resource')} on the server ${isOrAre(count)} not in Git`]

/** `2 flows are on the server but no longer in Git`, or nothing; of resources that a deploy keeps. */
export const keptText = (kept: readonly PlannedResource[]): readonly string[] => {
  return kept.length === 0 ? [] : [`${countedKinds(kept)} ${isOrAre(kept.length)} on the server but no longer in Git`]
}

/** Where the old name stays on the server, only a new resource is created, and nothing is renamed. */
const findRenames = (resources: readonly PlannedResource[]): readonly Rename[] => {
  const deletions = new Map(resources.filter(isDeletion).map((resource) => [resourceKey(resource), resource]))
  return resources.flatMap((to) => {
    if (to.renamedFrom === undefined || to.action !== 'create') return []
    const from = deletions.get(resourceKey({ kind: to.kind, ...to.renamedFrom }))
    return from === undefined ? [] : [{ from, to }]
  })
}

const VERBS: readonly (readonly [Action, string, string])[] = [
  ['update', 'changes', 'change'],
  ['create', 'is created', 'are created'],
  ['delete', 'is deleted', 'are deleted'],
]

/** What a deploy of the plan does, counted: `3 flows change, 1 is deleted, 2 files are created, 1 server edit kept`; `known` goes before what stays. */
export const planText = (plan: Plan, known: readonly string[] = []): string => {
  const { renames, ...groups } = groupResources(plan)
  const single = Object.values(groups).flat()
  const actions = kindEntries().flatMap(([kind]) =>
    actionText(kind, {
      single: single.filter((resource) => resource.kind === kind),
      renames: renames.filter(({ to }) => to.kind === kind),
    }),
  )
  return [...actions, ...known, ...standingText(plan)].join(', ')
}

/** What keeps a deploy from writing, and what it leaves as it is. */
export const standingText = (plan: Plan): readonly string[] => {
  const { conflicts, leaving } = groupResources(plan)
  const kept = plan.resources.filter(({ change, action }) => change === 'drift' && action === 'none').length
  return [
    ...(conflicts.length > 0 ? [counted(conflicts.length, 'conflict')] : []),
    ...(kept > 0 ? [`${counted(kept, 'server edit')} kept`] : []),
    ...(leaving.length > 0
      ? [
          `${countedKinds(leaving)} ${leaving.length === 1 ? 'leaves Git and stays' : 'leave Git and stay'} on the server`,
        ]
      : []),
  ]
}

const actionText = (
  kind: ResourceKind,
  { single, renames }: { readonly single: readonly PlannedResource[]; readonly renames: readonly Rename[] },
): readonly string[] => {
  const counts = [
    ...VERBS.map(([action, one, many]) => {
      const count = single.filter((resource) => resource.action === action).length
      return { count, verb: count === 1 ? one : many }
    }),
    { count: renames.length, verb: renames.length === 1 ? 'is renamed' : 'are renamed' },
  ].filter(({ count }) => count > 0)
  return counts.map(({ count, verb }, index) => `${index === 0 ? counted(count, KINDS[kind].noun) : count} ${verb}`)
}
