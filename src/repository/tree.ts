import { setImmediate } from 'node:timers/promises'
import type { FilesFolder, NamespaceMapping } from '../resource/namespace.ts'
import { firstIndex } from '../text/compare.ts'

/** The files of a commit or of the work tree. Paths are relative to the top of the repository, with `/`, sorted. */
export interface Tree {
  readonly paths: readonly string[]
  /** Further files whose names are not valid UTF-8, and skipped folders whose names are not (with `/` at the end). */
  readonly misnamed?: readonly string[]
  /**
   * The bytes of one file of `paths`. Throws for other paths. If they fit, the bytes may be in `scratch`: then they are valid only until
   * its next use.
   */
  read(path: string, scratch?: Buffer): Promise<Uint8Array>
  /** A key of a file's content: equal keys in two trees of a repository mean equal content. `undefined`: not known. */
  readonly identityOf?: (path: string) => string | undefined
}

/** The settings that are needed to read a tree. */
export interface RepositorySettings {
  /** Folders, relative to the top of the repository; an empty list means the whole repository. */
  readonly roots: readonly string[]
  /** The namespace of files and flows if neither their YAML nor their folder names one. */
  readonly namespace?: string | undefined
  /** The source of a flow's namespace if YAML and folder both name one. Default: the YAML. */
  readonly namespaceFrom?: 'yaml' | 'folder' | undefined
  readonly namespaceMap: readonly NamespaceMapping[]
  /** Patterns as in `.kestraignore`, from the top of the repository: paths that are neither deployed nor deleted. */
  readonly exclude?: readonly string[] | undefined
  /** Patterns of the same form: paths that are read in any folder. */
  readonly include?: readonly string[] | undefined
  /** Folders of namespace files with other names. */
  readonly files?: readonly FilesFolder[] | undefined
}

/** Enough to keep a git process, or GitHub, busy. Reads of a work tree are synchronous. */
const CONCURRENT_READS = 32
/** Number of files read before other events, such as answers of a server, are processed: a few milliseconds. */
const FILES_IN_A_TURN = 32
/** Most files are smaller, so reading them allocates nothing. */
const SCRATCH_BYTES = 64 * 1024

/**
 * Reads the file of each item, some at a time, and returns the results of `take` in the order of `items`. The bytes are valid only until
 * `take` returns, so the contents of a large tree are never in memory together.
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

/** True for a path with invalid UTF-8 (read as U+FFFD). Neither the disk nor a server can be asked for this name. */
export const isMisnamed = (path: string): boolean => path.includes('\uFFFD')

/** The folder of a path; `''` is the top of the repository. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The folders above a path, innermost first; the last one is `''`, the top. */
export const foldersAbove = (path: string): readonly string[] => {
  const folders: string[] = []
  for (let folder = path; folder !== ''; folders.push(folder)) folder = folderOf(folder)
  return folders
}

/** True for a path below `folder`, at any depth. All paths are below `''`. */
export const isBelow = (folder: string, path: string): boolean =>
  folder === '' || (path.charCodeAt(folder.length) === SLASH && path.startsWith(folder))

const SLASH = 47

/** Makes a lookup of the items below a folder, at any depth. `sorted` is ordered by path (code units). It uses binary search. */
export const belowIn =
  <T>(sorted: readonly T[], pathOf: (item: T) => string) =>
  (folder: string): readonly T[] => {
    if (folder === '') return sorted
    const first = firstFrom(sorted, pathOf, `${folder}/`)
    return sorted.slice(first, firstFrom(sorted, pathOf, `${folder}${AFTER_SLASH}`))
  }

/** The character after `/`. A folder with it sorts after all paths below the folder. */
const AFTER_SLASH = '0'

/** The index of the first item whose path is not before `path`. */
const firstFrom = <T>(sorted: readonly T[], pathOf: (item: T) => string, path: string): number =>
  firstIndex(sorted.length, (index) => {
    const item = sorted[index]
    return item !== undefined && pathOf(item) >= path
  })

/** The path relative to `folder`, which must contain it. */
export const pathFrom = (folder: string, path: string): string => (folder === '' ? path : path.slice(folder.length + 1))

/** True for the extensions `.yml` and `.yaml`, in any case. */
export const isYaml = (path: string): boolean => /\.ya?ml$/i.test(path)

/** Converts a folder such as `./teams\\sales/` to the form of tree paths, `teams/sales`. */
export const normalizeRoot = (root: string): string =>
  root
    .replaceAll('\\', '/')
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/')
