import { expect, test } from 'vitest'
import { createGitRepository } from '../support/git-repository.ts'
import { callGitHub } from './call-github.ts'
import { addPullRequest } from './fixtures.ts'
import { startGitHub } from './start-github.ts'

const cases = [
  {
    name: 'a field that GitHub would ignore',
    path: '/issues/1/comments',
    options: { body: { body: 'x', text: 'y' } },
    status: 201,
    breach: /body\/text: is not described/,
  },
  {
    name: 'a field that is missing',
    path: '/issues/1/comments',
    options: { body: {} },
    status: 422,
    breach: /body: must have required property 'body'/,
  },
  {
    name: 'a field of the wrong type',
    path: '/issues/1/comments',
    options: { body: { body: 7 } },
    status: 422,
    breach: /body\/body: must be string/,
  },
  {
    name: 'a parameter that GitHub would ignore',
    path: '/issues/1/comments?perPage=100',
    options: {},
    status: 200,
    breach: /query: must NOT have additional properties .*perPage/,
  },
  {
    name: 'a parameter with a value that is not one of the listed',
    path: '/pulls?state=merged',
    options: {},
    status: 200,
    breach: /query\/state: must be equal to one of the allowed values/,
  },
  {
    name: 'a call that is not in the extract',
    path: '/pulls/1/reviews',
    options: {},
    status: 404,
    breach: /GET \/repos\/acme\/flows\/pulls\/1\/reviews: not in openapi\.json/,
  },
] as const

test.each(cases)('$name is a breach', async ({ path, options, status, breach }) => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  addPullRequest(github.world, { head: 'main' })
  expect((await callGitHub(github, path, options)).status).toBe(status)
  expect(github.breaches).toEqual([expect.stringMatching(breach)])
})

test('a reply that GitHub would not give is a breach', async () => {
  using repository = createGitRepository()
  await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
  const issue = addPullRequest(github.world, { head: 'main' })
  github.world.issues.set(1, { ...issue, createdAt: 'yesterday' })
  await callGitHub(github, '/issues/1')
  expect(github.breaches).toEqual([expect.stringMatching(/reply\/created_at: must match format "date-time"/)])
})
