import { KINDS } from '../kinds/kinds.ts'
import { isOurs, type RecordedResource, withoutIdleIntent } from '../record/deployment-record.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { contentOf, type ResourceState } from '../resource/resource-state.ts'
import { isMirrored, onDriftOf, type Policy, wayToDelete, whyKept } from '../settings/policy.ts'
import type { ChangeClass, DriftCause, PlannedResource } from './plan.ts'

/** A conflict without a write is shown as "removed from Git". */
type Decision = Pick<PlannedResource, 'change' | 'action' | 'note'>

export interface DecisionInput {
  readonly state: StateClass
  readonly kind: ResourceKind
  readonly namespace: string
  readonly isDesired: boolean
  readonly isLive: boolean
  /** Says why a resource without text in Git is not missing there: `.kestraignore` hides its file, or the file cannot be read. `undefined`: Git does not have it. */
  readonly whyNotMissing: string | undefined
  /** The owner whose record has the resource. `mirror` must not delete it. */
  readonly ownedBy: string | undefined
  /** True if the tree has a folder or a flow for this namespace and its record can be read. `mirror` deletes only there. */
  readonly mayMirror: boolean
  readonly policy: Policy
}

/** Decides what a deploy does with a resource of one class under a policy (docs/decisions.md, "Classes", "on-drift", "The delete ladder"). */
export const decideAction = (input: DecisionInput): Decision => {
  const { state, isDesired } = input
  // A seeded resource is written once. Afterwards only the server changes it.
  if (isSeeded(input) && isDesired && state !== 'create')
    return { change: 'unchanged', action: 'none', note: undefined }
  switch (state) {
    case 'unchanged':
    case 'forgotten':
      return { change: 'unchanged', action: 'none', note: undefined }
    case 'create':
    case 'update':
      return { change: state, action: state, note: undefined }
    case 'adopt':
      return {
        change: state,
        action: 'update',
        note: 'on the server, and never deployed from here: this replaces a text that was not deployed from here, and takes the resource over',
      }
    case 'delete':
      return decideDelete(input)
    case 'unmanaged':
      return isMirrored(input.policy, input.kind)
        ? decideDelete(input)
        : { change: 'unmanaged', action: 'none', note: undefined }
    case 'drift':
      return decideEdited(state, input)
    case 'conflict':
      return isDesired ? decideEdited(state, input) : decideConflictingDelete(input)
  }
}

const isSeeded = ({ policy, kind }: DecisionInput): boolean => onDriftOf(policy, kind) === 'seed'

/** Notes per drift policy: why the server's edit stays, and what a merge would do. */
const KEPT = {
  keep: 'kept as it is on the server: on-drift is keep; a merge that also changes it is refused',
  fail: 'kept as it is on the server: on-drift is fail; no merge is deployed until Git and the server agree',
  seed: 'kept as it is on the server: on-drift is seed',
}
const GIT_WINS = 'Git wins: on-drift is overwrite'

const decideEdited = (change: 'drift' | 'conflict', { policy, kind, isLive }: DecisionInput): Decision => {
  const onDrift = onDriftOf(policy, kind)
  if (onDrift !== 'overwrite') return { change, action: 'none', note: change === 'drift' ? KEPT[onDrift] : undefined }
  const note = change === 'drift' ? GIT_WINS : `changed in Git and on the server; ${GIT_WINS}`
  return { change, action: isLive ? 'update' : 'create', note }
}

/** Decides about a resource that was edited on the server and deleted from Git. It is a conflict only if the deploy would delete it. */
const decideConflictingDelete = (input: DecisionInput): Decision => {
  const decision = decideDelete(input)
  if (decision.action === 'none' || isSeeded(input)) return decision
  if (onDriftOf(input.policy, input.kind) === 'overwrite')
    return { ...decision, note: `edited on the server since; ${GIT_WINS}` }
  return { change: 'conflict', action: 'none', note: 'edited on the server and deleted in Git: nothing is deployed' }
}

