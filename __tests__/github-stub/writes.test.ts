import { expect, test } from 'vitest'
import { aRepository, WRITER } from './a-repository.ts'
import { callGitHub } from './call-github.ts'
import { addPullRequest } from './fixtures.ts'
import { startGitHub } from './start-github.ts'

test('makes a branch, a commit and a pull request through the git calls', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: WRITER })
  const post = async (path: string, body: unknown) => (await callGitHub(github, path, { body })).body
  const main = repository.sha('main')
  const blob = await post('/git/blobs', { content: Buffer.from('id: c\n').toString('base64'), encoding: 'base64' })
  const tree = await post('/git/trees', {
    base_tree: main,
    tree: [
      { path: 'flows/c.yml', mode: '100644', type: 'blob', sha: blob.sha },
      { path: 'old.yml', mode: '100644', type: 'blob', sha: null },
    ],
  })
  const commit = await post('/git/commits', { message: 'Export', tree: tree.sha, parents: [main] })
  await post('/git/refs', { ref: 'refs/heads/kestra/export', sha: commit.sha })
  const pull = await post('/pulls', { title: 'Export', head: 'kestra/export', base: 'main', body: 'From the server' })
  expect(pull).toMatchObject({
    number: 1,
    changed_files: 2,
    head: { sha: commit.sha },
    user: { login: 'github-actions[bot]' },
  })
  const twice = await callGitHub(github, '/pulls', { body: { title: 'Again', head: 'kestra/export', base: 'main' } })
  expect(twice.body.errors).toMatchObject([{ message: 'A pull request already exists for acme:kestra/export.' }])
  const older = await callGitHub(github, '/git/refs/heads/kestra/export', { method: 'PATCH', body: { sha: main } })
  expect([older.status, older.body.message]).toEqual([422, 'Update is not a fast forward'])
  expect(github.breaches).toEqual([])
})

test('keeps deployments: a success makes older ones inactive, a branch that is behind is merged instead', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: WRITER })
  const deploy = { ref: repository.sha('main'), environment: 'production', auto_merge: false, required_contexts: [] }
  const ids: number[] = []
  for (const description of ['first', 'second']) {
    const { body } = await callGitHub(github, '/deployments', { body: { ...deploy, description } })
    await callGitHub(github, `/deployments/${body.id}/statuses`, {
      body: { state: 'success', log_url: 'https://ci.test/1' },
    })
    ids.push(body.id)
  }
  expect(github.world.deployments).toMatchObject([
    { id: ids[0], description: 'first', statuses: [{ state: 'success' }, { state: 'inactive' }] },
    { id: ids[1], description: 'second', statuses: [{ state: 'success' }] },
  ])
  repository.commit({ 'b.yml': 'id: b\n' })
  const behind = await callGitHub(github, '/deployments', { body: { ref: 'feature' } })
  expect(behind.status).toBe(202)
  expect(github.breaches).toEqual([])
})

test('lists pull requests among the issues, and filters by label, state and creator', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: WRITER })
  addPullRequest(github.world, { head: 'feature' })
  const { body: issue } = await callGitHub(github, '/issues', {
    body: { title: 'Drift', body: 'x', labels: ['kestra-drift'] },
  })
  await callGitHub(github, '/issues', { body: { title: 'Other' } })
  await callGitHub(github, '/issues/3', { method: 'PATCH', body: { state: 'closed', state_reason: 'not_planned' } })
  const numbers = async (query: string) =>
    (await callGitHub(github, `/issues?${query}`)).body.map(({ number }: { number: number }) => number)
  expect(issue.number).toBe(2)
  expect(await numbers('state=all')).toEqual([3, 2, 1])
  expect(await numbers('labels=kestra-drift')).toEqual([2])
  expect(await numbers('state=open&creator=github-actions%5Bbot%5D')).toEqual([2])
  expect(github.breaches).toEqual([])
})

test('tells a token who it is through GraphQL, where REST refuses', async () => {
  using repository = aRepository()
  const tokens = { bot: { permissions: {} }, person: { user: 'octocat', permissions: {} } }
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
  const ask = async (token: string, path: string, body?: unknown) => {
    const headers = { authorization: `bearer ${token}`, 'user-agent': 'test' }
    const reply = await fetch(`${github.url}${path}`, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    return reply.json()
  }
  expect(await ask('bot', '/user')).toMatchObject({ message: 'Resource not accessible by integration' })
  expect(await ask('person', '/user')).toMatchObject({ login: 'octocat' })
  const query = { query: '{ viewer { login } }' }
  expect(await ask('bot', '/graphql', query)).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } })
  expect(github.breaches).toEqual([])
})
