import { MAX_COMMENT_BYTES } from '../../render/fit-sections.ts'
import { type MarkerPayload, parseMarker } from '../../render/marker.ts'
import { failureOf, unlessRefused } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { type CallOptions, type CommentList, deleteComment, listComments, listIssues } from '../api/issues.ts'

/** A comment or an issue of ours, with its parsed marker. */
type Own<P, T = MarkerPayload> = P & { readonly body: string; readonly marker: T }

type IssueComment = Awaited<ReturnType<typeof listComments>>[number]
export type OwnComment = Own<IssueComment>
export type OwnIssue = Own<Awaited<ReturnType<typeof listIssues>>[number]>

export interface CommentSearch extends CommentList {
  /** The key of the target, as in the marker (`targetKey`). */
  readonly key: string
}

/** Our comments for one target on a pull request, oldest first. */
export const findOwnComments = (
  client: GitHubClient,
  { key, ...list }: CommentSearch,
): Promise<readonly OwnComment[]> => listOwnComments(client, list, withKey(key))

const withKey = (key: string) => (body: string) => {
  const marker = parseMarker(body)
  return marker?.key === key ? marker : undefined
}

/** Our comments on a pull request for which `read` returns a value, oldest first. */
export const listOwnComments = async <T>(
  client: GitHubClient,
  list: CommentList,
  read: (body: string) => T | undefined,
): Promise<readonly Own<IssueComment, T>[]> => {
  const own = await ownAmong(client, await listComments(client, list), read)
  return own.sort((one, other) => one.id - other.id)
}

/** The posts that we wrote and that `read` understands. A marker alone is not enough, because anyone can copy it. */
const ownAmong = async <P extends Post, T>(
  client: GitHubClient,
  posts: readonly P[],
  read: (body: string) => T | undefined,
): Promise<Own<P, T>[]> => {
  const own: Own<P, T>[] = []
  for (const post of posts) {
    const body = post.body ?? ''
    const marker = read(body)
    if (marker !== undefined && (await isOwnAuthor(client, post.user))) own.push({ ...post, body, marker })
  }
  return own
}

/** Deletes comments that another one replaces. `request` applies to each call. Ignores refusals of GitHub. */
export const removeComments = async (
  client: GitHubClient,
  comments: readonly { readonly id: number }[],
  request: CallOptions = {},
): Promise<void> => {
  for (const { id } of comments) {
    // The run that wrote it also removes it, and the next run removes what remains.
    await unlessRefused(() => deleteComment(client, id, request))
  }
}

/** Our issues for one target (`key` as in the marker), open and closed, oldest first. Found by label, marker and author. */
export const findOwnIssues = async (client: GitHubClient, label: string, key: string): Promise<readonly OwnIssue[]> => {
  const own = await ownAmong(client, await listIssues(client, label), withKey(key))
  return own.sort((one, other) => one.number - other.number)
}

/** The common fields of comments and issues in REST. `user` is `null` if the account was deleted. */
interface Post {
  readonly body?: string | null | undefined
  readonly user: { readonly login: string; readonly type: string } | null
}

const ACTIONS_BOT = 'github-actions[bot]'

/**
 * True if the author is the current token or `GITHUB_TOKEN`. Only a workflow of this repository can write as `github-actions[bot]`.
 * Other authors are compared with the login of the token.
 */
const isOwnAuthor = async (client: GitHubClient, author: Post['user']): Promise<boolean> => {
  if (author === null) return false
  if (author.login === ACTIONS_BOT && author.type === 'Bot') return true
  if (author.type !== 'User' && author.type !== 'Bot') return false
  const viewer = await client.viewerLogin(author.type)
  return viewer !== undefined && withoutBot(viewer) === withoutBot(author.login)
}

// REST writes `app[bot]`, GraphQL `app`.
const withoutBot = (login: string): string => login.replace(/\[bot\]$/, '')

/** The marker of a body that this run rendered. Throws if there is none, because the comment could never be found again. */
export const markerOf = (body: string): MarkerPayload => {
  const marker = parseMarker(body)
  if (marker === undefined) throw new Error('A comment or issue was rendered without its marker.')
  return marker
}

// The footer and the marker, each after a blank line (`markedBody` of render/render-comment.ts).
const ENDING_BLOCKS = 2

/**
 * True if two bodies of comments or issues are equal, except for footer, marker and the commit of permalinks, which differ per run.
 * It compares the text, not the digests in the markers, because someone may have edited the text.
 */
export const hasSameContent = (one: string, other: string): boolean => comparable(one) === comparable(other)

/** The text to compare. It omits only the commit of the marker, so links to other commits in a diff still count. */
const comparable = (body: string): string => {
  const commit = parseMarker(body)?.commit
  const text = body.replaceAll('\r\n', '\n').trimEnd().split('\n\n').slice(0, -ENDING_BLOCKS).join('\n\n')
  return commit === undefined ? text : text.replaceAll(`/blob/${commit}/`, '/blob/')
}

/** Renders a body of at most `maxBytes` UTF-8 bytes. */
export type RenderBody = (maxBytes: number) => string

/** The body at full size, which is sent first. */
export const renderFull = (render: RenderBody): string => render(MAX_COMMENT_BYTES)

/**
 * Sends a body, and sends it again at half the size if it was too long: GitHub's measured limit differs from the documented one, and
 * servers differ. `send` resolves to `undefined` if GitHub silently dropped the body.
 */
export const sendFitting = async <T>(render: RenderBody, send: (body: string) => Promise<T>): Promise<T> => {
  try {
    const sent = await send(renderFull(render))
    if (sent !== undefined) return sent
  } catch (error) {
    if (failureOf(error)?.kind !== 'too-long') throw error
  }
  return send(render(MAX_COMMENT_BYTES / 2))
}
