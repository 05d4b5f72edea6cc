import { describe, expect, it } from 'vitest'
import { refuseUnreviewed } from '../../src/commands/check-approved-plans.ts'
import type { ApprovedPlanCheck } from '../../src/plan/approved-plan.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { aPlan, aPlannedResource, aPromiseCheck } from '../render/factories.ts'

const DAILY = aPlannedResource()
const plan = aPlan({ resources: [DAILY] })
const refuse = (checks: readonly ApprovedPlanCheck[], raw: Record<string, string> = {}, what = plan) =>
  refuseUnreviewed(what, checks, { settings: parseSettings({ 'require-promise': 'true', ...raw }) })

describe('refuseUnreviewed', () => {
  const differs = [{ resource: DAILY, file: undefined, cause: 'later-merge', pullRequests: [41] }] as const

  it('lets go what was promised, by whichever pull request', () => {
    expect(refuse([aPromiseCheck()])).toBeUndefined()
    expect(
      refuse([aPromiseCheck({ kept: new Set(), missing: 'no comment' }), aPromiseCheck({ pullRequest: 8 })]),
    ).toBeUndefined()
  })

  it('refuses what differs, with the reason', () => {
    expect(refuse([aPromiseCheck({ differs })])).toEqual({
      reason: 'promise-differs',
      message: expect.stringContaining(
        '`company.team.daily` also carries #41, which was merged in between. Nothing is',
      ),
    })
  })

  it('refuses what nobody promised', () => {
    expect(refuse([])).toEqual({
      reason: 'no-promise',
      message: expect.stringContaining(
        'contains `company.team.daily` (no merged pull request was found for these commits)',
      ),
    })
    expect(refuse([aPromiseCheck({ kept: new Set(), missing: 'it has no comment' })])?.message).toContain(
      '(pull request 7: it has no comment)',
    )
  })

  it('leaves alone who did not ask for it, who starts by hand, and what writes nothing', () => {
    expect(refuse([aPromiseCheck({ differs })], { 'require-promise': 'false' })).toBeUndefined()
    expect(refuse([], { 'by-hand': 'true' })).toBeUndefined()
    expect(refuse([], {}, aPlan({ resources: [{ ...DAILY, action: 'none' }] }))).toBeUndefined()
  })
})
