import { describe, expect, it } from 'vitest'
import { decideEvent } from '../../src/github/event/event.ts'
import type { EventDecision, GitHubEvent } from '../../src/github/event/event-decision.ts'
import { trustedConfigOf } from '../../src/github/event/event-decision.ts'
import type { MergedHistory } from '../../src/state/run-options.ts'
import {
  mergeGroupEvent,
  NO_COMMIT,
  type PullRequestEventOptions,
  pullRequestEvent,
  pullRequestTargetEvent,
  pushEvent,
  repositoryDispatchEvent,
  scheduleEvent,
  type WorkflowEvent,
  workflowDispatchEvent,
  workflowRunEvent,
} from '../github-stub/events.ts'

const MERGE = '1'.repeat(40)
const HEAD = '2'.repeat(40)
const BASE = '3'.repeat(40)

type Overrides = Partial<Pick<GitHubEvent, 'command' | 'isDryRun' | 'isForPreviews' | 'deployBranches'>>

/** An event as the runner tells it. */
const reported = (
  { name, payload, sha, ref, repository, actor }: WorkflowEvent,
  overrides: Overrides = {},
): GitHubEvent => ({
  eventName: name,
  ...{ payload, sha, ref, repository, actor },
  runId: 777,
  runAttempt: 1,
  serverUrl: 'https://github.com',
  command: 'auto',
  isDryRun: false,
  isForPreviews: false,
  deployBranches: [],
  ...overrides,
})

const decide = (event: WorkflowEvent, overrides?: Overrides): EventDecision => decideEvent(reported(event, overrides))

const contextOf = (event: WorkflowEvent, overrides?: Overrides) => {
  const decision = decide(event, overrides)
  if (!('context' in decision)) throw new Error(`no context: ${JSON.stringify(decision)}`)
  return decision.context
}

const pull = (options: Partial<PullRequestEventOptions> = {}) =>
  pullRequestEvent({ headSha: HEAD, baseSha: BASE, mergeSha: MERGE, ...options })
const target = (options: Partial<PullRequestEventOptions> = {}) =>
  pullRequestTargetEvent({ headSha: HEAD, baseSha: BASE, mergeSha: MERGE, defaultSha: BASE, ...options })
const push = (options: Parameters<typeof pushEvent>[0] = {}) => pushEvent({ before: BASE, after: HEAD, ...options })
const group = () => mergeGroupEvent({ number: 12, headSha: HEAD, baseSha: BASE })
const dispatch = (ref = 'refs/heads/main') => workflowDispatchEvent({ sha: HEAD, ref })
const ended = (options: Partial<Parameters<typeof workflowRunEvent>[0]> = {}) =>
  workflowRunEvent({ sha: BASE, headSha: HEAD, head: 'change', ...options })
const withRun = (change: Readonly<Record<string, unknown>>, event = ended()): WorkflowEvent => {
  return {
    ...event,
    payload: { ...event.payload, workflow_run: { ...Object(event.payload['workflow_run']), ...change } },
  }
}
const review = (options: Parameters<typeof ended>[0]) => withRun({ event: 'pull_request_review' }, ended(options))
const reviewed = (name: string): WorkflowEvent => ({ ...pull({ action: 'submitted' as 'opened' }), name })
const PREVIEW = { isForPreviews: true }
const other: WorkflowEvent = { ...dispatch(), name: 'release', payload: {} }
const comment: WorkflowEvent = {
  ...dispatch(),
  name: 'issue_comment',
  payload: { ...dispatch().payload, issue: { number: 7, pull_request: { url: 'https://api.github.com/x' } } },
}
const deployment = (ref: string): WorkflowEvent => ({ ...dispatch(), name: 'deployment', ref })
const destroyed: WorkflowEvent = { ...group(), payload: { ...group().payload, action: 'destroyed' } }
const labelledAfterClosing: WorkflowEvent = {
  ...pull({ action: 'closed' }),
  payload: { ...pull({ action: 'closed' }).payload, action: 'labeled' },
}

