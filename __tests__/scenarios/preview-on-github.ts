import {
  type PullRequestEventOptions,
  pullRequestEvent,
  scheduleEvent,
  type WorkflowEvent,
} from '../github-stub/events.ts'
import { addPullRequest, closePullRequest } from '../github-stub/fixtures.ts'
import { startGitHub } from '../github-stub/start-github.ts'
import type { FileChanges } from '../support/git-repository.ts'
import { type ActionTarget, runAction } from './run-action.ts'

const TOKEN = 'ghs_preview'
const TOKENS = { [TOKEN]: { permissions: { contents: 'read', 'pull-requests': 'write' } } } as const

type Action = NonNullable<PullRequestEventOptions['action']>

/** A pull request on GitHub that makes `changes`, and the job with `preview: true`. `number`: default 1. */
export const previewOnGitHub = async (scenario: ActionTarget, changes: FileChanges, number = 1) => {
  const { repository } = scenario
  const github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: TOKENS })
  repository.branch('feature')
  repository.commit(changes)
  addPullRequest(github.world, { head: 'feature', number })
  let runId = 777
  const start = (event: WorkflowEvent) => {
    runId += 1
    return runAction(scenario, { event, github, inputs: { preview: 'true', 'github-token': TOKEN }, runId })
  }
  const shas = () => ({ headSha: repository.sha('feature'), baseSha: repository.sha('main') })
  const pullRequest = (action: Action, fork?: string) =>
    pullRequestEvent({ ...shas(), number, mergeSha: repository.sha('feature'), action, ...(fork && { fork }) })
  return {
    github,
    comments: () => github.world.comments.map(({ body }) => body),
    run: (action: Action, fork?: string) => start(pullRequest(action, fork)),
    clean: () => start(scheduleEvent({ sha: repository.sha('main') })),
    close: () => closePullRequest(github.world, number),
    [Symbol.asyncDispose]: () => github.stop(),
  }
}
