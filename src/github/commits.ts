import * as z from 'zod'
import type { GitHubClient, RepositoryName } from './client.ts'
import { failureOf } from './failure.ts'

type GitCommit = Readonly<z.infer<typeof commitAnswer>>

/** A commit of the repository as git holds it. Rejects when GitHub does not know the SHA. */
export const fetchCommit = async (
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<GitCommit> => {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...repository,
    commit_sha: sha,
  })
  return commitAnswer.parse(data)
}

const named = z.object({ sha: z.string() })
const commitAnswer = z.object({ message: z.string(), tree: named, parents: z.array(named) })

const comparison = z.object({ status: z.enum(['ahead', 'behind', 'identical', 'diverged']) })

/** Whether `commit` is an ancestor of `descendant`, by GitHub's compare API; `undefined` when it cannot tell. */
export const askAncestry = async (
  client: GitHubClient,
  {
    repository,
    commit,
    descendant,
  }: { readonly repository: RepositoryName; readonly commit: string; readonly descendant: string },
): Promise<boolean | undefined> => {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...repository,
      basehead: `${commit}...${descendant}`,
      per_page: 1,
    })
    const { status } = comparison.parse(data)
    return status === 'ahead' || status === 'identical'
  } catch (error) {
    if (failureOf(error) === undefined) throw error
    return undefined
  }
}

interface PushedCommits {
  readonly repository: RepositoryName
  /** The tip of the push. */
  readonly tip: string
  /** All commits of the push, oldest first, with or without the tip. */
  readonly shas: readonly string[]
  /** Branch that was pushed to. */
  readonly branch: string
}

// One call each: a merge of many commits is one pull request, found by its tip; the rest covers queues and batches.
const MAX_COMMITS_ASKED = 20

/**
 * Numbers of the pull requests that a push merged into its branch, ascending: by merge commit, squash, rebase or a
 * merge queue, several of them or none (a direct push). Asks about the newest 20 commits.
 */
export const fetchPullRequestsOfCommit = async (
  client: GitHubClient,
  { repository, tip, shas, branch }: PushedCommits,
): Promise<readonly number[]> => {
  const numbers = new Set<number>()
  const newestFirst = [...new Set([tip, ...shas.toReversed()])].slice(0, MAX_COMMITS_ASKED)
  for (const sha of newestFirst) {
    // Not by `merge_commit_sha` of the pull requests, which GitHub does not always fill.
    const answer = await client.request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {
      ...repository,
      commit_sha: sha,
      per_page: 100,
    })
    for (const pullRequest of pullRequests.parse(answer.data)) {
      if (pullRequest.merged_at !== null && pullRequest.base.ref === branch) numbers.add(pullRequest.number)
    }
  }
  return [...numbers].sort((one, other) => one - other)
}

const pullRequests = z.array(
  z.object({ number: z.int(), merged_at: z.string().nullable().default(null), base: z.object({ ref: z.string() }) }),
)
