import { isUserError, orUserError } from '../finding/user-error.ts'
import { askGit, type BlobReader, git, openBlobReader } from './git.ts'

/** Number of commits per file in which an older version of the server is recognised. */
const COMMITS = 50

/** Earlier contents of files. Close it with `await using`, because it may hold a git process. */
export interface FileHistory extends AsyncDisposable {
  /**
   * The distinct contents of `file` in its commits, newest first, also under earlier names. Contents missing from a shallow clone are left
   * out. Empty if git does not know the file or is not installed: history only shows that the server is behind.
   */
  contentsOf(file: string): Promise<readonly Uint8Array[]>
}

/** Opens the history of files of the repository at `cwd`. The first read starts one git process for all files. */
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
 * True if `commit`, a full hash, is in the history of the checkout around `cwd`. `undefined` if that is not known: `commit` is not a full
 * hash, there is no Git, or the checkout is shallow.
 */
export const isInHistory = async (commit: string, cwd: string): Promise<boolean | undefined> => {
  if (!isCommitHash(commit)) return undefined
  const isShallow = await askGit(['rev-parse', '--is-shallow-repository'], cwd)
  if (isShallow === undefined) return undefined
  if ((await askGit(['merge-base', commit, 'HEAD'], cwd)) === commit) return true
  return isShallow === 'true' ? undefined : false
}

/**
 * True if a commit is in the history of `descendant`, a full hash or the full name of a ref. `undefined` if the checkout lacks one of
 * them, or the history between them.
 */
export const isAncestor = async (commit: string, descendant: string, cwd: string): Promise<boolean | undefined> => {
  const base = await askGit(['merge-base', commit, descendant], cwd)
  if (base === commit) return true
  const both = base ?? (await askGit(['rev-parse', '--verify', '--quiet', `${descendant}^{commit}`], cwd))
  if (both === undefined) return undefined
  return (await askGit(['rev-parse', '--is-shallow-repository'], cwd)) === 'false' ? false : undefined
}

/** True for a full hash. Only that may be passed from a record to git or GitHub. */
export const isCommitHash = (text: string): boolean => /^[0-9a-f]{40,64}$/.test(text)
