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

export interface RefEventOptions extends RepositoryOptions {
  readonly ref?: string
  readonly sha: string
}

export const NO_COMMIT = '0'.repeat(40)
/** When everything in a payload happened. */
export const EVENT_TIME = '2026-01-05T09:00:00Z'

/** An event with what every payload holds; the caller adds ref and SHA. */
export function eventOf(
  name: string,
  options: RepositoryOptions,
  payload: Readonly<Record<string, unknown>>,
): WorkflowEvent {
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
export function worldOf({ repository = 'acme/flows', isPrivate = true }: RepositoryOptions): World {
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
    newestRunId: 0,
    maxCommentBytes: 0,
  })
}
