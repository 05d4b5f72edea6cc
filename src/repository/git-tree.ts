import { posix } from 'node:path'
import { git, openBlobReader } from './git.ts'
import { folderOf, isBelow, type Tree } from './tree.ts'

/** The tree of a commit; holds a git process until it is disposed. */
export interface GitTree extends Tree, AsyncDisposable {}

/**
 * Opens the files of `commit` in the repository around `cwd`, without touching the work tree. Submodules are left out. Throws
 * `UserError` when git or the commit is not there.
 */
export const openGitTree = async (commit: string, { cwd }: { readonly cwd: string }): Promise<GitTree> => {
  const listing = await git(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { cwd })
  const entries = listing.split('\0').flatMap(parseEntry)
  const reader = openBlobReader({ cwd })
  await using cleanup = new AsyncDisposableStack()
  cleanup.use(reader)
  const textOf = async (hash: string) => new TextDecoder().decode(await reader.read(hash))
  const links = entries.filter(({ mode }) => mode === LINK_MODE)
  const targets = await Promise.all(links.map(async ({ path, hash }) => [path, await textOf(hash)] as const))
  const files = entries.filter(({ mode }) => mode !== LINK_MODE).map(({ path, hash }) => [path, hash] as const)
  const hashes = followLinks({ files: new Map(files), links: new Map(targets) })
  const owned = cleanup.move()
  return {
    paths: [...hashes.keys()].sort(),
    read: async (path) => {
      const hash = hashes.get(path)
      if (hash === undefined) throw new Error(`${path} is not a file of the commit ${commit}`)
      return await reader.read(hash)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const LINK_MODE = '120000'

interface Entry {
  readonly mode: string
  readonly hash: string
  readonly path: string
}

/** `<mode> <type> <hash>`, a tab, the path; nothing for a submodule, whose type is `commit`. */
const parseEntry = (line: string): Entry[] => {
  const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
  return mode !== undefined && hash !== undefined && path !== undefined ? [{ mode, hash, path }] : []
}

/** What a commit holds: blob hashes of its files, and the targets of its symbolic links. */
export interface GitEntries {
  readonly files: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
}

/**
 * The files of a commit with its links followed, as a walk through the work tree would find them: links out of the repository, dangling
 * ones and circles are left out.
 */
const followLinks = (entries: GitEntries): ReadonlyMap<string, string> => {
  const found = new Map(entries.files)
  for (const link of entries.links.keys()) {
    for (const [path, hash] of filesBehind(entries, { path: link, link, passed: [] })) found.set(path, hash)
  }
  return found
}

interface Step {
  /** Where the files are to appear. */
  readonly path: string
  readonly link: string
  readonly passed: readonly string[]
}

const filesBehind = (entries: GitEntries, { path, link, passed }: Step): (readonly [string, string])[] => {
  const target = targetOf(link, entries.links.get(link) ?? '')
  if (target === undefined || passed.includes(link) || isBelow(target, path)) return []
  const further = [...passed, link]
  const hash = entries.files.get(target)
  if (hash !== undefined) return [[path, hash]]
  if (entries.links.has(target)) return filesBehind(entries, { path, link: target, passed: further })
  const moved = (below: string) => `${path}${below.slice(target.length)}`
  const files = [...entries.files].filter(([file]) => isBelow(target, file))
  const links = [...entries.links.keys()].filter((other) => isBelow(target, other))
  return [
    ...files.map(([file, content]) => [moved(file), content] as const),
    ...links.flatMap((other) => filesBehind(entries, { path: moved(other), link: other, passed: further })),
  ]
}

/** `undefined` for a target outside of the repository. */
const targetOf = (link: string, target: string): string | undefined => {
  const path = posix.join(folderOf(link), target).replace(/\/$/, '')
  return posix.isAbsolute(target) || path === '..' || path.startsWith('../') ? undefined : path
}
