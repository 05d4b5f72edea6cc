import { setTimeout } from 'node:timers/promises'
import { composeGroup } from '../../render/group/compose-group.ts'
import { closedSection, type GroupSection, renderGroupSection } from '../../render/group/group-section.ts'
import { renderMarker } from '../../render/marker.ts'
import { type CommentOptions, renderComment } from '../../render/render-comment.ts'
import type { Report } from '../../report/report.ts'
import { shortHash } from '../../text/json.ts'
import { attempt, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { updateComment } from '../api/issues.ts'
import { runUrl } from '../event/event-decision.ts'
import { type Job, targetKey } from '../job/job.ts'
import { type CommentResult, type PullRequestComment, upsertComment } from './comment.ts'
import { type GroupComment, upsertSharedComment } from './group-comment.ts'
import { type CommentSearch, findOwnComments } from './own-comments.ts'
import { saltOf } from './read-approved-plan.ts'

interface SharedComment extends Pick<GroupComment, 'pullRequest' | 'target' | 'runId' | 'sectionFor'> {
  readonly github: GitHubClient
  readonly commentGroup: string
}

/** Writes the section of a target into the comment of its group. */
const shareComment = (
  { github, commentGroup, ...shared }: SharedComment,
  { runner, sanitizer, runtime }: Job,
): Promise<CommentResult | Skipped> => {
  const key = shortHash(['group', commentGroup])
  return upsertSharedComment(github, {
    ...shared,
    key,
    compose: (sections) => (budget) =>
      composeGroup(sections, {
        key,
        budget,
        saltOf: (target) => saltOf(target, shared.pullRequest),
        hide: sanitizer.markdown,
        runUrl: (id, attempt) => runUrl(runner.serverUrl, runner.repository, id, attempt),
      }),
    pause: (ms) => pause(ms, runtime.signal),
    signal: runtime.signal,
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

/** Writes a report as a comment: into the target's own comment, or into the comment of its group. */
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

interface ClosedPullRequest extends Omit<CommentSearch, 'since'> {
  readonly runId: number
  readonly runAttempt: number
}

const CLOSED = '**Closed without merging: nothing was deployed.** The last plan follows.'

/**
 * Adds a line to the top of the plan's comment: the pull request was closed without merging. Never creates a comment.
 * If the pull request is opened again, the next plan overwrites it.
 */
export const markClosed = (client: GitHubClient, closed: ClosedPullRequest): Promise<CommentResult | Skipped> =>
  attempt({
    loss: `The comment on pull request #${closed.pullRequest} was not marked as closed`,
    permission: 'pull-requests: write',
    work: async () => {
      const { pullRequest, key, runId, runAttempt } = closed
      const [comment] = await findOwnComments(client, { pullRequest, key, since: undefined })
      if (comment === undefined) return { kind: 'none' }
      if (comment.marker.stage !== 'planned') return { kind: 'unchanged', url: comment.html_url }
      const plan = comment.body.trimEnd().split('\n').slice(0, -1).join('\n')
      const marker = renderMarker({ ...comment.marker, stage: 'closed', runId, runAttempt })
      await updateComment(client, comment.id, { body: `${CLOSED}\n\n${plan}\n${marker}` })
      return { kind: 'updated', url: comment.html_url }
    },
  })

/** Handles the event that a pull request was closed without merging. */
export const publishClosed = async (pullRequest: number, job: Job): Promise<void> => {
  const { settings, core, github } = job
  const { comments, commentGroup } = settings
  if (github === undefined || !comments) return
  const { id: runId, attempt: runAttempt } = job.context.run
  const target = targetKey(settings)
  const sectionFor = (present: GroupSection | undefined) =>
    present?.stage === 'planned' ? closedSection(present, { runId, runAttempt }) : undefined
  const marked =
    commentGroup === undefined
      ? await markClosed(github, { pullRequest, key: target, runId, runAttempt })
      : await shareComment({ github, commentGroup, pullRequest, target, runId, sectionFor }, job)
  core.info(
    'sentence' in marked
      ? marked.sentence
      : `Pull request #${pullRequest} was closed without merging: nothing is deployed.`,
  )
}
