import { type FilesFolder, isNamespace, isWithinNamespace } from '../resource/namespace.ts'
import type { FileRoot } from './find-layout.ts'
import { type FolderContents, isOfPrograms } from './folder-names.ts'
import { folderOf, nameOf, normalizeRoot, pathFrom } from './tree.ts'
import type { TreeEvidence } from './tree-evidence.ts'

/** A flow file and the namespace that its YAML states. */
export interface DeclaredNamespace {
  readonly root: string
  readonly file: string
  readonly namespace: string
}

/** What tells which folders are named after namespaces. */
interface FolderEvidence {
  readonly declared: readonly DeclaredNamespace[]
  readonly holdsOwn: FolderContents['holdsOwn']
  /** True where these folders are all of a tree, and no flow is in it. */
  readonly isWhole: FolderContents['isWhole']
}

/**
 * Tells which of `folders`, each of which holds flows, files or pairs, are named after namespaces: by a dot; because a flow in one says so; and beside
 * such ones those that hold nothing but what belongs to a namespace, as long as the flows there do not say otherwise, and are not called as
 * folders of programs are. Of a tree without flows those of the latter sort, where they stand side by side and hold all of it. Key: the
 * folder; value: the namespace.
 */
export const findNamespaceFolders = (
  folders: readonly string[],
  { declared, holdsOwn, isWhole }: FolderEvidence,
): ReadonlyMap<string, string> => {
  const named = [...new Set(folders)].filter((folder) => isNamespace(nameOf(folder)))
  const declaredIn = Map.groupBy(declared, ({ root }) => folderOf(root))
  const isSaid = (folder: string) =>
    declaredIn.get(folder)?.some(({ namespace }) => isWithinNamespace(namespace, nameOf(folder))) === true
  const isProven = (folder: string) => nameOf(folder).includes('.') || isSaid(folder)
  const proven = named.filter(isProven)
  const others = new Set([...declaredIn.keys()].filter((folder) => !isProven(folder)).map(folderOf))
  const around = new Set(proven.map(folderOf).filter((folder) => !others.has(folder)))
  const own = named.filter((folder) => !declaredIn.has(folder) && !isOfPrograms(nameOf(folder)) && holdsOwn(folder))
  const beside = own.filter((folder) => around.has(folderOf(folder)))
  const isAlone = proven.length === 0 && new Set(own.map(folderOf)).size === 1 && isWhole(new Set(own))
  const whole = isAlone ? own : []
  return new Map([...proven, ...beside, ...whole].map((folder) => [folder, nameOf(folder)]))
}

/** What the place of a flow file says about its namespace. `isStated` = strongly enough to warn when the YAML differs. */
export interface FolderNamespace {
  readonly namespace: string
  readonly isStated: boolean
}

/**
 * The namespace that the folder of `file`, a flow below `root`, stands for: the folder around the root, a dotted folder below it, or
 * the folders below it joined by dots (which may also be mere grouping). `undefined` when no folder says anything.
 */
export const namespaceOfFolder = (
  file: string,
  root: string,
  namespaceFolders: ReadonlyMap<string, string>,
): FolderNamespace | undefined => {
  const around = namespaceFolders.get(folderOf(root))
  if (around !== undefined) return { namespace: around, isStated: true }
  const below = folderOf(pathFrom(root, file))
  const [first = ''] = below.split('/')
  if (first.includes('.') && isNamespace(first)) return { namespace: first, isStated: true }
  const joined = below.replaceAll('/', '.')
  return isNamespace(joined) ? { namespace: joined, isStated: false } : undefined
}

/** True when `namespace` is what the folder says: it, a child of it, or (a synced sub-folder) something ending with it. */
export const fitsFolder = (namespace: string, folder: FolderNamespace): boolean =>
  isWithinNamespace(namespace, folder.namespace) || (!folder.isStated && namespace.endsWith(`.${folder.namespace}`))

/** A namespace file's identity: its namespace before `namespace-map`, and its path there with a leading slash. */
export interface FilePlace {
  readonly namespace: string
  readonly name: string
}

/** A files root with the rule by which its files get their namespaces. */
export interface AssignedRoot {
  readonly root: FileRoot
  readonly namespaceFrom: 'yaml' | 'folder' | 'setting'
  /** Set when all files of the root go to one namespace. */
  readonly namespace?: string
  /** `undefined` where nothing tells the namespace. */
  placeOf(file: string): FilePlace | undefined
}

