import { lstat, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { git, openBlobReader } from './git.ts'
import { followLinks } from './links.ts'
import { diskReader } from './read-on-disk.ts'
import { isMisnamed, type Tree } from './tree.ts'

/**
 * Opens the files of `commit` in the repository around `cwd`, without touching the work tree. Submodules are left out.
 * It keeps a git process until it is disposed. Throws `UserError` if git or the commit is missing.
 */
export const openGitTree = async (
  commit: string,
  { cwd }: { readonly cwd: string },
): Promise<Tree & AsyncDisposable> => {
  const listing = await git(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { cwd })
  const files = new Map<string, string>()
  const linked: Entry[] = []
  const misnamed: string[] = []
  for (const line of listing.split('\0')) {
    const entry = parseEntry(line)
    if (entry === undefined) continue
    if (isMisnamed(entry.path)) misnamed.push(entry.path)
    else if (entry.mode === LINK_MODE) linked.push(entry)
    else files.set(entry.path, entry.hash)
  }
  const reader = openBlobReader({ cwd })
  await using cleanup = new AsyncDisposableStack()
  cleanup.use(reader)
  const readText = async (hash: string) => new TextDecoder().decode(await reader.read(hash))
  const targets = await Promise.all(linked.map(async ({ path, hash }) => [path, await readText(hash)] as const))
  const hashes = followLinks({ files, links: new Map(targets) })
  const owned = cleanup.move()
  return {
    paths: [...hashes.keys()].sort(),
    misnamed,
    read: async (path) => {
      const hash = hashes.get(path)
      if (hash === undefined) throw new Error(`${path} is not a file of the commit ${commit}`)
      return await reader.read(hash)
    },
    identityOf: (path) => hashes.get(path),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** The mode that Git gives to a symbolic link. */
export const LINK_MODE = '120000'

interface Entry {
  readonly mode: string
  readonly hash: string
  readonly path: string
}

/** Parses `<mode> <type> <hash>`, a tab, and the path. `undefined` for a submodule, whose type is `commit`. */
const parseEntry = (line: string): Entry | undefined => {
  const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
  if (mode === undefined || hash === undefined || path === undefined) return undefined
  return { mode, hash, path }
}

/** One file of the index. */
export interface IndexEntry {
  readonly path: string
  readonly hash: string
  readonly isLink: boolean
  /**
   * True if Git ignores the file in the work tree. In a sparse checkout (git-sparse-checkout(1)) it is absent, but tracked and not deleted.
   * If it is assumed unchanged (git-update-index(1)), Git does not report edits.
   */
  readonly isOnlyInIndex: boolean
}

/** The tracked files, and the folders of submodules, below `cwd`, the top of a checkout. Throws `UserError` outside of Git. */
export const readIndex = async (
  cwd: string,
): Promise<{ readonly index: readonly IndexEntry[]; readonly submodules: readonly string[] }> => {
  const listing = await git(['ls-files', '-z', '-v', '--stage'], { cwd })
  const index: IndexEntry[] = []
  const submodules: string[] = []
  for (const line of listing.split('\0')) {
    const [, tag, mode, hash, path] = /^(\S) (\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(line) ?? []
    if (hash === undefined || path === undefined) continue
    const isOnlyInIndex = tag === 'S' || /[a-z]/.test(tag ?? '')
    if (mode === SUBMODULE_MODE) submodules.push(path)
    else index.push({ path, hash, isLink: mode === LINK_MODE, isOnlyInIndex })
  }
  return { index, submodules }
}

const SUBMODULE_MODE = '160000'

export interface TrackedFiles {
  readonly index: readonly IndexEntry[]
  readonly untracked: readonly string[]
  /** Files of the index that differ from the commit. A file may have become a link. */
  readonly changed: ReadonlySet<string>
}

/** A file of the work tree. An untracked file has no hash. A tracked one is its index entry itself, to save memory. */
type TrackedFile = Pick<IndexEntry, 'path' | 'isOnlyInIndex'> & { readonly hash: string | undefined }

/** Opens tracked and untracked files with their content in the work tree. Links are followed only to these files. */
export const openTracked = async (top: string, { changed, ...listed }: TrackedFiles): Promise<Tree> => {
  const index = listed.index.filter(({ path }) => !isMisnamed(path))
  const untracked = listed.untracked.filter((path) => !isMisnamed(path))
  const reader = sharedReader(top)
  const readOnDisk = diskReader(top)
  const files = new Map<string, TrackedFile>()
  const links = new Map<string, string>()
  const addFileOrLink = async (file: TrackedFile): Promise<void> => {
    const { path, hash, isOnlyInIndex } = file
    const target =
      isOnlyInIndex && hash !== undefined
        ? Buffer.from(await reader(hash)).toString('utf8')
        : await linkTarget(join(top, ...path.split('/')))
    if (target === undefined) files.set(path, file)
    else links.set(path, target)
  }
  const mayBeLink = ({ path, isLink, isOnlyInIndex }: IndexEntry) => isLink || (!isOnlyInIndex && changed.has(path))
  for (const entry of index) if (!mayBeLink(entry)) files.set(entry.path, entry)
  const others = untracked.map((path) => ({ path, hash: undefined, isOnlyInIndex: false }))
  await Promise.all([...index.filter(mayBeLink), ...others].map(addFileOrLink))
  const located = followLinks({ files, links })
  return {
    paths: [...located.keys()].sort(),
    misnamed: [...listed.index.map(({ path }) => path), ...listed.untracked].filter(isMisnamed),
    read: async (path, scratch) => {
      const found = located.get(path)
      if (found === undefined) throw new Error(`${path} is not a file of the work tree`)
      const { hash, isOnlyInIndex } = found
      return isOnlyInIndex && hash !== undefined ? await reader(hash) : readOnDisk(found.path, scratch)
    },
    identityOf: (path) => {
      const found = located.get(path)
      return found === undefined || (changed.has(found.path) && !found.isOnlyInIndex) ? undefined : found.hash
    },
  }
}

/** The target of a link; `undefined` if the path is not a link. */
const linkTarget = async (path: string): Promise<string | undefined> =>
  // A missing file is reported when it is read.
  (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true ? await readlink(path) : undefined

/** Reads objects with one git process. It ends when no read is pending, so callers need not close it. */
const sharedReader = (cwd: string): ((hash: string) => Promise<Uint8Array>) => {
  let shared: { readonly reader: ReturnType<typeof openBlobReader>; users: number } | undefined
  return async (hash) => {
    shared ??= { reader: openBlobReader({ cwd }), users: 0 }
    const mine = shared
    mine.users += 1
    try {
      return await mine.reader.read(hash)
    } finally {
      mine.users -= 1
      if (mine.users === 0) {
        shared = undefined
        await mine.reader[Symbol.asyncDispose]()
      }
    }
  }
}
