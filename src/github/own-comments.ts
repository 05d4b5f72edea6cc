import * as z from 'zod'
import { type MarkerPayload, parseMarker } from '../render/marker.ts'
import type { GitHubClient, RepositoryName } from './client.ts'
import { isOwnAuthor } from './own-author.ts'

export interface OwnComment {
  readonly id: number
  readonly url: string
  readonly body: string
  readonly marker: MarkerPayload
  readonly createdAt: string
}

export interface CommentSearch {
  readonly repository: RepositoryName
  readonly pullRequest: number
  /** Fingerprint of target and roots, as in the marker. */
  readonly key: string
  /** Only comments written to at or after this time, ISO 8601. */
  readonly since?: string
}

/**
 * Our comments for one target on a pull request, oldest first. One is ours when the last line of it is a marker of the
 * same key *and* we wrote it: a marker alone can be copied by anyone who comments.
 */
export const findOwnComments = async (
  client: GitHubClient,
  { repository, pullRequest, key, since }: CommentSearch,
): Promise<readonly OwnComment[]> => {
  const listed = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...repository,
    issue_number: pullRequest,
    ...(since === undefined ? {} : { since }),
  })
  const own: OwnComment[] = []
  for (const entry of listed) {
    const comment = commentAnswer.parse(entry)
    const marker = parseMarker(comment.body)
    if (marker?.key !== key || !(await isOwnAuthor(client, comment.user))) continue
    own.push(toOwnComment(comment, marker))
  }
  return own.sort((one, other) => one.id - other.id)
}

/** What is read of GitHub's answer to a request for a comment. */
export const commentAnswer = z.object({
  id: z.int(),
  html_url: z.string(),
  created_at: z.string(),
  body: z.string().default(''),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
})

const toOwnComment = (comment: z.infer<typeof commentAnswer>, marker: MarkerPayload): OwnComment => ({
  id: comment.id,
  url: comment.html_url,
  body: comment.body,
  marker,
  createdAt: comment.created_at,
})
