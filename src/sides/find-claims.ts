import type { Records } from '../deploy/read-records.ts'
import type { Claimant, Claims } from '../plan/claimed-words.ts'
import { isCommitHash, isInHistory } from '../repository/history.ts'
import type { GitSide } from './git/read-git.ts'
import type { RunOptions } from './run-options.ts'

/** Who deploys what beside this owner, and of those who deploy what is in this tree: whether their last commit is in the history here. */
export const findClaims = async (
  { desiredSides, commit: head }: Pick<GitSide, 'desiredSides' | 'commit'>,
  { owner, claims, claimants }: Pick<Records, 'owner' | 'claims' | 'claimants'>,
  { directory, askAncestry }: Pick<RunOptions, 'directory' | 'askAncestry'>,
): Promise<Claims> => {
  const names = new Set([...claims].filter(([key]) => desiredSides.has(key)).map(([, name]) => name))
  const found = await Promise.all(
    [...names].map(async (name): Promise<[string, Claimant]> => {
      const commit = claimants.get(name)?.commit ?? ''
      const isHere = await isInHistory(commit, directory)
      const isAsked = isHere === undefined && head !== null && isCommitHash(commit)
      return [name, { commit, isInHistory: isAsked ? await askAncestry?.(commit, head) : isHere }]
    }),
  )
  return { owner, claims, claimants: new Map(found) }
}
