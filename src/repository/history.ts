import { isUserError, orUserError } from '../finding/user-error.ts'
import { askGit, type BlobReader, git, openBlobReader } from './git.ts'

/** How far back a server may be behind and still be recognised. */
const COMMITS = 50

/** What the files of a repository were. Close it with `await using`: it may hold a git process. */
export interface FileHistory extends AsyncDisposable {
  /**
   * The contents that `file` had in its commits, newest first, each once, also under earlier names. What a shallow clone lacks is left
   * out; where git knows nothing of the file, or there is no git, the answer is empty: history only ever proves that the server
   * is behind.
   */
  contentsOf(file: string): Promise<readonly Uint8Array[]>
}

/** The histories of any number of files of the repository at `cwd`, with one process that reads what they held, once there is something to read. */
export const openHistory = ({ cwd }: { readonly cwd: string }): FileHistory => {
  const owned = new AsyncDisposableStack()
  let reader: BlobReader | undefined
  return {
    contentsOf: async (file) => {
      const hashes = await blobsOf(file, cwd)
      if (hashes.length === 0) return []
      reader ??= owned.use(openBlobReader({ cwd }))
      const { read } = reader
      const contents = await Promise.allSettled(hashes.map(read))
      return contents.flatMap((content) => (content.status === 'fulfilled' ? [content.value] : []))
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const blobsOf = async (file: string, cwd: string): Promise<string[]> => {
  const format = [
    '--format=',
    '--raw',
    '--no-abbrev',
    '--follow',
    '--no-ext-diff',
    '--no-textconv',
    `--max-count=${COMMITS}`,
  ]
  const listing = await orUserError(git(['log', ...format, '--', `:(top,literal)${file}`], { cwd }))
  if (isUserError(listing)) return []
  // `:<old mode> <new mode> <old hash> <new hash> <status>`; a deletion has no new content.
  const blobs = [...listing.matchAll(/^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) /gm)].map(([, hash = '']) => hash)
  return [...new Set(blobs)].filter((hash) => !/^0+$/.test(hash))
}

/**
 * Whether what is checked out around `cwd` goes back to `commit`, a full hash; `undefined` where that cannot be told: it is none, there is no
 * Git, or the checkout is shallow.
 */
export const isInHistory = async (commit: string, cwd: string): Promise<boolean | undefined> => {
  if (!isCommitHash(commit)) return undefined
  const isShallow = await askGit(['rev-parse', '--is-shallow-repository'], cwd)
  if (isShallow === undefined) return undefined
  if ((await askGit(['merge-base', commit, 'HEAD'], cwd)) === commit) return true
  return isShallow === 'true' ? undefined : false
}

/**
 * Whether a commit is in the history of `descendant`, a full hash or the full name of a ref; `undefined` when the checkout does not have both
 * with the history between them.
 */
export const isAncestor = async (commit: string, descendant: string, cwd: string): Promise<boolean | undefined> => {
  const base = await askGit(['merge-base', commit, descendant], cwd)
  if (base === commit) return true
  const both = base ?? (await askGit(['rev-parse', '--verify', '--quiet', `${descendant}^{commit}`], cwd))
  if (both === undefined) return undefined
  return (await askGit(['rev-parse', '--is-shallow-repository'], cwd)) === 'false' ? false : undefined
}

/** A full one, as a record names it; what else stands in a record is nothing to hand to git, or to GitHub. */
export const isCommitHash = (text: string): boolean => /^[0-9a-f]{40,64}$/.test(text)
