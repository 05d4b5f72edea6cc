import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { Layout, LeftOutFolder } from '../../repository/find-layout.ts'
import {
  type AssignedRoot,
  assignFileRoot,
  type FilePlace,
  isBesideNamespaces,
  namespacesBeside,
} from '../../repository/folder-namespaces.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { folderOf, nameOf, type Tree } from '../../repository/tree.ts'
import type { TreeEvidence } from '../../repository/tree-evidence.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { isNamespace, mapNamespace } from '../../resource/namespace.ts'
import { type ResourceName, resourceKey } from '../../resource/resource.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { SeenFile, TreeSearch, TreeSettings } from '../kind-in-tree.ts'
import { readUnseen } from '../read-unseen.ts'
import { tellRepeated } from '../twin-folders.ts'
import { findFileContentProblems } from './file-content-problems.ts'
import { findFileNameProblems, isBelowFlowsFolder, isGitFile } from './file-name-problems.ts'

export interface NamespaceFiles {
  readonly files: readonly DesiredResource[]
  readonly roots: readonly AssignedRoot[]
  /** Hidden ones, and pointers of Git LFS: in the tree, but not to deploy. */
  readonly leftAlone: readonly ResourceName[]
  /** Folders that turn out to hold no namespace files. */
  readonly unrelated: readonly string[]
  readonly problems: readonly Problem[]
}

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n'

/** Reads the files of every files root, byte for byte, and says which cannot be stored as they are called. */
export const readNamespaceFiles = async (tree: Tree, search: TreeSearch): Promise<NamespaceFiles> => {
  const { roots, unrelated } = assignAll(search.layout, search)
  const placed = roots.map((root) => placeFiles(root, search))
  const inPlace = placed.flatMap((of) => of.inPlace)
  const found = await lookIntoAll(tree, inPlace, search.settings)
  const pointers = found.filter(({ isPointer }) => isPointer).map(({ resource }) => resource)
  const real = found.filter(({ isPointer }) => !isPointer).map(({ resource }) => resource)
  const { firsts: files, repeated } = firstOfEach(real, resourceKey)
  const counting = new Set(repeated.length === 0 ? [] : files)
  const isCounting = ({ resource }: SeenFile) => repeated.length === 0 || counting.has(resource)
  return {
    files: files.filter(({ name }) => !isBelowFlowsFolder(name)),
    roots,
    leftAlone: [...placed.flatMap(({ hidden }) => hidden), ...pointers],
    unrelated,
    problems: [
      ...tellRepeated(repeated, { code: 'duplicate-file', noun: 'namespace file', tell: duplicate }),
      ...findFileNameProblems(files),
      ...found.filter((of) => !of.isPointer && isCounting(of)).flatMap(({ problems }) => problems),
      ...pointers.map(lfsPointer),
      ...placed.flatMap(({ root, lost }) => withoutNamespace(root, lost, search.evidence)),
      ...leftOutFolders(search),
    ],
  }
}

interface InPlace extends FilePlace {
  readonly file: string
}

const lookIntoAll = (tree: Tree, files: readonly InPlace[], { seen }: TreeSettings): Promise<readonly SeenFile[]> =>
  readUnseen(tree, files, {
    seen,
    counts: ({ resource }, { namespace, name }) => resource.namespace === namespace && resource.name === name,
    take: lookInto,
  })

