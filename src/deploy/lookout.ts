import type { KestraClient } from '../kestra/client.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import { isUserError } from '../problem/user-error.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { bytesOfGroups, type Group, groupOf, isCheaperAtOnce, readGroup } from './read-groups.ts'
import { asWanted, failed, readLive, type StepResult } from './write-step.ts'

/** For so long a look at the server counts as a look at now: most deploys are over by then. */
const FRESH_MS = 5000
/** Readings that take long are made less often, so that they cost a tenth of the time; but the answer is never older than this. */
const COST_FACTOR = 10
const MAX_FRESH_MS = 30_000

export interface LookoutOptions {
  readonly client: KestraClient
  /** What the plan was made from, and when its reading began, by `now`. */
  readonly liveSides: SideIndex
  readonly readAt: number
  /** A clock in milliseconds. */
  readonly now: () => number
}

export interface Lookout {
  /**
   * What to report instead of writing where the server no longer holds what the plan was made from: a failure, unless it holds what was
   * to be written. `undefined` when all is well.
   */
  readonly look: (step: Step) => Promise<StepResult | undefined>
}

/** What a group held, and until when that counts. */
interface GroupSnapshot {
  readonly live: SideIndex
  readonly until: number
}

/**
 * Looks, before a write, whether the server still holds what the plan was made from: a deploy of many resources takes minutes, and
 * Kestra has no lock. Where many writes of a group are left, one reading answers for all of them for a few seconds; otherwise the
 * resource is read by itself.
 */
export const makeLookout = (steps: readonly Step[], options: LookoutOptions): Lookout => {
  const { client, liveSides, now } = options
  const bytes = bytesOfGroups(liveSides)
  const ofGroup = Map.groupBy(steps.filter(needsLook), (step) => groupOf(step).key)
  const looked = new Map<string, number>()
  const readings = new Map<string, GroupSnapshot>()
  const readAgain = async (group: Group, names: readonly Step[]): Promise<SideIndex> => {
    const started = now()
    const live = await readGroup(client, group, names)
    const fresh = Math.min(MAX_FRESH_MS, Math.max(FRESH_MS, COST_FACTOR * (now() - started)))
    readings.set(group.key, { live, until: started + fresh })
    return live
  }
  /** What the server holds of a step: as it was read a moment ago, or now. */
  const heldNow = async (step: Step): Promise<Fingerprint | undefined> => {
    const group = groupOf(step)
    const last = readings.get(group.key) ?? { live: liveSides, until: options.readAt + FRESH_MS }
    const all = ofGroup.get(group.key) ?? []
    const before = looked.get(group.key) ?? 0
    looked.set(group.key, before + 1)
    if (now() < last.until) return last.live.get(resourceKey(step))?.fingerprint
    if (!isCheaperAtOnce(all.length - before, bytes.get(group.key) ?? 0))
      return (await readLive(client, step))?.fingerprint
    return (await readAgain(group, all.slice(before))).get(resourceKey(step))?.fingerprint
  }
  const look = async (step: Step): Promise<StepResult | undefined> => {
    if (!needsLook(step)) return undefined
    try {
      return changeSince(liveSides.get(resourceKey(step))?.fingerprint, await heldNow(step), step.wanted)
    } catch (error) {
      if (!isUserError(error)) throw error
      return failed(error.message)
    }
  }
  return { look }
}

const needsLook = ({ action, kind }: Step): boolean => action !== 'create' || !ON_SERVER[kind].refusesExisting

const changeSince = (
  planned: Fingerprint | undefined,
  held: Fingerprint | undefined,
  wanted: Fingerprint,
): StepResult | undefined => {
  // A resource that is gone: the write itself tells so, and a delete has nothing left to do.
  if (held === undefined || held === planned) return undefined
  const happened = planned === undefined ? 'was created' : 'was changed'
  if (held === wanted) return asWanted(happened, null)
  return failed(`${happened} on the server while this run was under way, and is left as it is. Run again to see it`)
}
