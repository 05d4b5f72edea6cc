import { describe, expect, it } from 'vitest'
import { upsertComment } from '../../src/github/comment/comment.ts'
import { findBaseCommit } from '../../src/github/run/base-commit.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { git } from '../../src/repository/git.ts'
import { addComment } from '../github-stub/fixtures.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aPlan, aPlannedResource, aReport, commentOptions } from '../render/factories.ts'
import { aClient, aStageWithGit } from './setup.ts'

const MAX_REQUESTS = 5

const resources = Array.from({ length: 10 }, (_, index) => aPlannedResource({ name: `flow-${index}` }))
const summary = { ...aPlan().summary, update: 10, unchanged: 990 }
const report = aReport({ plan: { ...aPlan({ resources }), summary } })
const bodyOf = (runId: number, words: string) =>
  renderComment({ ...report, notices: [words] }, commentOptions({ marker: { key: 'k1', runId, runAttempt: 1 } }))

/** From the event to the comment, as the pull request #1 of a repository with 1,000 flows does it. */
const planOnce = async (options: { readonly token?: string; readonly hasGit?: boolean; readonly old?: boolean }) => {
  const { token = WORKFLOW_TOKEN, hasGit = true, old = false } = options
  await using stage = await aStageWithGit({
    tokens: {
      [WORKFLOW_TOKEN]: { permissions: { contents: 'read', 'pull-requests': 'write' } },
      ghp_ada: { user: 'ada', permissions: { contents: 'read', 'pull-requests': 'write' } },
    },
  })
  const baseSha = stage.git.sha('main')
  const mergeSha = stage.git.pullRequestRefs(1, 'change') ?? ''
  if (old) addComment(stage.github.world, 1, bodyOf(6, 'old'), { login: 'ada', isApp: false })
  using checkout = stage.git.clone({ ref: 'refs/pull/1/merge' })
  const client = aClient(stage.github, { token })
  const base = await findBaseCommit({
    source: { from: 'merge-commit', mergeSha, headSha: stage.git.sha('change'), baseSha },
    git: (args, reach = 'local') => git(args, { cwd: hasGit ? checkout.dir : '/no/such/folder', reach }),
    client,
  })
  const result = await upsertComment(client, {
    pullRequest: 1,
    render: () => bodyOf(7, 'current'),
    mode: 'create-or-update',
  })
  expect(stage.github.breaches).toEqual([])
  return { base, kind: result.kind, count: client.requestCount() }
}

describe('a plan of 1,000 flows with 10 changes', () => {
  it('takes 3 calls for the first comment', async () => {
    expect(await planOnce({})).toEqual({
      ...{ base: { kind: 'found', sha: expect.any(String) }, kind: 'created', count: 3 },
    })
  })

  it('takes 3 calls to update the comment of a personal token', async () => {
    expect(await planOnce({ token: 'ghp_ada', old: true })).toMatchObject({ kind: 'updated', count: 3 })
  })

  it('takes no more than 5 calls without git', async () => {
    const { base, kind, count } = await planOnce({ hasGit: false })
    expect([base.kind, kind]).toEqual(['found', 'created'])
    expect(count).toBeLessThanOrEqual(MAX_REQUESTS)
  })
})
