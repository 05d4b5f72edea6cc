import { expect, test } from 'vitest'
import { schemaBreaches } from './description.ts'
import {
  mergeGroupEvent,
  NO_COMMIT,
  pullRequestEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  workflowDispatchEvent,
  workflowRunEvent,
} from './events.ts'

const commitOf = (letter: string) => letter.repeat(40)
const [A, B, C, D] = [commitOf('a'), commitOf('b'), commitOf('c'), commitOf('d')]
const SIDES = { headSha: A, baseSha: B, mergeSha: C }

const cases = [
  { name: 'an opened pull request', event: pullRequestEvent(SIDES), ref: 'refs/pull/1/merge', sha: C },
  {
    name: 'a merged pull request',
    event: pullRequestEvent({ ...SIDES, action: 'closed', isMerged: true }),
    ref: 'refs/heads/main',
    sha: C,
  },
  {
    name: 'a pull request turned down',
    event: pullRequestEvent({ ...SIDES, action: 'closed' }),
    ref: 'refs/pull/1/merge',
    sha: C,
  },
  {
    name: 'a pull request of a fork, privileged',
    event: pullRequestTargetEvent({ ...SIDES, fork: 'eve/flows', defaultSha: D }),
    ref: 'refs/heads/main',
    sha: D,
  },
  { name: 'a push', event: pushEvent({ before: A, after: B }), ref: 'refs/heads/main', sha: B },
  { name: 'a pushed tag', event: pushEvent({ ref: 'refs/tags/v1', after: B }), ref: 'refs/tags/v1', sha: B },
  {
    name: 'a deleted branch',
    event: pushEvent({ ref: 'refs/heads/x', before: A, defaultSha: D }),
    ref: 'refs/heads/main',
    sha: D,
  },
  {
    name: 'a merge group',
    event: mergeGroupEvent({ number: 7, headSha: A, baseSha: B }),
    ref: `refs/heads/gh-readonly-queue/main/pr-7-${B}`,
    sha: A,
  },
  { name: 'a dispatch', event: workflowDispatchEvent({ sha: A, inputs: {} }), ref: 'refs/heads/main', sha: A },
  { name: 'a schedule', event: scheduleEvent({ sha: A }), ref: 'refs/heads/main', sha: A },
  {
    name: 'a finished run of a fork',
    event: workflowRunEvent({ sha: A, headSha: B, head: 'feature', fork: 'eve/flows' }),
    ref: 'refs/heads/main',
    sha: A,
  },
]

test.each(cases)('$name names its repository, ref and commit as GitHub does', ({ event, ref, sha }) => {
  expect([event.ref, event.sha]).toEqual([ref, sha])
  expect(schemaBreaches('full-repository', event.payload['repository'])).toEqual([])
  expect(schemaBreaches('simple-user', event.payload['sender'])).toEqual([])
})

test('holds the whole pull request', () => {
  const { payload } = pullRequestEvent({ ...SIDES, action: 'synchronize', fork: 'eve/flows', actor: 'dependabot[bot]' })
  expect(schemaBreaches('pull-request', payload['pull_request'])).toEqual([])
  expect(payload).toMatchObject({
    pull_request: { head: { repo: { full_name: 'eve/flows', fork: true } }, user: { type: 'Bot' } },
    sender: { login: 'dependabot[bot]' },
    after: A,
  })
})

test('tells created, deleted and forced pushes apart', () => {
  const flags = ({ payload }: ReturnType<typeof pushEvent>) => [
    payload['created'],
    payload['deleted'],
    payload['forced'],
  ]
  expect(flags(pushEvent({ after: A }))).toEqual([true, false, false])
  expect(flags(pushEvent({ before: A }))).toEqual([false, true, false])
  expect(flags(pushEvent({ before: A, after: B, isForced: true }))).toEqual([false, false, true])
  expect(pushEvent({ before: A }).payload['after']).toBe(NO_COMMIT)
})

test('a run of a fork names no pull request', () => {
  const { payload } = workflowRunEvent({ sha: A, headSha: B, head: 'feature', fork: 'eve/flows' })
  expect(payload).toMatchObject({
    workflow_run: { pull_requests: [], head_sha: B, head_repository: { full_name: 'eve/flows' } },
  })
})
