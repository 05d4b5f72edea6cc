import { expect, test } from 'vitest'
import { aRepository, WRITER } from './a-repository.ts'
import { callGitHub } from './call-github.ts'
import { addComment, addPullRequest, closePullRequest } from './fixtures.ts'
import { startGitHub } from './start-github.ts'

test('answers every read as GitHub describes it', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: WRITER })
  addPullRequest(github.world, { head: 'feature' })
  addComment(github.world, 1, 'hello')
  const head = repository.sha('feature')
  const paths = [
    '/pulls?state=all&head=acme:feature',
    '/issues?state=all&labels=kestra',
    '/issues/1',
    '/issues/1/comments',
    `/commits/${head}/pulls`,
    '/compare/main...feature',
    '/git/ref/heads/feature',
    '/git/trees/feature?recursive=1',
    `/git/commits/${head}`,
  ]
  const answers = await Promise.all(paths.map(async (path) => `${(await callGitHub(github, path)).status} ${path}`))
  expect(answers).toEqual(paths.map((path) => `200 ${path}`))
  expect(github.breaches).toEqual([])
})

test('compares two branches with git, renames included', async () => {
  using repository = aRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  const { body } = await callGitHub(github, '/compare/main...feature')
  expect(body.files).toMatchObject([
    { filename: 'a.yml', status: 'modified', additions: 1, deletions: 1 },
    { filename: 'new.yml', status: 'renamed', previous_filename: 'old.yml', changes: 0 },
    { filename: 'été/ü.bin', status: 'added', changes: 0 },
  ])
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
