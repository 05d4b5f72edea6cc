import type { Difference, MergedPullRequest, PromiseCheck } from '../../plan/keep-promise.ts'
import type { GitHubClient } from '../api/client.ts'
import { attempt } from '../api/failure.ts'
import { fetchChangedPaths } from '../api/pull-requests.ts'
import { fetchMergedPullRequests } from './merged-pull-requests.ts'

// Listing the files of one pull request is a call; who merges more in between reads the history of the file.
const MAX_PULL_REQUESTS = 10

/** What was deployed, and from where. */
export interface DeployedRange {
  readonly github: GitHubClient
  readonly branch: string
  readonly tip: string
}

/** Names the pull requests that changed a file after a promise was made of it. What GitHub does not tell stays unnamed. */
export const explainDifferences = async (
  checks: readonly PromiseCheck[],
  merged: readonly MergedPullRequest[],
  { github, branch, tip }: DeployedRange,
): Promise<readonly PromiseCheck[]> => {
  const filesOf = rememberingFiles(github)
  const explain = async (check: PromiseCheck): Promise<PromiseCheck> => {
    const promise = merged.find(({ number }) => number === check.pullRequest)?.promise
    const base = typeof promise === 'object' ? promise.base : undefined
    if (base === undefined || !check.differs.some(isUnexplained)) return check
    const range = { branch, tip, pushed: undefined, before: undefined, since: base }
    const { pullRequests } = await fetchMergedPullRequests(github, range)
    const others = pullRequests.map(({ number }) => number).filter((number) => number !== check.pullRequest)
    const differs: Difference[] = []
    for (const difference of check.differs) differs.push(await withPullRequests(difference, others, filesOf))
    return { ...check, differs }
  }
  const explained = await attempt({
    loss: 'What was merged in between was not looked up',
    permission: 'pull-requests: write',
    work: async () => {
      const done: PromiseCheck[] = []
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
  filesOf: FilesOf,
): Promise<Difference> => {
  const { file } = difference
  if (!isUnexplained(difference) || file === undefined) return difference
  const pullRequests: number[] = []
  for (const number of others.slice(-MAX_PULL_REQUESTS))
    if ((await filesOf(number)).has(file)) pullRequests.push(number)
  return { ...difference, pullRequests }
}

type FilesOf = (pullRequest: number) => Promise<ReadonlySet<string>>

const rememberingFiles = (github: GitHubClient): FilesOf => {
  const known = new Map<number, ReadonlySet<string>>()
  return async (pullRequest) => {
    const before = known.get(pullRequest)
    if (before !== undefined) return before
    const files = await fetchChangedPaths(github, pullRequest)
    known.set(pullRequest, files)
    return files
  }
}
