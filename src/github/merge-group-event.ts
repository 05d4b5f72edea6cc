import type { EventContext, EventDecision, GitHubEvent } from './event-decision.ts'
import { mergeGroupPayload } from './event-payload.ts'
import { resolveCommand } from './resolve-command.ts'

/**
 * A merge queue asks for a check of its group: planned, never deployed, never commented on (the group may hold further
 * pull requests). The base is the item before it in the queue.
 */
export const readMergeGroup = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { action, merge_group: group } = mergeGroupPayload.parse(event.payload)
  if (action !== 'checks_requested')
    return { kind: 'nothing', sentence: `The merge group was ${action}: nothing to check.` }
  const kind = resolveCommand(event, 'plan')
  if (kind !== 'plan' && kind !== 'validate') {
    const message = `"command: ${kind}" does not run on the event "merge_group": the group is not merged yet. Run it on "push"; "command: auto" chooses.`
    return { kind: 'error', message }
  }
  // gh-readonly-queue/main/pr-12-<sha>
  const number = /\/pr-(\d+)-[0-9a-f]+$/.exec(group.head_ref)?.[1]
  const context: EventContext = {
    ...shared,
    sha: group.head_sha,
    shownSha: group.head_sha,
    base: { from: 'commit', sha: group.base_sha },
    branch: group.base_ref.replace(/^refs\/heads\//, ''),
    pullRequest: number === undefined ? undefined : Number(number),
  }
  return { kind, context }
}
