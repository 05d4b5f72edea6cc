import { type PullRequestEventOptions, pullRequestEvent, pushEvent } from '../github-stub/events.ts'
import { addPullRequest, closePullRequest, pushToPullRequest } from '../github-stub/fixtures.ts'
import type { FileChanges } from '../support/git-repository.ts'
import type { Scene, SceneRun, SceneRunOptions } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

export type EventRunOptions = Partial<Omit<SceneRunOptions, 'event'>>

export interface OpenOptions {
  readonly branch?: string
  /** `owner/name` of the fork that holds the branch. */
  readonly fork?: string
  /** Who starts its runs. */
  readonly actor?: string
  readonly isPrivate?: boolean
}

/** A pull request and what people do with it. */
export interface OpenedPullRequest {
  readonly number: number
  /** The tip of its branch. */
  headSha(): string
  /** Commits to its branch. */
  commit(changes: FileChanges): void
  /** Runs a workflow, by default the README's, for `pull_request`. */
  run(action: NonNullable<PullRequestEventOptions['action']>, options?: EventRunOptions): Promise<SceneRun>
  /** Presses one of GitHub's three buttons. */
  merge(how: 'merge' | 'squash' | 'rebase'): void
  close(): void
}

/** Opens a pull request from a branch with one commit. */
export function openPullRequest(
  { repository, github: { world }, run }: Scene,
  changes: FileChanges,
  options: OpenOptions = {},
): OpenedPullRequest {
  const { branch = 'feature', fork, actor, isPrivate } = options
  const commit = (files: FileChanges) => {
    repository.branch(branch)
    repository.commit(files)
    repository.branch('main')
  }
  commit(changes)
  const { number } = addPullRequest(world, { head: branch, ...(fork !== undefined && { fork }) })
  const resourceStates = () => ({
    headSha: repository.sha(branch),
    baseSha: repository.sha('main'),
    mergeSha: repository.pullRequestRefs(number, branch) ?? '',
  })
  const landedOf = (how: 'merge' | 'squash' | 'rebase') =>
    how === 'rebase' ? repository.rebase(branch) : [repository[how](branch)]
  return {
    number,
    headSha: () => repository.sha(branch),
    commit(files) {
      commit(files)
      pushToPullRequest(world, number, branch)
    },
    run: (action, runOptions = {}) => {
      const { pullRequest } = world.issues.get(number) ?? {}
      const isMerged = pullRequest?.mergedAt != null
      const merged = isMerged ? { isMerged, mergeSha: repository.sha('main') } : {}
      const about = { action, number, head: branch, ...(fork && { fork }), ...(actor && { actor }) }
      const event = pullRequestEvent({
        ...about,
        ...(isPrivate !== undefined && { isPrivate }),
        ...resourceStates(),
        ...merged,
      })
      return run({ workflow: userWorkflow('pull-request'), event, ...runOptions })
    },
    merge: (how) => closePullRequest(world, number, landedOf(how)),
    close: () => closePullRequest(world, number),
  }
}

/** The user's workflow for pushes without its environment: GitHub wants a second between the writes about one. */
const PUSH = userWorkflow('push').replaceAll(/^ *environment: production\n/gm, '')

/** Runs a workflow for the push that brought `main` from `before`, over `pushed`, to where it is. */
export function runPush(
  scene: Scene,
  before: string,
  { pushed = [], ...options }: EventRunOptions & { readonly pushed?: readonly string[] } = {},
): Promise<SceneRun> {
  const event = pushEvent({ before, after: scene.repository.sha('main'), pushed })
  return scene.run({ workflow: PUSH, event, ...options })
}
