import { expect, test } from 'vitest'
import { NO_COMMIT, workflowDispatchEvent } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf, headlineOf, writesTo } from './read-run.ts'
import { type Scene, startScene } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

const FOLDER = 'company.team/flows'
const DAILY = `${FOLDER}/daily.yml`
/** Two people change the two ends of it, and git merges both. */
const daily = ({ first = 'hi', last = 'bye' } = {}) =>
  `${aFlow({ id: 'daily', message: first })}${'# between\n'.repeat(9)}description: ${last}\n`
const other = { [`${FOLDER}/other.yml`]: aFlow({ id: 'other' }) }
const mine = { [DAILY]: daily({ first: 'mine' }) }
const theirs = { [DAILY]: daily({ last: 'theirs' }) }
const added = { [`${FOLDER}/new.yml`]: aFlow({ id: 'new' }) }

async function startDeployedScene(version: Scene['server']['version']): Promise<Scene> {
  const scene = await startScene({ version, files: { [DAILY]: daily(), ...other } })
  await runPush(scene, NO_COMMIT)
  return scene
}

/** Opens pull requests, plans each, and merges them in that order; where `main` was before, and what came on it. */
async function mergeAll(scene: Scene, ...changes: Parameters<typeof openPullRequest>[1][]) {
  const opened = changes.map((change, index) =>
    openPullRequest(scene, change, { branch: `branch-${index}-of-${scene.github.world.issues.size}` }),
  )
  for (const pullRequest of opened) await pullRequest.run('opened')
  const before = scene.repository.sha('main')
  const landed = opened.map((pullRequest) => {
    pullRequest.merge('squash')
    return scene.repository.sha('main')
  })
  return { opened, before, landed }
}

const firstLine = (scene: Scene, pullRequest = 1) => commentsOf(scene, pullRequest).map(headlineOf)
const answers = (scene: Scene, pullRequest = 1) => commentsOf(scene, pullRequest).map(answerIn)
const flowWrites = (run: Awaited<ReturnType<typeof runPush>>) =>
  writesTo(run.kestra).filter((write) => !write.includes('validate') && !write.includes('/kv/'))

describeWorkflows('a promise that is kept', (version) => {
  test('is said first, of all that was shown and of nothing else', async () => {
    await using scene = await startDeployedScene(version)
    const { before } = await mergeAll(scene, { ...mine, ...added })
    const run = await runPush(scene, before)
    expect([answers(scene), firstLine(scene)]).toEqual([['kept'], [expect.stringContaining('2 of 2')]])
    expect(run.plan?.promise).toEqual({ kept: true, differs: [] })
    const again = await runPush(scene, before)
    expect(again.plan?.promise).toEqual({ kept: true, differs: [] })
    expect([answers(scene), flowWrites(again)]).toEqual([['kept'], []])
    expect(scene.github.breaches).toEqual([])
  })

  test('of a push whose run was replaced by a later one while it waited: both get their receipt', async () => {
    await using scene = await startDeployedScene(version)
    const { landed } = await mergeAll(scene, mine, added)
    const run = await runPush(scene, landed[0] ?? '')
    expect(flowWrites(run)).toHaveLength(2)
    for (const number of [1, 2]) {
      expect(answers(scene, number)).toEqual(['kept'])
      expect(firstLine(scene, number)).toEqual([expect.stringContaining('1 of 1')])
      expect(commentsOf(scene, number)[0]).toContain('This run also deployed 1 resource ')
    }
    expect(scene.github.breaches).toEqual([])
  })

  test('of a merge whose deploy failed: the next one writes its receipt', async () => {
    await using scene = await startDeployedScene(version)
    const { before, landed } = await mergeAll(scene, mine, added)
    const failing = {
      method: 'PUT',
      path: '/flows/company.team/daily$',
      status: 422,
      times: 1,
      body: '{"message":"no"}',
    }
    scene.repository.reset(landed[0] ?? '')
    await runPush(scene, before, { fault: failing })
    expect(answers(scene)).toEqual(['failed'])
    scene.repository.reset(landed[1] ?? '')
    await runPush(scene, landed[0] ?? '')
    for (const number of [1, 2]) expect(answers(scene, number)).toEqual(['kept'])
    expect(scene.github.breaches).toEqual([])
  })
})

