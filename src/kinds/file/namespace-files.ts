import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { Layout } from '../../repository/find-layout.ts'
import { type AssignedRoot, assignFileRoot, type FilePlace } from '../../repository/folder-namespaces.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { folderOf, nameOf, readEach, type Tree } from '../../repository/tree.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { mapNamespace, type NamespaceMapping } from '../../resource/namespace.ts'
import { type ResourceName, resourceKey } from '../../resource/resource.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { SeenFile, TreeSearch, TreeSettings } from '../kind-in-tree.ts'
import { tellRepeated } from '../twin-folders.ts'
import { findFileContentProblems } from './file-content-problems.ts'
import { findFileNameProblems, isBelowFlowsFolder } from './file-name-problems.ts'
import { leftOutFolders, withoutNamespace } from './left-out.ts'

export interface NamespaceFiles {
  readonly files: readonly DesiredResource[]
  readonly roots: readonly AssignedRoot[]
  /** Hidden ones, and pointers of Git LFS: in the tree, but not to deploy. */
  readonly leftAlone: readonly ResourceName[]
  /** Folders that turn out to hold no namespace files. */
  readonly unrelated: readonly string[]
  readonly problems: readonly Problem[]
}

/** Git's own files, which every tool that moves files to Kestra leaves out. */
const GIT_FILES = new Set(['.gitkeep', '.gitignore', '.gitattributes'])
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\n'

/** Reads the files of every files root, byte for byte, and says which cannot be stored as they are called. */
export const readNamespaceFiles = async (tree: Tree, search: TreeSearch): Promise<NamespaceFiles> => {
  const { layout, isHidden } = search
  const { roots, unrelated } = assignAll(layout, search)
  const placed = roots.flatMap((root) => placeFiles(root, search))
  const visible = placed.filter(({ file }) => !isHidden(file))
  const inPlace = visible.flatMap(({ file, place }) => (place ? [{ file, place }] : []))
  const found = await lookIntoAll(tree, inPlace, search.settings)
  const pointers = found.filter(({ isPointer }) => isPointer).map(asResource)
  const real = found.filter(({ isPointer }) => !isPointer)
  const { firsts, repeated } = firstOfEach(real, ({ place }) => resourceKey({ kind: 'file', ...place }))
  const files = firsts.map(asResource)
  const hidden = placed.flatMap(({ file, place }) =>
    place && isHidden(file) ? [{ kind: 'file' as const, ...place }] : [],
  )
  return {
    files: files.filter(({ name }) => !isBelowFlowsFolder(name)),
    roots,
    leftAlone: [...hidden, ...pointers],
    unrelated,
    problems: [
      ...tellRepeated(repeated, { code: 'duplicate-file', noun: 'namespace file', tell: duplicate }),
      ...findFileNameProblems(files),
      ...firsts.flatMap(({ problems }) => problems),
      ...pointers.map(lfsPointer),
      ...roots.flatMap((root) => withoutNamespace(root, visible.filter(isLostIn(root)), search.evidence)),
      ...leftOutFolders(search),
    ],
  }
}

interface InPlace {
  readonly file: string
  readonly place: FilePlace
}

type Found = InPlace & SeenFile

/** What is in each of the files; one that another tree of this run has as well is not read again. */
const lookIntoAll = async (
  tree: Tree,
  files: readonly InPlace[],
  { seen = new Map() }: TreeSettings,
): Promise<readonly Found[]> => {
  const keyOf = ({ file, place }: InPlace) => `${tree.identityOf?.(file)} ${place.name} ${file}`
  const isKnown = (file: InPlace) => tree.identityOf?.(file.file) !== undefined && seen.has(keyOf(file))
  const news = files.filter((file) => !isKnown(file))
  const looked = await readEach(tree, news, (file, content) => [file, lookInto(file, content)] as const)
  for (const [file, found] of looked) seen.set(keyOf(file), found)
  const found = new Map(looked)
  return files.flatMap((file) => {
    const known = found.get(file) ?? seen.get(keyOf(file))
    return known === undefined ? [] : [{ ...file, ...known }]
  })
}

const lookInto = ({ file, place }: InPlace, content: Uint8Array): SeenFile => ({
  fingerprint: hashOf(content),
  size: content.length,
  isPointer: Buffer.from(content.slice(0, LFS_POINTER.length)).toString('latin1') === LFS_POINTER,
  problems: findFileContentProblems({ name: place.name, file, content }),
})

const asResource = ({ file, place, fingerprint, size }: Found): DesiredResource => ({
  kind: 'file',
  ...place,
  file,
  content: undefined,
  fingerprint,
  size,
})

const assignAll = ({ fileRoots }: Layout, { evidence, settings: { namespace, files } }: TreeSearch) => {
  const found = fileRoots.map((root) => ({ root, assigned: assignFileRoot(root, { ...evidence, namespace, files }) }))
  return {
    roots: found.flatMap(({ assigned }) => assigned ?? []),
    unrelated: found.flatMap(({ root, assigned }) => (assigned === undefined ? [root.root] : [])),
  }
}

interface Placed {
  readonly file: string
  readonly root: AssignedRoot
  readonly place: FilePlace | undefined
}

const placeFiles = (root: AssignedRoot, { settings }: TreeSearch): readonly Placed[] =>
  root.root.paths
    .filter((file) => !isLeftOut(file, root))
    .map((file) => ({ file, root, place: mapPlace(root.placeOf(file), settings.namespaceMap) }))

const isLostIn =
  (root: AssignedRoot) =>
  (placed: Placed): boolean =>
    placed.root === root && placed.place === undefined

const mapPlace = (place: FilePlace | undefined, mappings: readonly NamespaceMapping[]): FilePlace | undefined =>
  place && { ...place, namespace: mapNamespace(place.namespace, mappings) }

const isLeftOut = (file: string, { root }: AssignedRoot): boolean =>
  GIT_FILES.has(nameOf(file)) || (nameOf(file) === IGNORE_FILE && folderOf(file) === root.root)

const duplicate = ({ item: { place, file }, first }: Repeated<Found>): Problem =>
  makeProblem('duplicate-file', {
    message: `The file ${place.name} of the namespace ${place.namespace} is here and at ${first.file}.`,
    file,
  })

const lfsPointer = ({ file }: DesiredResource): Problem =>
  makeProblem('lfs-pointer', {
    message: 'This is a Git LFS pointer and not the content; it is neither deployed nor deleted.',
    file,
  })
