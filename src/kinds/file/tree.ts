import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { type AssignedRoot, assignFileRoot, type FilePlace } from '../../repository/folder-namespaces.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { folderOf, readEach, type Tree } from '../../repository/tree.ts'
import type { DesiredResource, LayoutRoot } from '../../resource/desired.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { bytesOf, type ResourceName, resourceKey } from '../../resource/resource.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import { type KindInTree, NOTHING_FOUND, type SeenFile, type TreePart, type TreeSearch } from '../kind-in-tree.ts'
import { firstOfEach, type Repeated, reportRepeated } from '../repeated.ts'
import { suggestPathByPath } from '../suggest-path.ts'
import { findFileContentProblems } from './file-content-problems.ts'
import {
  findFileNameProblems,
  isBelowFlowsFolder,
  isGitFile,
  isOnlyOnServer,
  whyNotInTree,
  withMangledNames,
} from './file-name-problems.ts'
import { leftOutFolders, withoutNamespace } from './left-out-folders.ts'

/** Reads the files of every files root as bytes, and reports names that Kestra cannot store. */
const readTree = async (tree: Tree, search: TreeSearch): Promise<TreePart> => {
  const { namespace, files } = search.settings
  const assigned = search.layout.fileRoots.map((root) => ({
    root,
    assigned: assignFileRoot(root, { evidence: search.evidence, namespace, files }),
  }))
  const roots = assigned.flatMap((of) => of.assigned ?? [])
  const placed = roots.map((root) => suggestFilePaths(root, search))
  const seen = await lookIntoAll(
    tree,
    placed.flatMap(({ inPlace }) => inPlace),
    search.settings.seen,
  )
  const pointers = seen.filter(({ isPointer }) => isPointer).map(({ resource }) => resource)
  const real = seen.filter(({ isPointer }) => !isPointer)
  const { firsts, repeated } = firstOfEach(
    real.map(({ resource }) => resource),
    resourceKey,
  )
  const counting = new Set(firsts)
  const resources = firsts.filter(({ name }) => !isBelowFlowsFolder(name))
  return {
    ...NOTHING_FOUND,
    resources,
    skipped: [...placed.flatMap(({ hidden }) => hidden), ...pointers],
    roots: rootsOf(roots, resources),
    problems: [
      ...reportRepeated(repeated, { code: 'duplicate-file', noun: 'namespace file' }, duplicate),
      ...findFileNameProblems(firsts),
      ...real.filter(({ resource }) => counting.has(resource)).flatMap(({ problems }) => problems),
      ...pointers.map(lfsPointer),
      ...placed.flatMap(({ root, lost }) => withoutNamespace(root, lost, search.evidence)),
      ...leftOutFolders(search),
    ],
    unrelated: assigned.flatMap((of) => (of.assigned === undefined ? [of.root.root] : [])),
    hides: hiddenIn(roots, search),
  }
}

/** A namespace file has the same bytes in Git and on the server. Its folder and path are its name. */
export const FILE_IN_TREE = {
  readTree,
  problemsOnServer: withMangledNames,
  isNamedByPlace: true,
  toServer: (content) => content,
  toGit: ([entry]) => (entry?.content === undefined ? undefined : bytesOf(entry.content)),
  whyNotInGit: ({ name }) => whyNotInTree(name),
  // Next to the flows, as in the usual layouts.
  makePathSuggester: ({ resources, root }) => {
    const { file: own = [], flow: beside = [] } = Object.groupBy(resources, ({ kind }) => kind)
    return suggestPathByPath(own, beside, root)
  },
} satisfies Partial<KindInTree>

const rootsOf = (roots: readonly AssignedRoot[], resources: readonly DesiredResource[]): readonly LayoutRoot[] => {
  const taken = new Set(resources.map(({ file }) => file))
  return roots.map(({ root, namespaceFrom, namespace }) => {
    const count = root.paths.filter((path) => taken.has(path)).length
    return { root: root.root, kind: 'file', namespaceFrom, namespace, count }
  })
}

interface FileAt extends FilePlace {
  readonly file: string
}

/** The results for each file, in order. A file that an earlier tree of this run also has is not read again; both share its result. */
const lookIntoAll = async (
  tree: Tree,
  files: readonly FileAt[],
  seen: Map<string, SeenFile> | undefined,
): Promise<readonly SeenFile[]> => {
  const identityOf = (file: string) => (seen === undefined ? undefined : tree.identityOf?.(file))
  const sharedResult = ({ file, namespace, name }: FileAt): SeenFile | undefined => {
    const known = seen?.get(file)
    if (known?.identity === undefined || known.identity !== identityOf(file)) return undefined
    return known.resource.namespace === namespace && known.resource.name === name ? known : undefined
  }
  const found = new Map(files.map((place) => [place, sharedResult(place)]))
  const news = files.filter((place) => found.get(place) === undefined)
  const seenNow = await readEach(tree, news, (place, content) => lookInto(place, content, identityOf(place.file)))
  for (const [index, place] of news.entries()) found.set(place, seenNow[index])
  for (const result of seenNow) seen?.set(result.resource.file, result)
  return [...found.values()].filter((result) => result !== undefined)
}

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n'

