import { lstat, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { git, openBlobReader } from './git.ts'
import { LINK_MODE } from './git-tree.ts'
import { followLinks } from './links.ts'
import { readOnDisk } from './read-on-disk.ts'
import type { Tree } from './tree.ts'

/** One file of the index. */
export interface IndexEntry {
  readonly path: string
  readonly hash: string
  readonly isLink: boolean
  /**
   * Git was told not to look at the work tree: a sparse checkout keeps the file out of it (git-sparse-checkout(1)), yet it is tracked and
   * not deleted; or it is assumed to be unchanged (git-update-index(1)), and an edit would be in no notice.
   */
  readonly isOnlyInIndex: boolean
}

/** What Git tracks below `cwd`, the top of a checkout, without submodules. Throws `UserError` outside of Git. */
export const readIndex = async (cwd: string): Promise<readonly IndexEntry[]> => {
  const listing = await git(['ls-files', '-z', '-v', '--stage'], { cwd })
  return listing.split('\0').flatMap((line) => {
    const [, tag, mode, hash, path] = /^(\S) (\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(line) ?? []
    if (hash === undefined || path === undefined || mode === SUBMODULE_MODE) return []
    return [{ path, hash, isLink: mode === LINK_MODE, isOnlyInIndex: tag === 'S' || /[a-z]/.test(tag ?? '') }]
  })
}

const SUBMODULE_MODE = '160000'

export interface TrackedFiles {
  readonly index: readonly IndexEntry[]
  readonly untracked: readonly string[]
  /** Those of the index that differ from the commit: what was a file may be a link by now. */
  readonly changed: ReadonlySet<string>
}

/** Where the content of a file is: its path in the work tree, or a hash in the object store. */
type Place = { readonly file: string } | { readonly hash: string }

/** Opens the files of the index and the untracked ones as they lie in the work tree; links lead to these files only. */
export const openTracked = async (top: string, { index, untracked, changed }: TrackedFiles): Promise<Tree> => {
  const reader = sharedReader(top)
  const files = new Map<string, Place>()
  const links = new Map<string, string>()
  const place = async ({ path, hash, isLink, isOnlyInIndex }: IndexEntry): Promise<void> => {
    if (isOnlyInIndex) {
      if (isLink) links.set(path, Buffer.from(await reader(hash)).toString('utf8'))
      else files.set(path, { hash })
    } else await placeOnDisk(path, isLink || changed.has(path))
  }
  const placeOnDisk = async (path: string, mayBeLink: boolean): Promise<void> => {
    const target = mayBeLink ? await linkTarget(join(top, ...path.split('/'))) : undefined
    if (target === undefined) files.set(path, { file: path })
    else links.set(path, target)
  }
  await Promise.all([...index.map(place), ...untracked.map((path) => placeOnDisk(path, true))])
  const places = followLinks({ files, links })
  const hashes = new Map(index.flatMap(({ path, hash }) => (changed.has(path) ? [] : [[path, hash]])))
  return {
    paths: [...places.keys()].sort(),
    read: async (path, scratch) => {
      const found = places.get(path)
      if (found === undefined) throw new Error(`${path} is not a file of the work tree`)
      return 'hash' in found ? await reader(found.hash) : readOnDisk(top, found.file, scratch)
    },
    identityOf: (path) => {
      const found = places.get(path)
      if (found === undefined || 'hash' in found) return found?.hash
      return hashes.get(found.file)
    },
  }
}

/** `undefined` for what is no link. */
const linkTarget = async (path: string): Promise<string | undefined> =>
  (await lstat(path).catch(notThere))?.isSymbolicLink() === true ? await readlink(path) : undefined

/** Told when it is read. */
const notThere = (): undefined => undefined

/** Reads objects with one git process for as long as something is being read, so that nobody has to close it. */
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
