import { expect, test } from 'vitest'
import { callGitHub } from './call-github.ts'
import { addComment, addPullRequest, closePullRequest } from './fixtures.ts'
import { createGitRepository } from './git-repository.ts'
import { startGitHub } from './start-github.ts'

const WRITER = {
  ghs_workflow: { permissions: { contents: 'write', issues: 'write', 'pull-requests': 'write', deployments: 'write' } },
} as const

function aRepository() {
  const repository = createGitRepository({ files: { 'a.yml': 'id: a\n', 'old.yml': 'x\ny\nz\n' } })
  repository.branch('feature')
  const binary = Buffer.from([0, 255])
  repository.commit({ 'a.yml': 'id: b\n', 'old.yml': null, 'new.yml': 'x\ny\nz\n', 'été/ü.bin': binary })
  repository.branch('main')
  return repository
}

test('answers every read as GitHub describes it', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: WRITER })
  addPullRequest(github.world, { head: 'feature' })
  const comment = addComment(github.world, 1, 'hello')
  const head = repository.sha('feature')
  const paths = [
    '',
    '/pulls/1',
    '/pulls?state=all&head=acme:feature',
    '/pulls/1/files?per_page=100',
    '/pulls/1/commits',
    '/issues?state=all&labels=kestra',
    '/issues/1',
    '/issues/1/comments',
    `/issues/comments/${comment.id}`,
    `/commits/${head}/pulls`,
    '/commits',
    '/commits/feature',
    '/compare/main...feature',
    '/contents/a.yml?ref=feature',
    '/contents/%C3%A9t%C3%A9/%C3%BC.bin?ref=feature',
    '/contents/%C3%A9t%C3%A9?ref=feature',
    '/git/ref/heads/feature',
    '/git/trees/feature?recursive=1',
    `/git/commits/${head}`,
    '/branches/main',
    '/deployments',
  ]
  const answers = await Promise.all(paths.map(async (path) => `${(await callGitHub(github, path)).status} ${path}`))
  expect(answers).toEqual(paths.map((path) => `200 ${path}`))
  expect(github.breaches).toEqual([])
})

test('takes files of a pull request from git, with renames', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  const merge = repository.pullRequestRefs(1, 'feature')
  addPullRequest(github.world, { head: 'feature' })
  const { body: files } = await callGitHub(github, '/pulls/1/files')
  expect(files).toMatchObject([
    { filename: 'a.yml', status: 'modified', additions: 1, deletions: 1 },
    { filename: 'new.yml', status: 'renamed', previous_filename: 'old.yml', changes: 0 },
    { filename: 'été/ü.bin', status: 'added', changes: 0 },
  ])
  expect((await callGitHub(github, '/pulls/1')).body).toMatchObject({
    merge_commit_sha: merge,
    changed_files: 3,
    commits: 1,
  })
  expect(github.breaches).toEqual([])
})

test('gives the bytes of a file inline and raw', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  const path = '/contents/a.yml?ref=feature'
  const inline = await callGitHub(github, path)
  expect(Buffer.from(inline.body.content, 'base64').toString()).toBe('id: b\n')
  expect((await callGitHub(github, path, { accept: 'application/vnd.github.raw+json' })).body).toBe('id: b\n')
  expect((await callGitHub(github, '/contents/gone.yml')).status).toBe(404)
  expect(github.breaches).toEqual([])
})

test('keeps comments: created, listed, updated and deleted as the bot of GitHub Actions', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  addPullRequest(github.world, { head: 'feature' })
  const { status, body: created } = await callGitHub(github, '/issues/1/comments', { body: { body: 'a plan' } })
  expect(status).toBe(201)
  expect(created).toMatchObject({
    user: { login: 'github-actions[bot]', type: 'Bot' },
    performed_via_github_app: { slug: 'github-actions' },
    html_url: `https://github.com/acme/flows/pull/1#issuecomment-${created.id}`,
  })
  const path = `/issues/comments/${created.id}`
  await callGitHub(github, path, { method: 'PATCH', body: { body: 'a receipt' } })
  expect(github.world.comments).toMatchObject([{ body: 'a receipt' }])
  expect((await callGitHub(github, path, { method: 'DELETE' })).status).toBe(204)
  expect((await callGitHub(github, '/issues/1/comments')).body).toEqual([])
  expect(github.breaches).toEqual([])
})

test('finds the pull request of a commit after each way to merge', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  const numbersOf = async (sha: string) =>
    (await callGitHub(github, `/commits/${sha}/pulls`)).body.map((pull: { number: number }) => pull.number)
  const start = repository.sha('main')
  const ways = [
    () => [repository.merge('feature')],
    () => [repository.squash('feature')],
    () => repository.rebase('feature'),
  ]
  for (const [index, merge] of ways.entries()) {
    repository.reset(start)
    const { number } = addPullRequest(github.world, { head: 'feature' })
    expect(await numbersOf(repository.sha('feature'))).toContain(number)
    const landed = merge()
    closePullRequest(github.world, number, landed)
    expect(await numbersOf(landed.at(-1) ?? '')).toEqual([index + 1])
  }
  expect(await numbersOf(start)).toEqual([])
  expect(github.breaches).toEqual([])
})

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
  const { body: statuses } = await callGitHub(github, `/deployments/${ids[0]}/statuses`)
  expect(statuses.map(({ state }: { state: string }) => state)).toEqual(['inactive', 'success'])
  expect((await callGitHub(github, '/deployments?environment=production')).body).toMatchObject([
    { description: 'second' },
    { description: 'first' },
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
