import { EVENT_TIME, eventOf, NO_COMMIT, type RepositoryOptions, type WorkflowEvent, worldOf } from './event.ts'
import { type IssueWithPull, renderPullRequestInList } from './objects/pull-request.ts'
import { renderUser } from './objects/user.ts'

export interface PullRequestEventOptions extends RepositoryOptions {
  readonly action?: 'opened' | 'synchronize' | 'reopened' | 'closed' | 'edited' | 'labeled'
  readonly number?: number
  readonly head?: string
  readonly headSha: string
  readonly base?: string
  /** The payload's `base.sha`: may be older than what was merged onto. */
  readonly baseSha: string
  /** The commit of `refs/pull/N/merge`; after a merge, what the base branch got. */
  readonly mergeSha: string
  /** `owner/name` of the fork that holds the head. */
  readonly fork?: string
  /** With `closed`: merged rather than turned down. */
  readonly isMerged?: boolean
  readonly isDraft?: boolean
  readonly title?: string
  /** With `synchronize`: the head before the push. */
  readonly before?: string
}

/** `pull_request`: runs on the merge commit, but on the base branch once merged. */
export function pullRequestEvent(options: PullRequestEventOptions): WorkflowEvent {
  const { action = 'opened', number = 1, head = 'feature', base = 'main', isMerged = false } = options
  const ref = isMerged ? `refs/heads/${base}` : `refs/pull/${number}/merge`
  const payload = {
    action,
    number,
    pull_request: pullRequestPayload(options),
    ...(action === 'synchronize' && { before: options.before ?? NO_COMMIT, after: options.headSha }),
  }
  return { ...eventOf('pull_request', options, payload), ref, sha: options.mergeSha, headRef: head, baseRef: base }
}

/** `pull_request_target`: the same payload, but always the default branch's own commit and ref. */
export function pullRequestTargetEvent(
  options: PullRequestEventOptions & { readonly defaultSha: string },
): WorkflowEvent {
  const event = pullRequestEvent(options)
  return { ...event, name: 'pull_request_target', ref: 'refs/heads/main', sha: options.defaultSha }
}

function pullRequestPayload(options: PullRequestEventOptions) {
  const { number = 1, head = 'feature', base = 'main', action, isMerged = false, actor = 'octocat' } = options
  const world = worldOf(options)
  const closedAt = action === 'closed' ? EVENT_TIME : null
  const issue: IssueWithPull = {
    number,
    title: options.title ?? `Change ${head}`,
    body: null,
    state: action === 'closed' ? 'closed' : 'open',
    stateReason: null,
    labels: [],
    isLocked: false,
    author: { login: actor, isApp: false },
    createdAt: EVENT_TIME,
    updatedAt: EVENT_TIME,
    closedAt,
    pullRequest: {
      headRef: head,
      headRepository: options.fork ?? `${world.owner}/${world.name}`,
      headSha: options.headSha,
      baseRef: base,
      baseSha: options.baseSha,
      isDraft: options.isDraft ?? false,
      mergedAt: isMerged ? closedAt : null,
      mergeCommitSha: options.mergeSha,
      landed: [],
    },
  }
  const counts = { comments: 0, review_comments: 0, commits: 1, additions: 1, deletions: 1, changed_files: 1 }
  return {
    ...renderPullRequestInList(world, issue),
    ...counts,
    // When a pull request is opened GitHub has not computed these two yet.
    merge_commit_sha: action === undefined || action === 'opened' ? null : options.mergeSha,
    mergeable: null,
    mergeable_state: 'unknown',
    merged: isMerged,
    maintainer_can_modify: false,
    merged_by: isMerged ? renderUser({ login: actor, isApp: false }) : null,
  }
}
