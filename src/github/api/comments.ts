import * as z from 'zod'
import type { RepositoryName } from '../event/event-decision.ts'
import { checked } from './answer.ts'
import type { GitHubClient } from './client.ts'

/** Who wrote a comment or an issue, and what it says. `user` is `null` for a deleted account. */
export const written = z.object({
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
})

const oneComment = written.extend({ id: z.int(), created_at: z.string() })

/** Of one call: what ends it early, and how often it may be repeated. */
export interface CallOptions {
  readonly signal?: AbortSignal
  readonly retries?: number
}

export interface CommentList {
  readonly repository: RepositoryName
  readonly pullRequest: number
  /** Only comments written to at or after this time, ISO 8601. */
  readonly since: string | undefined
}

/** All comments of a pull request, whoever wrote them. */
export const listComments = async (client: GitHubClient, { repository, pullRequest, since }: CommentList) => {
  const listed = await client.paginate(client.rest.issues.listComments, {
    ...repository,
    issue_number: pullRequest,
    per_page: 100,
    ...(since !== undefined && { since }),
  })
  return listed.map((entry) => checked(entry, oneComment))
}

export interface NewComment extends Pick<CommentList, 'repository' | 'pullRequest'> {
  readonly body: string
  readonly request?: CallOptions
}

export const createComment = async (
  client: GitHubClient,
  { repository, pullRequest, body, request = {} }: NewComment,
) => {
  const call = { ...repository, issue_number: pullRequest, body, request }
  return checked((await client.rest.issues.createComment(call)).data, oneComment)
}

export interface ChangedComment extends Pick<NewComment, 'repository' | 'body' | 'request'> {
  readonly id: number
}

export const updateComment = async (client: GitHubClient, { repository, id, body, request = {} }: ChangedComment) => {
  const call = { ...repository, comment_id: id, body, request }
  return checked((await client.rest.issues.updateComment(call)).data, oneComment)
}

export const deleteComment = async (
  client: GitHubClient,
  { repository, id, request = {} }: Omit<ChangedComment, 'body'>,
): Promise<void> => {
  await client.rest.issues.deleteComment({ ...repository, comment_id: id, request })
}
