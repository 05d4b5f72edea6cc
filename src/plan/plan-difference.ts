import { displayName } from '../kinds/kinds.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { joined } from '../text/lists.ts'
import { OVERWRITING, type Plan, type PlannedResource } from './plan.ts'
import { afterDigest, type PlanDigests, type ResourceDigests, resourceDigests } from './plan-digests.ts'

/** What the plan of a merged pull request promised, and where that was read. */
export interface ApprovedPlan {
  readonly plan: PlanDigests
  readonly salt: string
  /** The plan was made without the server: it promised texts, and nothing about what stood there. */
  readonly isOffline: boolean
  /** The commit that it was compared with, where that is known. */
  readonly base: string | undefined
}

export interface DeployedStates {
  readonly plan: Pick<Plan, 'resources'>
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
}

/**
 * Why a resource is not as promised. `later-merge`: Git holds another text than was planned. `same-push`: because of a pull
 * request merged in the same push. `server-edit`: somebody changed it on the server. `setting`: this run was told otherwise.
 * `too-many`: it was promised by one digest over all, which is another now.
 */
export type DifferenceCause = 'later-merge' | 'same-push' | 'server-edit' | 'setting' | 'too-many'

export interface Difference {
  /** `undefined`: a resource that neither Git nor the server has, so nobody can name it; or all of them (`too-many`). */
  readonly resource: ResourceName | undefined
  readonly file: string | undefined
  readonly cause: DifferenceCause
  /** The pull requests that it carries as well. */
  readonly pullRequests: readonly number[]
}

/** A promised resource as this deploy finds it. */
export interface CurrentState {
  readonly name: ResourceName | undefined
  /** Absent: the deploy leaves it as it is, because it is as Git says or nobody's here. */
  readonly planned: PlannedResource | undefined
  readonly deployed: DeployedStates
  readonly approvedPlan: ApprovedPlan
}

/** Why a promise is not kept; `undefined`: it is. */
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

/** It was to be left as it is. */
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

/** It was to be written, with one text. */
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

/** How the parts of a sentence are written where it is read. */
export interface DifferenceWording {
  readonly name: (name: ResourceName) => string
  readonly pullRequest: (number: number) => string
}

const PLAIN: DifferenceWording = { name: (name) => `\`${displayName(name)}\``, pullRequest: (number) => `#${number}` }

/** Why one resource is not as promised: a sentence without a final stop, in words unless told otherwise. */
export const differenceText = (
  { resource, cause, pullRequests }: Difference,
  { name, pullRequest }: DifferenceWording = PLAIN,
): string => {
  const subject = resource === undefined ? 'a resource that is gone from Git' : name(resource)
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
      return 'the plan is another than the promised one, which had too many resources to say where'
  }
}
