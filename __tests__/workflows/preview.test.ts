import { expect, test } from 'vitest'
import { scheduleEvent } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest } from './open-pull-request.ts'
import { commentsOf } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { exampleWorkflow } from './user-workflow.ts'

const schedule = 'triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: 0 6 * * *\n'
const files = { 'company.team/flows/load.yml': aFlow({ id: 'load' }) }
const added = { 'company.team/flows/daily.yml': aFlow({ id: 'daily', calls: ['load'], more: schedule }) }
const workflow = exampleWorkflow('preview')

describeWorkflows('preview.yml', (version) => {
  test('brings a preview with the pull request, and takes it away; at night also where its own job did not run', async () => {
    await using scene = await startScene({ version, files })
    const { hands } = scene
    const there = async () => (await hands.flows()).map(({ namespace, id }) => `${namespace}.${id}`).toSorted()
    const one = openPullRequest(scene, added, { branch: 'one' })
    const two = openPullRequest(scene, added, { branch: 'two' })
    for (const pullRequest of [one, two])
      expect(await pullRequest.run('opened', { workflow })).toMatchObject({ conclusion: 'success' })
    expect(await there()).toEqual(
      ['pr-1', 'pr-2'].flatMap((of) => [`${of}.company.team.daily`, `${of}.company.team.load`]),
    )
    const { source = '' } = (await hands.flow('pr-1.company.team', 'daily')) ?? {}
    expect(source).toContain('    namespace: pr-1.company.team\n    flowId: load\n')
    expect(source).not.toContain('triggers')
    const [previewed = '', ...others] = commentsOf(scene, 1)
    expect([answerIn(previewed), others]).toEqual(['preview', []])
    expect(previewed).toMatch(/^2 created · preview pr-1 /m)

    await hands.saveFlow('pr-1.company.team', 'mine', aFlow({ id: 'mine', namespace: 'pr-1.company.team' }))
    one.merge('squash')
    expect(await one.run('closed', { workflow })).toMatchObject({ conclusion: 'success' })
    expect(await there()).toEqual(['pr-1.company.team.mine', 'pr-2.company.team.daily', 'pr-2.company.team.load'])
    expect(commentsOf(scene, 1).map(answerIn)).toEqual(['removed'])
    expect(commentsOf(scene, 1)[0]).toContain('`pr-1.company.team.mine`')

    two.close()
    const clean = await scene.run({ event: scheduleEvent({ sha: scene.repository.sha('main') }), workflow })
    expect(clean).toMatchObject({ conclusion: 'success' })
    expect(await there()).toEqual(['pr-1.company.team.mine'])
    expect(commentsOf(scene, 2).map(answerIn)).toEqual(['removed'])
    expect(scene.github.breaches).toEqual([])
  })
})
