import { expect, test } from 'vitest'
import { createGitRepository } from '../support/git-repository.ts'
import { callGitHub } from './call-github.ts'
import { addComment, addPullRequest } from './fixtures.ts'
import { startGitHub } from './start-github.ts'

const TOKENS = {
  none: { permissions: {} },
  plan: { permissions: { contents: 'read', 'pull-requests': 'write' } },
  issues: { permissions: { issues: 'write' } },
  fork: { permissions: { contents: 'write', 'pull-requests': 'write', issues: 'write' }, isReadOnly: true },
} as const

const COMMENT = { body: { body: 'hello' } }
const DEPLOYMENT = { body: { ref: 'main', auto_merge: false } }

const cases = [
  { token: 'plan', path: '/issues/1/comments', options: COMMENT, status: 201 },
  { token: 'issues', path: '/issues/1/comments', options: COMMENT, status: 201 },
  { token: 'none', path: '/issues/1/comments', options: COMMENT, status: 403 },
  { token: 'fork', path: '/issues/1/comments', options: COMMENT, status: 403 },
  { token: 'fork', path: '/issues/1/comments', options: {}, status: 200 },
  { token: 'plan', path: '/issues/comments/1001', options: { method: 'PATCH', body: { body: 'x' } }, status: 200 },
  { token: 'fork', path: '/issues/comments/1001', options: { method: 'DELETE' }, status: 403 },
  { token: 'plan', path: '/issues', options: { body: { title: 'Drift' } }, status: 403 },
  { token: 'issues', path: '/issues', options: { body: { title: 'Drift' } }, status: 201 },
  { token: 'issues', path: '/pulls', options: {}, status: 403 },
  { token: 'plan', path: '/deployments', options: DEPLOYMENT, status: 403 },
  { token: 'plan', path: '/git/blobs', options: { body: { content: 'x' } }, status: 403 },
  { token: 'none', path: '/git/ref/heads/main', options: {}, status: 403 },
  { token: 'unknown', path: '/issues', options: {}, status: 401 },
  { token: '', path: '/issues/1', options: {}, status: 404 },
] as const

test.each(cases)('token "$token" on $path answers $status', async ({ token, path, options, status }) => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: TOKENS })
  repository.branch('feature')
  repository.commit({ 'a.yml': 'id: a\n' })
  addPullRequest(github.world, { head: 'feature' })
  addComment(github.world, 1, 'first')
  const reply = await callGitHub(github, path, { ...options, token })
  expect(reply.status).toBe(status)
  if (status === 403) expect(reply.body.message).toBe('Resource not accessible by integration')
  if (status === 401) expect(reply.body.message).toBe('Bad credentials')
  expect(github.breaches).toEqual([])
})

test('what is public may be read without a permission or token, but not written', async () => {
  using repository = createGitRepository()
  const options = { repository: 'acme/flows', gitDir: repository.dir, tokens: TOKENS, isPrivate: false }
  await using github = await startGitHub(options)
  expect((await callGitHub(github, '/git/ref/heads/main', { token: '' })).status).toBe(200)
  expect((await callGitHub(github, '/issues', { token: 'none' })).status).toBe(200)
  expect((await callGitHub(github, '/deployments', { ...DEPLOYMENT, token: 'none' })).status).toBe(403)
  expect((await callGitHub(github, '/deployments', { ...DEPLOYMENT, token: '' })).status).toBe(401)
  expect(github.breaches).toEqual([])
})

test('GitHub Actions may be kept from opening pull requests', async () => {
  using repository = createGitRepository()
  const options = {
    repository: 'acme/flows',
    gitDir: repository.dir,
    tokens: TOKENS,
    letsActionsOpenPullRequests: false,
  }
  await using github = await startGitHub(options)
  const reply = await callGitHub(github, '/pulls', { token: 'plan', body: { title: 'x', head: 'f', base: 'main' } })
  expect(reply.body.message).toBe('GitHub Actions is not permitted to create or approve pull requests.')
  expect(github.breaches).toEqual([])
})
