import { expect, test } from 'vitest'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest } from './open-pull-request.ts'
import { commentsOf } from './read-run.ts'
import { startScene } from './start-scene.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const change = { [FLOW]: aFlow({ id: 'daily', message: 'bye' }) }

describeWorkflows('two runs for one pull request', (version) => {
  test('leave one comment when both find none and create theirs', async () => {
    await using scene = await startScene({ version, files })
    const pullRequest = openPullRequest(scene, change)
    // Both have looked before one of them writes.
    scene.github.fail({ method: 'POST', path: /\/comments$/, times: 2, delayMs: 2000 })
    const runs = await Promise.all([
      pullRequest.run('opened', { runId: 801 }),
      pullRequest.run('synchronize', { runId: 802 }),
    ])
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success'])
    const created = scene.github.requests.filter(({ method, status }) => method === 'POST' && status === 201)
    expect([created.length, commentsOf(scene, 1).length]).toEqual([2, 1])
    expect(scene.github.breaches).toEqual([])
  })

  test('keep what the newer one wrote, also when the older one ends last', async () => {
    await using scene = await startScene({ version, files })
    const pullRequest = openPullRequest(scene, change)
    await pullRequest.run('opened', { runId: 900 })
    const [newer] = commentsOf(scene, 1)
    pullRequest.commit({ [FLOW]: aFlow({ id: 'daily', message: 'late' }) })
    const older = await pullRequest.run('synchronize', { runId: 800 })
    expect(older.conclusion).toBe('success')
    expect(older.log).toContain('was not changed: run 900, which wrote it (planned), is newer than this run.')
    expect(commentsOf(scene, 1)).toEqual([newer])
    expect(scene.github.breaches).toEqual([])
  })
})
