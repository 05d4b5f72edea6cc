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
  /** `update-only`: the report is not worth a new comment, but an existing comment must be correct. */
  readonly mode: 'create-or-update' | 'update-only'
}

export type CommentResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** A newer run wrote the comment, or it holds the receipt of the deploy. */
  | { readonly kind: 'stale'; readonly url: string; readonly sentence: string }
  | { readonly kind: 'none' }

// Comments of concurrent runs are at most this much older than the created one.
const RACE_MS = 10 * 60_000

/**
 * Writes the one comment of a target on a pull request. It finds the comment by marker and author; the oldest wins.
 * An older run never overwrites a newer one, and equal content is not written. Never throws for answers of GitHub (`attempt`).
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

/** Creates a comment, and lists the comments again: if two runs create at once, both keep the same oldest comment. */
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
  if (hasSameState(oldest, marker) && hasSameContent(oldest.body, body))
    return { kind: 'unchanged', url: oldest.html_url }
  await sendFitting(options.render, (body) => updateComment(client, oldest.id, { body }))
  return { kind: 'updated', url: oldest.html_url }
}

/** True if stage and approved plan are equal. The hidden line may differ even if the text is equal. */
const hasSameState = ({ marker: written }: OwnComment, marker: MarkerPayload): boolean =>
  written.stage === marker.stage && written.approvedPlan?.digests === marker.approvedPlan?.digests

type PostedComment = Pick<OwnComment, 'id' | 'html_url' | 'created_at'>

/** Creates a comment. After a 5xx answer it looks for the comment before it sends it again: GitHub may have written it. */
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

/** The version of a comment, or of a section of one. It decides which of two runs wins. */
type CommentVersion = Pick<MarkerPayload, 'runId' | 'runAttempt' | 'stage'>

/**
 * True if a `written` comment stays: it is the receipt for the plan of this run, or a newer run wrote it.
 * Anyone who edits a comment can forge a marker, so both are checked with GitHub. Otherwise, a forged comment would never be updated.
 */
export const supersedes = async (
  client: GitHubClient,
  pullRequest: number,
  { written, marker }: { readonly written: CommentVersion; readonly marker: CommentVersion },
): Promise<boolean> => {
  if (isReceiptOfPlan(written, marker) && (await isMerged(client, pullRequest))) return true
  return isNewer(written, marker) && (await isPlausibleRun(client, written.runId, marker.runId))
}

/** True if a late plan, e.g. of a repeated run, would replace the receipt of the deploy. */
const isReceiptOfPlan = (written: CommentVersion, marker: CommentVersion): boolean =>
  written.stage === 'deployed' && marker.stage === 'planned'

const isNewer = (written: CommentVersion, marker: CommentVersion): boolean =>
  written.runId === marker.runId ? written.runAttempt > marker.runAttempt : written.runId > marker.runId

/** The log line of a run that did not write. */
export const staleSentence = (pullRequest: number, { runId, stage }: CommentVersion): string =>
  `The comment on pull request #${pullRequest} was not changed: run ${runId}, which wrote it (${stage}), is newer than this run.`
