import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { PlannedResource } from './plan.ts'
import { type ApprovedPlan, causeOf, type DeployedStates, type Difference } from './plan-difference.ts'
import { digestId, overAll, resourceDigests } from './plan-digests.ts'

/** A pull request whose receipt this deploy writes. */
export interface MergedPullRequest {
  readonly number: number
  /** True if the push that started this run merged it; false if an earlier push that deployed nothing did. */
  readonly isOfPush: boolean
  /** The plan that reviewers saw, or a clause without a final stop that says why there is none. */
  readonly approvedPlan: ApprovedPlan | string
}

/** Compares the approved plan of one pull request with this deploy. */
export interface ApprovedPlanCheck {
  readonly pullRequest: number
  /** A clause without a final stop that says why there is no approved plan; `undefined` if there is one. */
  readonly missing: string | undefined
  /** Resources that the deploy leaves on the server with the text that reviewers saw. */
  readonly kept: ReadonlySet<ResourceKey>
  readonly differs: readonly Difference[]
  /** Resources that this deploy writes as the approved plan of another pull request says. */
  readonly others: readonly ResourceKey[]
}

/** Compares what a deploy is about to do with the approved plan of each pull request, in the order of `merged`. */
export const checkApprovedPlans = (
  merged: readonly MergedPullRequest[],
  deployed: DeployedStates,
): readonly ApprovedPlanCheck[] => {
  const comparisons = merged.map((pullRequest) => ({ pullRequest, compared: compare(pullRequest, deployed) }))
  const isKeptBy = (key: ResourceKey, than: MergedPullRequest): boolean =>
    comparisons.some(({ pullRequest, compared }) => pullRequest !== than && compared.kept.has(key))
  return comparisons.map(({ pullRequest, compared }) => {
    const { number, approvedPlan } = pullRequest
    const missing = typeof approvedPlan === 'string' ? approvedPlan : undefined
    const others = compared.unreviewed
      .filter((resource) => isKeptBy(resourceKey(resource), pullRequest))
      .map(resourceKey)
    const keptByOthers = new Set(others)
    const unreviewed = compared.unreviewed.filter((resource) => !keptByOthers.has(resourceKey(resource)))
    const differs = [...compared.differs, ...(missing === undefined ? unreviewed.map(unreviewedDifference) : [])]
    return {
      pullRequest: number,
      missing,
      kept: compared.kept,
      differs: differs.map((difference) => withOthers(difference, pullRequest, merged)),
      others,
    }
  })
}

interface Comparison {
  readonly kept: ReadonlySet<ResourceKey>
  readonly differs: readonly Difference[]
  /** Resources that the deploy writes and the approved plan does not list. */
  readonly unreviewed: readonly PlannedResource[]
}

const compare = ({ approvedPlan }: MergedPullRequest, deployed: DeployedStates): Comparison => {
  const { resources } = deployed.plan
  const writes = resources.filter(({ action }) => action !== 'none')
  if (typeof approvedPlan === 'string') return { kept: new Set(), differs: [], unreviewed: writes }
  if (approvedPlan.plan.kind === 'all') return compareAll(approvedPlan.plan.digest, approvedPlan.salt, deployed)
  const now = new Map(resources.map((resource) => [digestId(resourceKey(resource), approvedPlan.salt), resource]))
  const names = namesByDigest(deployed, approvedPlan.salt)
  const kept = new Set<ResourceKey>()
  const differs: Difference[] = []
  for (const approved of approvedPlan.plan.resources) {
    const planned = now.get(approved.id)
    const name = planned ?? names.get(approved.id)
    const cause = causeOf(approved, { name, planned, deployed, approvedPlan })
    const file = name && deployed.desiredResources.get(resourceKey(name))?.file
    if (cause !== undefined) differs.push({ resource: name && resourceNameIn(name), file, cause, pullRequests: [] })
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
  // A repeated deploy finds every resource already written. One digest does not say which resource differs.
  const difference: Difference = { resource: undefined, file: undefined, cause: 'too-many', pullRequests: [] }
  return { kept: new Set(), differs: writes.length > 0 ? [difference] : [], unreviewed: [] }
}

const namesByDigest = (
  { desiredResources, liveResources }: DeployedStates,
  salt: string,
): ReadonlyMap<string, ResourceName> =>
  new Map([...liveResources, ...desiredResources].map(([key, { name }]) => [digestId(key, salt), name]))

const resourceNameIn = ({ kind, namespace, name }: ResourceName): ResourceName => ({ kind, namespace, name })

const unreviewedDifference = (resource: PlannedResource): Difference => ({
  resource: resourceNameIn(resource),
  file: resource.file,
  cause: resource.origin === 'server' ? 'server-edit' : 'later-merge',
  pullRequests: [],
})

/** Adds the other pull requests of this run whose approved plans contain the same resource. */
const withOthers = (
  difference: Difference,
  pullRequest: MergedPullRequest,
  merged: readonly MergedPullRequest[],
): Difference => {
  const { resource } = difference
  if (resource === undefined || difference.cause !== 'later-merge') return difference
  const others = merged.filter((other) => other !== pullRequest && isWrittenBy(other, resource))
  if (others.length === 0) return difference
  const isSamePush = pullRequest.isOfPush && others.every(({ isOfPush }) => isOfPush)
  return {
    ...difference,
    cause: isSamePush ? 'same-push' : 'later-merge',
    pullRequests: others.map(({ number }) => number),
  }
}

const isWrittenBy = ({ approvedPlan }: MergedPullRequest, resource: ResourceName): boolean =>
  typeof approvedPlan !== 'string' &&
  approvedPlan.plan.kind === 'each' &&
  approvedPlan.plan.resources.some(
    ({ id, action }) => action !== 'none' && id === digestId(resourceKey(resource), approvedPlan.salt),
  )
