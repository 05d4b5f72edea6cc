import { setTimeout } from 'node:timers/promises'
import { composeGroup } from '../../render/group/compose-group.ts'
import type { GroupSection } from '../../render/group/group-section.ts'
import { renderGroupSection } from '../../render/group/group-section.ts'
import { type CommentOptions, renderComment } from '../../render/render-comment.ts'
import type { Report } from '../../report/report.ts'
import type { GitHubClient } from '../api/client.ts'
import type { Skipped } from '../api/failure.ts'
import { runUrl } from '../event/event-decision.ts'
import { groupKey, type Job } from '../job/job.ts'
import { type CommentResult, type PullRequestComment, upsertComment } from './comment.ts'
import { joinGroup } from './group-comment.ts'
import { saltOf } from './read-promise.ts'

interface SharedComment {
  readonly github: GitHubClient
  readonly commentGroup: string
  readonly pullRequest: number
  /** Key of the section (`targetKey`). */
  readonly target: string
  /** Of the run that the section is of. */
  readonly runId: number
  /** As of `GroupComment`. */
  readonly sectionFor: (present: GroupSection | undefined) => GroupSection | undefined
}

/** Writes what a run has to sectionFor of its target into the comment of its group. */
export const shareComment = (
  { github, commentGroup, pullRequest, target, runId, sectionFor }: SharedComment,
  { runner, gate, host }: Job,
): Promise<CommentResult | Skipped> => {
  const key = groupKey(commentGroup)
  return joinGroup(github, {
    pullRequest,
    key,
    target,
    runId,
    sectionFor,
    compose: (sections) => (budget) =>
      composeGroup(sections, {
        key,
        budget,
        saltOf: (target) => saltOf(target, pullRequest),
        hide: gate.markdown,
        runUrl: (id, attempt) => runUrl(runner.serverUrl, runner.repository, id, attempt),
      }),
    pause: (ms) => pause(ms, host.signal),
    signal: host.signal,
  })
}

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

interface CommentTask extends Pick<PullRequestComment, 'pullRequest' | 'mode'> {
  readonly github: GitHubClient
  readonly options: Omit<CommentOptions, 'pullRequest' | 'budget'>
  readonly job: Job
}

/** Writes what a run has to sectionFor on a pull request: into a comment of its target's own, or into the one of its group. */
export const postComment = (
  report: Report,
  { github, pullRequest, mode, options, job }: CommentTask,
): Promise<CommentResult | Skipped> => {
  const { commentGroup } = job.settings
  const about = { ...options, pullRequest }
  if (commentGroup === undefined) {
    const render = (budget: number) => renderComment(report, { ...about, budget })
    return upsertComment(github, { pullRequest, render, mode })
  }
  const section = renderGroupSection(report, about)
  return shareComment(
    {
      ...{ github, commentGroup, pullRequest, target: options.marker.key, runId: options.marker.runId },
      sectionFor: (present) => (mode === 'create-or-update' || present !== undefined ? section : undefined),
    },
    job,
  )
}
