import * as z from 'zod'
import {
  type BaseSource,
  branchOf,
  deployOrPlan,
  type EventContext,
  type EventDecision,
  type GitHubEvent,
  noTestsOfFork,
  resolveCommand,
  runUrl,
} from './event-decision.ts'
import { decidePullRequest, readPullRequestEvent } from './pull-request-event.ts'
import { decideMergeGroup, decidePush } from './push-event.ts'
import { decideWorkflowRun } from './workflow-run-event.ts'

/** What every event that knows its repository tells of it; `schedule` may not. */
const repositoryPayload = z.object({
  repository: z.object({ private: z.boolean(), default_branch: z.string() }),
})

/** `issue_comment` on a pull request, which has the secrets of the repository and does not tell whose code it is. */
const commentedPullRequest = z.object({ issue: z.object({ pull_request: z.object({}) }) })

/**
 * What to do about an event (docs/facts/github.md, "Events"; README.md, "Start"). `command: auto` is resolved here; a command
 * that would be wrong for the event is an `error` that names both, and so is a payload that GitHub does not send.
 */
export const decideEvent = (event: GitHubEvent): EventDecision => {
  try {
    return decide(event)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))]
    const message = `The event file does not hold what GitHub sends for the event "${event.name}". Missing or of another kind: ${fields.join(', ') || 'all of it'}. Something else than GitHub's runner wrote it, probably.`
    return { kind: 'error', message }
  }
}

const decide = (event: GitHubEvent): EventDecision => {
  const context = contextOf(event)
  if (event.isForPreviews) return decidePreview(event, context)
  switch (event.name) {
    case 'pull_request':
    case 'pull_request_target':
      return decidePullRequest(event, context)
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
    return { kind: 'error', message: noTestsOfFork(event.name) }
  if (event.command !== 'auto') return { kind: resolveCommand(event, event.command), context }
  const message = `"command: auto" does not know what to do on the event "${event.name}". Set "command" to validate, plan, deploy, drift, export or test.`
  return { kind: 'error', message }
}

/** What holds for an event without a commit range and a pull request; the readers of other events overwrite it. */
const contextOf = ({ name, payload, env, deployBranches }: GitHubEvent): EventContext => {
  const described = repositoryPayload.safeParse(payload)
  const branch = branchOf(env.ref)
  const defaultBranch = described.success ? [described.data.repository.default_branch] : []
  const deployed = deployBranches.length === 0 ? defaultBranch : deployBranches
  return {
    event: name,
    sha: env.sha,
    shownSha: env.sha,
    base: { from: 'none', why: `the event ${name} names no commit to compare with` },
    branch,
    isDeployBranch: branch !== undefined && deployed.includes(branch),
    notice: undefined,
    pullRequest: undefined,
    mayComment: false,
    pushedShas: undefined,
    isFork: false,
    isDependabot: env.actor === 'dependabot[bot]',
    isPublicRepository: !(described.success && described.data.repository.private),
    run: {
      id: env.runId,
      attempt: env.runAttempt,
      url: runUrl(env.serverUrl, env.repository, env.runId, env.runAttempt),
    },
  }
}

/**
 * What a job with `preview: true` does about an event: a pull request of this repository gets its preview or, closed, loses it; on a
 * schedule or by hand those of closed pull requests go. A fork never gets one: its code would reach the server before
 * anybody has looked at it.
 */
const decidePreview = (event: GitHubEvent, shared: EventContext): EventDecision => {
  if (event.name === 'schedule' || event.name === 'workflow_dispatch')
    return onlyDeploys(event, { kind: 'remove-previews', context: shared })
  if (event.name !== 'pull_request') {
    const message = `"preview" is for jobs on the events "pull_request" (one preview each) and "schedule" or "workflow_dispatch" (to remove those of closed pull requests); this is "${event.name}".`
    return { kind: 'error', message }
  }
  return onlyDeploys(event, decideOne(event, shared))
}

const decideOne = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { action, pull_request: pullRequest, context } = readPullRequestEvent(event, shared)
  const { number, state, head, base } = pullRequest
  if (context.isFork) {
    const sentence = `Pull request #${number} is from a fork: it gets no preview, because its code would reach the server before anybody has looked at it.`
    return { kind: 'nothing', sentence, isNotice: true }
  }
  const isEnding = action === 'closed' || state === 'closed'
  if (context.isDependabot && !isEnding) {
    const sentence = `Pull request #${number} is of Dependabot, which gets no secrets: it gets no preview.`
    return { kind: 'nothing', sentence, isNotice: true }
  }
  // Of the base only its rules count.
  const from: BaseSource = isEnding
    ? { from: 'none', why: 'a preview that goes is compared with nothing' }
    : { from: 'merge-commit', mergeSha: shared.sha, headSha: head.sha, baseSha: base.sha }
  return { kind: 'preview', pullRequest: number, isEnding, context: { ...context, base: from } }
}

const onlyDeploys = (event: GitHubEvent, decision: EventDecision): EventDecision => {
  const command = resolveCommand(event, 'deploy')
  if (command === 'deploy') return decision
  const message = `"preview" makes previews or removes them; on the event "${event.name}" it does not go with "${event.command === 'auto' ? 'dry-run' : `command: ${event.command}`}". Leave that out, or plan in a job without "preview".`
  return { kind: 'error', message }
}
