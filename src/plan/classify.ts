import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { isOurs, type RecordedResource, withoutIdleIntent } from './deployment-record.ts'
import type { ChangeClass } from './plan.ts'

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
  if (desired === undefined) return live === undefined ? 'forgotten' : classifyGoneFromGit(states, live)
  if (live === undefined) return classifyNotLive(states, desired)
  if (live === desired) return 'unchanged'
  return classifyDifferent(states, desired, live)
}

const classifyGoneFromGit = ({ recorded, isLiveFromGit }: States, live: Fingerprint): StateClass => {
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
