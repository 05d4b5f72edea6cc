import type { LayoutRoot } from '../../resource/desired.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { bytesOf, type ResourceName } from '../../resource/resource.ts'
import type { KindInTree, TreePart, TreeSearch } from '../kind-in-tree.ts'
import { placeByPath } from '../places.ts'
import { isOnlyOnServer, whyNotInTree, withMangledNames } from './file-name-problems.ts'
import { type NamespaceFiles, readNamespaceFiles } from './namespace-files.ts'

/** A namespace file is a file of Git byte for byte; its folder and path are its name. */
export const FILE_IN_TREE: KindInTree = {
  isPlace: () => false,
  readTree: async (tree, search) => partOf(await readNamespaceFiles(tree, search), search),
  problemsOnServer: withMangledNames,
  isNamedByPlace: true,
  schema: undefined,
  likelyStems: () => [],
  toServer: (content) => content,
  sharesFiles: false,
  toGit: ([entry]) => (entry?.content === undefined ? undefined : bytesOf(entry.content)),
  whyNotInGit: ({ name }) => whyNotInTree(name),
  // Beside the flows, as the layouts have it.
  makePlacer: ({ resources, root }) => {
    const { file: own = [], flow: beside = [] } = Object.groupBy(resources, ({ kind }) => kind)
    return placeByPath(own, beside, root)
  },
}

const partOf = (read: NamespaceFiles, search: TreeSearch): TreePart => {
  const { files, roots, leftAlone, unrelated, problems } = read
  const taken = new Set(files.map(({ file }) => file))
  return {
    resources: files,
    broken: [],
    leftAlone,
    unreadable: [],
    roots: roots.map(({ root, namespaceFrom, namespace }): LayoutRoot => {
      const count = root.paths.filter((path) => taken.has(path)).length
      return { root: root.root, kind: 'file', namespaceFrom, namespace, count }
    }),
    problems,
    unrelated,
    hides: hiddenIn(read, search),
    evidence: undefined,
    flows: undefined,
    documents: [],
  }
}

/** Where a namespace file would stand in the tree if it were there, tried against the ignore rules. One that no tree could hold is nowhere missing. */
const hiddenIn = ({ roots }: NamespaceFiles, { evidence, isHidden, settings }: TreeSearch) => {
  const { namespaceMap } = settings
  const { namespaceFolders, namespaces } = evidence
  const byMapped = <T>(items: Iterable<T>, nameOf: (item: T) => string): ((namespace: string) => readonly T[]) => {
    const groups = Map.groupBy(items, (item) => mapNamespace(nameOf(item), namespaceMap))
    return (namespace) => groups.get(namespace) ?? []
  }
  const namespaceFoldersOf = byMapped(namespaceFolders, ([, name]) => name)
  const rootsOf = byMapped(
    roots.filter((root) => root.namespace !== undefined),
    ({ namespace = '' }) => namespace,
  )
  const namesOf = byMapped(namespaces, (name) => name)
  const mixed = roots.filter((root) => root.namespace === undefined).map(({ root }) => root.root)
  const isMeant = (inTree: string, namespace: string) => mapNamespace(inTree, namespaceMap) === namespace
  const foldersOf = (namespace: string): readonly string[] => {
    const besideFlows = namespaceFoldersOf(namespace).map(([folder]) => `${folder}/files`)
    const names = new Set([...(isMeant(namespace, namespace) ? [namespace] : []), ...namesOf(namespace)])
    const inFolders = mixed.flatMap((root) =>
      [...names].flatMap((name) => [`${root}/${name}`, `${root}/${name.replaceAll('.', '/')}`]),
    )
    const inNone = settings.namespace !== undefined && isMeant(settings.namespace, namespace) ? mixed : []
    return [...besideFlows, ...rootsOf(namespace).map(({ root }) => root.root), ...inFolders, ...inNone]
  }
  // There may be thousands of namespaces, and thousands of files in each.
  const known = new Map<string, readonly string[]>()
  return ({ namespace, name: path }: ResourceName): boolean => {
    if (isOnlyOnServer(path)) return true
    const folders = known.get(namespace) ?? foldersOf(namespace)
    known.set(namespace, folders)
    return folders.some((folder) => isHidden(`${folder}${path}`))
  }
}