describe('decideEvent', () => {
  const cases: readonly [string, WorkflowEvent, Overrides, EventDecision['kind']][] = [
    ['plans an opened pull request', pull(), {}, 'plan'],
    ['plans after a push to it', pull({ action: 'synchronize' }), {}, 'plan'],
    ['plans a reopened one', pull({ action: 'reopened' }), {}, 'plan'],
    ['plans a pull request of a fork', pull({ fork: 'mallory/flows' }), {}, 'plan'],
    ['only validates it when asked to', pull(), { command: 'validate' }, 'validate'],
    ['does nothing after a merge', pull({ action: 'closed', isMerged: true }), {}, 'nothing'],
    ['marks a pull request closed unmerged', pull({ action: 'closed' }), {}, 'mark-closed'],
    ['does nothing when a closed one is labelled', labelledAfterClosing, {}, 'nothing'],
    ['refuses to deploy a pull request', pull(), { command: 'deploy' }, 'error'],
    ['plans it with dry-run', pull(), { command: 'deploy', isDryRun: true }, 'plan'],
    ['refuses drift on a pull request', pull(), { command: 'drift' }, 'error'],
    ['refuses to export on a pull request', pull(), { command: 'export' }, 'error'],
    ['tests it when asked to', pull(), { command: 'test' }, 'test'],
    ['tests it after a push to it', pull({ action: 'synchronize' }), { command: 'test' }, 'test'],
    ['tests one of a fork, which has no secrets', pull({ fork: 'mallory/flows' }), { command: 'test' }, 'test'],
    ['tests nothing after a merge', pull({ action: 'closed', isMerged: true }), { command: 'test' }, 'nothing'],
    ['never tests a fork with secrets', target({ fork: 'mallory/flows' }), { command: 'test' }, 'error'],
    ['tests a branch on pull_request_target', target(), { command: 'test' }, 'test'],
    ['tests a merge group', group(), { command: 'test' }, 'test'],
    ['tests a push', push(), { command: 'test' }, 'test'],
    ['tests on a schedule', scheduleEvent({ sha: HEAD }), { command: 'test' }, 'test'],
    ['never tests after a run of a fork', ended({ fork: 'mallory/flows' }), { command: 'test' }, 'error'],
    ['never tests after a run for a pull request', ended(), { command: 'test' }, 'error'],
    ['never tests after a review in a fork', review({ fork: 'mallory/flows' }), { command: 'test' }, 'error'],
    ['never tests when the fork is gone', withRun({ head_repository: null }), { command: 'test' }, 'error'],
    ['tests after another workflow', withRun({ event: 'push' }), { command: 'test' }, 'test'],
    ['never tests what somebody comments on', comment, { command: 'test' }, 'error'],
    ['refuses pull_request_target by itself', target(), {}, 'error'],
    ['plans pull_request_target when asked to', target(), { command: 'plan' }, 'plan'],
    ['never deploys pull_request_target', target(), { command: 'deploy' }, 'error'],
    ['never deploys a review', reviewed('pull_request_review'), { command: 'deploy' }, 'error'],
    ['never exports on a review', reviewed('pull_request_review'), { command: 'export' }, 'error'],
    ['never looks for drift on a review', reviewed('pull_request_review'), { command: 'drift' }, 'error'],
    ['never deploys a comment of a review', reviewed('pull_request_review_comment'), { command: 'deploy' }, 'error'],
    ['plans a review', reviewed('pull_request_review'), {}, 'plan'],
    ['never deploys after a run for a review', review({}), { command: 'deploy' }, 'error'],
    ['marks closed on pull_request_target', target({ action: 'closed' }), {}, 'mark-closed'],
    ['deploys the default branch', push(), {}, 'deploy'],
    ['plans another branch', push({ ref: 'refs/heads/old' }), {}, 'plan'],
    [
      'deploys another branch that is named',
      push({ ref: 'refs/heads/old' }),
      { deployBranches: ['main', 'old'] },
      'deploy',
    ],
    ['plans the default branch when others are named', push(), { deployBranches: ['old'] }, 'plan'],
    ['deploys another branch when asked to', push({ ref: 'refs/heads/old' }), { command: 'deploy' }, 'deploy'],
    ['plans a pushed branch with dry-run', push(), { isDryRun: true }, 'plan'],
    ['does nothing on a deleted ref', push({ after: NO_COMMIT }), {}, 'nothing'],
    [
      'does nothing on a deleted ref whatever the command',
      push({ after: NO_COMMIT }),
      { command: 'deploy' },
      'nothing',
    ],
    ['refuses a tag by itself', push({ ref: 'refs/tags/v1' }), {}, 'error'],
    ['deploys a tag when asked to', push({ ref: 'refs/tags/v1' }), { command: 'deploy' }, 'deploy'],
    ['plans a merge group', group(), {}, 'plan'],
    ['does nothing about a destroyed merge group', destroyed, {}, 'nothing'],
    ['refuses to deploy a merge group', group(), { command: 'deploy' }, 'error'],
    ['deploys on workflow_dispatch', dispatch(), {}, 'deploy'],
    ['plans on workflow_dispatch of another branch', dispatch('refs/heads/mine'), {}, 'plan'],
    ['plans on workflow_dispatch of a tag', dispatch('refs/tags/v1'), {}, 'plan'],
    ['plans on workflow_dispatch with dry-run', dispatch(), { isDryRun: true }, 'plan'],
    ['exports on workflow_dispatch when asked to', dispatch(), { command: 'export' }, 'export'],
    ['looks for drift on a schedule', scheduleEvent({ sha: HEAD }), {}, 'drift'],
    ['posts the plan of a run for a pull request', ended({ fork: 'mallory/flows' }), {}, 'post-artifact'],
    ['posts the plan of a run that failed', ended({ conclusion: 'failure' }), {}, 'post-artifact'],
    ['does nothing after a cancelled run', withRun({ conclusion: 'cancelled' }), {}, 'nothing'],
    ['does nothing when the fork is gone', withRun({ head_repository: null }), {}, 'nothing'],
    ['makes the preview of a pull request', pull(), PREVIEW, 'preview'],
    ['makes it again after a push', pull({ action: 'synchronize' }), PREVIEW, 'preview'],
    ['removes the preview of a merged one', pull({ action: 'closed', isMerged: true }), PREVIEW, 'preview'],
    ['removes the preview of one closed unmerged', pull({ action: 'closed' }), PREVIEW, 'preview'],
    ['makes no preview of a fork', pull({ fork: 'mallory/flows' }), PREVIEW, 'nothing'],
    ['makes none for Dependabot, which has no secrets', pull({ actor: 'dependabot[bot]' }), PREVIEW, 'nothing'],
    ['removes previews on a schedule', scheduleEvent({ sha: HEAD }), PREVIEW, 'remove-previews'],
    ['removes previews on workflow_dispatch', dispatch(), PREVIEW, 'remove-previews'],
    ['makes no preview of a push', push(), PREVIEW, 'error'],
    ['makes no preview on pull_request_target', target(), PREVIEW, 'error'],
    ['refuses another command in a job for previews', pull(), { ...PREVIEW, command: 'plan' }, 'error'],
    ['refuses a dry run of a preview', pull(), { ...PREVIEW, isDryRun: true }, 'error'],
    ['never deploys after a run for a pull request', ended(), { command: 'deploy' }, 'error'],
    ['deploys after another workflow when asked to', withRun({ event: 'push' }), { command: 'deploy' }, 'deploy'],
    ['refuses another workflow by itself', withRun({ event: 'push' }), {}, 'error'],
    ['refuses an unknown event by itself', other, {}, 'error'],
    ['runs an explicit command on an unknown event', other, { command: 'deploy' }, 'deploy'],
  ]

  it.each(cases)('%s', (_name, event, overrides, kind) => {
    expect(decide(event, overrides).kind).toBe(kind)
  })

  it.each(cases.filter(([, , , kind]) => kind === 'error'))('names the event: %s', (_name, event, overrides) => {
    const decision = decide(event, overrides)
    expect(decision.kind === 'error' && decision.message).toContain(`"${event.name}"`)
  })

  it.each<[string, WorkflowEvent, Overrides, Partial<MergedHistory>]>([
    ['a push', push(), {}, { commit: HEAD, branches: ['main'] }],
    ['a push of another branch', push({ ref: 'refs/heads/old' }), {}, { commit: HEAD, branches: ['old'] }],
    ['a push of a tag', push({ ref: 'refs/tags/v1' }), { command: 'deploy' }, { commit: HEAD, branches: [] }],
    ['a run by hand', dispatch(), {}, { commit: HEAD, branches: ['main'] }],
    ['a schedule', scheduleEvent({ sha: HEAD }), {}, { commit: HEAD, branches: ['main'] }],
    ['another system', repositoryDispatchEvent({ sha: HEAD, action: 'x' }), {}, { commit: HEAD, branches: ['main'] }],
    ['a comment', comment, {}, { commit: HEAD, branches: ['main'] }],
    ['the end of another workflow', withRun({ event: 'push' }), {}, { commit: BASE, branches: ['main'] }],
    ['a deployment of a branch', deployment('refs/heads/mine'), {}, { commit: undefined, branches: ['main'] }],
    ['a deployment of a commit', deployment(''), { deployBranches: ['a'] }, { commit: undefined, branches: ['a'] }],
    ['an event that does not tell', other, {}, { commit: undefined, branches: [] }],
  ])('takes the commits to deploy from where they are merged: %s', (_name, event, overrides, merged) => {
    expect(contextOf(event, { command: 'deploy', ...overrides }).merged).toEqual(merged)
  })

  it('shows the head of a pull request and compares with what it was merged onto', () => {
    expect(contextOf(pull({ number: 7 }))).toMatchObject({
      sha: MERGE,
      shownSha: HEAD,
      base: { from: 'merge-commit', mergeSha: MERGE, headSha: HEAD, baseSha: BASE },
      branch: 'main',
      pullRequest: 7,
      mayComment: true,
      isFork: false,
      isPublicRepository: false,
    })
  })

  it('knows a fork by its head, also when the fork is gone', () => {
    expect(contextOf(pull({ fork: 'mallory/flows' })).isFork).toBe(true)
    const event = pull()
    const pullRequest = Object(event.payload['pull_request'])
    const gone = { ...pullRequest, head: { ...pullRequest.head, repo: null } }
    expect(contextOf({ ...event, payload: { ...event.payload, pull_request: gone } }).isFork).toBe(true)
  })

  it('knows Dependabot by the actor, whose token GitHub restricts', () => {
    expect(contextOf(pull({ actor: 'dependabot[bot]' })).isDependabot).toBe(true)
    expect(contextOf(pull()).isDependabot).toBe(false)
  })

  it('says why it only plans, and of what', () => {
    expect(contextOf(push({ ref: 'refs/heads/old' })).notice).toBe(
      'Only planned: "auto" deploys the default branch, but this run is for old. To deploy it, name the branch in "deploy-branches".',
    )
    const tagged = contextOf(dispatch('refs/tags/v1'), { deployBranches: ['main', 'next'] })
    expect([tagged.notice, tagged.isDeployBranch]).toEqual([
      expect.stringContaining('"auto" deploys main, next, but this run is for refs/tags/v1'),
      false,
    ])
    expect([contextOf(push()).notice, contextOf(push()).isDeployBranch]).toEqual([undefined, true])
    const isUntold = { ...dispatch(), payload: {} }
    expect(contextOf(isUntold).isDeployBranch).toBe(false)
  })

  it('compares a push with what the branch was before', () => {
    expect(contextOf(push())).toMatchObject({
      sha: HEAD,
      base: { from: 'commit', sha: BASE },
      branch: 'main',
      pushedShas: [HEAD],
    })
  })

  it('knows no base of a branch that the push created', () => {
    expect(contextOf(push({ before: NO_COMMIT })).base).toEqual({
      from: 'none',
      why: 'refs/heads/main was created by this push, so there is no commit before it',
    })
  })

  it('compares a merge group with the item before it and leaves its pull request alone', () => {
    expect(contextOf(group())).toMatchObject({
      sha: HEAD,
      base: { from: 'commit', sha: BASE },
      branch: 'main',
      pullRequest: 12,
      mayComment: false,
    })
  })

  it('takes a repository for public when the event does not tell', () => {
    expect(contextOf({ ...scheduleEvent({ sha: HEAD }), payload: {} }).isPublicRepository).toBe(true)
    expect(contextOf(push({ isPrivate: false })).isPublicRepository).toBe(true)
    expect(contextOf(push({ isPrivate: true })).isPublicRepository).toBe(false)
  })

  it('tells the run that left the artifact', () => {
    expect(decide(ended({ fork: 'mallory/flows', runId: 900 }))).toMatchObject({
      triggeringRun: {
        id: 900,
        headSha: HEAD,
        headBranch: 'change',
        headRepository: 'mallory/flows',
        headOwner: 'mallory',
      },
      context: { isFork: true, mayComment: true },
    })
  })

  it('says which fields an event lacks that something else than GitHub wrote', () => {
    const event = reported(pullRequestEvent({ headSha: HEAD, baseSha: BASE, mergeSha: MERGE }))
    const payload = { action: 'opened', pull_request: { number: '7', state: 'open', head: {}, base: null } }
    const decision = decideEvent({ ...event, payload })
    expect(decision).toEqual({ kind: 'error', message: expect.stringContaining('"pull_request"') })
    expect(decision).toMatchObject({
      message: expect.stringMatching(/: pull_request\.number, pull_request\.head\.sha, .*pull_request\.base\./),
    })
    for (const nothing of [null, [], 'x'])
      expect(decideEvent({ ...event, payload: nothing })).toMatchObject({ kind: 'error', message: expect.any(String) })
  })

  it('links to the attempt of the run', () => {
    expect(contextOf(dispatch()).run.url).toBe('https://github.com/acme/flows/actions/runs/777/attempts/1')
  })
})

describe('the rules that count', () => {
  it.each([
    ['pull_request', 'plan', undefined, 'base'],
    ['pull_request_target', 'plan', undefined, 'base'],
    ['pull_request_review', 'plan', undefined, 'base'],
    ['pull_request_review', 'deploy', undefined, 'base'],
    ['merge_group', 'validate', undefined, 'base'],
    ['push', 'deploy', undefined, 'tree'],
    ['push', 'plan', undefined, 'tree'],
    ['workflow_dispatch', 'plan', 'main', 'base'],
    ['workflow_dispatch', 'deploy', 'main', 'tree'],
  ] as const)('are on %s for %s with the base %s those of the %s', (event, command, base, whose) => {
    expect(trustedConfigOf({ event }, command, { base })).toBe(whose)
  })
})
