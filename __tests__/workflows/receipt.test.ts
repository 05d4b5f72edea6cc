import { expect, test } from 'vitest'
import { ANSWERS } from '../../src/render/answer.ts'
import { NO_COMMIT } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows, describeWorkflowsOnAll } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf, headlineOf, writesTo } from './read-run.ts'
import { type Scene, startScene } from './start-scene.ts'

const FOLDER = 'company.team/flows'
const files = { [`${FOLDER}/daily.yml`]: aFlow({ id: 'daily' }), [`${FOLDER}/other.yml`]: aFlow({ id: 'other' }) }
const change = { [`${FOLDER}/daily.yml`]: aFlow({ id: 'daily', message: 'bye' }) }
const flowWrites = (requests: Parameters<typeof writesTo>[0]) =>
  writesTo(requests).filter((write) => !write.includes('validate') && !write.includes('/kv/'))

/** `main` is on the server already, deployed by its own push. */
async function startDeployedScene(version: Scene['server']['version']): Promise<Scene> {
  const scene = await startScene({ version, files })
  const run = await runPush(scene, NO_COMMIT)
  expect(run.outputs['kestra']).toMatchObject({ result: 'deployed', create: '2', 'comment-url': '' })
  return scene
}

describeWorkflowsOnAll('promise, merge, receipt', (version) => {
  const buttons = version === '2.0.0' ? (['merge', 'squash', 'rebase'] as const) : (['squash'] as const)
  test.each(buttons)('stay in one comment with the button "%s"', async (how) => {
    await using scene = await startDeployedScene(version)
    const pullRequest = openPullRequest(scene, change)
    await pullRequest.run('opened')
    const promised = scene.github.world.comments.map(({ id }) => id)
    const before = scene.repository.sha('main')
    pullRequest.merge(how)
    const run = await runPush(scene, before)
    expect(run.conclusion).toBe('success')
    expect(flowWrites(run.kestra)).toEqual(['PUT flows/company.team/daily'])
    expect((await scene.hands.flow('company.team', 'daily'))?.source).toBe(change[`${FOLDER}/daily.yml`])
    expect(scene.github.world.comments.map(({ id }) => id)).toEqual(promised)
    const [receipt = ''] = commentsOf(scene, 1)
    expect(headlineOf(receipt)).toContain(`${ANSWERS.kept}: 1 of 1 `)
    expect(receipt).toContain('1 → 2 ✓')
    expect(receipt).toContain(`/ui/${scene.server.tenant}/flows/edit/company.team/daily`)
    expect(run.outputs['kestra']).toMatchObject({ result: 'deployed', update: '1' })
    expect(run.plan?.resources).toEqual([expect.objectContaining({ id: 'daily', outcome: 'applied' })])
    expect(run.summary).toContain('1 → 2 ✓')
    expect(run.github.map(({ operationId }) => operationId)).toEqual([
      // Is the commit older than the deployed one? A shallow checkout cannot tell.
      'repos/compare-commits-with-basehead',
      'repos/list-pull-requests-associated-with-commit',
      'issues/list-comments',
      'actions/get-workflow-run',
      'issues/list-comments',
      'issues/update-comment',
    ])
    expect(scene.github.breaches).toEqual([])
  })
})

describeWorkflows('a push', (version) => {
  test('without a pull request is told in the summary only, and running it again writes nothing', async () => {
    await using scene = await startDeployedScene(version)
    const before = scene.repository.sha('main')
    scene.repository.commit(change)
    const run = await runPush(scene, before)
    expect(run.summary).toContain('1 → 2 ✓')
    expect(scene.github.world.comments).toEqual([])
    const again = await runPush(scene, before)
    expect([again.outputs['kestra']?.['result'], writesTo(again.kestra)]).toEqual(['in-sync', []])
    expect(scene.github.breaches).toEqual([])
  })

  test('of several pull requests turns the comment of each into the receipt', async () => {
    await using scene = await startDeployedScene(version)
    const one = openPullRequest(scene, change, { branch: 'one' })
    const two = openPullRequest(scene, { [`${FOLDER}/new.yml`]: aFlow({ id: 'new' }) }, { branch: 'two' })
    await one.run('opened')
    await two.run('opened')
    const before = scene.repository.sha('main')
    one.merge('squash')
    const between = scene.repository.sha('main')
    two.merge('squash')
    const run = await runPush(scene, before, { pushed: [between] })
    expect(flowWrites(run.kestra)).toEqual(['PUT flows/company.team/daily', 'POST flows'])
    for (const { number } of [one, two]) {
      expect(commentsOf(scene, number).map(headlineOf)).toEqual([expect.stringContaining(`${ANSWERS.kept}: 1 of 1 `)])
    }
    expect(scene.github.breaches).toEqual([])
  })

  test('that fails is rolled back, and its comment says so', async () => {
    await using scene = await startDeployedScene(version)
    const pullRequest = openPullRequest(scene, {
      ...change,
      [`${FOLDER}/other.yml`]: aFlow({ id: 'other', message: 'x' }),
    })
    await pullRequest.run('opened')
    const before = scene.repository.sha('main')
    pullRequest.merge('merge')
    const run = await runPush(scene, before, {
      fault: { method: 'PUT', path: '/flows/company.team/other$', status: 422, times: 1, body: '{"message":"no"}' },
    })
    expect(run.jobs).toEqual({ kestra: 'failure' })
    expect(commentsOf(scene, 1).map(headlineOf)).toEqual([expect.stringContaining('❌ Deploy failed')])
    expect((await scene.hands.flow('company.team', 'daily'))?.source).toBe(files[`${FOLDER}/daily.yml`])
    const again = await runPush(scene, before)
    expect(again.outputs['kestra']).toMatchObject({ result: 'deployed', update: '2' })
    expect(commentsOf(scene, 1).map(headlineOf)).toEqual([expect.stringContaining(`${ANSWERS.kept}: 2 of 2 `)])
    expect(scene.github.breaches).toEqual([])
  })
})
