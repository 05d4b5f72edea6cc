import {
  type BaseSource,
  type EventContext,
  type EventDecision,
  type GitHubEvent,
  resolveCommand,
} from './event-decision.ts'
import { readPullRequestEvent } from './pull-request-event.ts'

/**
 * What a job with `preview: true` does about an event: a pull request of this repository gets its preview or, closed, loses it; on a
 * schedule or by hand those of closed pull requests go. A fork never gets one: its code would reach the server before
 * anybody has looked at it.
 */
export const decidePreview = (event: GitHubEvent, shared: EventContext): EventDecision => {
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
