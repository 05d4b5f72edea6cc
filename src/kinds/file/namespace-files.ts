import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { type AssignedRoot, assignFileRoot, type Evidence, type FilePlace } from '../../repository/folder-namespaces.ts'
import { type HiddenPaths, IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { folderOf, nameOf, readAll, type Tree } from '../../repository/tree.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { mapNamespace, type NamespaceMapping } from '../../resource/namespace.ts'
import { type ResourceName, resourceKey } from '../../resource/resource.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { findFileNameProblems, isBelowFlowsFolder } from './file-name-problems.ts'

export interface NamespaceFiles {
  readonly files: readonly DesiredResource[]
  readonly roots: readonly AssignedRoot[]
  readonly hidden: readonly ResourceName[]
  readonly problems: readonly Problem[]
}

/** Git's own files, which every tool that moves files to Kestra leaves out. */
const GIT_FILES = new Set(['.gitkeep', '.gitignore', '.gitattributes'])
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n'

/** Reads the files of every files root, byte for byte, and says which cannot be stored as they are called. */
export const readNamespaceFiles = async (tree: Tree, search: TreeSearch): Promise<NamespaceFiles> => {
  const { layout, isHidden, settings } = search
  const evidence: Evidence = { ...search.evidence, namespace: settings.namespace }
  const roots = layout.fileRoots.flatMap((root) => assignFileRoot(root, evidence) ?? [])
  const placed = roots.flatMap((assigned) =>
    assigned.root.paths
      .filter((file) => !isLeftOut(file, assigned))
      .map((file) => ({ file, place: mapPlace(assigned.placeOf(file), settings.namespaceMap) })),
  )
  const visible = placed.filter(({ file }) => !isHidden(file))
  const contents = await readAll(
    tree,
    visible.flatMap(({ file, place }) => (place ? [file] : [])),
  )
  const found = visible.flatMap(({ file, place }): DesiredResource[] => {
    const content = contents.get(file)
    return place && content ? [{ kind: 'file', ...place, file, content }] : []
  })
  const { firsts: files, repeated } = firstOfEach(found, resourceKey)
  return {
    files: files.filter(({ name }) => !isBelowFlowsFolder(name)),
    roots,
    hidden: placed.flatMap(({ file, place }) => (place && isHidden(file) ? [{ kind: 'file' as const, ...place }] : [])),
    problems: [
      ...repeated.map(duplicate),
      ...findFileNameProblems(files),
      ...files.filter(isLfsPointer).map(lfsPointer),
      ...roots.flatMap((root) => withoutNamespace(root, isHidden)),
    ],
  }
}

const mapPlace = (place: FilePlace | undefined, mappings: readonly NamespaceMapping[]): FilePlace | undefined =>
  place && { ...place, namespace: mapNamespace(place.namespace, mappings) }

const isLeftOut = (file: string, { root }: AssignedRoot): boolean =>
  GIT_FILES.has(nameOf(file)) || (nameOf(file) === IGNORE_FILE && folderOf(file) === root.root)

const duplicate = ({ item: { name, namespace, file }, first }: Repeated<DesiredResource>): Problem =>
  makeProblem('duplicate-file', {
    message: `The file ${name} of the namespace ${namespace} is here and at ${first.file}.`,
    file,
  })

const isLfsPointer = ({ content }: DesiredResource): boolean =>
  Buffer.from(content.slice(0, LFS_POINTER.length)).toString('latin1') === LFS_POINTER

const lfsPointer = ({ file }: DesiredResource): Problem =>
  makeProblem('lfs-pointer', {
    message: 'This is a Git LFS pointer; Kestra would get it instead of the content.',
    file,
  })

const withoutNamespace = (assigned: AssignedRoot, isHidden: HiddenPaths): Problem[] => {
  const lost = assigned.root.paths.filter(
    (file) => !isLeftOut(file, assigned) && !isHidden(file) && assigned.placeOf(file) === undefined,
  )
  if (lost.length === 0) return []
  const message = `Nothing tells the namespace of ${lost.length === 1 ? 'this file' : `${lost.length} files`} below ${assigned.root.root}.`
  return [makeProblem('files-namespace-unknown', { message, file: lost[0] })]
}
