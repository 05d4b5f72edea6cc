import { isNamespace } from '../resource/namespace.ts'
import { skippedFolderOf } from './skipped-folders.ts'
import { folderOf, isYaml, nameOf } from './tree.ts'

const FLOW_FOLDERS = new Set(['flows', '_flows', 'subflows', '_subflows', 'kestra-flows'])
const FILE_FOLDERS = new Set(['files', '_files', 'namespace-files', 'namespace_files', 'scripts'])
/** These can mean nothing else; a plain `files` or `scripts` is found in many repositories that Kestra never sees. */
const CERTAIN_FILE_FOLDERS = new Set(['_files', 'namespace-files', 'namespace_files'])

export interface Search {
  /** The folder that is searched, `''` for the whole repository. */
  readonly scope: string
  readonly hasNamespace: boolean
  /** True for a file that is looked at wherever it lies. */
  readonly isIncluded: (path: string) => boolean
  /** Folders that are no roots, whatever they are called. */
  readonly rejected: ReadonlySet<string>
}

/** Folder → all files below. */
export type Groups = ReadonlyMap<string, readonly string[]>

export interface Grouped {
  readonly flowGroups: Groups
  readonly fileGroups: Groups
  readonly rest: readonly string[]
}

/** The files of each flows and files folder, by names alone. A folder that turns out to be no root may still hold one: the search goes on below it. */
export const groupByRoot = (paths: readonly string[], search: Search): Grouped => {
  const groups = Map.groupBy(paths, (path) => rootFolderOf(path, search) ?? '')
  const rest = groups.get('') ?? []
  groups.delete('')
  const isFlowGroup = (root: string) => FLOW_FOLDERS.has(nameOf(root))
  const flowGroups = new Map([...groups].filter(([root]) => isFlowGroup(root)))
  const fileGroups = new Map([...groups].filter(([root]) => !isFlowGroup(root)))
  const rejected = [
    ...[...flowGroups].filter(([, below]) => !below.some(isYaml)).map(([root]) => root),
    ...[...fileGroups.keys()].filter((root) => certaintyOf(root, flowGroups, search) === 'none'),
  ]
  if (rejected.length === 0) return { flowGroups, fileGroups, rest }
  return groupByRoot(paths, { ...search, rejected: new Set([...search.rejected, ...rejected]) })
}

/**
 * The outermost folder on the way to `path` whose name says what it holds. A scope is taken at its word: what it lies in is not code of
 * others, and counts only where the scope itself says nothing.
 */
const rootFolderOf = (path: string, { scope, isIncluded, rejected }: Search): string | undefined => {
  const folders = path.split('/').slice(0, -1)
  const above = scope === '' ? 0 : scope.split('/').length - 1
  const upTo = (index: number): string => folders.slice(0, index + 1).join('/')
  const isRoot = (index: number): boolean => isNamedAsRoot(folders[index] ?? '') && !rejected.has(upTo(index))
  const skipped = isIncluded(path) ? undefined : skippedFolderOf(path, scope)
  for (let index = above; index < folders.length; index++) {
    if (upTo(index) === skipped?.folder) return undefined
    if (isRoot(index)) return upTo(index)
  }
  for (let index = 0; index < above; index++) {
    if (isRoot(index)) return upTo(index)
  }
  return undefined
}

const isNamedAsRoot = (folder: string): boolean => FLOW_FOLDERS.has(folder) || FILE_FOLDERS.has(folder)

/** How sure the names of folders are that `root` holds namespace files; `likely` is dropped where no namespace turns out to be around. */
export const certaintyOf = (root: string, flowGroups: Groups, search: Search): 'certain' | 'likely' | 'none' => {
  const name = nameOf(root)
  const parent = folderOf(root)
  const hasFlowsBeside = [...FLOW_FOLDERS].some((folder) =>
    flowGroups.has(parent === '' ? folder : `${parent}/${folder}`),
  )
  if (search.scope !== '' && root === search.scope) return 'certain'
  if (name === 'scripts') return search.hasNamespace && hasFlowsBeside ? 'certain' : 'none'
  if (CERTAIN_FILE_FOLDERS.has(name) || hasFlowsBeside) return 'certain'
  if (nameOf(parent).includes('.') && isNamespace(nameOf(parent))) return 'certain'
  if (parent === search.scope) return search.hasNamespace ? 'certain' : 'none'
  const isAmongNamespaceFolders = [...flowGroups.keys()].some(
    (folder) => folderOf(folderOf(folder)) === folderOf(parent),
  )
  return isAmongNamespaceFolders ? 'likely' : 'none'
}