const decideDelete = (input: DecisionInput): Decision => {
  const { policy, namespace, whyNotMissing, ownedBy, mayMirror, state } = input
  const keep = (note: string): Decision => ({ change: 'delete', action: 'none', note })
  if (state === 'unmanaged' && (whyNotMissing !== undefined || !mayMirror || ownedBy !== undefined))
    return { change: 'unmanaged', action: 'none', note: undefined }
  if (ownedBy !== undefined) return keep(`no longer in Git, kept: ${ownedBy} deploys it`)
  if (whyNotMissing !== undefined) return keep(`kept: ${whyNotMissing}`)
  const why = whyKept(policy, namespace)
  if (why !== undefined)
    return keep(`no longer in Git, kept: ${why}; ${wayToDelete(policy, namespace, state === 'conflict')}`)
  const note = state === 'unmanaged' ? 'never deployed from here; when-missing is mirror' : 'no longer in Git'
  return { change: 'delete', action: 'delete', note }
}

/** The states of one resource, as fingerprints (docs/decisions.md, "Classes"). */
export interface States {
  readonly desired: Fingerprint | undefined
  readonly live: Fingerprint | undefined
  readonly recorded: RecordedResource | undefined
  /** True if the live text equals the Git base or an earlier commit of its file, so this repository deployed it. */
  readonly isLiveFromGit: boolean
}

/** `forgotten`: neither Git nor the server has it; only the record does. */
export type StateClass = Exclude<ChangeClass, 'invalid'> | 'forgotten'

/**
 * Classifies a resource by the table of docs/decisions.md, "Classes", row by row. Without a record, Git can only show that the live
 * text comes from this repository. It never turns "not on the server yet" into "deleted there".
 */
export const classify = (all: States): StateClass => {
  const { desired, live } = all
  const states: States = { ...all, recorded: withoutIdleIntent(all.recorded, live) }
  if (desired === undefined) return live === undefined ? 'forgotten' : classifyRemovedFromGit(states, live)
  if (live === undefined) return classifyNotLive(states, desired)
  if (live === desired) return 'unchanged'
  return classifyDifferent(states, desired, live)
}

const classifyRemovedFromGit = ({ recorded, isLiveFromGit }: States, live: Fingerprint): StateClass => {
  if (isOurs(recorded, live)) return 'delete'
  if (recorded?.deployed !== undefined) return 'conflict'
  return isLiveFromGit ? 'delete' : 'unmanaged'
}

/** Classifies a resource that the server does not have. A create or delete that a killed run left unfinished is not a deletion by a user. */
const classifyNotLive = ({ recorded }: States, desired: Fingerprint): StateClass => {
  if (recorded?.deployed === undefined || recorded.intended === NOTHING) return 'create'
  return recorded.deployed === desired || recorded.intended === desired ? 'drift' : 'conflict'
}

const classifyDifferent = (
  { recorded, isLiveFromGit }: States,
  desired: Fingerprint,
  live: Fingerprint,
): StateClass => {
  if (isOurs(recorded, live)) return 'update'
  if (recorded?.deployed === desired || recorded?.intended === desired) return 'drift'
  if (recorded?.deployed !== undefined) return 'conflict'
  return isLiveFromGit ? 'update' : 'adopt'
}

/**
 * Finds out from two contents what happened on the server. `undefined`: the contents do not show it.
 * `earlier`: fingerprints of older commits of the file.
 */
export const driftCause = (
  live: ResourceState | undefined,
  expected: ResourceState | undefined,
  earlier: readonly Fingerprint[],
): DriftCause => {
  if (live === undefined) return 'deleted'
  if (live.isDraft === true) return 'draft'
  if (earlier.includes(live.fingerprint)) return 'behind'
  return expected === undefined ? 'edited' : KINDS[live.name.kind].editCause(contentOf(expected), contentOf(live))
}
