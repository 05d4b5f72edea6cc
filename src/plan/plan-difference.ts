import { displayName } from '../kinds/kinds.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { joined } from '../text/lists.ts'
import { OVERWRITING, type Plan, type PlannedResource } from './plan.ts'
import { afterDigest, type PlanDigests, type ResourceDigests, resourceDigests } from './plan-digests.ts'

/** The plan of a merged pull request that reviewers saw. */
export interface ApprovedPlan {
  readonly plan: PlanDigests
  readonly salt: string
  /** True if the plan was made without a server: it states only the texts after the deploy, not the texts before it. */
  readonly isOffline: boolean
  /** The commit that the plan was compared with, if known. */
  readonly base: string | undefined
}

export interface DeployedStates {
  readonly plan: Pick<Plan, 'resources'>
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
}

/**
 * Why a resource differs from the approved plan.
 * - `later-merge`: Git has another text than the plan.
 * - `same-push`: another pull request of the same push changed it.
 * - `server-edit`: the resource was edited on the server.
 * - `setting`: this run has other settings.
 * - `too-many`: the plan has one digest for all resources, and that digest differs.
 */
export type DifferenceCause = 'later-merge' | 'same-push' | 'server-edit' | 'setting' | 'too-many'

export interface Difference {
  /** `undefined`: neither Git nor the server has the resource, so its name is not known; or the difference is about all (`too-many`). */
  readonly resource: ResourceName | undefined
  readonly file: string | undefined
  readonly cause: DifferenceCause
  /** The other pull requests that changed the resource. */
  readonly pullRequests: readonly number[]
}

/** A resource of the approved plan as this deploy finds it. */
export interface CurrentState {
  readonly name: ResourceName | undefined
  /** Absent if the deploy leaves it as it is: it equals Git, or this repository does not manage it. */
  readonly planned: PlannedResource | undefined
  readonly deployed: DeployedStates
  readonly approvedPlan: ApprovedPlan
}

/** Why the resource differs from the approved plan; `undefined` if it does not. */
export const causeOf = (approved: ResourceDigests, now: CurrentState): DifferenceCause | undefined => {
  switch (approved.action) {
    case 'none':
      return causeOfWrite(approved, now)
    case 'delete':
      return causeOfDelete(now)
    default:
      return causeOfText(approved, now)
  }
}

/** For a resource that the approved plan leaves as it is. */
const causeOfWrite = ({ change }: ResourceDigests, { planned }: CurrentState): DifferenceCause | undefined => {
  if (planned === undefined || planned.action === 'none') return undefined
  if (planned.change === change) return 'setting'
  return change === 'invalid' ? 'later-merge' : 'server-edit'
}

const causeOfDelete = ({ name, planned, deployed }: CurrentState): DifferenceCause | undefined => {
  if (name === undefined || planned?.action === 'delete') return undefined
  if (deployed.desiredResources.has(resourceKey(name))) return 'later-merge'
  if (!deployed.liveResources.has(resourceKey(name))) return undefined
  return planned?.change === 'conflict' ? 'server-edit' : 'setting'
}

/** For a resource that the approved plan writes. */
const causeOfText = (approved: ResourceDigests, now: CurrentState): DifferenceCause | undefined => {
  const { name, planned, deployed, approvedPlan } = now
  const desired = name && deployed.desiredResources.get(resourceKey(name))
  if (name === undefined || desired === undefined) return 'later-merge'
  if (afterDigest(resourceKey(name), desired.fingerprint, approvedPlan.salt) !== approved.after) return 'later-merge'
  if (planned === undefined) return undefined
  if (planned.action === 'none') return 'server-edit'
  if (approvedPlan.isOffline || !OVERWRITING.has(planned.change)) return undefined
  const isAsShown =
    planned.change === approved.change && resourceDigests(planned, approvedPlan.salt).before === approved.before
  return isAsShown ? undefined : 'server-edit'
}

/** Formats the parts of a sentence for its output format. */
export interface DifferenceWording {
  readonly name: (name: ResourceName) => string
  readonly pullRequest: (number: number) => string
}

const PLAIN: DifferenceWording = { name: (name) => `\`${displayName(name)}\``, pullRequest: (number) => `#${number}` }

/** Describes one difference as a sentence without a final stop. */
export const differenceText = (
  { resource, cause, pullRequests }: Difference,
  { name, pullRequest }: DifferenceWording = PLAIN,
): string => {
  const subject = resource === undefined ? 'a resource that Git no longer has' : name(resource)
  const others = joined(pullRequests.map(pullRequest))
  switch (cause) {
    case 'same-push':
      return `${subject} also carries ${others}, merged in the same push`
    case 'later-merge':
      return others === ''
        ? `${subject} is not as it was planned: Git changed after that plan`
        : `${subject} also carries ${others}, which was merged in between`
    case 'server-edit':
      return `${subject} was edited on the server after it was planned`
    case 'setting':
      return `${subject} is treated otherwise than planned: a setting (when-missing, on-drift) is another now`
    case 'too-many':
      return 'the plan differs from the plan shown before the merge, which had too many resources to say where'
  }
}
