import {
  EVENT_TIME,
  eventOf,
  NO_COMMIT,
  type RefEventOptions,
  type RepositoryOptions,
  type WorkflowEvent,
} from './event.ts'

export { NO_COMMIT, type WorkflowEvent } from './event.ts'
export { type PullRequestEventOptions, pullRequestEvent, pullRequestTargetEvent } from './pull-request-events.ts'
export { workflowRunEvent } from './workflow-run-event.ts'

export interface PushEventOptions extends RepositoryOptions {
  /** Default `refs/heads/main`; a tag is `refs/tags/v1`. */
  readonly ref?: string
  /** Absent: the ref was created. */
  readonly before?: string
  /** Absent: the ref was deleted. */
  readonly after?: string
  readonly isForced?: boolean
  /** Commits of the push before `after`, oldest first. */
  readonly pushed?: readonly string[]
  /** With a deleted ref: the tip of the default branch, which the job gets as its SHA. */
  readonly defaultSha?: string
}

export interface MergeGroupEventOptions extends RepositoryOptions {
  readonly number: number
  readonly base?: string
  /** The group's own commit. */
  readonly headSha: string
  /** The queue item before this one. */
  readonly baseSha: string
}

/** `push` to a branch or tag; created, deleted and forced as the options say. */
export function pushEvent(options: PushEventOptions): WorkflowEvent {
  const { ref = 'refs/heads/main', before = NO_COMMIT, after = NO_COMMIT, actor = 'octocat' } = options
  const isDeleted = after === NO_COMMIT
  const commitOf = (id: string) => ({
    id,
    message: 'Change files',
    timestamp: EVENT_TIME,
    distinct: true,
    author: { name: actor },
  })
  const payload = {
    ref,
    before,
    after,
    created: before === NO_COMMIT,
    deleted: isDeleted,
    forced: options.isForced ?? false,
    base_ref: null,
    compare: `https://github.com/${options.repository ?? 'acme/flows'}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    // In Actions the commits come without added, removed and modified.
    commits: isDeleted ? [] : [...(options.pushed ?? []), after].map(commitOf),
    head_commit: isDeleted ? null : commitOf(after),
    pusher: { name: actor, email: `${actor}@users.noreply.github.com` },
  }
  // The job of a deleted ref runs on the default branch.
  const job = isDeleted ? { ref: 'refs/heads/main', sha: options.defaultSha ?? NO_COMMIT } : { ref, sha: after }
  return { ...eventOf('push', options, payload), ...job }
}

/** `merge_group`: the number of the pull request is only in the name of the ref. */
export function mergeGroupEvent(options: MergeGroupEventOptions): WorkflowEvent {
  const { number, base = 'main', headSha, baseSha } = options
  const ref = `refs/heads/gh-readonly-queue/${base}/pr-${number}-${baseSha}`
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: headSha,
      head_ref: ref,
      base_sha: baseSha,
      base_ref: `refs/heads/${base}`,
      head_commit: { id: headSha, message: `Merge pull request #${number}`, timestamp: EVENT_TIME },
    },
  }
  return { ...eventOf('merge_group', options, payload), ref, sha: headSha }
}

/** `workflow_dispatch`; inputs are strings, as the form sends them. */
export function workflowDispatchEvent(
  options: RefEventOptions & { readonly inputs?: Readonly<Record<string, string>> },
): WorkflowEvent {
  const { ref = 'refs/heads/main', sha, inputs = {} } = options
  const payload = { inputs, ref, workflow: '.github/workflows/kestra.yml' }
  return { ...eventOf('workflow_dispatch', options, payload), ref, sha }
}

/** `repository_dispatch`: another system asks; the job gets the tip of the default branch. */
export function repositoryDispatchEvent(options: RefEventOptions & { readonly action: string }): WorkflowEvent {
  const payload = { action: options.action, branch: 'main', client_payload: {} }
  return { ...eventOf('repository_dispatch', options, payload), ref: 'refs/heads/main', sha: options.sha }
}

/** `schedule`: the tip of the default branch, nothing else. */
export function scheduleEvent(options: RefEventOptions & { readonly schedule?: string }): WorkflowEvent {
  const payload = { schedule: options.schedule ?? '17 6 * * *', workflow: '.github/workflows/kestra.yml' }
  return { ...eventOf('schedule', options, payload), ref: options.ref ?? 'refs/heads/main', sha: options.sha }
}
