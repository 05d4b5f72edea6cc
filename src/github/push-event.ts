import type { BaseSource, EventContext, EventDecision, GitHubEvent } from './event-decision.ts'
import { pushPayload } from './event-payload.ts'
import { resolveCommand } from './resolve-command.ts'

const BRANCH = 'refs/heads/'

/**
 * A pushed branch is deployed. A deleted ref does nothing whatever the command: GITHUB_SHA has gone back to the default
 * branch, which nobody pushed (github.md, "Events"). Other refs (tags) need an explicit command.
 */
export const readPush = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const push = pushPayload.parse(event.payload)
  if (push.deleted) return { kind: 'nothing', sentence: `${push.ref} was deleted: there is nothing to deploy.` }
  const isBranch = push.ref.startsWith(BRANCH)
  if (!isBranch && event.command === 'auto') {
    const message = `"command: auto" deploys pushed branches, but the event "push" is of ${push.ref}. Set "command: deploy" to deploy it, or restrict the workflow with "on: push: branches:".`
    return { kind: 'error', message }
  }
  const context: EventContext = {
    ...shared,
    sha: push.after,
    shownSha: push.after,
    base: baseOf(push),
    branch: isBranch ? push.ref.slice(BRANCH.length) : undefined,
    mayComment: isBranch,
    pushedShas: push.commits.map(({ id }) => id),
    isForced: push.forced,
  }
  return { kind: resolveCommand(event, 'deploy'), context }
}

const baseOf = ({ before, ref }: { before: string; ref: string }): BaseSource =>
  /^0+$/.test(before)
    ? { from: 'none', why: `${ref} was created by this push, so there is no commit before it` }
    : { from: 'commit', sha: before }