interface NamespaceEvidence {
  readonly evidence: TreeEvidence
  readonly namespace?: string | undefined
  readonly files?: readonly FilesFolder[] | undefined
}

/**
 * Finds out which namespace the files of `root` belong to: what the settings say of it, the folder around it, the folders in it, the
 * setting for all, or the one namespace that all flows beside it have. `undefined` when the folder turns out to be no files root.
 */
export const assignFileRoot = (
  root: FileRoot,
  { evidence, namespace, files }: NamespaceEvidence,
): AssignedRoot | undefined => {
  const given = files?.find(({ folder }) => normalizeRoot(folder) === root.root)?.namespace
  if (given !== undefined) return wholeRoot(root, given, 'setting')
  const around = evidence.namespaceFolders.get(folderOf(root.root))
  if (around !== undefined) return wholeRoot(root, around, 'folder')
  const byFolder = (file: string) =>
    placeByFolder(pathFrom(root.root, file), evidence, { mayBeNew: namespace === undefined })
  if (root.paths.some((file) => byFolder(file) !== undefined)) {
    const elsewhere = (file: string) => namespace && { namespace, name: `/${pathFrom(root.root, file)}` }
    return { root, namespaceFrom: 'folder', placeOf: (file) => byFolder(file) ?? (elsewhere(file) || undefined) }
  }
  const isAmongFlows = evidence.flowFolders.has(folderOf(root.root))
  if (!root.isCertain && !isAmongFlows) return undefined
  if (namespace !== undefined) return wholeRoot(root, namespace, 'setting')
  const [only, ...others] = namespacesBeside(root.root, evidence)
  if (only !== undefined && others.length === 0) return wholeRoot(root, only, 'yaml')
  return root.isCertain ? { root, namespaceFrom: 'yaml', placeOf: () => undefined } : undefined
}

const wholeRoot = (root: FileRoot, namespace: string, namespaceFrom: AssignedRoot['namespaceFrom']): AssignedRoot => ({
  root,
  namespace,
  namespaceFrom,
  // With the slash before it, cut out in one piece.
  placeOf: (file) => ({ namespace, name: root.root === '' ? `/${file}` : file.slice(root.root.length) }),
})

/**
 * `company.team/q.sql` or `company/team/q.sql` where a flow has the namespace `company.team`. One that no flow has (`mayBeNew`) counts by
 * its dot, as long as it is of the family of one that a flow has: `company.ops`, and neither `v1.2` nor `cloned.git`.
 */
const placeByFolder = (
  path: string,
  evidence: TreeEvidence,
  { mayBeNew }: { readonly mayBeNew: boolean },
): FilePlace | undefined => {
  const { namespaces: known } = evidence
  const folders = path.split('/').slice(0, -1)
  const [first = ''] = folders
  const isNew = () => mayBeNew && isNamespace(first) && isOfFamily(first, evidence)
  if (first.includes('.') && (known.has(first) || isNew())) return { namespace: first, name: path.slice(first.length) }
  for (let depth = folders.length; depth > 0; depth--) {
    const namespace = folders.slice(0, depth).join('.')
    if (known.has(namespace)) return { namespace, name: path.slice(namespace.length) }
  }
  return undefined
}

const isOfFamily = (namespace: string, { namespaces, families }: TreeEvidence): boolean => {
  const [top = ''] = namespace.split('.')
  return namespaces.size === 0 || families.has(top)
}

/**
 * The namespaces of the flows beside or below the folder `root`; where there are none, of all flows. Those of the folders of namespaces
 * that it lies next to say nothing of it.
 */
export const namespacesBeside = (root: string, evidence: TreeEvidence): ReadonlySet<string> => {
  const parent = folderOf(root)
  const beside = evidence.flowsBelow(parent)
  if (beside.length > 0) return new Set(beside.map(({ namespace }) => namespace))
  return isBesideNamespaces(parent, evidence) ? new Set() : evidence.namespaces
}

/** True for a folder next to which one is named after a namespace. */
export const isBesideNamespaces = (folder: string, { aroundNamespaces }: TreeEvidence): boolean =>
  folder !== '' && aroundNamespaces.has(folderOf(folder))
