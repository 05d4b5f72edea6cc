import * as z from 'zod'
import {
  type BaseSource,
  branchOf,
  deployOrPlan,
  type EventContext,
  type EventDecision,
  type GitHubEvent,
  resolveCommand,
} from './event-decision.ts'

/** The fields used from a `push` event. */
const pushPayload = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  created: z.boolean().default(false),
  deleted: z.boolean().default(false),
  commits: z.array(z.object({ id: z.string() })).default([]),
})

/** The fields used from a `merge_group` event. */
const mergeGroupPayload = z.object({
  action: z.string(),
  merge_group: z.object({
    head_sha: z.string(),
    head_ref: z.string(),
    base_sha: z.string(),
    base_ref: z.string(),
  }),
})

/**
 * Decides on a push. It deploys a deploy branch and plans other branches. Other refs (tags) need an explicit command.
 * A deleted ref does nothing for any command: GITHUB_SHA is then the default branch (docs/internals/facts/github.md, "Push").
 */
export const decidePush = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const push = pushPayload.parse(event.payload)
  if (push.deleted) return { kind: 'nothing', sentence: `${push.ref} was deleted: there is nothing to deploy.` }
  const branch = branchOf(push.ref)
  if (branch === undefined && event.command === 'auto') {
    const message = `"command: auto" deploys pushed branches, but the event "push" is for ${push.ref}. Set "command: deploy" to deploy it, or restrict the workflow with "on: push: branches:".`
    return { kind: 'error', message }
  }
  const context: EventContext = {
    ...shared,
    sha: push.after,
    shownSha: push.after,
    base: baseOf(push),
    branch,
    mayComment: branch !== undefined,
    pushedShas: push.commits.map(({ id }) => id),
  }
  return deployOrPlan(event, context)
}

const baseOf = ({ before, ref }: { before: string; ref: string }): BaseSource =>
  /^0+$/.test(before)
    ? { from: 'none', why: `${ref} was created by this push, so there is no commit before it` }
    : { from: 'commit', sha: before }

/**
 * Decides on a merge queue that asks to check its group. The group is planned, validated or tested, never deployed.
 * It gets no comment, because it may contain further pull requests. The base is the item before it in the queue.
 */
export const decideMergeGroup = (event: GitHubEvent, shared: EventContext): EventDecision => {
  const { action, merge_group: group } = mergeGroupPayload.parse(event.payload)
  if (action !== 'checks_requested')
    return { kind: 'nothing', sentence: `The merge group was ${action}: nothing to check.` }
  const kind = resolveCommand(event, 'plan')
  if (kind !== 'plan' && kind !== 'validate' && kind !== 'test') {
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
