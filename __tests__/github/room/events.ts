import type { GitHubEvent, RunnerEnvironment } from '../../../src/github/event-decision.ts'

export const SHA = { merge: '1'.repeat(40), head: '2'.repeat(40), base: '3'.repeat(40), zero: '0'.repeat(40) } as const

export const aRunner = (overrides: Partial<RunnerEnvironment> = {}): RunnerEnvironment => ({
  sha: SHA.merge,
  ref: 'refs/heads/main',
  repository: 'acme/flows',
  runId: 777,
  runNumber: 12,
  runAttempt: 1,
  actor: 'octocat',
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  ...overrides,
})

export const anEvent = (overrides: Partial<GitHubEvent> = {}): GitHubEvent => ({
  name: 'workflow_dispatch',
  payload: { repository: { private: true, default_branch: 'main' } },
  env: aRunner(),
  command: 'auto',
  isDryRun: false,
  ...overrides,
})

const repository = { full_name: 'acme/flows', private: true, default_branch: 'main' }

export const aPullRequest = (overrides: Record<string, unknown> = {}, action = 'opened') => ({
  action,
  repository,
  pull_request: {
    number: 7,
    state: action === 'closed' ? 'closed' : 'open',
    merged: false,
    head: { sha: SHA.head, ref: 'change', repo: repository },
    base: { sha: SHA.base, ref: 'main', repo: repository },
    ...overrides,
  },
})

export const aPush = (overrides: Record<string, unknown> = {}) => ({
  repository,
  ref: 'refs/heads/main',
  before: SHA.base,
  after: SHA.head,
  created: false,
  deleted: false,
  forced: false,
  commits: [{ id: SHA.merge }, { id: SHA.head }],
  ...overrides,
})

export const aMergeGroup = (action = 'checks_requested') => ({
  action,
  repository,
  merge_group: {
    head_sha: SHA.head,
    head_ref: `refs/heads/gh-readonly-queue/main/pr-12-${SHA.base}`,
    base_sha: SHA.base,
    base_ref: 'refs/heads/main',
  },
})

export const aWorkflowRun = (overrides: Record<string, unknown> = {}) => ({
  action: 'completed',
  repository,
  workflow_run: {
    id: 900,
    event: 'pull_request',
    conclusion: 'success',
    head_sha: SHA.head,
    head_branch: 'change',
    head_repository: { full_name: 'mallory/flows', owner: { login: 'mallory' } },
    ...overrides,
  },
})
