import { type FilesFolder, isNamespace, isWithinNamespace } from '../resource/namespace.ts'
import { lastSegmentOf } from '../text/paths.ts'
import type { FileRoot } from './find-layout.ts'
import { type FolderContents, isOfPrograms } from './folder-names.ts'
import { folderOf, normalizeRoot, pathFrom } from './tree.ts'
import type { TreeEvidence } from './tree-evidence.ts'

/** A flow file and the namespace that its YAML states. */
export interface DeclaredNamespace {
  readonly root: string
  readonly file: string
  readonly namespace: string
}

/** The facts that decide which folders are named after namespaces. */
interface FolderEvidence {
  readonly declared: readonly DeclaredNamespace[]
  readonly holdsOwn: FolderContents['holdsOwn']
  /** True if these folders contain the whole tree, and it has no flow. */
  readonly isWhole: FolderContents['isWhole']
}

/**
 * Finds the folders that are named after namespaces, among `folders` with flows, files or pairs. Returns a map of folder to namespace.
 * - A name with a dot counts.
 * - A folder counts if a flow in it states its name as namespace.
 * - A sibling of these counts if it contains only resources of a namespace, has no flow of its own, and has no common name of a program.
 * - Without any of these, folders that fulfil these conditions count if they are siblings and contain a whole tree without flows.
 */
export const findNamespaceFolders = (
  folders: readonly string[],
  { declared, holdsOwn, isWhole }: FolderEvidence,
): ReadonlyMap<string, string> => {
  const named = [...new Set(folders)].filter((folder) => isNamespace(lastSegmentOf(folder)))
  const declaredIn = Map.groupBy(declared, ({ root }) => folderOf(root))
  const isDeclared = (folder: string) =>
    declaredIn.get(folder)?.some(({ namespace }) => isWithinNamespace(namespace, lastSegmentOf(folder))) === true
  const isCertain = (folder: string) => lastSegmentOf(folder).includes('.') || isDeclared(folder)
  const certain = named.filter(isCertain)
  const others = new Set([...declaredIn.keys()].filter((folder) => !isCertain(folder)).map(folderOf))
  const around = new Set(certain.map(folderOf).filter((folder) => !others.has(folder)))
  const own = named.filter(
    (folder) => !declaredIn.has(folder) && !isOfPrograms(lastSegmentOf(folder)) && holdsOwn(folder),
  )
  const beside = own.filter((folder) => around.has(folderOf(folder)))
  const isAlone = certain.length === 0 && new Set(own.map(folderOf)).size === 1 && isWhole(new Set(own))
  const whole = isAlone ? own : []
  return new Map([...certain, ...beside, ...whole].map((folder) => [folder, lastSegmentOf(folder)]))
}

/** The namespace that the folder of a flow file implies. `isStated`: strongly enough to warn if the YAML differs. */
export interface FolderNamespace {
  readonly namespace: string
  readonly isStated: boolean
}

/**
 * The namespace that the folder of a flow `file` below `root` implies: the folder around the root, a folder with a dot below it, or the
 * folders below it joined by dots (which may be mere grouping). `undefined` if no folder implies one.
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

/** True if `namespace` fits its folder: the implied namespace, a child of it, or (for a synced subfolder) one that ends with it. */
export const fitsFolder = (namespace: string, folder: FolderNamespace): boolean =>
  isWithinNamespace(namespace, folder.namespace) || (!folder.isStated && namespace.endsWith(`.${folder.namespace}`))

/** The identity of a namespace file: its namespace before `namespace-map`, and its path in it, with a leading slash. */
export interface FilePlace {
  readonly namespace: string
  readonly name: string
}

/** A files root with the source of its files' namespaces. */
export interface AssignedRoot {
  readonly root: FileRoot
  readonly namespaceFrom: 'yaml' | 'folder' | 'setting'
  /** Set if all files of the root belong to one namespace. */
  readonly namespace?: string
  /** The identity of a file; `undefined` if its namespace is not known. */
  placeOf(file: string): FilePlace | undefined
}

interface NamespaceEvidence {
  readonly evidence: TreeEvidence
  readonly namespace?: string | undefined
  readonly files?: readonly FilesFolder[] | undefined
}

/**
 * Finds the namespaces of the files of `root`. The sources, in order: the setting for this folder, the folder around it, the folders
 * in it, the setting `namespace`, and the only namespace of the flows beside it. `undefined` if the folder is not a files root.
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
    const byDefault = (file: string) => namespace && { namespace, name: `/${pathFrom(root.root, file)}` }
    return { root, namespaceFrom: 'folder', placeOf: (file) => byFolder(file) ?? (byDefault(file) || undefined) }
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
  // `slice` keeps the leading slash.
  placeOf: (file) => ({ namespace, name: root.root === '' ? `/${file}` : file.slice(root.root.length) }),
})

/**
 * The identity of `company.team/q.sql` or `company/team/q.sql` if a flow has the namespace `company.team`.
 * With `mayBeNew`, a folder name with a dot also counts if it shares its first part with the namespace of a flow: `company.ops`, but
 * neither `v1.2` nor `cloned.git`.
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
 * The namespaces of the flows beside or below the folder `root`; without any, the namespaces of all flows.
 * Empty if a sibling of its parent folder is named after a namespace, because the other flows then belong to other namespaces.
 */
export const namespacesBeside = (root: string, evidence: TreeEvidence): ReadonlySet<string> => {
  const parent = folderOf(root)
  const beside = evidence.flowsBelow(parent)
  if (beside.length > 0) return new Set(beside.map(({ namespace }) => namespace))
  return isBesideNamespaces(parent, evidence) ? new Set() : evidence.namespaces
}

/** True if a folder has a sibling that is named after a namespace. */
export const isBesideNamespaces = (folder: string, { aroundNamespaces }: TreeEvidence): boolean =>
  folder !== '' && aroundNamespaces.has(folderOf(folder))
