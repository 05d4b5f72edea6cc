import type { Refusal } from '../plan/plan.ts'
import { isAncestor } from '../repository/history.ts'
import type { GitState } from '../state/git/read-git.ts'
import type { MergedHistory, RunOptions } from '../state/run-options.ts'

/**
 * Refuses to deploy a commit outside of the history of the event's ref: an input of the workflow can check out any commit, also an
 * unreviewed one. An older commit of that ref may be deployed. `undefined`: the commit may be deployed.
 */
export const refuseUnmerged = async (
  { commit }: Pick<GitState, 'commit'>,
  options: Pick<RunOptions, 'merged' | 'directory' | 'askAncestry'>,
): Promise<Refusal | undefined> => {
  const { merged } = options
  if (merged === undefined) return undefined
  const isMerged = commit === null ? undefined : await isIn(merged, commit, options)
  if (isMerged === true) return undefined
  const head = commit === null ? 'The checked-out tree' : `Commit ${commit.slice(0, 7)}`
  const history = historyText(merged)
  const message =
    isMerged === false
      ? `${head} is not in the history of ${history}. Nothing is deployed, because only merged commits are. Merge it, or check out a commit of that history. To deploy other branches, name them in "deploy-branches".`
      : `${head} could not be found in the history of ${history}: the checkout does not hold that history, and GitHub did not answer. Nothing is deployed. Check out with \`fetch-depth: 0\`, and leave "github-token" at its default.`
  return { reason: 'unmerged-commit', message }
}

/** Searches the objects of the checkout, and asks GitHub if they are not enough. `undefined`: not known. */
const isIn = async (
  { commit: tip, branches }: MergedHistory,
  commit: string,
  { directory, askAncestry }: Pick<RunOptions, 'directory' | 'askAncestry'>,
): Promise<boolean | undefined> => {
  if (commit === tip) return true
  const tips = [...(tip === undefined ? [] : [tip]), ...branches.map((branch) => `refs/remotes/origin/${branch}`)]
  const local = await Promise.all(tips.map((each) => isAncestor(commit, each, directory)))
  if (local.includes(true)) return true
  // A branch may have moved since it was fetched.
  const asked = await Promise.all((branches.length > 0 ? branches : tips).map((each) => askAncestry?.(commit, each)))
  if (asked.includes(true)) return true
  const isKnown = branches.length > 0 || tip !== undefined
  return isKnown && (asked.every((each) => each === false) || local.every((each) => each === false)) ? false : undefined
}

const historyText = ({ commit, branches }: MergedHistory): string => {
  if (branches.length > 0) return branches.map((branch) => `\`${branch}\``).join(' or ')
  return commit === undefined ? 'a deploy branch, which the event does not name' : commit.slice(0, 7)
}
