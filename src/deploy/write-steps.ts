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
  /** Told before each write: how many are done, of how many, and which is next. */
  readonly onProgress: (done: number, total: number, next: Step) => void
  /** Aborted when the run is to end, its reason a `UserError`: no further write is begun. */
  readonly signal: AbortSignal
}

/**
 * Writes the steps in their order, side by side where that is safe, up to the first that fails: those beside it come to their end,
 * and none is begun after it. A step of a kind that the server does not offer is no failure. What came of each that was begun; none of those that the run ended before anything was stored.
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

/** As many as a server gets from one run; what waits for an answer costs it little, what it works at costs it all. */
const WIDTH = 4

/**
 * The steps in their order, in batches whose writes may be under way at the same time: of one kind, and each into a folder that
 * something is in already. Two that create a folder at once, or empty it, are in each other's way on the server.
 */
export const concurrentBatches = (steps: readonly Step[], live: ResourceMap): readonly (readonly Step[])[] => {
  const folders = new Set([...live.values()].map(({ name }) => folderOf(name)).filter((folder) => folder !== undefined))
  const batches: Step[][] = []
  /** The last batch, where others may join it. */
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

/** For so long a look at the server counts as a look at now: most deploys are over by then. */
const FRESH_MS = 5000
/** Readings that take long are made less often, so that they cost a tenth of the time; but the answer is never older than this. */
const COST_FACTOR = 10
const MAX_FRESH_MS = 30_000

interface PlannedState {
  readonly client: KestraClient
  /** What the plan was made from, and when its reading began, by `now`. */
  readonly liveResources: ResourceMap
  readonly readAt: number
  /** A clock in milliseconds. */
  readonly now: () => number
}

/** What a group held, and until when that counts. */
interface GroupSnapshot {
  readonly live: ResourceMap
  readonly until: number
}

/**
 * Asks, before a write, whether the server still holds what the plan was made from: a deploy of many resources takes minutes, and
 * Kestra has no lock. Where many writes of a group are left, one reading answers for all of them for a few seconds; otherwise the
 * resource is read by itself. The function gives what to report instead of writing where the server holds something else: a failure,
 * unless that is what was to be written. `undefined` when all is well.
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
  /** What the server holds of a step: as it was read a moment ago, or now. */
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
  // A resource that is gone: the write itself tells so, and a delete has nothing left to do.
  if (now === undefined || now === planned) return undefined
  const happened = planned === undefined ? 'was created' : 'was changed'
  if (now === wanted) return appliedOutcome(happened, null)
  return failed(`${happened} on the server while this run was under way, and is left as it is. Run again to see it`)
}
