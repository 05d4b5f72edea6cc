import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { PlannedResource } from './plan.ts'
import { type ApprovedPlan, causeOf, type DeployedStates, type Difference } from './plan-difference.ts'
import { digestId, overAll, resourceDigests } from './plan-digests.ts'

/** A pull request whose receipt this deploy writes. */
export interface MergedPullRequest {
  readonly number: number
  /** Merged by the push that started this run, not by one before it that deployed nothing. */
  readonly isOfPush: boolean
  /** A text: why there is none, as a clause without a final stop. */
  readonly approvedPlan: ApprovedPlan | string
}

/** One pull request's promise beside what the deploy does. */
export interface ApprovedPlanCheck {
  readonly pullRequest: number
  /** Why no promise was found, as a clause without a final stop. */
  readonly missing: string | undefined
  /** Those whose text on the server is, after the deploy, the one that was shown before the merge. */
  readonly kept: ReadonlySet<ResourceKey>
  readonly differs: readonly Difference[]
  /** Written by this deploy as another pull request of it promised. */
  readonly others: readonly ResourceKey[]
}

/** Compares what a deploy is about to do with what was promised before the merge, one pull request after the other. */
export const checkApprovedPlans = (
  merged: readonly MergedPullRequest[],
  deployed: DeployedStates,
): readonly ApprovedPlanCheck[] => {
  const comparisons = merged.map((one) => ({ one, compared: compare(one, deployed) }))
  const keptBy = (key: ResourceKey, than: MergedPullRequest): boolean =>
    comparisons.some(({ one, compared }) => one !== than && compared.kept.has(key))
  return comparisons.map(({ one, compared }) => {
    const { number: pullRequest, approvedPlan } = one
    const missing = typeof approvedPlan === 'string' ? approvedPlan : undefined
    const others = compared.unreviewed.filter((resource) => keptBy(resourceKey(resource), one)).map(resourceKey)
    const isOthers = new Set(others)
    const unreviewed = compared.unreviewed.filter((resource) => !isOthers.has(resourceKey(resource)))
    const differs = [...compared.differs, ...(missing === undefined ? unreviewed.map(unreviewedDifference) : [])]
    return {
      pullRequest,
      missing,
      kept: compared.kept,
      differs: differs.map((difference) => withOthers(difference, one, merged)),
      others,
    }
  })
}

interface Comparison {
  readonly kept: ReadonlySet<ResourceKey>
  readonly differs: readonly Difference[]
  /** Written by the deploy, and not in the promise. */
  readonly unreviewed: readonly PlannedResource[]
}

const compare = ({ approvedPlan }: MergedPullRequest, deployed: DeployedStates): Comparison => {
  const { resources } = deployed.plan
  const writes = resources.filter(({ action }) => action !== 'none')
  if (typeof approvedPlan === 'string') return { kept: new Set(), differs: [], unreviewed: writes }
  if (approvedPlan.plan.kind === 'all') return compareAll(approvedPlan.plan.digest, approvedPlan.salt, deployed)
  const now = new Map(resources.map((resource) => [digestId(resourceKey(resource), approvedPlan.salt), resource]))
  const names = namesOf(deployed, approvedPlan.salt)
  const kept = new Set<ResourceKey>()
  const differs: Difference[] = []
  for (const approved of approvedPlan.plan.resources) {
    const planned = now.get(approved.id)
    const name = planned ?? names.get(approved.id)
    const cause = causeOf(approved, { name, planned, deployed, approvedPlan })
    const file = name && deployed.desiredResources.get(resourceKey(name))?.file
    if (cause !== undefined) differs.push({ resource: name && nameOf(name), file, cause, pullRequests: [] })
    else if (name !== undefined && approved.action !== 'none') kept.add(resourceKey(name))
  }
  const ids = new Set(approvedPlan.plan.resources.map(({ id }) => id))
  const unreviewed = writes.filter((resource) => !ids.has(digestId(resourceKey(resource), approvedPlan.salt)))
  return { kept, differs, unreviewed }
}

const compareAll = (digest: string, salt: string, { plan }: DeployedStates): Comparison => {
  const writes = plan.resources.filter(({ action }) => action !== 'none')
  const approved = plan.resources.map((resource) => resourceDigests(resource, salt))
  if (overAll(approved, salt).digest === digest)
    return { kept: new Set(writes.map(resourceKey)), differs: [], unreviewed: [] }
  // A deploy that is run again finds everything in its place, and one digest cannot tell whose.
  const difference: Difference = { resource: undefined, file: undefined, cause: 'too-many', pullRequests: [] }
  return { kept: new Set(), differs: writes.length > 0 ? [difference] : [], unreviewed: [] }
}

const namesOf = (
  { desiredResources, liveResources }: DeployedStates,
  salt: string,
): ReadonlyMap<string, ResourceName> =>
  new Map([...liveResources, ...desiredResources].map(([key, { name }]) => [digestId(key, salt), name]))

const nameOf = ({ kind, namespace, name }: ResourceName): ResourceName => ({ kind, namespace, name })

const unreviewedDifference = (resource: PlannedResource): Difference => ({
  resource: nameOf(resource),
  file: resource.file,
  cause: resource.origin === 'server' ? 'server-edit' : 'later-merge',
  pullRequests: [],
})

/** Names the pull requests of this run whose promises speak of the same resource. */
const withOthers = (
  difference: Difference,
  one: MergedPullRequest,
  merged: readonly MergedPullRequest[],
): Difference => {
  const { resource } = difference
  if (resource === undefined || difference.cause !== 'later-merge') return difference
  const others = merged.filter((other) => other !== one && approvedPlans(other, resource))
  if (others.length === 0) return difference
  const isSamePush = one.isOfPush && others.every(({ isOfPush }) => isOfPush)
  return {
    ...difference,
    cause: isSamePush ? 'same-push' : 'later-merge',
    pullRequests: others.map(({ number }) => number),
  }
}

const approvedPlans = ({ approvedPlan }: MergedPullRequest, resource: ResourceName): boolean =>
  typeof approvedPlan !== 'string' &&
  approvedPlan.plan.kind === 'each' &&
  approvedPlan.plan.resources.some(
    ({ id, action }) => action !== 'none' && id === digestId(resourceKey(resource), approvedPlan.salt),
  )
