import { isNamespace, isWithinNamespace } from '../resource/namespace.ts'
import { folderOf, nameOf, pathFrom } from './find-layout.ts'

/** A flow file and the namespace that its YAML states. */
export interface Declared {
  readonly root: string
  readonly file: string
  readonly namespace: string
}

/**
 * Tells which folders are named after namespaces: `company.team/flows` by its dot, `prod/flows` if a flow in it says so, and then
 * also the folders beside them that hold no flow that speaks against it. Key: the folder; value: the namespace.
 */
export const findNamespaceFolders = (
  roots: readonly string[],
  declared: readonly Declared[],
): ReadonlyMap<string, string> => {
  const folders = [...new Set(roots.map(folderOf))].filter((folder) => isNamespace(nameOf(folder)))
  const declaredIn = Map.groupBy(declared, ({ root }) => folderOf(root))
  const proven = folders.filter(
    (folder) =>
      nameOf(folder).includes('.') ||
      declaredIn.get(folder)?.some(({ namespace }) => isWithinNamespace(namespace, nameOf(folder))),
  )
  const parents = new Set(proven.map(folderOf))
  const likely = folders.filter((folder) => parents.has(folderOf(folder)) && !declaredIn.has(folder))
  return new Map([...proven, ...likely].map((folder) => [folder, nameOf(folder)]))
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
