import * as z from 'zod'
import {
  type BaseSource,
  type EventContext,
  type EventDecision,
  type GitHubEvent,
  noTestsOfFork,
  resolveCommand,
} from './event-decision.ts'

const repository = z.object({ full_name: z.string() }).loose()

/** The fields used from pull request events (`isOfPullRequest`). */
const pullRequestPayload = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int(),
    state: z.enum(['open', 'closed']),
    merged: z.boolean().default(false),
    head: z.object({ sha: z.string(), ref: z.string(), repo: repository.nullable() }),
    base: z.object({ sha: z.string(), ref: z.string(), repo: repository }),
  }),
})

/** Reads the pull request of an event. Throws a `ZodError` for a payload that GitHub does not send. */
const readPullRequestEvent = (event: GitHubEvent, shared: EventContext) => {
  const payload = pullRequestPayload.parse(event.payload)
  const { number, head, base } = payload.pull_request
  const context: EventContext = {
    ...shared,
    shownSha: head.sha,
    branch: base.ref,
    pullRequest: number,
    mayComment: true,
    isFork: head.repo === null || head.repo.full_name !== base.repo.full_name,
  }
  return { ...payload, context }
}

/**
 * Decides on a pull request. It is planned, validated or tested, never deployed, because its code is not merged.
 * The run of a merged fork has neither secrets nor a token with write access (docs/internals/facts/github.md, "Pull request").
 * `pull_request_target` needs an explicit command.
 */
export const decidePullRequest = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { action, pull_request: pullRequest, context } = readPullRequestEvent(event, shared)
  const { number, state, merged, head, base } = pullRequest
  if (merged) {
    return { kind: 'nothing', sentence: `Pull request #${number} was merged: the push to ${base.ref} deploys it.` }
  }
  if (action === 'closed') return { kind: 'mark-closed', pullRequest: number, context }
  if (state === 'closed') return { kind: 'nothing', sentence: `Pull request #${number} is closed: nothing to plan.` }
  // On pull_request_target, GITHUB_SHA is the default branch. A plan of that checkout would call every pull request safe.
  const isTarget = event.eventName === 'pull_request_target'
  if (isTarget && event.command === 'auto') {
    const message =
      'The event "pull_request_target" checks out the default branch, not the pull request, and holds secrets. Use "pull_request", and docs/forks.md for comments on pull requests from forks; or check out the head yourself and set "command: plan".'
    return { kind: 'error', message }
  }
  const sha = isTarget ? head.sha : shared.sha
  return planOnly(event, {
    ...context,
    sha,
    base: { from: 'merge-commit', mergeSha: sha, headSha: head.sha, baseSha: base.sha },
  })
}

const planOnly = (event: GitHubEvent, context: EventContext): EventDecision => {
  const kind = resolveCommand(event, 'plan')
  if (kind === 'test' && context.isFork && event.eventName !== 'pull_request')
    return { kind: 'error', message: noTestsOfFork(event.eventName) }
  if (kind === 'plan' || kind === 'validate' || kind === 'test') return { kind, context }
  const message = `"command: ${kind}" does not run on the event "${event.eventName}": the pull request is not merged. Run it on "push" or "workflow_dispatch"; "command: auto" chooses.`
  return { kind: 'error', message }
}

/**
 * Decides on an event for a job with `preview: true`. A pull request of this repository gets its preview; closing removes it.
 * On a schedule or by hand, the run removes the previews of closed pull requests.
 * A fork never gets a preview: its code would reach the server before a review.
 */
export const decidePreview = (event: GitHubEvent, shared: EventContext): EventDecision => {
  if (event.eventName === 'schedule' || event.eventName === 'workflow_dispatch')
    return onlyDeploys(event, { kind: 'remove-previews', context: shared })
  if (event.eventName !== 'pull_request') {
    const message = `"preview" is for jobs on the events "pull_request" (one preview each) and "schedule" or "workflow_dispatch" (to remove those of closed pull requests); this is "${event.eventName}".`
    return { kind: 'error', message }
  }
  return onlyDeploys(event, decideOne(event, shared))
}

const decideOne = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { action, pull_request: pullRequest, context } = readPullRequestEvent(event, shared)
  const { number, state, head, base } = pullRequest
  if (context.isFork) {
    const sentence = `Pull request #${number} is from a fork: it gets no preview, because its code would reach the server before a review.`
    return { kind: 'nothing', sentence, isNotice: true }
  }
  const isEnding = action === 'closed' || state === 'closed'
  if (context.isDependabot && !isEnding) {
    const sentence = `Pull request #${number} is from Dependabot, which gets no secrets: it gets no preview.`
    return { kind: 'nothing', sentence, isNotice: true }
  }
  // A preview uses only the rules of the base.
  const from: BaseSource = isEnding
    ? { from: 'none', why: 'the removal of a preview compares nothing' }
    : { from: 'merge-commit', mergeSha: shared.sha, headSha: head.sha, baseSha: base.sha }
  return { kind: 'preview', pullRequest: number, isEnding, context: { ...context, base: from } }
}

const onlyDeploys = (event: GitHubEvent, decision: EventDecision): EventDecision => {
  const command = resolveCommand(event, 'deploy')
  if (command === 'deploy') return decision
  const message = `"preview" makes previews or removes them; on the event "${event.eventName}" it does not go with "${event.command === 'auto' ? 'dry-run' : `command: ${event.command}`}". Leave that out, or plan in a job without "preview".`
  return { kind: 'error', message }
}
