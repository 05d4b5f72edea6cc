import { expect, test } from 'vitest'
import { NO_COMMIT } from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { startScene } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const change = { [FLOW]: aFlow({ id: 'daily', message: 'bye' }) }
const tokens = { [WORKFLOW_TOKEN]: { permissions: { contents: 'read' } } } as const

describeWorkflows('what GitHub does not let happen', (version) => {
  test('a token that may only read costs one sentence each, and neither the plan nor the deploy', async () => {
    await using scene = await startScene({ version, files, github: { tokens } })
    const pullRequest = openPullRequest(scene, change)
    const planned = await pullRequest.run('opened')
    expect([planned.conclusion, planned.outputs['kestra']?.['result']]).toEqual(['success', 'changes'])
    const sentences = /^The .*the token may not do it \(403 .*Give the job "permissions: [\w-]+: write"/gm
    expect(planned.log.match(sentences)).toEqual([expect.stringContaining('The comment on pull request #1')])
    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    const deployed = await runPush(scene, before, { workflow: userWorkflow('push') })
    expect([deployed.conclusion, deployed.outputs['kestra']?.['result']]).toEqual(['success', 'deployed'])
    expect(deployed.log.match(sentences)).toEqual([
      expect.stringContaining('The deployment to "production" is not shown'),
      expect.stringContaining('The merged pull requests were not looked up'),
    ])
    expect([...planned.annotations, ...deployed.annotations]).toEqual([])
    expect(scene.github.breaches).toEqual([])
  })

  test('a GitHub that answers 502 to everything costs the same', async () => {
    await using scene = await startScene({ version, files })
    scene.github.fail({ status: 502, times: 1000 })
    const before = scene.repository.sha('main')
    scene.repository.commit(change)
    const run = await runPush(scene, before, { workflow: userWorkflow('push') })
    expect([run.conclusion, run.outputs['kestra']?.['result'], run.annotations]).toEqual(['success', 'deployed', []])
    expect(run.log).toMatch(
      /^The deployment to "production" is not shown on GitHub: GitHub answered "502 Server Error"/m,
    )
    expect(run.log).toMatch(/^The merged pull requests were not looked up.*GitHub answered "502 Server Error"/m)
    expect(scene.github.breaches).toEqual([])
  })

  test('a server that cannot be read fails the plan, and the comment says that nothing is known', async () => {
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    const pullRequest = openPullRequest(scene, change)
    const run = await pullRequest.run('opened', { fault: { path: '/flows/', status: 401, times: 20 } })
    expect(run.conclusion).toBe('failure')
    expect(run.outputs['kestra']).toMatchObject({ result: 'failed', update: '0' })
    expect(run.plan).toMatchObject({ result: 'failed', resources: [], digest: null })
    expect(scene.github.world.comments.map(({ body }) => body.split('\n', 1)[0])).toEqual([
      expect.stringContaining('Not known whether it is ready to merge'),
    ])
    expect(scene.github.breaches).toEqual([])
  })
})
