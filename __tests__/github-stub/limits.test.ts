import { expect, test } from 'vitest'
import { createGitRepository } from '../support/git-repository.ts'
import { callGitHub } from './call-github.ts'
import { addComment, addPullRequest } from './fixtures.ts'
import { startGitHub, WORKFLOW_TOKEN } from './start-github.ts'

const tokens = {
  [WORKFLOW_TOKEN]: {
    permissions: { contents: 'read', issues: 'write', 'pull-requests': 'write', deployments: 'write' },
  },
} as const

test('takes a comment of 262,144 bytes and refuses one more, on create and on update', async () => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
  addPullRequest(github.world, { head: 'main' })
  const fits = `é${'x'.repeat(262_142)}`
  const created = await callGitHub(github, '/issues/1/comments', { body: { body: fits } })
  expect(created.status).toBe(201)
  const tooLong = [
    await callGitHub(github, '/issues/1/comments', { body: { body: `${fits}x` } }),
    await callGitHub(github, `/issues/comments/${created.body.id}`, { method: 'PATCH', body: { body: `${fits}x` } }),
  ]
  for (const { status, body } of tooLong) {
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ message: 'Body is too long (maximum is 65536 characters)' }])
  }
  expect(github.breaches).toEqual([])
})

test('an issue body past 65,536 code points is refused on create and silently dropped on update', async () => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
  const fits = '🚀'.repeat(65_536)
  const create = (body: string) => callGitHub(github, '/issues', { body: { title: 'Drift', body } })
  expect((await create(`${fits}x`)).status).toBe(422)
  expect((await create(fits)).status).toBe(201)
  const update = (body: string) => callGitHub(github, '/issues/1', { method: 'PATCH', body: { body } })
  const dropped = await update(`${fits}x`)
  expect([dropped.status, dropped.body.body === fits]).toEqual([200, true])
  expect((await update('clean')).body.body).toBe('clean')
  expect(github.breaches).toEqual([])
})

test('pages hold 30, at most 100, and name their neighbours', async () => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
  addPullRequest(github.world, { head: 'main' })
  for (let number = 0; number < 201; number++) addComment(github.world, 1, `comment ${number}`)
  const page = (query: string) => callGitHub(github, `/issues/1/comments${query}`)
  expect((await page('')).body).toHaveLength(30)
  const first = await page('?per_page=500')
  expect(first.body).toHaveLength(100)
  expect(first.headers.get('link')).toMatch(/page=2>; rel="next", <[^>]+page=3>; rel="last"$/)
  const last = await page('?per_page=100&page=3')
  expect(last.body).toMatchObject([{ body: 'comment 200' }])
  expect(last.headers.get('link')).toMatch(/page=2>; rel="prev", <[^>]+page=1>; rel="first"$/)
  expect(github.breaches).toEqual([])
})

test.each([
  { files: 300, compared: 300 },
  { files: 301, compared: 300 },
])('a comparison of $files files holds $compared, all on the first page', async ({ files, compared }) => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
  repository.branch('feature')
  repository.commit(manyFiles(files))
  const page = async (query: string) => (await callGitHub(github, `/compare/main...feature${query}`)).body.files
  expect(await page('')).toHaveLength(compared)
  expect(await page('?page=2')).toEqual([])
  expect(github.breaches).toEqual([])
})

test('refuses calls past the rate limit with the headers that say when to come back', async () => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens, rateLimit: 1 })
  const first = await callGitHub(github, '/issues')
  expect([first.status, first.headers.get('x-ratelimit-remaining')]).toEqual([200, '0'])
  const second = await callGitHub(github, '/issues')
  expect([second.status, second.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
  expect(second.body.message).toMatch(/^API rate limit exceeded/)
})

test('a deployment is described in 140 characters', async () => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
  const { body } = await callGitHub(github, '/deployments', { body: { ref: 'main' } })
  const describe = async (length: number) => {
    const status = { state: 'success', description: 'x'.repeat(length) }
    return (await callGitHub(github, `/deployments/${body.id}/statuses`, { body: status })).status
  }
  expect([await describe(140), await describe(141)]).toEqual([201, 422])
  expect(github.breaches).toEqual([])
})

/** One content for all, so that git stores one object. */
function manyFiles(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`flows/f${index}.yml`, 'id: f\n']))
}
