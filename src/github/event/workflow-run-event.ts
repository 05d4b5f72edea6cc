import * as z from 'zod'
import {
  type EventContext,
  type EventDecision,
  type GitHubEvent,
  noTestsOfFork,
  resolveCommand,
} from './event-decision.ts'

/** What is read of a `workflow_run` event. */
const workflowRunPayload = z.object({
  workflow_run: z.object({
    id: z.int(),
    event: z.string(),
    conclusion: z.string().nullable().default(null),
    head_sha: z.string(),
    head_branch: z.string().nullable(),
    // `null` once the fork is deleted.
    head_repository: z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) }).nullable(),
  }),
})

/**
 * The privileged half of the fork recipe: a workflow that a pull request started has ended, its artifact is to be
 * posted. After a workflow of another event only an explicit command runs (deploy after the tests).
 */
export const decideWorkflowRun = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { workflow_run: run } = workflowRunPayload.parse(event.payload)
  const isOfPullRequest = run.event === 'pull_request' || run.event === 'pull_request_target'
  const isOurs = run.head_repository?.full_name === event.env.repository
  if (event.command === 'test' && !isOurs) return { kind: 'error', message: noTestsOfFork(event.name) }
  if (!isOfPullRequest) return decideChained(event, shared, run.event)
  const kind = resolveCommand(event, 'plan')
  if (kind !== 'plan') {
    const message = `"command: ${kind}" does not run on the event "workflow_run" of a pull request: its code is not merged. Use "plan", which posts the artifact of that run (docs/forks.md).`
    return { kind: 'error', message }
  }
  if (run.conclusion !== 'success' && run.conclusion !== 'failure') {
    return {
      kind: 'nothing',
      sentence: `The workflow run ${run.id} ended as ${run.conclusion}: it left no plan to post.`,
    }
  }
  if (run.head_repository === null || run.head_branch === null) {
    return {
      kind: 'nothing',
      sentence: `The repository of workflow run ${run.id} is gone: there is no pull request to comment on.`,
    }
  }
  const { full_name: headRepository, owner } = run.head_repository
  return {
    kind: 'post-artifact',
    triggeringRun: {
      id: run.id,
      headSha: run.head_sha,
      headBranch: run.head_branch,
      headRepository,
      headOwner: owner.login,
    },
    context: { ...shared, shownSha: run.head_sha, mayComment: true, isFork: !isOurs },
  }
}

const decideChained = (event: GitHubEvent, context: EventContext, chainedEvent: string): EventDecision => {
  if (event.command !== 'auto')
    return { kind: resolveCommand(event, event.command), context: { ...context, mayComment: true } }
  const message = `"command: auto" does not know what to do on the event "workflow_run" after "${chainedEvent}". Set "command: deploy" to deploy after that workflow.`
  return { kind: 'error', message }
}
