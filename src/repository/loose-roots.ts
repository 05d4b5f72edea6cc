import type { RootSearch } from './group-by-root.ts'
import { folderOf, foldersAbove, isBelow, pathFrom } from './tree.ts'

/**
 * Where flows lie among other YAML `files`, none of which a flows folder holds. Without flows folders that may be anywhere; beside them
 * it is what `include` names, a folder `kestra`, and what lies beside a folder that has a flows folder (`services/a/flows`,
 * `services/b/…`).
 */
export const findLooseRoots = (
  files: readonly string[],
  flowFolders: readonly string[],
  { scope, isIncluded }: Pick<RootSearch, 'scope' | 'isIncluded'>,
): readonly { readonly root: string; readonly paths: readonly string[] }[] => {
  if (files.length === 0) return []
  if (flowFolders.length === 0) return [{ root: scope, paths: files }]
  const holders = new Set(flowFolders.map(folderOf).filter((folder) => folder !== scope && isBelow(scope, folder)))
  const neighbourhoods = new Set([...holders].map(folderOf).filter((folder) => folder !== ''))
  const order = new Map([...neighbourhoods].map((folder, index) => [folder, index]))
  const aroundFlows = new Set(flowFolders.flatMap(foldersAbove))
  const rootOf = (file: string): string | undefined => {
    if (isIncluded(file)) return folderOf(file)
    const kestra = /^(?:.*?\/)?kestra(?=\/)/.exec(file)?.[0]
    if (kestra !== undefined && isBelow(scope, kestra) && !aroundFlows.has(kestra)) return kestra
    return foldersAbove(file)
      .filter((folder) => order.has(folder))
      .toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      .map((around) => neighbourIn(around, file))
      .find((folder) => folder !== undefined && !aroundFlows.has(folder))
  }
  const groups = Map.groupBy(files, rootOf)
  groups.delete(undefined)
  return [...groups].map(([root = '', paths]) => ({ root, paths }))
}

/** The folder directly in `around` that a file below it lies in. */
const neighbourIn = (around: string, file: string): string | undefined => {
  const [first = '', ...rest] = pathFrom(around, file).split('/')
  return rest.length > 0 ? `${around}/${first}` : undefined
}