const lookInto = ({ file, namespace, name }: FileAt, content: Uint8Array, identity: string | undefined): SeenFile => ({
  identity,
  resource: {
    kind: 'file',
    namespace,
    name,
    file,
    content: undefined,
    fingerprint: hashOf(content),
    size: content.length,
  },
  isPointer: Buffer.from(content.slice(0, LFS_POINTER.length)).toString('latin1') === LFS_POINTER,
  problems: findFileContentProblems({ name, file, content }),
})

interface PlacedFiles {
  readonly root: AssignedRoot
  readonly inPlace: readonly FileAt[]
  readonly hidden: readonly ResourceName[]
  /** Files without a namespace. */
  readonly lost: readonly string[]
}

const suggestFilePaths = (root: AssignedRoot, { settings: { namespaceMap }, isHidden }: TreeSearch): PlacedFiles => {
  const placed = { root, inPlace: [] as FileAt[], hidden: [] as ResourceName[], lost: [] as string[] }
  for (const file of root.root.paths) {
    if (isLeftOut(file, root)) continue
    const place = root.placeOf(file)
    const namespace = place && mapNamespace(place.namespace, namespaceMap)
    if (place === undefined || namespace === undefined) {
      if (!isHidden(file)) placed.lost.push(file)
    } else if (isHidden(file)) placed.hidden.push({ kind: 'file', namespace, name: place.name })
    else placed.inPlace.push({ file, namespace, name: place.name })
  }
  return placed
}

const isLeftOut = (file: string, { root }: AssignedRoot): boolean =>
  isGitFile(file) || (lastSegmentOf(file) === IGNORE_FILE && folderOf(file) === root.root)

const duplicate = ({ item: { namespace, name, file }, first }: Repeated<DesiredResource>): Problem =>
  makeProblem('duplicate-file', {
    message: `The file ${name} of the namespace ${namespace} is here and at ${first.file}.`,
    file,
  })

const lfsPointer = ({ file }: DesiredResource): Problem =>
  makeProblem('lfs-pointer', {
    message: 'This is a Git LFS pointer and not the content; it is neither deployed nor deleted.',
    file,
  })

/**
 * Tests whether the ignore rules would hide a namespace file at any of the paths that it could have in the tree. True for files that
 * cannot be stored in a tree.
 */
const hiddenIn = (roots: readonly AssignedRoot[], { evidence, isHidden, settings }: TreeSearch) => {
  const { namespaceMap } = settings
  const { namespaceFolders, namespaces } = evidence
  const byMapped = <T>(
    items: Iterable<T>,
    lastSegmentOf: (item: T) => string,
  ): ((namespace: string) => readonly T[]) => {
    const groups = Map.groupBy(items, (item) => mapNamespace(lastSegmentOf(item), namespaceMap))
    return (namespace) => groups.get(namespace) ?? []
  }
  const namespaceFoldersOf = byMapped(namespaceFolders, ([, name]) => name)
  const rootsOf = byMapped(
    roots.filter((root) => root.namespace !== undefined),
    ({ namespace = '' }) => namespace,
  )
  const namesOf = byMapped(namespaces, (name) => name)
  const mixed = roots.filter((root) => root.namespace === undefined).map(({ root }) => root.root)
  const mapsTo = (inTree: string, namespace: string) => mapNamespace(inTree, namespaceMap) === namespace
  const foldersOf = (namespace: string): readonly string[] => {
    const besideFlows = namespaceFoldersOf(namespace).map(([folder]) => `${folder}/files`)
    const names = new Set([...(mapsTo(namespace, namespace) ? [namespace] : []), ...namesOf(namespace)])
    const inFolders = mixed.flatMap((root) =>
      [...names].flatMap((name) => [`${root}/${name}`, `${root}/${name.replaceAll('.', '/')}`]),
    )
    const inNone = settings.namespace !== undefined && mapsTo(settings.namespace, namespace) ? mixed : []
    return [...besideFlows, ...rootsOf(namespace).map(({ root }) => root.root), ...inFolders, ...inNone]
  }
  // Memoized: there may be thousands of namespaces with thousands of files each.
  const known = new Map<string, readonly string[]>()
  return ({ namespace, name: path }: ResourceName): boolean => {
    if (isOnlyOnServer(path)) return true
    const folders = known.get(namespace) ?? foldersOf(namespace)
    known.set(namespace, folders)
    return folders.some((folder) => isHidden(`${folder}${path}`))
  }
}
