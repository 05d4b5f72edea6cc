import type { TreeSettings } from '../kinds/kind-in-tree.ts'
import { KINDS } from '../kinds/kinds.ts'
import { readTree } from '../kinds/read-tree.ts'
import type { Tree } from '../repository/tree.ts'
import type { NamespaceMapping } from '../resource/namespace.ts'
import { type ResourceKey, type ResourceKind, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import type { ExportChange, PlacedChange, PlacedFile, SkippedResource } from './export-change.ts'

export interface ResolvedExport {
  readonly files: readonly PlacedFile[]
  readonly leftOut: readonly SkippedResource[]
}

export interface ResolveOptions {
  readonly tree: Tree
  readonly settings: TreeSettings
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
  /** Maps the server's namespaces to Git's. */
  readonly toGit: readonly NamespaceMapping[]
}

/**
 * Chooses a path for every change and verifies it: it reads the tree with all changes. Each resource must then equal the server's, and
 * no other resource may change. If a path fails, the next one is tried. A change without a valid path is left out.
 */
export const resolveExportPaths = async (
  changes: readonly ExportChange[],
  options: ResolveOptions,
): Promise<ResolvedExport> => {
  let open = changes
  const leftOut: SkippedResource[] = []
  const leave = (left: readonly ExportChange[], why: string): void => {
    for (const { kind, namespace, name } of left) leftOut.push({ kind, namespace, name, why })
  }
  for (;;) {
    const { placed, stuck } = choosePaths(open, options)
    leave(stuck, NO_READABLE_PATH)
    const files = await fillFiles(placed, options)
    const { desiredResources: read } = await readTree(withFiles(options.tree, files), options.settings)
    const wrong = placed.filter((change) => !isAsOnServer(change, read, options))
    const isHarmful = wrong.length === 0 && isOtherHarmed(read, placed, options)
    const suspects = isHarmful ? placed.filter(({ action }) => action === 'create') : wrong
    if (suspects.length === 0) return { files, leftOut }
    const { moved, spent } = nextPlaces(placed, new Set(suspects.map(resourceKey)))
    leave(spent, isHarmful ? HARMFUL_PATH : NO_READABLE_PATH)
    open = moved
  }
}

const NO_READABLE_PATH = 'no path in this tree was found where it would be read as the resource on the server'
const HARMFUL_PATH = 'with it, other files of this tree would be read differently'

/** The tree with the changed files. */
const withFiles = (tree: Tree, files: readonly PlacedFile[]): Tree => {
  const contents = new Map(files.map(({ file, content }) => [file, content]))
  const kept = tree.paths.filter((path) => !contents.has(path))
  const written = [...contents].filter(([, content]) => content !== undefined).map(([path]) => path)
  return {
    paths: [...kept, ...written].sort(),
    read: (path) => {
      const content = contents.get(path)
      return content === undefined ? tree.read(path) : Promise.resolve(content)
    },
  }
}

const isAsOnServer = (change: PlacedChange, read: ResourceMap, { liveResources }: ResolveOptions): boolean => {
  const key = resourceKey(change)
  const state = read.get(key)
  if (change.action === 'delete') return state === undefined
  return state?.file === change.file && state.fingerprint === liveResources.get(key)?.fingerprint
}

const isOtherHarmed = (
  read: ResourceMap,
  changes: readonly ExportChange[],
  { desiredResources, liveResources }: ResolveOptions,
): boolean => {
  const own = new Set<ResourceKey>(changes.map(resourceKey))
  const isUnchanged = (key: ResourceKey): boolean =>
    read.get(key)?.fingerprint === desiredResources.get(key)?.fingerprint
  const keys = [...desiredResources.keys(), ...[...read.keys()].filter((key) => !liveResources.has(key))]
  return keys.some((key) => !own.has(key) && !isUnchanged(key))
}

const nextPlaces = (
  placed: readonly PlacedChange[],
  suspects: ReadonlySet<ResourceKey>,
): { readonly moved: readonly ExportChange[]; readonly spent: readonly ExportChange[] } => {
  const moved = placed.map(({ file, ...change }) =>
    suspects.has(resourceKey(change))
      ? { ...change, possiblePaths: change.possiblePaths.slice(change.possiblePaths.indexOf(file) + 1) }
      : change,
  )
  return {
    moved: moved.filter(({ possiblePaths }) => possiblePaths.length > 0),
    spent: moved.filter(({ possiblePaths }) => possiblePaths.length === 0),
  }
}

/**
 * Chooses the first free path of each change; `stuck` have none. An existing file is free for the kind whose resources it contains, if
 * resources of that kind share files.
 */
const choosePaths = (
  changes: readonly ExportChange[],
  { tree: { paths }, desiredResources }: { readonly tree: Tree; readonly desiredResources: ResourceMap },
): { readonly placed: readonly PlacedChange[]; readonly stuck: readonly ExportChange[] } => {
  const holders = new Map<string, ResourceKind>(
    [...desiredResources.values()].map(({ name, file = '' }) => [file, name.kind]),
  )
  const taken = new Set(paths)
  const placed: PlacedChange[] = []
  const stuck: ExportChange[] = []
  const isFree = ({ action, kind }: ExportChange, path: string): boolean =>
    action !== 'create' || !taken.has(path) || (KINDS[kind].sharesFiles && holders.get(path) === kind)
  for (const change of changes) {
    const file = change.possiblePaths.find((path) => isFree(change, path))
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

/** Builds the files with these changes, in the order of their first change. Throws only if the tree cannot be read. */
export const fillFiles = async (
  placed: readonly PlacedChange[],
  { tree, toGit: namespaceMap }: { readonly tree: Tree; readonly toGit: readonly NamespaceMapping[] },
): Promise<readonly PlacedFile[]> => {
  const known = new Set(tree.paths)
  const groups = [...Map.groupBy(placed, ({ file }) => file)]
  return Promise.all(
    groups.map(async ([file, changes]): Promise<PlacedFile> => {
      const before = known.has(file) ? await tree.read(file) : undefined
      const [first] = changes
      const content = first && KINDS[first.kind].toGit(changes, { before, namespaceMap })
      const kept = before === undefined ? 'create' : 'update'
      return { file, action: content === undefined ? 'delete' : kept, content, changes }
    }),
  )
}
