import type { GroupSection } from '../../render/group/group-section.ts'
import { closedSection } from '../../render/group/group-section.ts'
import { renderMarker } from '../../render/marker.ts'
import type { GitHubClient } from '../api/client.ts'
import { attempt, type Skipped } from '../api/failure.ts'
import { updateComment } from '../api/issues.ts'
import type { CommentResult } from '../comment/comment.ts'
import { type CommentSearch, findOwnComments } from '../comment/own-posts.ts'
import { shareComment } from '../comment/post-comment.ts'
import { type Job, targetKey } from '../job/job.ts'

export interface ClosedPullRequest extends Omit<CommentSearch, 'since'> {
  readonly runId: number
  readonly runAttempt: number
}

export type MarkedComment = { readonly kind: 'updated' | 'unchanged'; readonly url: string } | { readonly kind: 'none' }

const CLOSED = '**Closed without merging: nothing was deployed.** What follows is the last plan.'

/**
 * Says on top of the plan's comment that the pull request was closed unmerged. Never creates a comment. When the pull
 * request is opened again, the next plan writes over it.
 */
export const markClosed = (client: GitHubClient, closed: ClosedPullRequest): Promise<MarkedComment | Skipped> =>
  attempt({
    loss: `The comment on pull request #${closed.pullRequest} was not marked as closed`,
    permission: 'pull-requests: write',
    work: async () => {
      const { pullRequest, key, runId, runAttempt } = closed
      const [comment] = await findOwnComments(client, { pullRequest, key, since: undefined })
      if (comment === undefined) return { kind: 'none' }
      if (comment.marker.stage !== 'planned') return { kind: 'unchanged', url: comment.url }
      const plan = comment.body.trimEnd().split('\n').slice(0, -1).join('\n')
      const marker = renderMarker({ ...comment.marker, stage: 'closed', runId, runAttempt })
      await updateComment(client, comment.id, { body: `${CLOSED}\n\n${plan}\n${marker}` })
      return { kind: 'updated', url: comment.url }
    },
  })

/** On the event that a pull request was closed without merging. */
export const publishClosed = async (pullRequest: number, job: Job): Promise<void> => {
  const { settings, core, github } = job
  if (github === undefined || !settings.comments) return
  const marked = await markTarget(github, pullRequest, job)
  core.info(
    'sentence' in marked
      ? marked.sentence
      : `Pull request #${pullRequest} was closed without merging: nothing is deployed.`,
  )
}

const markTarget = (
  github: GitHubClient,
  pullRequest: number,
  job: Job,
): Promise<MarkedComment | CommentResult | Skipped> => {
  const { settings } = job
  const { run } = job.context
  const { commentGroup } = settings
  const version = { runId: run.id, runAttempt: run.attempt }
  if (commentGroup === undefined) return markClosed(github, { pullRequest, key: targetKey(settings), ...version })
  const sectionFor = (present: GroupSection | undefined) =>
    present?.stage === 'planned' ? closedSection(present, version) : undefined
  return shareComment(
    { github, commentGroup, pullRequest, target: targetKey(settings), runId: run.id, sectionFor },
    job,
  )
}