describeWorkflows('a promise that is not kept says why', (version) => {
  test('a later merge that was deployed in between', async () => {
    await using scene = await startDeployedScene(version)
    const { before, landed } = await mergeAll(scene, theirs, mine)
    const [first = '', second = ''] = landed
    scene.repository.reset(first)
    await runPush(scene, before)
    scene.repository.reset(second)
    const run = await runPush(scene, first)
    expect(answers(scene)).toEqual(['kept'])
    expect(answers(scene, 2)).toEqual(['differs'])
    expect(run.plan?.promise).toEqual({
      kept: false,
      differs: [
        { kind: 'flow', namespace: 'company.team', id: 'daily', cause: 'later-merge', pullRequest: 2, carries: [1] },
      ],
    })
    expect(scene.github.breaches).toEqual([])
  })

  test('several pull requests in one push', async () => {
    await using scene = await startDeployedScene(version)
    const { before, landed } = await mergeAll(scene, theirs, mine)
    const run = await runPush(scene, before, { pushed: landed.slice(0, 1) })
    expect([...answers(scene, 1), ...answers(scene, 2)]).toEqual(['differs', 'differs'])
    expect(run.plan?.promise?.differs).toMatchObject([
      { id: 'daily', cause: 'same-push', pullRequest: 1, carries: [2] },
      { id: 'daily', cause: 'same-push', pullRequest: 2, carries: [1] },
    ])
    expect(scene.github.breaches).toEqual([])
  })

  test('an edit on the server', async () => {
    await using scene = await startDeployedScene(version)
    const { before } = await mergeAll(scene, { ...mine, ...added })
    await scene.hands.saveFlow('company.team', 'new', aFlow({ id: 'new', message: 'from the UI' }))
    const run = await runPush(scene, before)
    expect(answers(scene)).toEqual(['differs'])
    expect(run.plan?.promise).toMatchObject({ kept: false, differs: [{ id: 'new', cause: 'server-edit' }] })
    expect(run.plan?.resources).toContainEqual(expect.objectContaining({ id: 'daily', outcome: 'applied' }))
    expect(scene.github.breaches).toEqual([])
  })

  test('another setting', async () => {
    await using scene = await startDeployedScene(version)
    const pullRequest = openPullRequest(scene, { [`${FOLDER}/other.yml`]: null, ...mine })
    await pullRequest.run('opened', { inputs: { 'when-missing': 'delete' } })
    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    const run = await runPush(scene, before)
    expect(answers(scene)).toEqual(['differs'])
    expect(run.plan?.promise?.differs).toMatchObject([{ id: 'other', cause: 'setting' }])
    expect(scene.github.breaches).toEqual([])
  })

  test('no promise: it was merged without a plan, or with one that somebody made up', async () => {
    await using scene = await startDeployedScene(version)
    const { before } = await mergeAll(scene, mine)
    scene.github.world.comments.splice(0, 1)
    const run = await runPush(scene, before)
    expect(answers(scene)).toEqual(['deployed'])
    expect(commentsOf(scene, 1)[0]).toContain('No plan of this pull request was found')
    expect(run.plan?.promise).toBeNull()
    expect(scene.github.breaches).toEqual([])
  })
})

describeWorkflows('require-promise', (version) => {
  const inputs = { 'require-promise': 'true' }

  test('deploys what was promised, and refuses before the first write what was not', async () => {
    await using scene = await startDeployedScene(version)
    const { before } = await mergeAll(scene, mine)
    const kept = await runPush(scene, before, { inputs })
    expect(kept.outputs['kestra']).toMatchObject({ result: 'deployed' })

    const direct = scene.repository.sha('main')
    scene.repository.commit(added)
    const nobodys = await runPush(scene, direct, { inputs })
    expect([nobodys.plan?.reason, flowWrites(nobodys)]).toEqual(['no-promise', []])

    const { before: then } = await mergeAll(scene, { [DAILY]: daily({ first: 'again' }) })
    scene.repository.commit({ [DAILY]: daily({ first: 'something else' }) })
    const other = await runPush(scene, then, { inputs, pushed: [scene.repository.sha('main~1')] })
    expect([other.plan?.reason, flowWrites(other)]).toEqual(['promise-differs', []])
    expect(answers(scene, 2)).toEqual(['refused'])

    const event = workflowDispatchEvent({ sha: scene.repository.sha('main'), inputs: { 'dry-run': 'false' } })
    const byHand = await scene.run({ event, workflow: userWorkflow('dispatch'), inputs })
    expect(byHand.outputs['kestra']).toMatchObject({ result: 'deployed' })
    expect(answers(scene, 2)).toEqual(['differs'])
    expect(byHand.plan?.promise?.differs).toMatchObject([{ id: 'daily' }])
    expect(scene.github.breaches).toEqual([])
  })
})