const lookInto = ({ file, namespace, name }: InPlace, content: Uint8Array, identity: string | undefined): SeenFile => ({
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

const assignAll = ({ fileRoots }: Layout, { evidence, settings: { namespace, files } }: TreeSearch) => {
  const found = fileRoots.map((root) => ({ root, assigned: assignFileRoot(root, { evidence, namespace, files }) }))
  return {
    roots: found.flatMap(({ assigned }) => assigned ?? []),
    unrelated: found.flatMap(({ root, assigned }) => (assigned === undefined ? [root.root] : [])),
  }
}

interface PlacedFiles {
  readonly root: AssignedRoot
  readonly inPlace: readonly InPlace[]
  readonly hidden: readonly ResourceName[]
  /** Those that nothing gives a namespace. */
  readonly lost: readonly { readonly file: string }[]
}

const placeFiles = (root: AssignedRoot, { settings: { namespaceMap }, isHidden }: TreeSearch): PlacedFiles => {
  const placed = { root, inPlace: [] as InPlace[], hidden: [] as ResourceName[], lost: [] as { file: string }[] }
  for (const file of root.root.paths) {
    if (isLeftOut(file, root)) continue
    const place = root.placeOf(file)
    const namespace = place && mapNamespace(place.namespace, namespaceMap)
    if (place === undefined || namespace === undefined) {
      if (!isHidden(file)) placed.lost.push({ file })
    } else if (isHidden(file)) placed.hidden.push({ kind: 'file', namespace, name: place.name })
    else placed.inPlace.push({ file, namespace, name: place.name })
  }
  return placed
}

const isLeftOut = (file: string, { root }: AssignedRoot): boolean =>
  isGitFile(file) || (nameOf(file) === IGNORE_FILE && folderOf(file) === root.root)

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
 * Names the folders that may hold namespace files, but that nothing says are such, where flows or folders of namespaces lie beside, or where there is
 * no flow at all: one line each, with the setting that takes it. Where flows lie in it, that would make files of these.
 */
const leftOutFolders = ({ layout, evidence, isHidden }: TreeSearch): Problem[] => {
  const flowsFolders = layout.flowRoots.flatMap(({ root, isLoose }) => (isLoose ? [] : [root]))
  const beside = new Set([...flowsFolders.map(folderOf), ...evidence.flowFolders, ...evidence.aroundNamespaces])
  const isNear = (parent: string) => beside.has(parent) || mayBeNamespace(parent, evidence)
  return layout.leftOut
    .filter(({ root }) => isNear(folderOf(root)))
    .flatMap((folder) => told({ ...folder, paths: folder.paths.filter((path) => !isHidden(path)) }, evidence))
}

/** True for a folder that may be called after a namespace, as others beside it are; where there is no flow at all, for any. */
const mayBeNamespace = (folder: string, evidence: TreeEvidence): boolean =>
  isBesideNamespaces(folder, evidence) || (folder !== '' && evidence.namespaces.size === 0)

/** Files that no folder gives a namespace: in a folder that was only likely to hold namespace files they are left out, elsewhere it is an error. */
const withoutNamespace = (
  { root: { root, paths, isCertain } }: AssignedRoot,
  without: readonly { readonly file: string }[],
  evidence: TreeEvidence,
): Problem[] => {
  const lost = without.map(({ file }) => file)
  if (lost.length === 0) return []
  const message = `Nothing tells the namespace of ${lost.length === 1 ? 'this file' : `${lost.length} files`} below ${root}.`
  if (isCertain) {
    const hint = `Put them into a folder with the name of the namespace, set \`namespace\`, or write \`files: ['${root} => ${likelyNamespace(root, evidence)}']\` into \`.kestra/gitops.yml\`.`
    return [makeProblem('files-namespace-unknown', { message, hint, file: lost[0] })]
  }
  if (lost.length === paths.length) return told({ root, paths: lost, isLikely: nameOf(root) !== 'scripts' }, evidence)
  const hint = `Put what is meant for the server into the folder of a namespace there, or set \`namespace\`; \`exclude\` leaves the rest out without a word.`
  return [makeProblem('files-left-out', { message: `${message} Neither deployed nor deleted.`, hint, file: lost[0] })]
}

const told = ({ root, paths, isLikely }: LeftOutFolder, evidence: TreeEvidence): Problem[] => {
  const [file] = paths
  if (file === undefined) return []
  const parent = folderOf(root)
  const what = paths.length === 1 ? 'One file' : `${paths.length} files`
  const why = mayBeNamespace(parent, evidence)
    ? `nothing makes sure that \`${parent}\` stands for a namespace`
    : 'nothing says so or to which namespace they belong'
  const message = `${what} below \`${root}\` may be namespace files, but ${why}: neither deployed nor deleted.`
  const line =
    evidence.flowsBelow(root).length > 0
      ? 'Flows lie there as well: put the files into a folder of their own, and name that in `files` of `.kestra/gitops.yml`'
      : `\`files: ['${root} => ${likelyNamespace(root, evidence)}']\` in \`.kestra/gitops.yml\` takes them`
  const hint = `${line}; \`exclude\` leaves them out without a word.`
  return [makeProblem('files-left-out', { message, hint, file, severity: isLikely ? 'warning' : 'info' })]
}

/** That of the flows around the folder; else the name of the folder that it lies in, where this may be one. Never that of other folders. */
const likelyNamespace = (root: string, evidence: TreeEvidence): string => {
  const parent = folderOf(root)
  if (evidence.aroundNamespaces.has(parent)) return 'NAMESPACE'
  const [only, ...others] = namespacesBeside(root, evidence)
  if (only !== undefined && others.length === 0) return only
  return mayBeNamespace(parent, evidence) && isNamespace(nameOf(parent)) ? nameOf(parent) : 'NAMESPACE'
}
