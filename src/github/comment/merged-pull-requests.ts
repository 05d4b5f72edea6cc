import type { ApprovedPlanCheck, MergedPullRequest } from '../../plan/approved-plan.ts'
import type { Difference } from '../../plan/plan-difference.ts'
import { memoize } from '../../text/memoize.ts'
import { attempt } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { fetchLandedCommits, fetchPullRequestsOfCommit } from '../api/commits.ts'
import { fetchChangedPaths } from '../api/pull-requests.ts'

/** The range of commits in which merged pull requests are searched. */
export interface MergedRange {
  /** The pushed branch. */
  readonly branch: string
  /** The commit of this deploy. */
  readonly tip: string
  /** Commits of the push, oldest first, with or without the tip; `undefined`: no push started this run. */
  readonly pushed: readonly string[] | undefined
  /** The commit of the branch before the push, if known. */
  readonly before: string | undefined
  /** The commit of the last deploy, if known. */
  readonly since: string | undefined
}

// Each commit costs one call. A merge of many commits is found by its tip; the rest covers queues and batches.
const MAX_COMMITS_ASKED = 20

/**
 * The pull requests merged into a branch since its last deploy: by this push, and by pushes whose run did not deploy.
 * A merge is a merge commit, squash, rebase or merge queue. A direct push has none.
 */
export const fetchMergedPullRequests = async (client: GitHubClient, range: MergedRange) => {
  const commits = await commitsToAsk(client, range)
  const ofPush = new Set(range.pushed === undefined ? [] : [...range.pushed, range.tip])
  const found = new Map<number, boolean>()
  for (const sha of commits.slice(0, MAX_COMMITS_ASKED)) {
    for (const number of await fetchPullRequestsOfCommit(client, sha, range.branch))
      found.set(number, found.get(number) === true || ofPush.has(sha))
  }
  const pullRequests = [...found].map(([number, isOfPush]) => ({ number, isOfPush }))
  return {
    /** Ascending. */
    pullRequests: pullRequests.toSorted((one, other) => one.number - other.number),
    /** Number of commits that were not looked up, because they are older than the newest 20. */
    left: Math.max(0, commits.length - MAX_COMMITS_ASKED),
  }
}

/** The commits to look up, newest first. One comparison saves the calls for commits that a merge added. */
const commitsToAsk = async (client: GitHubClient, range: MergedRange): Promise<readonly string[]> => {
  const { tip, pushed, before, since = before } = range
  const ofPush = pushed === undefined ? [] : [...new Set([tip, ...pushed.toReversed()])]
  const isOneCommit = since === before && ofPush.length === 1
  if (since === undefined || since === tip || isOneCommit) return ofPush
  const found = await fetchLandedCommits(client, since, tip)
  if (found === undefined) return ofPush
  return [...found.landed, ...ofPush.filter((sha) => !found.all.has(sha))]
}

// Each pull request costs one call to list its files.
const MAX_PULL_REQUESTS = 10

/** The deployed commit and its branch. */
export interface DeployedRange {
  readonly github: GitHubClient
  readonly branch: string
  readonly tip: string
}

/** Adds the pull requests that changed a file after its plan was approved. Returns `checks` unchanged if GitHub refuses. */
export const explainDifferences = async (
  checks: readonly ApprovedPlanCheck[],
  merged: readonly MergedPullRequest[],
  { github, branch, tip }: DeployedRange,
): Promise<readonly ApprovedPlanCheck[]> => {
  const filesOf = memoize((pullRequest: number) => fetchChangedPaths(github, pullRequest))
  const explain = async (check: ApprovedPlanCheck): Promise<ApprovedPlanCheck> => {
    const approvedPlan = merged.find(({ number }) => number === check.pullRequest)?.approvedPlan
    const base = typeof approvedPlan === 'object' ? approvedPlan.base : undefined
    if (base === undefined || !check.differs.some(isUnexplained)) return check
    const range = { branch, tip, pushed: undefined, before: undefined, since: base }
    const { pullRequests } = await fetchMergedPullRequests(github, range)
    const others = pullRequests.map(({ number }) => number).filter((number) => number !== check.pullRequest)
    const differs: Difference[] = []
    for (const difference of check.differs) differs.push(await withPullRequests(difference, others, filesOf))
    return { ...check, differs }
  }
  const explained = await attempt({
    loss: 'The pull requests merged in between were not looked up',
    permission: 'pull-requests: write',
    work: async () => {
      const done: ApprovedPlanCheck[] = []
      for (const check of checks) done.push(await explain(check))
      return done
    },
  })
  return 'sentence' in explained ? checks : explained
}

const isUnexplained = ({ cause, pullRequests, file }: Difference): boolean =>
  cause === 'later-merge' && pullRequests.length === 0 && file !== undefined

const withPullRequests = async (
  difference: Difference,
  others: readonly number[],
  filesOf: (pullRequest: number) => Promise<ReadonlySet<string>>,
): Promise<Difference> => {
  const { file } = difference
  if (!isUnexplained(difference) || file === undefined) return difference
  const pullRequests: number[] = []
  for (const number of others.slice(-MAX_PULL_REQUESTS))
    if ((await filesOf(number)).has(file)) pullRequests.push(number)
  return { ...difference, pullRequests }
}
