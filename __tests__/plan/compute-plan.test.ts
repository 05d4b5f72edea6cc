import { describe, expect, it } from 'vitest'
import { indexLive } from '../../src/kinds/index-sides.ts'
import { computePlan, type PlanInput } from '../../src/plan/compute-plan.ts'
import { aPlanInput, aPolicy } from '../hands/plan-input.ts'
import { aLiveFlow } from '../resource/live-resources.ts'

const NAMESPACE = 'company.team'

/** A server with one flow, and a tree that no longer holds it; neither a record nor a base tells where it came from. */
const input = (path: string): PlanInput => {
  const { desired, ...rest } = aPlanInput({
    liveSides: indexLive([aLiveFlow(NAMESPACE, 'daily')]),
    paths: new Set([path]),
    policy: aPolicy({ whenMissing: 'mirror', isByHand: true }),
  })
  return { ...rest, desired: { ...desired, namespaces: new Set([NAMESPACE]) } }
}

const cases: readonly (readonly [string, string])[] = [
  ['flows/daily.yml', 'none'],
  ['flows/more/daily.YAML', 'none'],
  [`${NAMESPACE}.daily.yml`, 'none'],
  [`${NAMESPACE}-daily.yml`, 'none'],
  ['flows/weekly.yml', 'delete'],
  ['flows/daily.md', 'delete'],
]

describe('a flow whose file may be there without holding it', () => {
  it.each(cases)('mirrors with %s in the tree: %s', (path, action) => {
    const { resources } = computePlan(input(path))
    expect(resources.find(({ name }) => name === 'daily')?.action ?? 'none').toBe(action)
  })
})
