import { setImmediate } from 'node:timers/promises'
import type { FilesFolder, NamespaceMapping } from '../resource/namespace.ts'
import { firstIndex } from '../text/compare.ts'

/** The files of one commit or of the work tree. Paths are relative to the repository's top, with `/`, sorted. */
export interface Tree {
  readonly paths: readonly string[]
  /** Files beside them whose names hold bytes that are no UTF-8, and folders (with `/` at the end) that are not looked into for it. */
  readonly misnamed?: readonly string[]
  /**
   * The bytes of one file of `paths`; throws when the path is not one of them. They may lie in `scratch`, where they fit: then they
   * are good until that is used again.
   */
  read(path: string, scratch?: Buffer): Promise<Uint8Array>
  /** Where two trees of a repository have this for one path and it is equal, the file holds the same; `undefined`: not known. */
  readonly identityOf?: (path: string) => string | undefined
}

/** What a run must know to read a tree; everything else is found. */
export interface RepositorySettings {
  /** Folders, relative to the repository's top; none = look everywhere. */
  readonly roots: readonly string[]
  /** The namespace of files, and of flows without one, that no folder names. */
  readonly namespace?: string | undefined
  /** What decides on the namespace of a flow where its YAML and its folder both say one; the YAML when `undefined`. */
  readonly namespaceFrom?: 'yaml' | 'folder' | undefined
  readonly namespaceMap: readonly NamespaceMapping[]
  /** Patterns like those of `.kestraignore`, from the top of the repository: what is neither deployed nor deleted. */
  readonly exclude?: readonly string[] | undefined
  /** The same patterns: what is looked at wherever it lies. */
  readonly include?: readonly string[] | undefined
  /** Folders of namespace files that their names do not tell. */
  readonly files?: readonly FilesFolder[] | undefined
}

/** Enough to keep a git process, or GitHub, busy; a work tree answers at once. */
const CONCURRENT_READS = 32
/** So many files are read before answers of a server have their turn: some milliseconds. */
const FILES_IN_A_TURN = 32
/** Most files are smaller: reading them makes no garbage. */
const SCRATCH_BYTES = 64 * 1024

/**
 * Reads the file of each of `items`, some at a time, and keeps of its bytes what `take` makes of them: those of a large tree are never
 * held all at once. The bytes are good until `take` returns. The answer has the order of `items`.
 */
export const readEach = async <I extends { readonly file: string }, T>(
  tree: Tree,
  items: readonly I[],
  take: (item: I, content: Uint8Array) => T,
): Promise<readonly T[]> => {
  const taken: T[] = new Array(items.length)
  const queue = items.entries()
  let turn = Promise.resolve()
  const readOn = async () => {
    const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES)
    for (const [index, item] of queue) {
      if (index % FILES_IN_A_TURN === 0) turn = setImmediate()
      await turn
      taken[index] = take(item, await tree.read(item.file, scratch))
    }
  }
  await Promise.all(Array.from({ length: Math.min(CONCURRENT_READS, items.length) }, readOn))
  return taken
}

/** What is read in place of bytes that are no UTF-8: nobody can ask a disk, or a server, for such a name. */
export const isMisnamed = (path: string): boolean => path.includes('\uFFFD')

/** `''` for the top of the repository. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The folders of a path, from the one that it lies in up to `''`, the top; there is none above that. */
export const foldersAbove = (path: string): readonly string[] => {
  const folders: string[] = []
  for (let folder = path; folder !== ''; folders.push(folder)) folder = folderOf(folder)
  return folders
}

/** The last part of a path: the name of its file. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** True for everything below `folder` at any depth; everything is below `''`. */
export const isBelow = (folder: string, path: string): boolean =>
  folder === '' || (path.charCodeAt(folder.length) === SLASH && path.startsWith(folder))

const SLASH = 47

/** What lies below a folder, at any depth, of `items` sorted by their paths (by code units): asked for thousands of folders, it looks at no other item. */
export const belowIn =
  <T>(sorted: readonly T[], pathOf: (item: T) => string) =>
  (folder: string): readonly T[] => {
    if (folder === '') return sorted
    const first = firstFrom(sorted, pathOf, `${folder}/`)
    return sorted.slice(first, firstFrom(sorted, pathOf, `${folder}${AFTER_SLASH}`))
  }

/** The character after `/`: what begins with it comes after all that is below a folder. */
const AFTER_SLASH = '0'

/** The index of the first whose path is not before `path`. */
const firstFrom = <T>(sorted: readonly T[], pathOf: (item: T) => string, path: string): number =>
  firstIndex(sorted.length, (index) => {
    const item = sorted[index]
    return item !== undefined && pathOf(item) >= path
  })

/** The path of `path` seen from `folder`, which holds it. */
export const pathFrom = (folder: string, path: string): string => (folder === '' ? path : path.slice(folder.length + 1))

/** By its name: `.yml` or `.yaml` in any letter case. */
export const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path)

/** `./teams\\sales/` is `teams/sales`: as the paths of a tree are written. */
export const normalizeRoot = (root: string): string =>
  root
    .replaceAll('\\', '/')
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/')
