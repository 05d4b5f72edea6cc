import { describe, expect, it } from 'vitest'
import { type DeploymentOptions, finishDeployment, startDeployment } from '../../src/github/publish/deployment.ts'
import { aClient, aStage, REPOSITORY, type Stage } from './setup.ts'

const TOKENS = { ghs_deploy: { permissions: { deployments: 'write' } }, ghs_none: {} } as const

const aDeployment = ({ git }: Stage): DeploymentOptions => ({
  repository: REPOSITORY,
  sha: git.sha('main'),
  environment: 'production',
  logUrl: 'https://github.com/acme/flows/actions/runs/777',
  environmentUrl: 'https://kestra.example.com/ui/main/flows',
})

describe('a deployment', () => {
  it.each(['success', 'failure'] as const)('goes from in_progress to %s, with its links', async (state) => {
    await using stage = await aStage({ tokens: TOKENS })
    const client = aClient(stage.github, { token: 'ghs_deploy' })
    const started = await startDeployment(client, aDeployment(stage))
    if (started.kind !== 'started') throw new Error(started.sentence)
    const description = `3 flows ${'é'.repeat(200)}`
    const finished = await finishDeployment(client, aDeployment(stage), { deployment: started.id, state, description })
    expect(finished).toEqual({ kind: 'finished' })
    const [deployment] = stage.github.world.deployments
    expect(deployment).toMatchObject({ sha: stage.git.sha('main'), environment: 'production' })
    expect(deployment?.statuses.map((status) => [status.state, status.logUrl, status.environmentUrl])).toEqual([
      ['in_progress', aDeployment(stage).logUrl, aDeployment(stage).environmentUrl],
      [state, aDeployment(stage).logUrl, aDeployment(stage).environmentUrl],
    ])
    expect(stage.github.breaches).toEqual([])
  })

  it('never ends a run: without permission it is one sentence', async () => {
    await using stage = await aStage({ tokens: TOKENS })
    expect(await startDeployment(aClient(stage.github, { token: 'ghs_none' }), aDeployment(stage))).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('"permissions: deployments: write"'),
    })
    expect(stage.github.breaches).toEqual([])
  })
})
