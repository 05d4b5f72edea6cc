import { KINDS } from '../kinds/kinds.ts'
import { isOurs, type RecordedResource, withoutIdleIntent } from '../record/deployment-record.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { contentOf, type ResourceState } from '../resource/resource-state.ts'
import { isMirrored, onDriftOf, type Policy, wayToDelete, whyKept } from '../settings/policy.ts'
import type { ChangeClass, DriftCause, PlannedResource } from './plan.ts'

/** A conflict that nothing would touch is only something that Git no longer has. */
type Decision = Pick<PlannedResource, 'change' | 'action' | 'note'>

export interface DecisionInput {
  readonly state: StateClass
  readonly kind: ResourceKind
  readonly namespace: string
  readonly isDesired: boolean
  readonly isLive: boolean
  /** Why Git does not miss a resource that it has no text for: `.kestraignore` hides its file, or the file cannot be read. `undefined`: Git misses it. */
  readonly whyNotMissing: string | undefined
  /** Another owner's record has it; `mirror` must not take that for nobody's. */
  readonly ownedBy: string | undefined
  /** The tree has a folder or a flow for this namespace, and its record can be read; `mirror` acts only there. */
  readonly mayMirror: boolean
  readonly policy: Policy
}

/** What apply does to a resource of a class under a policy (docs/decisions.md, "Classes", "on-drift", "The delete ladder"). */
export const decideAction = (input: DecisionInput): Decision => {
  const { state, isDesired } = input
  // It was written once, and is nobody's but the server's since.
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
        note: 'on the server, and never deployed from here: this replaces what somebody else wrote, and takes it over',
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

/** Why an edit stays, and what a merge would do to it. */
const KEPT = {
  keep: 'kept as it is on the server: on-drift is keep; a merge that changes it as well is refused',
  fail: 'kept as it is on the server: on-drift is fail; no merge is deployed until it is settled',
  seed: 'kept as it is on the server: on-drift is seed',
}
const GIT_WINS = 'Git wins: on-drift is overwrite'

const decideEdited = (change: 'drift' | 'conflict', { policy, kind, isLive }: DecisionInput): Decision => {
  const onDrift = onDriftOf(policy, kind)
  if (onDrift !== 'overwrite') return { change, action: 'none', note: change === 'drift' ? KEPT[onDrift] : undefined }
  const note = change === 'drift' ? GIT_WINS : `changed on both sides; ${GIT_WINS}`
  return { change, action: isLive ? 'update' : 'create', note }
}

/** Edited on the server and gone from Git: only a conflict where it would be deleted. */
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

/** The three states of one resource, as fingerprints (docs/decisions.md, "Classes"). */
export interface States {
  readonly desired: Fingerprint | undefined
  readonly live: Fingerprint | undefined
  readonly recorded: RecordedResource | undefined
  /** Git proves that live is ours: it equals the resource in the base or in an earlier commit of its file. */
  readonly isLiveFromGit: boolean
}

/** `forgotten`: gone on both sides; only the record still speaks of it. */
export type StateClass = Exclude<ChangeClass, 'invalid'> | 'forgotten'

/**
 * The table of docs/decisions.md, "Classes", row by row. Where the record is silent, Git may prove that live is ours, but only that:
 * it never turns "not on the server yet" into "deleted there".
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

/** Nobody deleted it when a create was only intended, or when a killed run of ours was to delete it. */
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
 * What happened on the server, where that can be told from the two contents. `earlier`: fingerprints of the file's older
 * commits.
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
