import { isNamespace } from '../resource/namespace.ts'
import { lastSegmentOf } from '../text/paths.ts'
import { isNamedAsFlows, isNamedAsRoot, skippedFolderOf } from './folder-names.ts'
import { folderOf, foldersAbove, isBelow, isYaml } from './tree.ts'

/** Names that only Kestra repositories use. Plain `files` and `scripts` are common in other repositories. */
const CERTAIN_FILE_FOLDERS = new Set(['_files', 'namespace-files', 'namespace_files'])

export interface RootSearch {
  /** The searched folder; `''` for the whole repository. */
  readonly scope: string
  readonly hasNamespace: boolean
  /** True for a file that is read in any folder. */
  readonly isIncluded: (path: string) => boolean
  /** Folders of namespace files from the settings, with any name. */
  readonly filesFolders: ReadonlySet<string>
  /** Folders that are not roots, whatever their names. */
  readonly rejected: ReadonlySet<string>
}

/** Maps each folder to all files below it. */
export type Groups = ReadonlyMap<string, readonly string[]>

export interface GroupedPaths {
  readonly flowGroups: Groups
  readonly fileGroups: ReadonlyMap<string, FileGroup>
  readonly rest: readonly string[]
}

interface FileGroup {
  readonly paths: readonly string[]
  /** False if only its neighbours suggest that it holds namespace files. */
  readonly isCertain: boolean
}

/** Groups files by flows and files folders, from names alone. A rejected folder may contain a root, so the search continues below it. */
export const groupByRoot = (paths: readonly string[], search: RootSearch): GroupedPaths => {
  const ways = paths.map((path) => ({ path, roots: rootFoldersOf(path, search), next: 0 }))
  const rejected = new Set(search.rejected)
  for (;;) {
    const groups = Map.groupBy(ways, (way) => firstRoot(way, rejected))
    const grouped = judge(groups, search)
    if (!('rejected' in grouped)) return grouped
    for (const root of grouped.rejected) rejected.add(root)
  }
}

/** A path with the folders that may be its root, outermost first. `next` is the index of the first one that is not rejected. */
interface SearchPath {
  readonly path: string
  readonly roots: readonly string[]
  next: number
}

const firstRoot = (way: SearchPath, rejected: ReadonlySet<string>): string => {
  const isRejected = (root: string | undefined) => root !== undefined && rejected.has(root)
  while (isRejected(way.roots[way.next])) way.next += 1
  return way.roots[way.next] ?? ''
}

/** The final groups, or the folders that turn out not to be roots. */
const judge = (
  ways: ReadonlyMap<string, readonly SearchPath[]>,
  search: RootSearch,
): GroupedPaths | { readonly rejected: readonly string[] } => {
  const groups = new Map([...ways].map(([root, of]) => [root, of.map(({ path }) => path)]))
  const rest = groups.get('') ?? []
  groups.delete('')
  const isFlowGroup = (root: string) => isNamedAsFlows(root) && !search.filesFolders.has(root)
  const flowGroups = new Map([...groups].filter(([root]) => isFlowGroup(root)))
  const fileGroups = [...groups].filter(([root]) => !isFlowGroup(root))
  const yamlFolders = new Set(rest.filter(isYaml).map(folderOf))
  const besideFlows = new Set([...flowGroups.keys()].map(folderOf))
  const dotted = fileGroups.map(([root]) => folderOf(root)).filter((folder) => isDotted(lastSegmentOf(folder)))
  const around = {
    besideFlows,
    aroundNamespaces: new Set([...besideFlows, ...dotted].map(folderOf)),
    yamlFolders,
  }
  const certainty = new Map(fileGroups.map(([root]) => [root, certaintyOf(root, around, search)]))
  const rejected = [
    ...[...flowGroups].filter(([, below]) => !below.some(isYaml)).map(([root]) => root),
    ...subflowsAmongOthers([...flowGroups.keys()], rest, search),
    ...[...certainty].filter(([, sure]) => sure === 'none').map(([root]) => root),
  ]
  if (rejected.length > 0) return { rejected }
  return {
    flowGroups,
    fileGroups: new Map(
      fileGroups.map(([root, below]) => [root, { paths: below, isCertain: certainty.get(root) === 'certain' }]),
    ),
    rest,
  }
}

