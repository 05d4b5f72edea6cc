import { renderGroupSection } from '../render/group/render-group-section.ts'
import { type CommentOptions, renderComment } from '../render/render-comment.ts'
import type { Report } from '../report/report.ts'
import type { Acting } from './acting.ts'
import type { GitHubClient } from './client.ts'
import { type CommentResult, type PullRequestComment, upsertComment } from './comment.ts'
import type { EventContext } from './event-decision.ts'
import type { Skipped } from './failure.ts'
import { shareComment } from './share-comment.ts'

interface Posting extends Pick<PullRequestComment, 'pullRequest' | 'mode'> {
  readonly github: GitHubClient
  readonly options: Omit<CommentOptions, 'pullRequest' | 'budget'>
  readonly context: EventContext
  readonly acting: Acting
}

/** Writes what a run has to say on a pull request: into a comment of its target's own, or into the one of its group. */
export const postComment = (
  report: Report,
  { github, pullRequest, mode, options, context, acting }: Posting,
): Promise<CommentResult | Skipped> => {
  const { commentGroup } = acting.settings
  const about = { ...options, pullRequest }
  if (commentGroup === undefined) {
    const render = (budget: number) => renderComment(report, { ...about, budget })
    return upsertComment(github, { repository: context.repository, pullRequest, render, mode })
  }
  const section = renderGroupSection(report, about)
  return shareComment(
    {
      ...{ github, commentGroup, pullRequest, runId: options.marker.runId },
      say: (present) => (mode === 'create-or-update' || present !== undefined ? section : undefined),
    },
    context,
    acting,
  )
}
