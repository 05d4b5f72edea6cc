import * as z from 'zod'
import { checked, named, numbered, unlessRefused } from './answer.ts'
import type { GitHubClient } from './client.ts'

const stated = z.object({ number: z.int(), state: z.enum(['open', 'closed']), merged: z.boolean() })

/** The state of a pull request, and whether it was merged. */
export const fetchPullRequest = async (client: GitHubClient, pullRequest: number) =>
  checked((await client.rest.pulls.get({ ...client.repository, pull_number: pullRequest })).data, stated)

/** True if a pull request was merged, or if GitHub does not say. */
export const isMerged = async (client: GitHubClient, pullRequest: number): Promise<boolean> =>
  (await unlessRefused(() => fetchPullRequest(client, pullRequest)))?.merged ?? true

/** Numbers of the 100 most recently updated closed pull requests. */
export const fetchClosedLast = async (client: GitHubClient): Promise<readonly number[]> => {
  const search = { state: 'closed', sort: 'updated', direction: 'desc', per_page: 100 } as const
  const { data } = await client.rest.pulls.list({ ...client.repository, ...search })
  return checked(data, z.array(numbered)).map(({ number }) => number)
}

const withHead = numbered.extend({ head: named.extend({ repo: z.object({ full_name: z.string() }).nullable() }) })

interface HeadBranch {
  /** `owner:branch`. */
  readonly head: string
  /** The target branch; any if absent. */
  readonly base?: string
}

/** The open pull requests of a branch, with the commit and the repository of their heads. */
export const listOpenPullRequests = async (client: GitHubClient, branches: HeadBranch) => {
  const listed = await client.paginate(client.rest.pulls.list, {
    ...client.repository,
    ...branches,
    state: 'open',
    per_page: 100,
  })
  return listed.map((entry) => checked(entry, withHead))
}

const changedFiles = z.array(z.object({ filename: z.string() }))

/** Every path that a pull request touches, the old ones of renamed files included. */
export const fetchChangedPaths = async (client: GitHubClient, pullRequest: number): Promise<ReadonlySet<string>> => {
  const listed = await client.paginate(client.rest.pulls.listFiles, {
    ...client.repository,
    pull_number: pullRequest,
    per_page: 100,
  })
  const paths = checked(listed, changedFiles).flatMap(({ filename, previous_filename: old }) =>
    old === undefined ? [filename] : [filename, old],
  )
  return new Set(paths)
}

interface PullRequestText {
  readonly title: string
  readonly body: string
}

export const createPullRequest = async (
  client: GitHubClient,
  request: PullRequestText & { readonly head: string; readonly base: string },
) => checked((await client.rest.pulls.create({ ...client.repository, ...request })).data, numbered)

export const updatePullRequest = async (
  client: GitHubClient,
  { number, ...text }: PullRequestText & { readonly number: number },
): Promise<void> => {
  await client.rest.pulls.update({ ...client.repository, pull_number: number, ...text })
}
