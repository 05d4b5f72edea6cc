import { expect, test } from 'vitest'
import { createGitRepository } from '../support/git-repository.ts'
import { callGitHub } from './call-github.ts'
import { secondaryLimit } from './faults.ts'
import { addPullRequest } from './fixtures.ts'
import { startGitHub } from './start-github.ts'

const COMMENT = { body: { body: 'hello' } }

async function aGitHub() {
  const repository = createGitRepository()
  const github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  addPullRequest(github.world, { head: 'main' })
  return Object.assign(github, { repository })
}

test('fails the calls that a fault names, as often as it says', async () => {
  await using github = await aGitHub()
  using _ = github.repository
  github.fail({ method: 'POST', path: /comments$/, status: 502, times: 2, after: 1 })
  const statuses = []
  for (let call = 0; call < 4; call++) statuses.push((await callGitHub(github, '/issues/1/comments', COMMENT)).status)
  expect(statuses).toEqual([201, 502, 502, 201])
  expect((await callGitHub(github, '/issues/1/comments')).body).toHaveLength(2)
})

test('can do what was asked and fail all the same', async () => {
  await using github = await aGitHub()
  using _ = github.repository
  github.fail({ method: 'POST', status: 500, isApplied: true })
  expect((await callGitHub(github, '/issues/1/comments', COMMENT)).status).toBe(500)
  expect(github.world.comments).toHaveLength(1)
})

test('can drop the connection, before or after the work is done', async () => {
  await using github = await aGitHub()
  using _ = github.repository
  github.fail({ isDropped: true })
  github.fail({ isDropped: true, isApplied: true })
  await expect(callGitHub(github, '/issues/1/comments', COMMENT)).rejects.toThrow('fetch failed')
  expect(github.world.comments).toHaveLength(0)
  await expect(callGitHub(github, '/issues/1/comments', COMMENT)).rejects.toThrow('fetch failed')
  expect(github.world.comments).toHaveLength(1)
  expect(github.requests.map(({ status }) => status)).toEqual([0, 0])
})

test('can answer late', async () => {
  await using github = await aGitHub()
  using _ = github.repository
  github.fail({ delayMs: 50 })
  const start = performance.now()
  expect((await callGitHub(github, '/issues/1')).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThanOrEqual(49)
})

test("answers as GitHub's secondary limit does", async () => {
  await using github = await aGitHub()
  using _ = github.repository
  github.fail(secondaryLimit(60))
  const reply = await callGitHub(github, '/issues/1/comments', COMMENT)
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([403, '60'])
  expect(reply.body.message).toContain('secondary rate limit')
})
