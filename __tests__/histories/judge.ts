import type { RunPolicy } from './policy.ts'

/** One resource before a run. `undefined`: it is not there on that side. */
export interface States {
  readonly desired: string | undefined
  readonly live: string | undefined
  /** What was last deployed, as the record says or as Git proves. */
  readonly recorded: string | undefined
}

/** What holds for the resource's place. */
export interface Circumstances {
  readonly policy: RunPolicy
  readonly isHidden: boolean
  readonly isProtected: boolean
  /** Its namespace has a folder or a flow in the tree. */
  readonly isInTree: boolean
}

/** What a run may do with a resource: its class in the report, what the server holds afterwards, whether the run stops. */
export interface Verdict {
  readonly change: string
  readonly effect: 'none' | 'desired' | 'absent'
  readonly isRefused: boolean
}

const verdict = (change: string, effect: Verdict['effect'] = 'none', isRefused = false): Verdict => ({
  change,
  effect,
  isRefused,
})

/** The table and the ladders of docs/decisions.md, written down once more and on their own: the oracle of the histories. */
export const judge = (resourceStates: States, circumstances: Circumstances): Verdict => {
  const { desired, live, recorded } = resourceStates
  const { onDrift } = circumstances.policy
  if (desired === undefined) return judgeMissing(resourceStates, circumstances)
  if (live === desired) return verdict('unchanged')
  if (recorded === undefined) return verdict(live === undefined ? 'create' : 'adopt', 'desired')
  if (recorded === live) return verdict('update', 'desired')
  if (recorded === desired) return verdict('drift', onDrift === 'overwrite' ? 'desired' : 'none', onDrift === 'fail')
  return onDrift === 'overwrite' ? verdict('conflict', 'desired') : verdict('conflict', 'none', true)
}

const judgeMissing = ({ live, recorded }: States, circumstances: Circumstances): Verdict => {
  const { policy, isHidden, isProtected, isInTree } = circumstances
  if (live === undefined) return verdict('gone')
  if (recorded === undefined) {
    const isPruned = policy.whenMissing === 'mirror' && isInTree && !isHidden && !isProtected
    return isPruned ? verdict('delete', 'absent') : verdict('unmanaged')
  }
  if (policy.whenMissing === 'keep' || isHidden || isProtected) return verdict('delete')
  if (recorded === live || policy.onDrift === 'overwrite') return verdict('delete', 'absent')
  return verdict('conflict', 'none', true)
}
