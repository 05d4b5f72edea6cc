import { isUserError, orUserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { bytesOfGroups, type Group, groupOf, isCheaperAtOnce, readGroup, readLive } from './read-live.ts'
import { appliedOutcome, failed, isUnsupported, type StepResult, writeStep } from './write-step.ts'

export interface WriteOptions extends PlannedState {
  /** Called before each write with the number of finished writes, the total, and the next step. */
  readonly onProgress: (done: number, total: number, next: Step) => void
  /** Aborted when the run must end, with a `UserError` as its reason. No further write begins. */
  readonly signal: AbortSignal
}

/**
 * Writes the steps in order, concurrently where that is safe, up to the first failure. Writes that run beside a failed
 * one complete; none begins after it. A step of a kind that the server does not offer is not a failure. Returns the
 * result of each step that was begun, without those that the run ended before anything was stored.
 */
export const writeSteps = async (
  steps: readonly Step[],
  options: WriteOptions,
): Promise<ReadonlyMap<ResourceKey, StepResult>> => {
  const { client, signal, onProgress } = options
  const results = new Map<ResourceKey, StepResult>()
  const hasEnded = (): boolean => signal.aborted || client.http.unavailableError() !== undefined
  const findChange = staleCheck(steps, options)
  for (const batch of concurrentBatches(steps, options.liveResources)) {
    if (hasEnded()) break
    const begun: Promise<readonly [Step, StepResult]>[] = []
    let isStopped = false
    for (const step of batch) {
      onProgress(results.size + begun.length, steps.length, step)
      const changed = await findChange(step)
      if (changed === undefined) begun.push(write(client, step))
      else if (!hasEnded()) results.set(resourceKey(step), changed)
      isStopped = changed?.isWritten === false || hasEnded()
      if (isStopped) break
    }
    for (const [step, result] of await Promise.all(begun)) {
      const isEnded = !result.isWritten && result.isEnded
      if (!isEnded) results.set(resourceKey(step), result)
      isStopped ||= !result.isWritten && !isUnsupported(result)
    }
    if (isStopped) break
  }
  return results
}

const write = async (client: WriteOptions['client'], step: Step): Promise<readonly [Step, StepResult]> => {
  const { content, action } = step
  return [step, await writeStep(client, { name: step, content, isNew: action === 'create' })]
}

/** Concurrent writes per server. More writes would slow it down: only waiting is cheap for a server. */
const WIDTH = 4

/**
 * Splits the steps, in order, into batches whose writes may run at the same time. Steps of one batch have one kind, and
 * each writes into a folder that is not empty. Two concurrent writes that create or empty a folder would conflict on
 * the server.
 */
export const concurrentBatches = (steps: readonly Step[], live: ResourceMap): readonly (readonly Step[])[] => {
  const folders = new Set([...live.values()].map(({ name }) => folderOf(name)).filter((folder) => folder !== undefined))
  const batches: Step[][] = []
  /** The last batch, while further steps may join it. */
  let open: Step[] | undefined
  for (const step of steps) {
    const folder = folderOf(step)
    const isFree = step.action !== 'delete' && folder !== undefined && folders.has(folder)
    if (isFree && open !== undefined && open.length < WIDTH && open[0]?.kind === step.kind) {
      open.push(step)
      continue
    }
    const batch = [step]
    batches.push(batch)
    open = isFree ? batch : undefined
    if (folder !== undefined) folders.add(folder)
  }
  return batches
}

const folderOf = ({ kind, ...name }: ResourceName): string | undefined => ON_SERVER[kind].folder?.(name)

/** Milliseconds for which a reading counts as current; most deploys are over by then. */
const FRESH_MS = 5000
/**
 * Slow readings are repeated less often, so that they take a tenth of the time; but no reading counts for longer than
 * `MAX_FRESH_MS`.
 */
const COST_FACTOR = 10
const MAX_FRESH_MS = 30_000

interface PlannedState {
  readonly client: KestraClient
  /** The live state that the plan is based on. */
  readonly liveResources: ResourceMap
  /** When the reading of `liveResources` began, on the clock `now`. */
  readonly readAt: number
  /** A clock in milliseconds. */
  readonly now: () => number
}

/** The content of a group, and the time until which it counts as current. */
interface GroupSnapshot {
  readonly live: ResourceMap
  readonly until: number
}

/**
 * Checks before each write whether the server still has the state that the plan is based on. A deploy of many resources
 * takes minutes, and Kestra has no locks. Where many writes of a group are left, one reading serves all of them for a
 * few seconds; otherwise the resource is read by itself. The returned function gives the result of the step when the
 * state differs: a success if the server already has the intended content, otherwise a failure. `undefined`: unchanged.
 */
export const staleCheck = (
  steps: readonly Step[],
  options: PlannedState,
): ((step: Step) => Promise<StepResult | undefined>) => {
  const { client, liveResources, now } = options
  const bytes = bytesOfGroups(liveResources)
  const ofGroup = Map.groupBy(steps.filter(mayHaveChanged), (step) => groupOf(step).key)
  const checked = new Map<string, number>()
  const snapshots = new Map<string, GroupSnapshot>()
  const readAgain = async (group: Group, names: readonly Step[]): Promise<ResourceMap> => {
    const started = now()
    const live = await readGroup(client, group, names)
    const fresh = Math.min(MAX_FRESH_MS, Math.max(FRESH_MS, COST_FACTOR * (now() - started)))
    snapshots.set(group.key, { live, until: started + fresh })
    return live
  }
  /** The server's content for a step: from a recent reading, or read now. */
  const readNow = async (step: Step): Promise<Fingerprint | undefined> => {
    const group = groupOf(step)
    const last = snapshots.get(group.key) ?? { live: liveResources, until: options.readAt + FRESH_MS }
    const all = ofGroup.get(group.key) ?? []
    const before = checked.get(group.key) ?? 0
    checked.set(group.key, before + 1)
    if (now() < last.until) return last.live.get(resourceKey(step))?.fingerprint
    if (!isCheaperAtOnce(all.length - before, bytes.get(group.key) ?? 0))
      return (await readLive(client, step))?.fingerprint
    return (await readAgain(group, all.slice(before))).get(resourceKey(step))?.fingerprint
  }
  return async (step) => {
    if (!mayHaveChanged(step)) return undefined
    const live = await orUserError(readNow(step))
    if (isUserError(live)) return failed(live.message)
    return changeSince(liveResources.get(resourceKey(step))?.fingerprint, live, step.wanted)
  }
}

const mayHaveChanged = ({ action, kind }: Step): boolean => action !== 'create' || !ON_SERVER[kind].refusesExisting

const changeSince = (
  planned: Fingerprint | undefined,
  now: Fingerprint | undefined,
  wanted: Fingerprint,
): StepResult | undefined => {
  // For a deleted resource the write itself reports the deletion, and a delete has nothing to do.
  if (now === undefined || now === planned) return undefined
  const happened = planned === undefined ? 'was created' : 'was changed'
  if (now === wanted) return appliedOutcome(happened, null)
  return failed(`${happened} on the server while this run was under way, and is left as it is. Run again to see it`)
}
