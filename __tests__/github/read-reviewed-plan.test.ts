import { describe, expect, it } from 'vitest'
import { approvedPlanMarkerOf, readApprovedPlan, saltOf } from '../../src/github/comment/read-approved-plan.ts'
import type { ApprovedPlanMarker } from '../../src/render/marker.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aPlan, aReport } from '../render/factories.ts'
import { aClient, aMarker, aStage, type Stage } from './setup.ts'

const COMMENT = { key: 'production', runId: 10, pullRequest: 1 }
const PROMISE = approvedPlanMarkerOf(aReport(), COMMENT)
const TOKENS = { [WORKFLOW_TOKEN]: { permissions: { actions: 'read', 'pull-requests': 'write' } } } as const

const read = ({ github }: Stage, approvedPlan: Partial<ApprovedPlanMarker> | undefined, thisRunId = 3_000_000) =>
  readApprovedPlan(aMarker({ approvedPlan: approvedPlan && PROMISE && { ...PROMISE, ...approvedPlan } }), {
    client: aClient(github),
    thisRunId,
    salt: saltOf(COMMENT.key, COMMENT.pullRequest),
  })

describe('approvedPlanMarkerOf', () => {
  it('is made of a plan, and of nothing else', () => {
    expect(PROMISE).toMatchObject({ runId: 10, isOffline: false, commit: expect.any(String), base: expect.any(String) })
    expect(approvedPlanMarkerOf(aReport({ command: 'deploy' }), COMMENT)).toBeUndefined()
    expect(approvedPlanMarkerOf(aReport({ command: 'drift' }), COMMENT)).toBeUndefined()
    expect(approvedPlanMarkerOf(aReport({ plan: aPlan({ resources: [] }) }), COMMENT)).toMatchObject({ digests: '' })
  })

  it('has another salt for every comment', () => {
    const digests = [COMMENT, { ...COMMENT, pullRequest: 2 }, { ...COMMENT, key: 'staging' }].map(
      (comment) => approvedPlanMarkerOf(aReport(), comment)?.digests,
    )
    expect(new Set(digests).size).toBe(3)
  })
})

describe('readApprovedPlan', () => {
  it('reads what a plan has promised, by one call', async () => {
    await using stage = await aStage({ tokens: TOKENS })
    const { approvedPlan, planMarker } = await read(stage, {})
    expect(approvedPlan).toMatchObject({ plan: { kind: 'each', resources: [{ change: 'update' }] }, isOffline: false })
    expect(planMarker).toEqual(PROMISE)
    expect(stage.github.requests.map(({ operationId }) => operationId)).toEqual(['actions/get-workflow-run'])
    expect(stage.github.breaches).toEqual([])
  })

  it('believes a run that it may not ask about', async () => {
    await using stage = await aStage()
    expect(await read(stage, {})).toMatchObject({ approvedPlan: { isOffline: false } })
    expect(stage.github.breaches).toEqual([])
  })

  const nothing: readonly [string, Partial<ApprovedPlanMarker> | undefined, number, string][] = [
    ['none', undefined, 3_000_000, 'holds no plan to compare with'],
    ['digests that are none', { digests: 'x' }, 3_000_000, 'cannot be read'],
    ['a run that this repository does not have', { runId: 2_000_000 }, 3_000_000, 'names run 2000000, which is no'],
    ['a run that is newer than this one', { runId: 12 }, 11, 'names run 12, which is not an earlier run'],
    ['this run', { runId: 11 }, 11, 'names run 11, which is not an earlier run'],
  ]
  it.each(nothing)('takes for no promise: %s', async (_name, approvedPlan, thisRunId, why) => {
    await using stage = await aStage({ tokens: TOKENS })
    const found = await read(stage, approvedPlan, thisRunId)
    expect([found.approvedPlan, found.planMarker]).toEqual([expect.stringContaining(why), undefined])
    expect(stage.github.breaches).toEqual([])
  })

  it('says where there is no comment', async () => {
    await using stage = await aStage()
    const reader = { client: aClient(stage.github), thisRunId: 11, salt: '' }
    expect((await readApprovedPlan(undefined, reader)).approvedPlan).toBe(
      'it has no comment with a plan for this server',
    )
  })
})
