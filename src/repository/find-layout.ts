import { lastSegmentOf } from '../text/paths.ts'
import { isNamedAsFiles, skippedFolderOf } from './folder-names.ts'
import { groupByRoot, type RootSearch } from './group-by-root.ts'
import { matcherOf } from './kestra-ignore.ts'
import {
  belowIn,
  folderOf,
  foldersAbove,
  isBelow,
  isYaml,
  normalizeRoot,
  pathFrom,
  type RepositorySettings,
} from './tree.ts'

/** A folder whose YAML files are flows. A loose root has mixed content, so only the text of a file shows if it is a flow. */
export interface FlowRoot {
  readonly root: string
  /** All files below the root, including those that are not YAML. */
  readonly paths: readonly string[]
  readonly isLoose: boolean
}

/** A folder whose files are namespace files, whatever their content. */
export interface FileRoot {
  readonly root: string
  readonly paths: readonly string[]
  /** False if only its neighbours suggest it. The root is dropped if the neighbours are not named after namespaces. */
  readonly isCertain: boolean
}

export interface LeftOutFolder extends Pick<FileRoot, 'root' | 'paths'> {
  /** True if the name is typical for Kestra. `scripts` is not: many other repositories use it. */
  readonly isLikely: boolean
}

export interface Layout {
  readonly flowRoots: readonly FlowRoot[]
  readonly fileRoots: readonly FileRoot[]
  /** YAML files outside of all roots. */
  readonly outside: readonly string[]
  /** YAML files in skipped folders of samples (`examples`, `tests`). Maps each file to that folder. */
  readonly samples: ReadonlyMap<string, string>
  /** YAML files outside of flows and files folders, also those of loose roots. Other kinds may own them by folder or name. */
  readonly unclaimed: readonly string[]
  /** Folders that may hold namespace files, and are skipped. */
  readonly leftOut: readonly LeftOutFolder[]
  /** Folders named like flows folders that belong to other programs, each with its YAML files. */
  readonly flowsOfOthers: readonly Pick<FlowRoot, 'root' | 'paths'>[]
  /** Roots and folders of namespace files from the settings that contain no file. */
  readonly missingRoots: readonly string[]
}

/**
 * Finds the folders with flows and namespace files from the paths alone (docs/layouts.md, "The rules behind it").
 * - `roots` limits the search.
 * - `namespace` adds `files` and `scripts` folders without a namespace of their own.
 * - `include` adds files of any folder.
 * - `unrelated` lists folders that are not roots, whatever their names.
 */
export const findLayout = (
  paths: readonly string[],
  settings: Pick<RepositorySettings, 'roots' | 'namespace' | 'include' | 'files'>,
  unrelated: ReadonlySet<string> = new Set(),
): Layout => {
  const roots = outermost(settings.roots.map(normalizeRoot))
  // A folder inside another one is a root of its own.
  const filesFolders = new Set((settings.files ?? []).map(({ folder }) => normalizeRoot(folder)))
  const isIncluded = matcherOf(settings.include ?? [], 'the setting "include"')
  const search = { hasNamespace: settings.namespace !== undefined, isIncluded, filesFolders, rejected: unrelated }
  const below = belowIn([...paths].sort(), (path) => path)
  const isAbsent = (folder: string): boolean => below(folder).length === 0
  const absent = [...filesFolders].filter(isAbsent)
  if (roots.length === 0) return { ...findIn(paths, { scope: '', ...search }), missingRoots: absent }
  const layouts = roots.map((scope) => findIn(below(scope), { scope, ...search }))
  const absentBelow = belowIn(absent.sort(), (folder) => folder)
  return {
    flowRoots: layouts.flatMap((layout) => layout.flowRoots),
    fileRoots: layouts.flatMap((layout) => layout.fileRoots),
    outside: layouts.flatMap((layout) => layout.outside),
    samples: new Map(layouts.flatMap((layout) => [...layout.samples])),
    unclaimed: layouts.flatMap((layout) => layout.unclaimed),
    leftOut: layouts.flatMap((layout) => layout.leftOut),
    flowsOfOthers: layouts.flatMap((layout) => layout.flowsOfOthers),
    missingRoots: [...roots.filter(isAbsent), ...roots.flatMap(absentBelow)],
  }
}

