import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { type LookoutOptions, makeLookout } from './lookout.ts'
import { type StepResult, writeStep } from './write-step.ts'

export interface WriteOptions extends LookoutOptions {
  /** Told before each write: how many are done, of how many, and which is next. */
  readonly onProgress: (done: number, total: number, next: Step) => void
  /** Aborted when the run is to end, its reason a `UserError`: no further write is begun. */
  readonly signal: AbortSignal
}

/**
 * Writes the steps in their order, side by side where that is safe, up to the first that fails: those beside it come to their end,
 * and none is begun after it. What came of each that was begun; none of those that the run ended before anything was stored.
 */
export const writeSteps = async (
  steps: readonly Step[],
  options: WriteOptions,
): Promise<ReadonlyMap<ResourceKey, StepResult>> => {
  const { client, signal, onProgress } = options
  const results = new Map<ResourceKey, StepResult>()
  const hasEnded = (): boolean => signal.aborted || client.gone() !== undefined
  const { look } = makeLookout(steps, options)
  for (const batch of sideBySide(steps, options.liveSides)) {
    if (hasEnded()) break
    const begun: Promise<readonly [Step, StepResult]>[] = []
    let isStopped = false
    for (const step of batch) {
      onProgress(results.size + begun.length, steps.length, step)
      const changed = await look(step)
      if (changed === undefined) begun.push(write(client, step))
      else if (!hasEnded()) results.set(resourceKey(step), changed)
      isStopped = changed?.isWritten === false || hasEnded()
      if (isStopped) break
    }
    for (const [step, result] of await Promise.all(begun)) {
      const isEnded = !result.isWritten && result.isEnded
      if (!isEnded) results.set(resourceKey(step), result)
      isStopped ||= !result.isWritten
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
export const sideBySide = (steps: readonly Step[], live: SideIndex): readonly (readonly Step[])[] => {
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
