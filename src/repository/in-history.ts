import { askGit } from './git.ts'

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

/** A full one, as a record names it; what else stands in a record is nothing to hand to git, or to GitHub. */
export const isCommitHash = (text: string): boolean => /^[0-9a-f]{40,64}$/.test(text)
