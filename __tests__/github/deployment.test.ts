import { describe, expect, it } from 'vitest'
import { aClient, announce, aStage } from './setup.ts'

const TOKENS = { ghs_deploy: { permissions: { deployments: 'write' } }, ghs_none: {} } as const

const LOG = 'https://github.com/acme/flows/actions/runs/777'
const KESTRA = 'https://kestra.example.com/ui/'

describe('a deployment', () => {
  it.each(['success', 'failure'] as const)('goes from in_progress to %s, with its links', async (state) => {
    await using stage = await aStage({ tokens: TOKENS })
    const client = aClient(stage.github, { token: 'ghs_deploy' })
    const { end, sentences } = await announce(client, stage.git.sha('main'))
    const message = `3 flows ${'é'.repeat(200)}`
    await end?.({ result: state === 'success' ? 'deployed' : 'failed', message })
    expect(sentences).toEqual([])
    const [deployment] = stage.github.world.deployments
    expect(deployment).toMatchObject({ sha: stage.git.sha('main'), environment: 'production' })
    expect(deployment?.statuses.map((status) => [status.state, status.logUrl, status.environmentUrl])).toEqual([
      ['in_progress', LOG, KESTRA],
      [state, LOG, KESTRA],
    ])
    expect(stage.github.breaches).toEqual([])
  })

  it('never ends a run: without permission it is one sentence', async () => {
    await using stage = await aStage({ tokens: TOKENS })
    const { end, sentences } = await announce(aClient(stage.github, { token: 'ghs_none' }), stage.git.sha('main'))
    expect(end).toBeUndefined()
    expect(sentences).toEqual([expect.stringMatching(/the token may not do it.*"permissions: deployments: write"/)])
    expect(stage.github.breaches).toEqual([])
  })
})
