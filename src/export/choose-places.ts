import { KINDS } from '../kinds/kinds.ts'
import type { Tree } from '../repository/tree.ts'
import type { ResourceKind } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import type { ExportChange, PlacedChange } from './export-change.ts'

/**
 * The first free place of each change; `stuck` have none. A file that exists is free for the kind whose resources it holds, where
 * that kind shares files.
 */
export const choosePlaces = (
  changes: readonly ExportChange[],
  { tree: { paths }, desiredSides }: { readonly tree: Tree; readonly desiredSides: SideIndex },
): { readonly placed: readonly PlacedChange[]; readonly stuck: readonly ExportChange[] } => {
  const holders = new Map<string, ResourceKind>(
    [...desiredSides.values()].map(({ name, file = '' }) => [file, name.kind]),
  )
  const taken = new Set(paths)
  const placed: PlacedChange[] = []
  const stuck: ExportChange[] = []
  const isFree = ({ action, kind }: ExportChange, path: string): boolean =>
    action !== 'create' || !taken.has(path) || (KINDS[kind].sharesFiles && holders.get(path) === kind)
  for (const change of changes) {
    const file = change.places.find((path) => isFree(change, path))
    if (file === undefined) {
      stuck.push(change)
      continue
    }
    placed.push({ ...change, file })
    taken.add(file)
    holders.set(file, change.kind)
  }
  return { placed, stuck }
}
