import { expect, test } from 'vitest'
import { aRepository, WRITER } from './a-repository.ts'
import { callGitHub } from './call-github.ts'
import { addComment, addPullRequest, closePullRequest } from './fixtures.ts'
import { startGitHub } from './start-github.ts'

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
