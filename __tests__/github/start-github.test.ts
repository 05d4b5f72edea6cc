import { describe, expect, test } from 'vitest'
import { addComment, addPullRequest } from './fixtures.ts'
import { createGitRepository } from './git-repository.ts'
import { type GitHub, startGitHub, WORKFLOW_TOKEN } from './start-github.ts'

interface CallOptions {
  readonly method?: string
  readonly token?: string
  readonly body?: unknown
}

async function call(github: GitHub, path: string, { method, token = WORKFLOW_TOKEN, body }: CallOptions = {}) {
  const reply = await fetch(`${github.url}/repos/acme/flows${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(token !== '' && { authorization: `token ${token}` }), 'user-agent': 'test' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, body: text === '' ? undefined : JSON.parse(text) }
}

describe('the GitHub stub', () => {
  test('answers every read with what GitHub describes', async () => {
    using repository = createGitRepository({ files: { 'a.yml': 'id: a\n', 'old.yml': 'x\ny\nz\n' } })
    repository.branch('feature')
    repository.commit({
      'a.yml': 'id: b\n',
      'old.yml': null,
      'new.yml': 'x\ny\nz\n',
      'été/ü.bin': Buffer.from([0, 255]),
    })
    const merge = repository.pullRequestRefs(1, 'feature')
    await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir })
    addPullRequest(github.world, { head: 'feature' })
    addComment(github.world, 1, 'hello')
    const head = repository.sha('feature')
    const paths = [
      '',
      '/pulls/1',
      '/pulls',
      '/pulls/1/files',
      '/pulls/1/commits',
      '/issues/1/comments',
      '/issues/1',
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
    ]
    const statuses = await Promise.all(paths.map(async (path) => `${(await call(github, path)).status} ${path}`))
    expect(statuses).toEqual(paths.map((path) => `200 ${path}`))
    const files = await call(github, '/pulls/1/files')
    expect(files.body.map((file: { status: string; filename: string }) => `${file.status} ${file.filename}`)).toEqual([
      'modified a.yml',
      'renamed new.yml',
      'added été/ü.bin',
    ])
    expect((await call(github, '/pulls/1')).body.merge_commit_sha).toBe(merge)
    expect(github.breaches).toEqual([])
  })
})
