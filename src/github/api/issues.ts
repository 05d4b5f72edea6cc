import * as z from 'zod'
import { checked, numbered } from './answer.ts'
import type { GitHubClient } from './client.ts'

/** Author and text of a comment or an issue. `user` is `null` for a deleted account. */
const written = z.object({
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
})

const oneComment = written.extend({ id: z.int(), created_at: z.string() })

/** Options of one call: a signal that ends it early, and the maximum number of repeats. */
export interface CallOptions {
  readonly signal?: AbortSignal
  readonly retries?: number
}

export interface CommentList {
  readonly pullRequest: number
  /** Only comments changed at or after this time, ISO 8601. */
  readonly since: string | undefined
}

/** All comments of a pull request, by any author. */
export const listComments = async (client: GitHubClient, { pullRequest, since }: CommentList) => {
  const listed = await client.paginate(client.rest.issues.listComments, {
    ...client.repository,
    issue_number: pullRequest,
    per_page: 100,
    ...(since !== undefined && { since }),
  })
  return listed.map((entry) => checked(entry, oneComment))
}

interface CommentText {
  readonly body: string
  readonly request?: CallOptions
}

export const createComment = async (client: GitHubClient, pullRequest: number, text: CommentText) => {
  const call = { ...client.repository, issue_number: pullRequest, ...text }
  return checked((await client.rest.issues.createComment(call)).data, oneComment)
}

export const updateComment = async (client: GitHubClient, id: number, text: CommentText) => {
  const call = { ...client.repository, comment_id: id, ...text }
  return checked((await client.rest.issues.updateComment(call)).data, oneComment)
}

export const deleteComment = async (client: GitHubClient, id: number, request: CallOptions): Promise<void> => {
  await client.rest.issues.deleteComment({ ...client.repository, comment_id: id, request })
}

const oneIssue = written.extend(numbered.shape)

/** All issues with a label, open and closed; pull requests, which GitHub lists with them, are left out. */
export const listIssues = async (client: GitHubClient, label: string) => {
  const listed = await client.paginate(client.rest.issues.listForRepo, {
    ...client.repository,
    labels: label,
    state: 'all',
    per_page: 100,
  })
  return listed.map((entry) => checked(entry, oneIssue)).filter(({ pull_request }) => pull_request === undefined)
}

interface NewIssue {
  readonly title: string
  readonly body: string
  readonly labels: string[]
}

export const createIssue = async (client: GitHubClient, issue: NewIssue) =>
  checked((await client.rest.issues.create({ ...client.repository, ...issue })).data, numbered)

interface IssueChange {
  readonly state: 'open' | 'closed'
  readonly state_reason?: 'completed' | 'not_planned'
  readonly title?: string
  readonly body?: string
}

export const updateIssue = async (client: GitHubClient, number: number, change: IssueChange): Promise<void> => {
  await client.rest.issues.update({ ...client.repository, issue_number: number, ...change })
}

export const fetchIssue = async (client: GitHubClient, number: number) =>
  checked((await client.rest.issues.get({ ...client.repository, issue_number: number })).data, numbered)
