import { describe, expect, it } from 'vitest'
import { indexDesired, indexLive } from '../../src/kinds/kinds.ts'
import { checkApprovedPlans, type MergedPullRequest } from '../../src/plan/approved-plan.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { planDigests } from '../../src/plan/plan-digests.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { aCreate, aDeletion, aPlannedResource } from '../render/factories.ts'

const DAILY = aPlannedResource()
const REPORT = aCreate()
const OLD = aDeletion()

/** The sides as they are when this is the plan; `unchanged` are in Git and on the server. */
const deploying = (resources: readonly PlannedResource[], unchanged: readonly PlannedResource[] = []) => ({
  plan: { resources },
  desiredResources: indexDesired(
    [...resources, ...unchanged].flatMap(({ kind, namespace, name, file = '', desired }) =>
      desired === undefined ? [] : [{ kind, namespace, name, file, content: desired }],
    ),
  ),
  liveResources: indexLive(
    [...resources, ...unchanged].flatMap(({ kind, namespace, name, live }) =>
      live === undefined ? [] : [{ kind, namespace, name, content: live, revision: undefined, isDraft: false }],
    ),
  ),
})

const approved = (
  number: number,
  resources: readonly PlannedResource[],
  more: Partial<MergedPullRequest> & { readonly isOffline?: boolean } = {},
): MergedPullRequest => {
  const { isOffline = false, ...rest } = more
  const salt = `k1 #${number}`
  const approvedPlan = { plan: planDigests({ resources }, salt), salt, isOffline, base: undefined }
  return { number, isOfPush: true, approvedPlan, ...rest }
}

const check = (merged: readonly MergedPullRequest[], deployed: ReturnType<typeof deploying>) =>
  checkApprovedPlans(merged, deployed).map(({ kept, differs, others }) => ({
    kept: [...kept],
    differs: differs.map(({ resource, cause, pullRequests }) => [resource?.name, cause, ...pullRequests]),
    others,
  }))

describe('checkApprovedPlans', () => {
  it('finds every promise kept that the deploy carries out', () => {
    const resources = [DAILY, REPORT, OLD]
    expect(check([approved(7, resources)], deploying(resources))).toEqual([
      { kept: resources.map(resourceKey), differs: [], others: [] },
    ])
  })

  it('finds it kept when the server already is so: a deploy that is run again', () => {
    const isLive = { ...DAILY, live: DAILY.desired }
    expect(check([approved(7, [DAILY, OLD])], deploying([], [isLive]))).toEqual([
      { kept: [resourceKey(DAILY)], differs: [], others: [] },
    ])
  })

  const edited = { ...DAILY, change: 'conflict', live: 'id: daily\nedited: true\n' } as const
  const drifted = { ...edited, change: 'drift' } as const
  const causes: readonly [string, PlannedResource, PlannedResource, string][] = [
    ['another text in Git', DAILY, { ...DAILY, desired: 'id: daily\n' }, 'later-merge'],
    ['gone from Git', DAILY, { ...OLD, name: 'daily' }, 'later-merge'],
    ['back in Git', OLD, { ...DAILY, name: 'old' }, 'later-merge'],
    ['an edit that the deploy leaves', DAILY, { ...edited, action: 'none' }, 'server-edit'],
    ['an edit that the deploy overwrites', DAILY, edited, 'server-edit'],
    [
      'one more edit',
      { ...drifted, revision: { live: 12, after: 13 } },
      { ...drifted, revision: { live: 14, after: 15 } },
      'server-edit',
    ],
    ['made on the server meanwhile', REPORT, { ...REPORT, change: 'adopt', live: 'id: report\n' }, 'server-edit'],
    ['a delete of what was edited', OLD, { ...OLD, action: 'none', change: 'conflict' }, 'server-edit'],
    ['a delete that is kept', OLD, { ...OLD, action: 'none' }, 'setting'],
    ['drift that is overwritten', { ...drifted, action: 'none' }, drifted, 'setting'],
  ]
  it.each(causes)('says why it is not kept: %s', (_name, before, now, cause) => {
    expect(check([approved(7, [before])], deploying([now]))).toEqual([
      { kept: [], differs: [[before.name, cause]], others: [] },
    ])
  })

  it('cannot name what neither Git nor the server has any more', () => {
    expect(check([approved(7, [REPORT])], deploying([DAILY]))[0]?.differs).toEqual([
      [undefined, 'later-merge'],
      ['daily', 'later-merge'],
    ])
    expect(check([approved(7, [OLD])], deploying([]))).toEqual([{ kept: [], differs: [], others: [] }])
  })

  it('asks nothing about the server of a promise that was made without it', () => {
    const merged = approved(7, [DAILY, REPORT], { isOffline: true })
    const adopted = { ...REPORT, change: 'adopt', live: 'id: report\n' } as const
    expect(check([merged], deploying([edited, adopted]))[0]?.differs).toEqual([])
  })

  it('tells two pull requests of one push apart: each keeps its own promise', () => {
    expect(check([approved(7, [DAILY]), approved(8, [REPORT])], deploying([DAILY, REPORT]))).toEqual([
      { kept: [resourceKey(DAILY)], differs: [], others: [resourceKey(REPORT)] },
      { kept: [resourceKey(REPORT)], differs: [], others: [resourceKey(DAILY)] },
    ])
  })

  it('names the pull requests that a resource carries as well', () => {
    const both = { ...DAILY, desired: 'id: daily\nboth: true\n' }
    const other = { ...DAILY, desired: 'id: daily\nother: true\n' }
    const merged = [approved(7, [DAILY]), approved(8, [other])]
    expect(check(merged, deploying([both])).map(({ differs }) => differs)).toEqual([
      [['daily', 'same-push', 8]],
      [['daily', 'same-push', 7]],
    ])
    const [first] = check([approved(7, [DAILY]), approved(8, [other], { isOfPush: false })], deploying([both]))
    expect(first?.differs).toEqual([['daily', 'later-merge', 8]])
  })

  it('names what is written and was promised by nobody', () => {
    const drift = { ...REPORT, origin: 'server' } as const
    expect(check([approved(7, [DAILY])], deploying([DAILY, drift, OLD]))[0]?.differs).toEqual([
      ['report', 'server-edit'],
      ['old', 'later-merge'],
    ])
    const missing = { number: 7, isOfPush: true, approvedPlan: 'there is no comment' }
    expect(checkApprovedPlans([missing], deploying([DAILY]))).toMatchObject([
      { missing: 'there is no comment', differs: [] },
    ])
  })

  it('compares more than 600 by one digest', () => {
    const many = Array.from({ length: 601 }, (_, index) => ({ ...REPORT, name: `flow-${index}` }))
    const [same] = check([approved(7, many)], deploying(many))
    expect([same?.kept.length, same?.differs]).toEqual([601, []])
    const [other] = check([approved(7, many)], deploying(many.slice(1)))
    expect(other).toEqual({ kept: [], differs: [[undefined, 'too-many']], others: [] })
    expect(check([approved(7, many)], deploying([]))[0]?.differs).toEqual([])
  })
})
