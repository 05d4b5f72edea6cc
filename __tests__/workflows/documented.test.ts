import { expect, test } from 'vitest'
import { ANSWERS } from '../../src/render/answer.ts'
import {
  mergeGroupEvent,
  NO_COMMIT,
  repositoryDispatchEvent,
  scheduleEvent,
  workflowDispatchEvent,
} from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf, headlineOf } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { exampleWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const change = { [FLOW]: aFlow({ id: 'daily', message: 'bye' }) }

describeWorkflows('a workflow of the documentation', (version) => {
  test('plan-and-deploy.yml plans, deploys and leaves the receipt', async () => {
    await using scene = await startScene({ version, files })
    const workflow = exampleWorkflow('plan-and-deploy')
    await runPush(scene, NO_COMMIT, { workflow })
    const pullRequest = openPullRequest(scene, change)
    await pullRequest.run('opened', { workflow })
    expect(commentsOf(scene, 1).map(headlineOf)).toEqual([expect.stringContaining(ANSWERS.safe)])
    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    await runPush(scene, before, { workflow })
    expect(commentsOf(scene, 1).map(headlineOf)).toEqual([expect.stringContaining(`${ANSWERS.kept}: 1 of 1 `)])
    expect(scene.github.breaches).toEqual([])
  })

  test('merge-queue.yml brings the receipt of a group to each of its pull requests', async () => {
    await using scene = await startScene({ version, files })
    const workflow = exampleWorkflow('merge-queue')
    await runPush(scene, NO_COMMIT, { workflow })
    const one = openPullRequest(scene, change, { branch: 'one' })
    const two = openPullRequest(scene, { 'company.team/flows/new.yml': aFlow({ id: 'new' }) }, { branch: 'two' })
    for (const pullRequest of [one, two]) await pullRequest.run('opened', { workflow })
    const before = scene.repository.sha('main')
    one.merge('merge')
    const between = scene.repository.sha('main')
    two.merge('merge')
    const headSha = scene.repository.sha('main')
    scene.repository.branch(`gh-readonly-queue/main/pr-${two.number}-${between}`, headSha)
    scene.repository.branch('main')
    const event = mergeGroupEvent({ number: two.number, baseSha: between, headSha })
    const checked = await scene.run({ event, workflow })
    expect([checked.conclusion, checked.github]).toEqual(['success', []])
    await runPush(scene, before, { workflow, pushed: [between] })
    for (const { number } of [one, two]) {
      expect(commentsOf(scene, number).map(headlineOf)).toEqual([expect.stringContaining(`${ANSWERS.kept}: 1 of 1 `)])
    }
    expect(scene.github.breaches).toEqual([])
  })

  test('monorepo.yml gives each team a comment of its own, which holds its own flows only', async () => {
    const flowOf = (team: string, message: string) => ({
      [`teams/${team}/shop.${team}/flows/daily.yml`]: aFlow({ id: 'daily', namespace: `shop.${team}`, message }),
    })
    const both = (message: string) => ({ ...flowOf('sales', message), ...flowOf('logistics', message) })
    await using scene = await startScene({ version, files: both('hi') })
    const workflow = exampleWorkflow('monorepo')
    await runPush(scene, NO_COMMIT, { workflow })
    await openPullRequest(scene, both('bye')).run('opened', { workflow })
    const teams = commentsOf(scene, 1).map((comment) => /`shop\.(\w+)\.daily`/.exec(comment)?.[1])
    expect(teams.toSorted()).toEqual(['logistics', 'sales'])
    expect(commentsOf(scene, 1)).toEqual([
      expect.stringMatching(/^1 changed · /m),
      expect.stringMatching(/^1 changed · /m),
    ])
    expect(scene.github.breaches).toEqual([])
  })

  test('environments.yml deploys to one environment after the other', async () => {
    await using scene = await startScene({ version, files })
    const workflow = exampleWorkflow('environments').replaceAll(/KESTRA_(?:STAGING|PRODUCTION)_URL/g, 'KESTRA_URL')
    const run = await runPush(scene, NO_COMMIT, { workflow })
    expect(run.jobs).toEqual({ staging: 'success', production: 'success' })
    // GitHub shows the jobs as deployments by itself.
    expect(scene.github.world.deployments).toEqual([])
    expect(scene.github.breaches).toEqual([])
  })

  test('production.yml plans, keeps its promise, looks for drift and goes back by hand', async () => {
    await using scene = await startScene({ version, files })
    const workflow = exampleWorkflow('production')
    const first = scene.repository.sha('main')
    expect((await runPush(scene, NO_COMMIT, { workflow })).jobs).toMatchObject({ deploy: 'success' })
    const pullRequest = openPullRequest(scene, change)
    await pullRequest.run('opened', { workflow })
    pullRequest.merge('squash')
    const closed = await pullRequest.run('closed', { workflow })
    expect(closed.log).toContain('was merged: the push to main deploys it.')
    await runPush(scene, first, { workflow })
    expect(commentsOf(scene, 1).map(headlineOf)).toEqual([expect.stringContaining(`${ANSWERS.kept}: 1 of 1 `)])

    await scene.hands.saveFlow('company.team', 'daily', aFlow({ id: 'daily', message: 'edited' }))
    await scene.run({ event: scheduleEvent({ sha: scene.repository.sha('main') }), workflow })
    expect([...scene.github.world.issues.values()].map(({ title }) => title)).toContainEqual(
      expect.stringContaining('Drift'),
    )
    const inputs = { 'dry-run': 'false', commit: first }
    const event = workflowDispatchEvent({ sha: scene.repository.sha('main'), inputs })
    const back = await scene.run({ event, workflow, inputs: { 'on-drift': 'overwrite' }, depth: 0 })
    expect(back.jobs).toMatchObject({ deploy: 'success' })
    expect(scene.github.breaches).toEqual([])
  })

  test('production.yml plans without a secret, compared with Git, and the promise is kept', async () => {
    await using scene = await startScene({ version, files })
    const workflow = exampleWorkflow('production')
    const before = scene.repository.sha('main')
    await runPush(scene, NO_COMMIT, { workflow })
    const pullRequest = openPullRequest(scene, change)
    const planned = await pullRequest.run('opened', { workflow, hasSecrets: false, inputs: { offline: 'true' } })
    expect([planned.kestra, commentsOf(scene, 1).length]).toEqual([[], 1])
    pullRequest.merge('squash')
    await runPush(scene, before, { workflow })
    expect(commentsOf(scene, 1).map(headlineOf)).toEqual([expect.stringContaining(`${ANSWERS.kept}: 1 of 1 `)])
    expect(scene.github.breaches).toEqual([])
  })

  test('drift.yml tells drift in an issue', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    await scene.hands.saveFlow('company.team', 'daily', aFlow({ id: 'daily', message: 'edited' }))
    const event = scheduleEvent({ sha: scene.repository.sha('main') })
    await scene.run({ event, workflow: exampleWorkflow('drift'), depth: 0 })
    expect([...scene.github.world.issues.values()].map(({ state }) => state)).toEqual(['open'])
    expect(scene.github.breaches).toEqual([])
  })

  test('pull.yml undoes an edit on the server, on its schedule and when another system asks', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    const sha = scene.repository.sha('main')
    const inGit = (await scene.hands.flow('company.team', 'daily'))?.source
    for (const event of [scheduleEvent({ sha }), repositoryDispatchEvent({ sha, action: 'kestra-pull' })]) {
      await scene.hands.saveFlow(
        'company.team',
        'daily',
        aFlow({ id: 'daily', message: `edited before ${event.name}` }),
      )
      const ran = await scene.run({ event, workflow: exampleWorkflow('pull'), depth: 0 })
      expect([ran.conclusion, ran.jobs]).toMatchObject(['success', { deploy: 'success' }])
      expect((await scene.hands.flow('company.team', 'daily'))?.source).toBe(inGit)
    }
    expect([...scene.github.world.issues.values()]).toEqual([])
    expect(scene.github.breaches).toEqual([])
  })
})
