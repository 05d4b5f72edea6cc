import type { ResourceKind } from '../resource/resource.ts'
import type { StateClass } from './classify.ts'
import type { Action, ChangeClass } from './plan.ts'
import { isMirrored, onDriftOf, type Policy, whyKept } from './policy.ts'

export interface Decision {
  /** The class as the reader sees it. A conflict that nothing would touch is only something that Git no longer has. */
  readonly change: ChangeClass
  readonly action: Action
  /** One clause without a final stop: why nothing is done, or why something is done in spite of the server's edit. */
  readonly note: string | undefined
}

export interface DecisionInput {
  readonly state: StateClass
  readonly kind: ResourceKind
  readonly namespace: string
  readonly isDesired: boolean
  readonly isLive: boolean
  /** `.kestraignore` hides it, or its file is present but cannot be read: present in Git, never "missing". */
  readonly isHidden: boolean
  /** Another owner's record has it; `mirror` must not take that for nobody's. */
  readonly claimedBy: string | undefined
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
      return decideDrift(input)
    case 'conflict':
      return isDesired ? decideConflict(input) : decideConflictingDelete(input)
  }
}

const isSeeded = ({ policy, kind }: DecisionInput): boolean => onDriftOf(policy, kind) === 'seed'

/** Why an edit stays, and what a merge would do to it. */
const keptNote = (onDrift: 'keep' | 'fail' | 'seed'): string =>
  ({
    keep: 'kept as it is on the server: on-drift is keep; a merge that changes it as well is refused',
    fail: 'kept as it is on the server: on-drift is fail; no merge is deployed until it is settled',
    seed: 'kept as it is on the server: on-drift is seed',
  })[onDrift]

const decideDrift = ({ policy, kind, isLive }: DecisionInput): Decision => {
  const onDrift = onDriftOf(policy, kind)
  if (onDrift === 'overwrite')
    return { change: 'drift', action: isLive ? 'update' : 'create', note: 'Git wins: on-drift is overwrite' }
  return { change: 'drift', action: 'none', note: keptNote(onDrift) }
}

const decideConflict = ({ policy, kind, isLive }: DecisionInput): Decision =>
  onDriftOf(policy, kind) === 'overwrite'
    ? {
        change: 'conflict',
        action: isLive ? 'update' : 'create',
        note: 'changed on both sides; Git wins: on-drift is overwrite',
      }
    : { change: 'conflict', action: 'none', note: undefined }

/** Edited on the server and gone from Git: only a conflict where it would be deleted. */
const decideConflictingDelete = (input: DecisionInput): Decision => {
  const decision = decideDelete(input)
  if (decision.action === 'none') return decision
  if (isSeeded(input)) return decision
  if (onDriftOf(input.policy, input.kind) === 'overwrite')
    return { ...decision, note: 'edited on the server since; Git wins: on-drift is overwrite' }
  return { change: 'conflict', action: 'none', note: 'edited on the server and deleted in Git: nothing is deployed' }
}

const decideDelete = (input: DecisionInput): Decision => {
  const { policy, namespace, isHidden, claimedBy, mayMirror, state } = input
  const keep = (note: string): Decision => ({ change: 'delete', action: 'none', note })
  if (state === 'unmanaged' && (isHidden || !mayMirror || claimedBy !== undefined))
    return { change: 'unmanaged', action: 'none', note: undefined }
  if (claimedBy !== undefined) return keep(`no longer in Git, kept: ${claimedBy} deploys it`)
  if (isHidden) return keep('kept: its file is in the tree, hidden or not readable')
  const why = whyKept(policy, namespace)
  if (why !== undefined) return keep(`no longer in Git, kept: ${why}`)
  const note = state === 'unmanaged' ? 'never deployed from here; when-missing is mirror' : 'no longer in Git'
  return { change: 'delete', action: 'delete', note }
}
