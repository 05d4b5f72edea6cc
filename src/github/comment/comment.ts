import type { MarkerPayload } from '../../render/marker.ts'
import { attempt, failureOf, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { createComment, updateComment } from '../api/issues.ts'
import { isMerged } from '../api/pull-requests.ts'
import { isPlausibleRun } from '../api/workflow-runs.ts'
import {
  findOwnComments,
  hasSameContent,
  markerOf,
  type OwnComment,
  type RenderBody,
  removeComments,
  renderFull,
  sendFitting,
} from './own-comments.ts'

export interface PullRequestComment {
  readonly pullRequest: number
  /** The body, with a marker as its last line. */
  readonly render: RenderBody
  /** `update-only`: nothing to say that is worth a first comment, but a comment that is there must not lie. */
  readonly mode: 'create-or-update' | 'update-only'
}

export type CommentResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** Another run, newer than this one, has written the comment, or it holds the receipt of the deploy. */
  | { readonly kind: 'stale'; readonly url: string; readonly sentence: string }
  | { readonly kind: 'none' }

// Comments of runs that raced with this one are younger than its first look.
const RACE_MS = 10 * 60_000

/**
 * Writes the one comment of a target on a pull request: found by marker and author, the oldest wins, an older run never
 * overwrites a newer one, equal content is not written. Never throws for what GitHub answers: see `attempt`.
 */
export const upsertComment = (client: GitHubClient, options: PullRequestComment): Promise<CommentResult | Skipped> =>
  attempt({
    loss: `The comment on pull request #${options.pullRequest} was not written`,
    permission: 'pull-requests: write',
    work: async () => {
      const marker = markerOf(renderFull(options.render))
      const own = await findOwnComments(client, { ...options, key: marker.key, since: undefined })
      if (own.length > 0) return update(client, options, own)
      return options.mode === 'update-only' ? { kind: 'none' } : create(client, options, marker.key)
    },
  })

/** After creating, looks again: of two runs that created at once both find the same oldest comment and keep that. */
const create = async (client: GitHubClient, options: PullRequestComment, key: string): Promise<CommentResult> => {
  const created = await post(client, options, key)
  const since = new Date(Date.parse(created.created_at) - RACE_MS).toISOString()
  const own = await findOwnComments(client, { ...options, key, since })
  const [oldest, ...later] = own
  if (oldest !== undefined && oldest.id !== created.id) return update(client, options, own)
  await removeComments(client, later)
  return { kind: 'created', url: created.html_url }
}

const update = async (
  client: GitHubClient,
  options: PullRequestComment,
  own: readonly OwnComment[],
): Promise<CommentResult> => {
  const [oldest, ...duplicates] = own
  if (oldest === undefined) return { kind: 'none' }
  const body = renderFull(options.render)
  const marker = markerOf(body)
  for (const { html_url: url, marker: written } of own)
    if (await supersedes(client, options.pullRequest, { written, marker }))
      return { kind: 'stale', url, sentence: staleSentence(options.pullRequest, written) }
  await removeComments(client, duplicates)
  if (containsSecret(oldest, marker) && hasSameContent(oldest.body, body))
    return { kind: 'unchanged', url: oldest.html_url }
  await sendFitting(options.render, (body) => updateComment(client, oldest.id, { body }))
  return { kind: 'updated', url: oldest.html_url }
}

/** The same stage, and the same promise: hidden lines may differ where the words do not. */
const containsSecret = ({ marker: written }: OwnComment, marker: MarkerPayload): boolean =>
  written.stage === marker.stage && written.approvedPlan?.digests === marker.approvedPlan?.digests

type PostedComment = Pick<OwnComment, 'id' | 'html_url' | 'created_at'>

/** Looks before it posts again: an answer of 5xx does not say that the comment was not written. */
const post = async (client: GitHubClient, options: PullRequestComment, key: string): Promise<PostedComment> => {
  const { pullRequest } = options
  const send = () => sendFitting(options.render, (body) => createComment(client, pullRequest, { body }))
  try {
    return await send()
  } catch (error) {
    if (failureOf(error)?.kind !== 'unavailable') throw error
    const [written] = await findOwnComments(client, { pullRequest, key, since: undefined })
    return written ?? send()
  }
}

/** Of a comment, or of a part of one, what tells which of two runs has the last word. */
type CommentVersion = Pick<MarkerPayload, 'runId' | 'runAttempt' | 'stage'>

/**
 * Whether what was `written` stays although a run wants to write: it is the receipt of a plan, or of a newer run. Who edits a
 * comment may claim anything: what would keep it as it is for ever must be true.
 */
export const supersedes = async (
  client: GitHubClient,
  pullRequest: number,
  { written, marker }: { readonly written: CommentVersion; readonly marker: CommentVersion },
): Promise<boolean> => {
  if (isReceiptOfPlan(written, marker) && (await isMerged(client, pullRequest))) return true
  return isNewer(written, marker) && (await isPlausibleRun(client, written.runId, marker.runId))
}

/** A plan that comes late, e.g. of a run that was started again, never hides the receipt of the deploy. */
const isReceiptOfPlan = (written: CommentVersion, marker: CommentVersion): boolean =>
  written.stage === 'deployed' && marker.stage === 'planned'

const isNewer = (written: CommentVersion, marker: CommentVersion): boolean =>
  written.runId === marker.runId ? written.runAttempt > marker.runAttempt : written.runId > marker.runId

/** For the log of the run that did not write. */
export const staleSentence = (pullRequest: number, { runId, stage }: CommentVersion): string =>
  `The comment on pull request #${pullRequest} was left as run ${runId} wrote it (${stage}): this run is older.`
