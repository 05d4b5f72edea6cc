import { describe, expect, it } from 'vitest'
import { readEvent } from '../../../src/github/event.ts'
import type { EventDecision, GitHubEvent } from '../../../src/github/event-decision.ts'
import { aMergeGroup, anEvent, aPullRequest, aPush, aRunner, aWorkflowRun, SHA } from './events.ts'

const contextOf = (event: Partial<GitHubEvent>) => {
  const decision = readEvent(anEvent(event))
  if (!('context' in decision)) throw new Error(`no context: ${JSON.stringify(decision)}`)
  return decision.context
}

describe('readEvent', () => {
  const forkHead = { sha: SHA.head, ref: 'change', repo: { full_name: 'mallory/flows' } }
  const cases: readonly [string, Partial<GitHubEvent>, EventDecision['kind']][] = [
    ['plans an opened pull request', { name: 'pull_request', payload: aPullRequest() }, 'plan'],
    ['plans after a push to it', { name: 'pull_request', payload: aPullRequest({}, 'synchronize') }, 'plan'],
    ['plans a reopened one', { name: 'pull_request', payload: aPullRequest({}, 'reopened') }, 'plan'],
    ['plans a pull request of a fork', { name: 'pull_request', payload: aPullRequest({ head: forkHead }) }, 'plan'],
    [
      'only validates it when asked to',
      { name: 'pull_request', payload: aPullRequest(), command: 'validate' },
      'validate',
    ],
    [
      'does nothing after a merge',
      { name: 'pull_request', payload: aPullRequest({ merged: true }, 'closed') },
      'nothing',
    ],
    [
      'marks a pull request closed unmerged',
      { name: 'pull_request', payload: aPullRequest({}, 'closed') },
      'mark-closed',
    ],
    [
      'does nothing when a closed one is labelled',
      { name: 'pull_request', payload: aPullRequest({ state: 'closed' }, 'labeled') },
      'nothing',
    ],
    ['refuses to deploy a pull request', { name: 'pull_request', payload: aPullRequest(), command: 'deploy' }, 'error'],
    [
      'plans it with dry-run',
      { name: 'pull_request', payload: aPullRequest(), command: 'deploy', isDryRun: true },
      'plan',
    ],
    ['refuses drift on a pull request', { name: 'pull_request', payload: aPullRequest(), command: 'drift' }, 'error'],
    ['refuses pull_request_target by itself', { name: 'pull_request_target', payload: aPullRequest() }, 'error'],
    [
      'plans pull_request_target when asked to',
      { name: 'pull_request_target', payload: aPullRequest(), command: 'plan' },
      'plan',
    ],
    [
      'never deploys pull_request_target',
      { name: 'pull_request_target', payload: aPullRequest(), command: 'deploy' },
      'error',
    ],
    [
      'marks closed on pull_request_target',
      { name: 'pull_request_target', payload: aPullRequest({}, 'closed') },
      'mark-closed',
    ],
    ['deploys a pushed branch', { name: 'push', payload: aPush() }, 'deploy'],
    ['plans a pushed branch with dry-run', { name: 'push', payload: aPush(), isDryRun: true }, 'plan'],
    ['does nothing on a deleted ref', { name: 'push', payload: aPush({ deleted: true, after: SHA.zero }) }, 'nothing'],
    [
      'does nothing on a deleted ref whatever the command',
      { name: 'push', payload: aPush({ deleted: true }), command: 'deploy' },
      'nothing',
    ],
    ['refuses a tag by itself', { name: 'push', payload: aPush({ ref: 'refs/tags/v1' }) }, 'error'],
    [
      'deploys a tag when asked to',
      { name: 'push', payload: aPush({ ref: 'refs/tags/v1' }), command: 'deploy' },
      'deploy',
    ],
    ['plans a merge group', { name: 'merge_group', payload: aMergeGroup() }, 'plan'],
    [
      'does nothing about a destroyed merge group',
      { name: 'merge_group', payload: aMergeGroup('destroyed') },
      'nothing',
    ],
    ['refuses to deploy a merge group', { name: 'merge_group', payload: aMergeGroup(), command: 'deploy' }, 'error'],
    ['deploys on workflow_dispatch', {}, 'deploy'],
    ['plans on workflow_dispatch with dry-run', { isDryRun: true }, 'plan'],
    ['exports on workflow_dispatch when asked to', { command: 'export' }, 'export'],
    ['looks for drift on a schedule', { name: 'schedule', payload: { schedule: '0 6 * * *' } }, 'drift'],
    ['posts the plan of a run for a pull request', { name: 'workflow_run', payload: aWorkflowRun() }, 'post-artifact'],
    [
      'posts the plan of a run that failed',
      { name: 'workflow_run', payload: aWorkflowRun({ conclusion: 'failure' }) },
      'post-artifact',
    ],
    [
      'does nothing after a cancelled run',
      { name: 'workflow_run', payload: aWorkflowRun({ conclusion: 'cancelled' }) },
      'nothing',
    ],
    [
      'does nothing when the fork is gone',
      { name: 'workflow_run', payload: aWorkflowRun({ head_repository: null }) },
      'nothing',
    ],
    [
      'never deploys after a run for a pull request',
      { name: 'workflow_run', payload: aWorkflowRun(), command: 'deploy' },
      'error',
    ],
    [
      'deploys after another workflow when asked to',
      { name: 'workflow_run', payload: aWorkflowRun({ event: 'push' }), command: 'deploy' },
      'deploy',
    ],
    ['refuses another workflow by itself', { name: 'workflow_run', payload: aWorkflowRun({ event: 'push' }) }, 'error'],
    ['refuses an unknown event by itself', { name: 'release', payload: {} }, 'error'],
    ['runs an explicit command on an unknown event', { name: 'release', payload: {}, command: 'deploy' }, 'deploy'],
  ]

  it.each(cases)('%s', (_name, event, kind) => {
    expect(readEvent(anEvent(event)).kind).toBe(kind)
  })

  it.each(cases.filter(([, , kind]) => kind === 'error'))('names the event: %s', (_name, event) => {
    const decision = readEvent(anEvent(event))
    expect(decision.kind === 'error' && decision.message).toContain(`"${event.name}"`)
  })

  it('shows the head of a pull request and compares with what it was merged onto', () => {
    expect(contextOf({ name: 'pull_request', payload: aPullRequest() })).toMatchObject({
      repository: { owner: 'acme', repo: 'flows' },
      sha: SHA.merge,
      shownSha: SHA.head,
      base: { from: 'merge-commit', mergeSha: SHA.merge, headSha: SHA.head, baseSha: SHA.base },
      branch: 'main',
      pullRequest: 7,
      mayComment: true,
      isFork: false,
      isPublicRepository: false,
    })
  })

  it.each([
    ['another repository', forkHead],
    ['a repository that is gone', { ...forkHead, repo: null }],
  ])('knows a fork by its head: %s', (_name, head) => {
    expect(contextOf({ name: 'pull_request', payload: aPullRequest({ head }) }).isFork).toBe(true)
  })

  it('knows Dependabot by the actor, whose token GitHub restricts', () => {
    const env = aRunner({ actor: 'dependabot[bot]' })
    expect(contextOf({ name: 'pull_request', payload: aPullRequest(), env }).isDependabot).toBe(true)
  })

  it('compares a push with what the branch was before', () => {
    expect(contextOf({ name: 'push', payload: aPush({ forced: true }) })).toMatchObject({
      sha: SHA.head,
      base: { from: 'commit', sha: SHA.base },
      branch: 'main',
      pushedShas: [SHA.merge, SHA.head],
      isForced: true,
    })
  })

  it('knows no base of a branch that the push created', () => {
    const { base } = contextOf({ name: 'push', payload: aPush({ created: true, before: SHA.zero }) })
    expect(base).toEqual({
      from: 'none',
      why: 'refs/heads/main was created by this push, so there is no commit before it',
    })
  })

  it('compares a merge group with the item before it and leaves its pull request alone', () => {
    expect(contextOf({ name: 'merge_group', payload: aMergeGroup() })).toMatchObject({
      sha: SHA.head,
      base: { from: 'commit', sha: SHA.base },
      branch: 'main',
      pullRequest: 12,
      mayComment: false,
    })
  })

  it('takes a repository for public when the event does not tell', () => {
    expect(contextOf({ name: 'schedule', payload: {} }).isPublicRepository).toBe(true)
  })

  it('tells the run that left the artifact', () => {
    expect(readEvent(anEvent({ name: 'workflow_run', payload: aWorkflowRun() }))).toMatchObject({
      triggeringRun: {
        id: 900,
        headSha: SHA.head,
        headBranch: 'change',
        headRepository: 'mallory/flows',
        headOwner: 'mallory',
      },
      context: { isFork: true, mayComment: true },
    })
  })

  it('links to the attempt of the run', () => {
    expect(contextOf({}).run.url).toBe('https://github.com/acme/flows/actions/runs/777/attempts/1')
  })
})
