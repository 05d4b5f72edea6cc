import { type ResourceName, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { OVERWRITING, type Plan, type PlannedResource } from './plan.ts'
import { afterDigest, type PlanPromise, type PromisedResource, promisedResource } from './promise.ts'

/** What the plan of a merged pull request promised, and where that was read. */
export interface FoundPromise {
  readonly plan: PlanPromise
  readonly salt: string
  /** The plan was made without the server: it promised texts, and nothing about what stood there. */
  readonly isOffline: boolean
  /** The commit that it was compared with, where that is known. */
  readonly base: string | undefined
}

export interface DeployedSides {
  readonly plan: Pick<Plan, 'resources'>
  readonly desiredSides: SideIndex
  readonly liveSides: SideIndex
}

/**
 * Why a resource is not as promised. `later-merge`: Git holds another text than was planned. `same-push`: because of a pull
 * request merged in the same push. `server-edit`: somebody changed it on the server. `setting`: this run was told otherwise.
 * `too-many`: it was promised by one digest over all, which is another now.
 */
export type DifferenceCause = 'later-merge' | 'same-push' | 'server-edit' | 'setting' | 'too-many'

/** A promised resource as this deploy finds it. */
export interface CurrentState {
  readonly name: ResourceName | undefined
  /** Absent: the deploy leaves it as it is, because it is as Git says or nobody's here. */
  readonly planned: PlannedResource | undefined
  readonly deployed: DeployedSides
  readonly promise: FoundPromise
}

/** Why a promise is not kept; `undefined`: it is. */
export const causeOf = (promised: PromisedResource, now: CurrentState): DifferenceCause | undefined => {
  switch (promised.action) {
    case 'none':
      return causeOfWrite(promised, now)
    case 'delete':
      return causeOfDelete(now)
    default:
      return causeOfText(promised, now)
  }
}

/** It was to be left as it is. */
const causeOfWrite = ({ change }: PromisedResource, { planned }: CurrentState): DifferenceCause | undefined => {
  if (planned === undefined || planned.action === 'none') return undefined
  if (planned.change === change) return 'setting'
  return change === 'invalid' ? 'later-merge' : 'server-edit'
}

const causeOfDelete = ({ name, planned, deployed }: CurrentState): DifferenceCause | undefined => {
  if (name === undefined || planned?.action === 'delete') return undefined
  if (deployed.desiredSides.has(resourceKey(name))) return 'later-merge'
  if (!deployed.liveSides.has(resourceKey(name))) return undefined
  return planned?.change === 'conflict' ? 'server-edit' : 'setting'
}

/** It was to be written, with one text. */
const causeOfText = (promised: PromisedResource, now: CurrentState): DifferenceCause | undefined => {
  const { name, planned, deployed, promise } = now
  const desired = name && deployed.desiredSides.get(resourceKey(name))
  if (name === undefined || desired === undefined) return 'later-merge'
  if (afterDigest(resourceKey(name), desired.fingerprint, promise.salt) !== promised.after) return 'later-merge'
  if (planned === undefined) return undefined
  if (planned.action === 'none') return 'server-edit'
  if (promise.isOffline || !OVERWRITING.has(planned.change)) return undefined
  const isAsShown =
    planned.change === promised.change && promisedResource(planned, promise.salt).before === promised.before
  return isAsShown ? undefined : 'server-edit'
}
