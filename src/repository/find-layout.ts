import { isNamespace } from '../resource/namespace.ts'
import { folderOf, isBelow, isYaml, nameOf, pathFrom } from './tree.ts'

/** A folder whose YAML files are flows. A loose one is a folder of mixed content: only the text tells what is a flow. */
export interface FlowRoot {
  readonly root: string
  /** All files below, also those that are not YAML. */
  readonly paths: readonly string[]
  readonly isLoose: boolean
}

/** A folder whose files are namespace files, whatever they hold. */
export interface FileRoot {
  readonly root: string
  readonly paths: readonly string[]
  /** False when only its neighbours suggest that it is one: dropped if they turn out not to be named after namespaces. */
  readonly isCertain: boolean
}

export interface Layout {
  readonly flowRoots: readonly FlowRoot[]
  readonly fileRoots: readonly FileRoot[]
  /** YAML files that no root holds, though roots were found; empty when the roots were given. */
  readonly outside: readonly string[]
  /** YAML files that lie in no flows or files folder, of given roots as well: what their folder or their name tells is theirs alone. */
  readonly unclaimed: readonly string[]
  /** Given roots below which there is not one file. */
  readonly missingRoots: readonly string[]
}

const FLOW_FOLDERS = new Set(['flows', '_flows', 'subflows', '_subflows', 'kestra-flows'])
const FILE_FOLDERS = new Set(['files', '_files', 'namespace-files', 'namespace_files', 'scripts'])
/** These can mean nothing else; a plain `files` or `scripts` is found in many repositories that Kestra never sees. */
const CERTAIN_FILE_FOLDERS = new Set(['_files', 'namespace-files', 'namespace_files'])
/** Code of others, or flows kept as test data. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'vendor', '__tests__', 'fixtures', 'testdata'])

/**
 * Finds the folders that hold flows and namespace files, from the paths alone (docs/layouts.md, "The rules behind it").
 * `roots` limits the search; a `namespace` makes a `files` or `scripts` folder that no other folder names count as well;
 * `unrelated` folders hold no flows, whatever they are called.
 */
export const findLayout = (
  paths: readonly string[],
  settings: { readonly roots: readonly string[]; readonly namespace?: string | undefined },
  unrelated: ReadonlySet<string> = new Set(),
): Layout => {
  const roots = outermost(settings.roots.map(normalizeRoot))
  const hasNamespace = settings.namespace !== undefined
  if (roots.length === 0) return findIn(paths, { scope: '', hasNamespace, rejected: unrelated })
  const layouts = roots.map((scope) =>
    findIn(
      paths.filter((path) => isBelow(scope, path)),
      { scope, hasNamespace, rejected: unrelated },
    ),
  )
  return {
    flowRoots: layouts.flatMap((layout) => layout.flowRoots),
    fileRoots: layouts.flatMap((layout) => layout.fileRoots),
    outside: [],
    unclaimed: layouts.flatMap((layout) => layout.unclaimed),
    missingRoots: roots.filter((root) => !paths.some((path) => isBelow(root, path))),
  }
}

const normalizeRoot = (root: string): string =>
  root
    .replaceAll('\\', '/')
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/')

const outermost = (roots: readonly string[]): string[] =>
  [...new Set(roots)].filter((root) => !roots.some((other) => other !== root && isBelow(other, root)))

interface Search {
  readonly scope: string
  readonly hasNamespace: boolean
}

const findIn = (paths: readonly string[], search: Rejecting): Layout => {
  const { flowGroups, fileGroups, rest } = groupByRoot(paths, search)
  const outside = rest.filter((path) => isYaml(path) && !isSkipped(pathFrom(search.scope, path)))
  const fileRoots = [...fileGroups].map(([root, below]) => ({
    root,
    paths: below,
    isCertain: certaintyOf(root, flowGroups, search) === 'certain',
  }))
  if (flowGroups.size > 0) {
    const flowRoots = [...flowGroups].map(([root, below]) => ({ root, paths: below, isLoose: false }))
    return { flowRoots, fileRoots, outside, unclaimed: outside, missingRoots: [] }
  }
  const loose = { root: search.scope, paths: outside, isLoose: true }
  return { flowRoots: outside.length > 0 ? [loose] : [], fileRoots, outside: [], unclaimed: outside, missingRoots: [] }
}

type Rejecting = Search & { readonly rejected: ReadonlySet<string> }

type Groups = ReadonlyMap<string, readonly string[]>

interface Grouped {
  readonly flowGroups: Groups
  readonly fileGroups: Groups
  readonly rest: readonly string[]
}

/** A folder that turns out to be no root may still hold one, so the search goes on below it. */
const groupByRoot = (paths: readonly string[], search: Rejecting): Grouped => {
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
const rootFolderOf = (path: string, { scope, rejected }: Rejecting): string | undefined => {
  const folders = path.split('/').slice(0, -1)
  const above = scope === '' ? 0 : scope.split('/').length - 1
  const isRoot = (index: number): boolean =>
    isNamedAsRoot(folders[index] ?? '') && !rejected.has(folders.slice(0, index + 1).join('/'))
  for (let index = above; index < folders.length; index++) {
    if ((scope === '' || index > above) && isSkippedFolder(folders[index] ?? '')) return undefined
    if (isRoot(index)) return folders.slice(0, index + 1).join('/')
  }
  for (let index = 0; index < above; index++) {
    if (isRoot(index)) return folders.slice(0, index + 1).join('/')
  }
  return undefined
}

const isNamedAsRoot = (folder: string): boolean => FLOW_FOLDERS.has(folder) || FILE_FOLDERS.has(folder)

const isSkippedFolder = (folder: string): boolean => folder.startsWith('.') || SKIPPED_FOLDERS.has(folder)

const isSkipped = (path: string): boolean => path.split('/').some(isSkippedFolder)

const certaintyOf = (root: string, flowGroups: Groups, search: Search): 'certain' | 'likely' | 'none' => {
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
