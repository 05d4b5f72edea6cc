import * as z from 'zod'
import { checked, named, numbered, unlessRefused } from './answer.ts'
import type { GitHubClient } from './client.ts'

/** Whether `commit` is an ancestor of `descendant`, by GitHub's compare API; `undefined` when it cannot tell. */
export const askAncestry = async (
  client: GitHubClient,
  commit: string,
  descendant: string,
): Promise<boolean | undefined> => {
  const compared = await compare(client, `${commit}...${descendant}`, { per_page: 1 })
  return compared && (compared.status === 'ahead' || compared.status === 'identical')
}

/** The commit that both come from; `undefined` when GitHub cannot tell. */
export const fetchMergeBase = async (
  client: GitHubClient,
  commit: string,
  other: string,
): Promise<string | undefined> =>
  (await compare(client, `${commit}...${other}`, { per_page: 1 }))?.merge_base_commit.sha

/**
 * The commits of a branch that came after `commit`, newest first: those that were put on it, not those that a merge brought along.
 * Of the newest 250 commits (docs/internals/facts/github.md, "Comparing commits"); `undefined` when GitHub does not know the range.
 */
export const fetchLandedCommits = async (
  client: GitHubClient,
  commit: string,
  descendant: string,
): Promise<{ readonly landed: readonly string[]; readonly all: ReadonlySet<string> } | undefined> => {
  const compared = await compare(client, `${commit}...${descendant}`, {})
  if (compared === undefined) return undefined
  const parents = new Map(compared.commits.map(({ sha, parents }) => [sha, parents[0]?.sha]))
  const landed: string[] = []
  for (let sha: string | undefined = descendant; sha !== undefined && parents.has(sha); sha = parents.get(sha))
    landed.push(sha)
  return { landed, all: new Set(parents.keys()) }
}

const compare = (client: GitHubClient, basehead: string, paging: { readonly per_page?: number }) =>
  unlessRefused(async () => {
    const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...client.repository, basehead, ...paging })
    return checked(data, comparison)
  })

const comparison = z.object({
  status: z.enum(['ahead', 'behind', 'identical', 'diverged']),
  merge_base_commit: named,
  commits: z.array(named.extend({ parents: z.array(named) })),
})

const pullRequests = z.array(numbered.extend({ merged_at: z.string().nullable(), base: z.object({ ref: z.string() }) }))

/** Numbers of the pull requests that brought a commit to a branch: by merge, squash, rebase or a merge queue. */
export const fetchPullRequestsOfCommit = async (
  client: GitHubClient,
  sha: string,
  branch: string,
): Promise<readonly number[]> => {
  // Not by `merge_commit_sha` of the pull requests, which GitHub does not always fill.
  const { data } = await client.rest.repos.listPullRequestsAssociatedWithCommit({
    ...client.repository,
    commit_sha: sha,
    per_page: 100,
  })
  return checked(data, pullRequests).flatMap(({ number, merged_at, base }) =>
    merged_at !== null && base.ref === branch ? [number] : [],
  )
}

const deployment = z.object({ id: z.int() })

/** Tells GitHub of a deployment of a commit; its id. */
export const createDeployment = async (client: GitHubClient, sha: string, environment: string): Promise<number> => {
  const { data } = await client.rest.repos.createDeployment({
    ...client.repository,
    ref: sha,
    environment,
    task: 'deploy',
    description: 'kestra-gitops',
    // Or GitHub would merge the default branch into it, or refuse while this very job is a pending check.
    auto_merge: false,
    required_contexts: [],
  })
  // GitHub may answer with a message instead, where it merged a branch: not without `auto_merge`.
  return deployment.parse(data).id
}

interface DeploymentStatus {
  readonly deployment_id: number
  readonly environment: string
  readonly state: 'in_progress' | 'success' | 'failure'
  /** One line; what is longer than GitHub's 140 characters is cut. */
  readonly description: string
  /** Of the workflow run, for the link "View logs". */
  readonly log_url: string
  /** Of the Kestra UI, for the link "View deployment". */
  readonly environment_url: string
}

const MAX_DESCRIPTION = 140

/** How a deployment stands. After a success GitHub marks the ones before it as inactive. */
export const createDeploymentStatus = async (client: GitHubClient, status: DeploymentStatus): Promise<void> => {
  const description = [...status.description].slice(0, MAX_DESCRIPTION).join('')
  await client.rest.repos.createDeploymentStatus({ ...client.repository, ...status, description, auto_inactive: true })
}
