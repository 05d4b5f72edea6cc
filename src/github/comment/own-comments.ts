import { MAX_COMMENT_BYTES } from '../../render/fit-sections.ts'
import { type MarkerPayload, parseMarker } from '../../render/marker.ts'
import { failureOf, unlessRefused } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { type CallOptions, type CommentList, deleteComment, listComments, listIssues } from '../api/issues.ts'

/** A comment or an issue of ours, and what was read out of it. */
type Own<P, T = MarkerPayload> = P & { readonly body: string; readonly marker: T }

type IssueComment = Awaited<ReturnType<typeof listComments>>[number]
export type OwnComment = Own<IssueComment>
export type OwnIssue = Own<Awaited<ReturnType<typeof listIssues>>[number]>

export interface CommentSearch extends CommentList {
  /** Fingerprint of target and roots, as in the marker. */
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

/** The comments of a pull request that `read` makes something of and that we wrote, oldest first. */
export const listOwnComments = async <T>(
  client: GitHubClient,
  list: CommentList,
  read: (body: string) => T | undefined,
): Promise<readonly Own<IssueComment, T>[]> => {
  const own = await ownAmong(client, await listComments(client, list), read)
  return own.sort((one, other) => one.id - other.id)
}

/** A marker alone can be copied by anyone who writes. */
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

/** Takes comments away that another one replaces. `request` goes to each call. */
export const removeComments = async (
  client: GitHubClient,
  comments: readonly { readonly id: number }[],
  request: CallOptions = {},
): Promise<void> => {
  for (const { id } of comments) {
    // The run that wrote it removes it as well, and what stays the next run removes.
    await unlessRefused(() => deleteComment(client, id, request))
  }
}

/** Our issues for one target (`key` as in the marker), open and closed, oldest first: by label, marker and author, as for comments. */
export const findOwnIssues = async (client: GitHubClient, label: string, key: string): Promise<readonly OwnIssue[]> => {
  const own = await ownAmong(client, await listIssues(client, label), withKey(key))
  return own.sort((one, other) => one.number - other.number)
}

/** What every comment and issue has, as REST tells it; no `user` when the account was deleted. */
interface Post {
  readonly body?: string | null | undefined
  readonly user: { readonly login: string; readonly type: string } | null
}

const ACTIONS_BOT = 'github-actions[bot]'

/**
 * True when the token that is used now, or `GITHUB_TOKEN`, wrote it. Only a workflow of this repository can write as
 * `github-actions[bot]`; for every other author the token's own login is asked for.
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

/** The marker of a body that this run rendered. Throws when there is none: it could never be found again. */
export const markerOf = (body: string): MarkerPayload => {
  const marker = parseMarker(body)
  if (marker === undefined) throw new Error('A comment or issue was rendered without its marker.')
  return marker
}

// The footer and the marker, each after a blank line (`markedBody` of render/render-comment.ts).
const ENDING_BLOCKS = 2

/**
 * Compares two bodies of comments or issues but for footer, marker and the commit of their permalinks, which differ from
 * run to run. Not by the digests in the markers: someone may have edited the text, and what it says now is what readers
 * believe.
 */
export const hasSameContent = (one: string, other: string): boolean => comparable(one) === comparable(other)

/** Only the marker's own commit is left out, which no file of that commit can hold: a link in a diff still counts. */
const comparable = (body: string): string => {
  const commit = parseMarker(body)?.commit
  const text = body.replaceAll('\r\n', '\n').trimEnd().split('\n\n').slice(0, -ENDING_BLOCKS).join('\n\n')
  return commit === undefined ? text : text.replaceAll(`/blob/${commit}/`, '/blob/')
}

/** A body in at most so many UTF-8 bytes. */
export type RenderBody = (maxBytes: number) => string

/** The body as it is sent first. */
export const renderFull = (render: RenderBody): string => render(MAX_COMMENT_BYTES)

/**
 * Sends a body, and once more at half the size when it was too long: GitHub's limit is documented otherwise than
 * measured, and servers differ. `send` resolves to `undefined` when GitHub dropped the body without saying so.
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
