import * as z from 'zod'
import { checked, named, numbered, unlessRefused } from './answer.ts'
import type { GitHubClient } from './client.ts'

/** True if `commit` is an ancestor of `descendant`, by GitHub's compare API; `undefined` if GitHub does not say. */
export const askAncestry = async (
  client: GitHubClient,
  commit: string,
  descendant: string,
): Promise<boolean | undefined> => {
  const compared = await compare(client, `${commit}...${descendant}`, { per_page: 1 })
  return compared && (compared.status === 'ahead' || compared.status === 'identical')
}

/** The merge base of two commits; `undefined` if GitHub does not say. */
export const fetchMergeBase = async (
  client: GitHubClient,
  commit: string,
  other: string,
): Promise<string | undefined> =>
  (await compare(client, `${commit}...${other}`, { per_page: 1 }))?.merge_base_commit.sha

/**
 * The commits of a branch after `commit`, at most the newest 250 (docs/internals/facts/github.md, "Comparing commits").
 * `landed` has the first-parent commits, newest first; `all` also has those that merges added. `undefined` if GitHub does not know the range.
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

/** Numbers of the pull requests that added a commit to a branch by merge, squash, rebase or a merge queue. */
export const fetchPullRequestsOfCommit = async (
  client: GitHubClient,
  sha: string,
  branch: string,
): Promise<readonly number[]> => {
  // GitHub does not always set `merge_commit_sha` of pull requests, so it is not used.
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

/** Creates a GitHub deployment of a commit, and returns its id. */
export const createDeployment = async (client: GitHubClient, sha: string, environment: string): Promise<number> => {
  const { data } = await client.rest.repos.createDeployment({
    ...client.repository,
    ref: sha,
    environment,
    task: 'deploy',
    description: 'kestra-gitops',
    // By default GitHub would merge the default branch into it, and refuse while this job is a pending check.
    auto_merge: false,
    required_contexts: [],
  })
  // GitHub answers with a message instead only after an automatic merge, which `auto_merge` disables.
  return deployment.parse(data).id
}

interface DeploymentStatus {
  readonly deployment_id: number
  readonly environment: string
  readonly state: 'in_progress' | 'success' | 'failure'
  /** One line; cut at GitHub's limit of 140 characters. */
  readonly description: string
  /** Address of the workflow run, for the link "View logs". */
  readonly log_url: string
  /** Address of the Kestra UI, for the link "View deployment". */
  readonly environment_url: string
}

const MAX_DESCRIPTION = 140

/** Sets the status of a deployment. After a success, GitHub marks earlier deployments as inactive. */
export const createDeploymentStatus = async (client: GitHubClient, status: DeploymentStatus): Promise<void> => {
  const description = [...status.description].slice(0, MAX_DESCRIPTION).join('')
  await client.rest.repos.createDeploymentStatus({ ...client.repository, ...status, description, auto_inactive: true })
}