/**
 * Folders `subflows` and `_subflows` that are rejected. They contain only some of the flows. Without a folder `flows`, and with other YAML
 * beside them, their callers may be in that YAML, so none of them is a root.
 */
const subflowsAmongOthers = (
  roots: readonly string[],
  rest: readonly string[],
  { scope, isIncluded }: RootSearch,
): readonly string[] => {
  const isOfSubflows = (root: string) => lastSegmentOf(root).endsWith('subflows') && root !== scope
  if (!roots.every(isOfSubflows)) return []
  const others = rest.filter((path) => isYaml(path) && (isIncluded(path) || !skippedFolderOf(path, scope)))
  const hasOthers = roots.some((root) => others.some((path) => isBelow(folderOf(root), path)))
  return hasOthers ? roots : []
}

/**
 * The folders above `path` with the name of a flows or files folder, outermost first. The user chose the scope, so no folder above it is
 * skipped. Folders above the scope come last: they count only if none below does.
 */
const rootFoldersOf = (path: string, { scope, isIncluded, filesFolders }: RootSearch): readonly string[] => {
  const given = filesFolders.size === 0 ? undefined : foldersAbove(path).find((folder) => filesFolders.has(folder))
  if (given !== undefined) return [given]
  const folders = path.split('/').slice(0, -1)
  if (!folders.some(isNamedAsRoot)) return []
  const named = namedFolders(path, folders)
  const above = scope === '' ? 0 : scope.split('/').length - 1
  const skipped = isIncluded(path) ? undefined : skippedFolderOf(path, scope)
  const until = skipped === undefined ? folders.length : skipped.folder.split('/').length - 1
  const within = named.flatMap(({ index, folder }) => (index >= above && index < until ? [folder] : []))
  if (skipped !== undefined) return within
  return [...within, ...named.flatMap(({ index, folder }) => (index < above ? [folder] : []))]
}

const namedFolders = (
  path: string,
  folders: readonly string[],
): readonly { readonly index: number; readonly folder: string }[] => {
  let end = 0
  return folders.flatMap((name, index) => {
    end += name.length + 1
    return isNamedAsRoot(name) ? [{ index, folder: path.slice(0, end - 1) }] : []
  })
}

interface FolderRoles {
  /** Folders that contain a flows folder. */
  readonly besideFlows: ReadonlySet<string>
  /** Parents of `besideFlows`, and of folders with a files folder and a dot in their name. */
  readonly aroundNamespaces: ReadonlySet<string>
  /** Folders with YAML files directly in them, which may be flows. */
  readonly yamlFolders: ReadonlySet<string>
}

/** How certain folder names make it that `root` holds namespace files. A `likely` root is dropped if the flows around it do not confirm it. */
const certaintyOf = (root: string, around: FolderRoles, search: RootSearch): 'certain' | 'likely' | 'none' => {
  const name = lastSegmentOf(root)
  const parent = folderOf(root)
  const hasFlowsBeside = around.besideFlows.has(parent)
  const hasYamlBeside = around.yamlFolders.has(parent)
  if (search.filesFolders.has(root) || (search.scope !== '' && root === search.scope)) return 'certain'
  if (name === 'scripts') {
    if (hasFlowsBeside) return search.hasNamespace ? 'certain' : 'likely'
    return hasYamlBeside && lastSegmentOf(parent) === 'kestra' ? 'likely' : 'none'
  }
  if (CERTAIN_FILE_FOLDERS.has(name) || hasFlowsBeside) return 'certain'
  if (isDotted(lastSegmentOf(parent))) return 'certain'
  if (parent === search.scope && search.hasNamespace) return 'certain'
  if (hasYamlBeside || around.aroundNamespaces.has(parent)) return 'likely'
  // Without flows folders, the rest of the tree decides if its folders are namespaces.
  const mayBeAmongNamespaces = around.besideFlows.size === 0 || around.aroundNamespaces.has(folderOf(parent))
  return parent !== '' && mayBeAmongNamespaces ? 'likely' : 'none'
}

const isDotted = (folder: string): boolean => folder.includes('.') && isNamespace(folder)
