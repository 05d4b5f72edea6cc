import { KINDS, kindEntries } from '../kinds/kinds.ts'
import type { Action, Plan, PlannedResource } from '../plan/plan.ts'
import { type ResourceKind, resourceKey } from '../resource/resource.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { countedKinds } from './outcome-text.ts'
import type { PlanReport, Report } from './report.ts'

/** One resource that is deleted under its old name and created under another name. */
export interface Rename {
  readonly from: PlannedResource
  readonly to: PlannedResource
}

/**
 * The resources of a plan in groups for the reader; each resource is in one group. Resources that need a look have
 * their own groups, whatever their origin: unresolved conflicts, deletions, renames, overwrites.
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
    /** Edits on the server that the deploy would replace. */
    overwrites: single.filter(isOverwrite),
    /** Removed from Git by these commits, but kept on the server. */
    leaving: kept.filter(({ origin }) => origin === 'here'),
    /** Removed from Git before these commits, but kept on the server. */
    left: kept.filter(({ origin }) => origin !== 'here'),
    /** Changed in Git by these commits. */
    here: others.filter(({ origin }) => origin === 'here'),
    /** Changed in Git before these commits, but not deployed yet. */
    pending: others.filter(({ origin }) => origin === 'pending'),
    /** Changed on the server only. */
    server: others.filter(({ origin }) => origin === 'server'),
  }
}

const isConflict = ({ change, action }: PlannedResource) => change === 'conflict' && action === 'none'
const isDeletion = ({ action }: PlannedResource) => action === 'delete'
const isOverwrite = ({ change, action }: PlannedResource) => action === 'update' && change !== 'update'

/** True for a resource that Git no longer has and a deploy keeps on the server. */
export const isKept = ({ change, action }: Pick<PlannedResource, 'change' | 'action'>): boolean =>
  change === 'delete' && action === 'none'

/** True for a plan or a drift report with unmanaged resources. Receipts do not list them. */
export const listsUnmanaged = (report: Report): report is PlanReport =>
  report.kind === 'plan' && report.plan.unmanaged.count > 0

/** `2 resources on the server are not in Git`, or empty. */
export const unmanagedText = ({ unmanaged: { count } }: Pick<Plan, 'unmanaged'>): readonly string[] =>
  count === 0 ? [] : [`${counted(count, 'resource')} on the server ${isOrAre(count)} not in Git`]

/** `2 flows are on the server but no longer in Git`, or empty; for resources that a deploy keeps. */
export const keptText = (kept: readonly PlannedResource[]): readonly string[] => {
  return kept.length === 0 ? [] : [`${countedKinds(kept)} ${isOrAre(kept.length)} on the server but no longer in Git`]
}

/** The renames of a plan. If the old name stays on the server, there is no rename, only a new resource. */
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

/**
 * The changes of a deploy, counted: `3 flows change, 1 is deleted, 2 files are created, 1 server edit kept`. `known` is
 * inserted before the kept part.
 */
export const planText = (plan: Plan, known: readonly string[] = []): string => {
  const { renames, ...groups } = groupResources(plan)
  const single = Object.values(groups).flat()
  const actions = kindEntries().flatMap(([kind]) =>
    actionText(kind, {
      single: single.filter((resource) => resource.kind === kind),
      renames: renames.filter(({ to }) => to.kind === kind),
    }),
  )
  return [...actions, ...known, ...notWrittenText(plan)].join(', ')
}

/** Clauses about conflicts, which stop a deploy, and about resources that a deploy keeps. */
export const notWrittenText = (plan: Plan): readonly string[] => {
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
