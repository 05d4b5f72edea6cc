import { type MarkerPayload, parseMarker } from '../../render/marker.ts'
import type { GitHubClient } from '../api/client.ts'
import { unlessRefused } from '../api/failure.ts'
import { type CallOptions, type CommentList, deleteComment, listComments, listIssues } from '../api/issues.ts'

/** A comment of ours, and what was read out of it. */
export interface OwnPost<T> {
  readonly id: number
  readonly url: string
  readonly body: string
  readonly marker: T
  readonly createdAt: string
}

export type OwnComment = OwnPost<MarkerPayload>

export interface CommentSearch extends CommentList {
  /** Fingerprint of target and roots, as in the marker. */
  readonly key: string
}

/** Our comments for one target on a pull request, oldest first. */
export const findOwnComments = (
  client: GitHubClient,
  { key, ...list }: CommentSearch,
): Promise<readonly OwnComment[]> =>
  listOwnComments(client, list, (body) => {
    const marker = parseMarker(body)
    return marker?.key === key ? marker : undefined
  })

/**
 * The comments of a pull request that `read` makes something of and that we wrote, oldest first: a marker alone can be copied
 * by anyone who comments.
 */
export const listOwnComments = async <T>(
  client: GitHubClient,
  list: CommentList,
  read: (body: string) => T | undefined,
): Promise<readonly OwnPost<T>[]> => {
  const own: OwnPost<T>[] = []
  for (const entry of await listComments(client, list)) {
    const { id, html_url: url, created_at: createdAt, body = '', user } = entry
    const marker = read(body)
    if (marker === undefined || !(await isOwnAuthor(client, user))) continue
    own.push({ id, url, body, marker, createdAt })
  }
  return own.sort((one, other) => one.id - other.id)
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

export interface OwnIssue {
  readonly number: number
  readonly url: string
  readonly isOpen: boolean
  readonly body: string
}

/** Our issues for one target (`key` as in the marker), open and closed, oldest first: by label, marker and author, as for comments. */
export const findOwnIssues = async (client: GitHubClient, label: string, key: string): Promise<readonly OwnIssue[]> => {
  const own: OwnIssue[] = []
  for (const { number, html_url: url, state, body, user } of await listIssues(client, label)) {
    const marker = parseMarker(body ?? '')
    if (marker?.key !== key || !(await isOwnAuthor(client, user))) continue
    own.push({ number, url, isOpen: state === 'open', body: body ?? '' })
  }
  return own.sort((one, other) => one.number - other.number)
}

/** Who wrote a comment or an issue, as REST tells it; `null` for a deleted account. */
type Author = { readonly login: string; readonly type: string } | null

const ACTIONS_BOT = 'github-actions[bot]'

/**
 * True when the token that is used now, or `GITHUB_TOKEN`, wrote it. Only a workflow of this repository can write as
 * `github-actions[bot]`; for every other author the token's own login is asked for.
 */
const isOwnAuthor = async (client: GitHubClient, author: Author): Promise<boolean> => {
  if (author === null) return false
  if (author.login === ACTIONS_BOT && author.type === 'Bot') return true
  if (author.type !== 'User' && author.type !== 'Bot') return false
  const viewer = await client.viewerLogin(author.type)
  return viewer !== undefined && withoutBot(viewer) === withoutBot(author.login)
}

// REST writes `app[bot]`, GraphQL `app`.
const withoutBot = (login: string): string => login.replace(/\[bot\]$/, '')
