import { ON_SERVER } from '../kinds/on-server.ts'
import type { Step } from '../plan/order-steps.ts'
import type { ResourceName } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'

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
