import { git, openBlobReader } from './git.ts'
import { followLinks } from './links.ts'
import { isMisnamed, type Tree } from './tree.ts'

/** The tree of a commit; holds a git process until it is disposed. */
export interface GitTree extends Tree, AsyncDisposable {}

/**
 * Opens the files of `commit` in the repository around `cwd`, without touching the work tree. Submodules are left out. Throws
 * `UserError` when git or the commit is not there.
 */
export const openGitTree = async (commit: string, { cwd }: { readonly cwd: string }): Promise<GitTree> => {
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
  const textOf = async (hash: string) => new TextDecoder().decode(await reader.read(hash))
  const targets = await Promise.all(linked.map(async ({ path, hash }) => [path, await textOf(hash)] as const))
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

/** `<mode> <type> <hash>`, a tab, the path; nothing for a submodule, whose type is `commit`. */
const parseEntry = (line: string): Entry | undefined => {
  const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
  if (mode === undefined || hash === undefined || path === undefined) return undefined
  return { mode, hash, path }
}