const outermost = (roots: readonly string[]): string[] => {
  const all = new Set(roots)
  return [...all].filter((root) => !foldersAbove(root).some((folder) => folder !== root && all.has(folder)))
}

const findIn = (paths: readonly string[], search: RootSearch): Omit<Layout, 'missingRoots'> => {
  const { flowGroups, fileGroups, rest } = groupByRoot(paths, search)
  const yaml = rest.filter(isYaml).map((path) => {
    const skipped = search.isIncluded(path) ? undefined : skippedFolderOf(path, search.scope)
    return { path, skipped }
  })
  const candidates = yaml.flatMap(({ path, skipped }) => (skipped === undefined ? [path] : []))
  const samples = yaml.flatMap(({ path, skipped }): [string, string][] =>
    skipped?.holds === 'samples' ? [[path, skipped.folder]] : [],
  )
  const fileRoots = [...fileGroups].map(([root, group]) => ({ root, ...group }))
  const flowRoots = [...flowGroups].map(([root, below]) => ({ root, paths: below, isLoose: false }))
  const loose = findLooseRoots(candidates, [...flowGroups.keys()], search).map((root) => ({ ...root, isLoose: true }))
  const held = new Set(loose.flatMap((root) => root.paths))
  return {
    flowRoots: [...flowRoots, ...loose],
    fileRoots,
    outside: candidates.filter((path) => !held.has(path)),
    samples: new Map(samples),
    unclaimed: candidates,
    leftOut: leftOutIn(rest, search),
    flowsOfOthers: flowsOfOthersIn(candidates, search),
  }
}

/** Folders that may hold namespace files: rejected folders named like a files folder, and folders in a folder `kestra`. */
const leftOutIn = (rest: readonly string[], { rejected, scope }: RootSearch): Layout['leftOut'] => {
  const named = new Set([...rejected].filter(isNamedAsFiles))
  const folderOf = (path: string): string | undefined =>
    (named.size === 0 ? undefined : foldersAbove(path).findLast((folder) => named.has(folder))) ??
    (isProse(path) || isYaml(path) || skippedFolderOf(path, scope) !== undefined ? undefined : inKestra(path))
  const groups = Map.groupBy(rest, folderOf)
  groups.delete(undefined)
  return [...groups].map(([root = '', paths]) => ({
    root,
    paths,
    isLikely: named.has(root) && lastSegmentOf(root) !== 'scripts',
  }))
}

const flowsOfOthersIn = (yaml: readonly string[], { rejected }: RootSearch): Layout['flowsOfOthers'] => {
  const folders = [...rejected].filter((folder) => !isNamedAsFiles(folder))
  return folders.map((root) => ({ root, paths: yaml.filter((path) => isBelow(root, path)) }))
}

const inKestra = (path: string): string | undefined => /^(?:.*?\/)?kestra\/[^/]+(?=\/)/.exec(path)?.[0]

const isProse = (path: string): boolean => /(?:^|\/)\.[^/]*$|\.md$/i.test(path)

/**
 * Folders that may contain flows among the YAML `files` outside of flows folders. Without any flows folder, the whole scope may.
 * Otherwise: the folders of files that `include` names, folders `kestra`, and siblings of folders with a flows folder
 * (`services/b/…` beside `services/a/flows`).
 */
const findLooseRoots = (
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

/** The folder directly in `around` that contains a file; `undefined` for a file directly in `around`. */
const neighbourIn = (around: string, file: string): string | undefined => {
  const [first = '', ...rest] = pathFrom(around, file).split('/')
  return rest.length > 0 ? `${around}/${first}` : undefined
}
