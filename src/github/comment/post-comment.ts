import { renderGroupSection } from '../../render/group/render-group-section.ts'
import { type CommentOptions, renderComment } from '../../render/render-comment.ts'
import type { Report } from '../../report/report.ts'
import type { GitHubClient } from '../api/client.ts'
import type { Skipped } from '../api/failure.ts'
import type { EventContext } from '../event/event-decision.ts'
import type { Job } from '../job/job.ts'
import { type CommentResult, type PullRequestComment, upsertComment } from './comment.ts'
import { shareComment } from './share-comment.ts'

interface CommentTask extends Pick<PullRequestComment, 'pullRequest' | 'mode'> {
  readonly github: GitHubClient
  readonly options: Omit<CommentOptions, 'pullRequest' | 'budget'>
  readonly context: EventContext
  readonly job: Job
}

/** Writes what a run has to say on a pull request: into a comment of its target's own, or into the one of its group. */
export const postComment = (
  report: Report,
  { github, pullRequest, mode, options, context, job }: CommentTask,
): Promise<CommentResult | Skipped> => {
  const { commentGroup } = job.settings
  const about = { ...options, pullRequest }
  if (commentGroup === undefined) {
    const render = (budget: number) => renderComment(report, { ...about, budget })
    return upsertComment(github, { repository: context.repository, pullRequest, render, mode })
  }
  const section = renderGroupSection(report, about)
  return shareComment(
    {
      ...{ github, commentGroup, pullRequest, target: options.marker.key, runId: options.marker.runId },
      say: (present) => (mode === 'create-or-update' || present !== undefined ? section : undefined),
    },
    context,
    job,
  )
}
