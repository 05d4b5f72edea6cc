import * as z from 'zod'
import {
  branchOf,
  deployOrPlan,
  type EventContext,
  type EventDecision,
  type GitHubEvent,
  isOfPullRequest,
  noTestsOfFork,
  resolveCommand,
  runUrl,
} from './event-decision.ts'
import { decidePreview, decidePullRequest } from './pull-request-event.ts'
import { decideMergeGroup, decidePush } from './push-event.ts'

/** The fields used from events that describe their repository. `schedule` may not. */
const repositoryPayload = z.object({
  repository: z.object({ private: z.boolean(), default_branch: z.string() }),
})

/** `issue_comment` on a pull request. The run has the secrets of the repository, and the event does not say whose code it is. */
const commentedPullRequest = z.object({ issue: z.object({ pull_request: z.object({}) }) })

/**
 * Decides how to handle an event (docs/internals/facts/github.md, "Events"; README.md, "Start"), and resolves `command: auto`.
 * Returns an `error` for a command that does not fit the event, and for a payload that GitHub does not send.
 */
export const decideEvent = (event: GitHubEvent): EventDecision => {
  try {
    return decide(event)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))]
    const message = `The event file does not hold what GitHub sends for the event "${event.eventName}". Missing or of another type: ${fields.join(', ') || 'all of it'}. The file was probably not written by GitHub's runner.`
    return { kind: 'error', message }
  }
}

const decide = (event: GitHubEvent): EventDecision => {
  const context = contextOf(event)
  if (event.isForPreviews) return decidePreview(event, context)
  if (isOfPullRequest(event.eventName)) return decidePullRequest(event, context)
  switch (event.eventName) {
    case 'push':
      return decidePush(event, context)
    case 'merge_group':
      return decideMergeGroup(event, context)
    case 'workflow_run':
      return decideWorkflowRun(event, context)
    case 'workflow_dispatch':
      return deployOrPlan(event, { ...context, mayComment: context.isDeployBranch })
    case 'schedule':
      return { kind: resolveCommand(event, 'drift'), context }
    default:
      return decideOther(event, context)
  }
}

const decideOther = (event: GitHubEvent, context: EventContext): EventDecision => {
  if (event.command === 'test' && commentedPullRequest.safeParse(event.payload).success)
    return { kind: 'error', message: noTestsOfFork(event.eventName) }
  if (event.command !== 'auto') return { kind: resolveCommand(event, event.command), context }
  const message = `"command: auto" does not know what to do on the event "${event.eventName}". Set "command" to validate, plan, deploy, drift, export or test.`
  return { kind: 'error', message }
}

/** The context of an event without a commit range and a pull request. The readers of other events override fields. */
const contextOf = (event: GitHubEvent): EventContext => {
  const described = repositoryPayload.safeParse(event.payload)
  const branch = branchOf(event.ref)
  const defaultBranch = described.success ? [described.data.repository.default_branch] : []
  const deployed = event.deployBranches.length === 0 ? defaultBranch : event.deployBranches
  return {
    event: event.eventName,
    sha: event.sha,
    shownSha: event.sha,
    base: { from: 'none', why: `the event ${event.eventName} names no commit to compare with` },
    branch,
    merged: mergedHistory(event, deployed),
    isDeployBranch: branch !== undefined && deployed.includes(branch),
    notice: undefined,
    pullRequest: undefined,
    mayComment: false,
    pushedShas: undefined,
    isFork: false,
    isDependabot: event.actor === 'dependabot[bot]',
    isPublicRepository: !(described.success && described.data.repository.private),
    run: {
      id: event.runId,
      attempt: event.runAttempt,
      url: runUrl(event.serverUrl, event.repository, event.runId, event.runAttempt),
    },
  }
}

/** Events that run on the ref that the user pushed or chose, or on the default branch. The workflow limits the refs that it deploys. */
const EVENTS_ON_OWN_REF: ReadonlySet<string> = new Set(['push', 'workflow_dispatch', 'schedule'])

/** A push or a run by hand deploys from its own ref. Other events may name anyone's commit, so only the deploy branches count. */
const mergedHistory = ({ eventName, sha, ref }: GitHubEvent, deployed: readonly string[]): EventContext['merged'] => {
  const branch = branchOf(ref)
  const own = branch === undefined ? [] : [branch]
  if (EVENTS_ON_OWN_REF.has(eventName)) return { commit: sha, branches: own }
  const isDeployed = branch !== undefined && deployed.includes(branch)
  return { commit: isDeployed ? sha : undefined, branches: deployed }
}

/** The fields used from a `workflow_run` event. */
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
 * Decides on the end of another workflow. After a workflow of a pull request, it posts the artifact (the privileged half of docs/forks.md).
 * After a workflow of another event, only an explicit command runs (deploy after the tests).
 */
const decideWorkflowRun = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { workflow_run: run } = workflowRunPayload.parse(event.payload)
  const isOurs = run.head_repository?.full_name === event.repository
  if (event.command === 'test' && !isOurs) return { kind: 'error', message: noTestsOfFork(event.eventName) }
  if (!isOfPullRequest(run.event)) return decideChained(event, shared, run.event)
  const kind = resolveCommand(event, 'plan')
  if (kind !== 'plan') {
    const message = `"command: ${kind}" does not run on the event "workflow_run" of a pull request: its code is not merged. Use "plan", which posts the artifact of that run (docs/forks.md).`
    return { kind: 'error', message }
  }
  if (run.conclusion !== 'success' && run.conclusion !== 'failure') {
    return {
      kind: 'nothing',
      sentence: `The workflow run ${run.id} ended as ${run.conclusion}: there is no plan to post.`,
    }
  }
  if (run.head_repository === null || run.head_branch === null) {
    return {
      kind: 'nothing',
      sentence: `The repository of workflow run ${run.id} was deleted: there is no pull request to comment on.`,
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
