import type { FilesFolder, NamespaceMapping } from '../resource/namespace.ts'

/** The files of one commit or of the work tree. Paths are relative to the repository's top, with `/`, sorted. */
export interface Tree {
  readonly paths: readonly string[]
  /** The bytes of one file of `paths`; throws when the path is not one of them. */
  read(path: string): Promise<Uint8Array>
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

/** Enough to keep the disk busy, well below the number of files that a process may hold open. */
const CONCURRENT_READS = 64

/** Reads the files at `paths`, some at a time; the answer has the order of `paths`. */
export const readAll = async (tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const contents = new Map<string, Uint8Array>()
  const queue = paths.values()
  const readOn = async () => {
    for (const path of queue) contents.set(path, await tree.read(path))
  }
  await Promise.all(Array.from({ length: Math.min(CONCURRENT_READS, paths.length) }, readOn))
  return new Map(paths.map((path) => [path, contents.get(path) ?? new Uint8Array()]))
}

/** `''` for the top of the repository. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The last part of a path: the name of its file. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** True for everything below `folder` at any depth; everything is below `''`. */
export const isBelow = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`)

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
