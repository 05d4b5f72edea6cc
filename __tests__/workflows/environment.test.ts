import { expect, test } from 'vitest'
import { NO_COMMIT } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { runPush } from './open-pull-request.ts'
import { startScene } from './start-scene.ts'
import { userWorkflow } from './user-workflow.ts'

const FLOW = 'company.team/flows/daily.yml'
const files = { [FLOW]: aFlow({ id: 'daily' }) }
const toProduction = { workflow: userWorkflow('push') }

describeWorkflows('"environment"', (version) => {
  test('shows each deploy as a deployment that links to its log and ends as the deploy did', async () => {
    await using scene = await startScene({ version, files })
    const { deployments } = scene.github.world
    const first = scene.repository.sha('main')
    await runPush(scene, NO_COMMIT, toProduction)
    expect(deployments).toEqual([
      expect.objectContaining({
        sha: first,
        environment: 'production',
        statuses: [
          expect.objectContaining({ state: 'in_progress' }),
          expect.objectContaining({
            state: 'success',
            logUrl: 'https://github.com/acme/flows/actions/runs/777/attempts/1',
            environmentUrl: `${scene.server.url}/ui/`,
          }),
        ],
      }),
    ])
    scene.repository.commit({ [FLOW]: aFlow({ id: 'daily', message: 'bye' }) })
    const fault = { method: 'PUT', path: '/flows/company.team/daily$', status: 422, body: '{"message":"no"}' }
    const failed = await runPush(scene, first, { ...toProduction, fault })
    expect(failed.conclusion).toBe('failure')
    expect(deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success', 'failure'])
    expect(scene.github.breaches).toEqual([])
  })
})
