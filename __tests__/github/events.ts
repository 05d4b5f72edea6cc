import { type IssueWithPull, renderPullRequestInList } from './objects/pull-request.ts'
import { renderRepository } from './objects/repository.ts'
import { renderUser } from './objects/user.ts'
import { createWorld, type World } from './world.ts'

/** What starts a workflow: the payload of `GITHUB_EVENT_PATH`, and what the runner says beside it. */
export interface WorkflowEvent {
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly sha: string
  readonly ref: string
  /** Of pull requests; empty for every other event, as the runner does it. */
  readonly headRef: string
  readonly baseRef: string
  readonly actor: string
  /** `owner/name`. */
  readonly repository: string
}

export interface RepositoryOptions {
  /** Default `acme/flows`. */
  readonly repository?: string
  readonly isPrivate?: boolean
  /** Default `octocat`. */
  readonly actor?: string
}

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

export interface PushEventOptions extends RepositoryOptions {
  /** Default `refs/heads/main`; a tag is `refs/tags/v1`. */
  readonly ref?: string
  /** Absent: the ref was created. */
  readonly before?: string
  /** Absent: the ref was deleted. */
  readonly after?: string
  readonly isForced?: boolean
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

export interface RefEventOptions extends RepositoryOptions {
  readonly ref?: string
  readonly sha: string
}

export interface WorkflowRunEventOptions extends RefEventOptions {
  readonly headSha: string
  readonly head: string
  readonly fork?: string
  /** The pull requests of the run: GitHub leaves them out for forks. */
  readonly conclusion?: 'success' | 'failure'
  readonly runId?: number
}

export const NO_COMMIT = '0'.repeat(40)
const TIME = '2026-01-05T09:00:00Z'

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

/** `push` to a branch or tag; created, deleted and forced as the options say. */
export function pushEvent(options: PushEventOptions): WorkflowEvent {
  const { ref = 'refs/heads/main', before = NO_COMMIT, after = NO_COMMIT, actor = 'octocat' } = options
  const isDeleted = after === NO_COMMIT
  const commit = { id: after, message: 'Change files', timestamp: TIME, distinct: true, author: { name: actor } }
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
    commits: isDeleted ? [] : [commit],
    head_commit: isDeleted ? null : commit,
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
      head_commit: { id: headSha, message: `Merge pull request #${number}`, timestamp: TIME },
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

/** `schedule`: the tip of the default branch, nothing else. */
export function scheduleEvent(options: RefEventOptions & { readonly schedule?: string }): WorkflowEvent {
  const payload = { schedule: options.schedule ?? '17 6 * * *', workflow: '.github/workflows/kestra.yml' }
  return { ...eventOf('schedule', options, payload), ref: options.ref ?? 'refs/heads/main', sha: options.sha }
}

/** `workflow_run` completed, after a run for a pull request: the default branch, with no pull request named for forks. */
export function workflowRunEvent(options: WorkflowRunEventOptions): WorkflowEvent {
  const { ref = 'refs/heads/main', sha, headSha, head, conclusion = 'success', runId = 777 } = options
  const world = worldOf(options)
  const [owner = world.owner, name = world.name] = (options.fork ?? '').split('/')
  const isFork = options.fork !== undefined
  const payload = {
    action: 'completed',
    workflow: { id: 1, name: 'Kestra plan', path: '.github/workflows/kestra-plan.yml', state: 'active' },
    workflow_run: {
      id: runId,
      name: 'Kestra plan',
      path: '.github/workflows/kestra-plan.yml',
      event: 'pull_request',
      status: 'completed',
      conclusion,
      run_number: 1,
      run_attempt: 1,
      head_branch: head,
      head_sha: headSha,
      head_commit: { id: headSha, message: 'Change files', timestamp: TIME },
      head_repository: renderRepository({
        ...world,
        owner: isFork ? owner : world.owner,
        name: isFork ? name : world.name,
        isFork,
      }),
      repository: renderRepository({ ...world, isFork: false }),
      html_url: `https://github.com/${world.owner}/${world.name}/actions/runs/${runId}`,
      pull_requests: isFork ? [] : [{ number: 1, head: { ref: head, sha: headSha }, base: { ref: 'main', sha } }],
      actor: renderUser({ login: options.actor ?? 'octocat', isApp: false }),
      triggering_actor: renderUser({ login: options.actor ?? 'octocat', isApp: false }),
    },
  }
  return { ...eventOf('workflow_run', options, payload), ref, sha }
}

function pullRequestPayload(options: PullRequestEventOptions) {
  const { number = 1, head = 'feature', base = 'main', action, isMerged = false, actor = 'octocat' } = options
  const world = worldOf(options)
  const closedAt = action === 'closed' ? TIME : null
  const issue: IssueWithPull = {
    number,
    title: options.title ?? `Change ${head}`,
    body: null,
    state: action === 'closed' ? 'closed' : 'open',
    stateReason: null,
    labels: [],
    isLocked: false,
    author: { login: actor, isApp: false },
    createdAt: TIME,
    updatedAt: TIME,
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

function eventOf(name: string, options: RepositoryOptions, payload: Readonly<Record<string, unknown>>): WorkflowEvent {
  const { actor = 'octocat', repository = 'acme/flows' } = options
  const world = worldOf(options)
  return {
    name,
    payload: {
      ...payload,
      repository: renderRepository({ ...world, isFork: false }),
      sender: renderUser({ login: actor, isApp: false }),
    },
    sha: NO_COMMIT,
    ref: '',
    headRef: '',
    baseRef: '',
    actor,
    repository,
  }
}

/** A world without a git repository or server: enough to write out addresses. */
function worldOf({ repository = 'acme/flows', isPrivate = true }: RepositoryOptions): World {
  const [owner = '', name = ''] = repository.split('/')
  return createWorld({
    owner,
    name,
    gitDir: '',
    apiUrl: 'https://api.github.com',
    htmlUrl: 'https://github.com',
    isPrivate,
    defaultBranch: 'main',
    letsActionsOpenPullRequests: true,
    maxCommentBytes: 0,
  })
}
