import { describe, expect, it } from 'vitest'
import type { ApprovedPlanCheck } from '../../src/plan/approved-plan.ts'
import type { Difference } from '../../src/plan/plan-difference.ts'
import { encodeDigests, planDigests } from '../../src/plan/plan-digests.ts'
import { answerLine, answerOf } from '../../src/render/answer.ts'
import { parseMarker } from '../../src/render/marker.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { approvedPlanNotices, checkNotices } from '../../src/report/report-text.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import {
  aCreate,
  anOutcome,
  aPlan,
  aPlannedResource,
  aPromiseCheck,
  aReport,
  aResourceOutcome,
  commentOptions,
} from './factories.ts'

const DAILY = aPlannedResource()
const REPORT = aCreate()
const EDITED: Difference = { resource: REPORT, file: 'flows/report.yml', cause: 'server-edit', pullRequests: [] }

const deployed = (check: ApprovedPlanCheck, outcome = anOutcome()) =>
  aReport({
    command: 'deploy',
    result: outcome.isComplete ? 'deployed' : 'failed',
    plan: aPlan({ resources: [DAILY, REPORT] }),
    outcome,
    approvedPlans: [check],
  })

const answerTo = (check: ApprovedPlanCheck | undefined, report = deployed(check ?? aPromiseCheck())) =>
  answerOf(report, 'deployed', check)

describe('the first line of a receipt', () => {
  it('says how many resources are as shown before the merge', () => {
    expect(answerTo(aPromiseCheck())).toMatchObject({
      state: 'kept',
      text: expect.stringMatching(/^1 of 1 resource /),
    })
    const both = aPromiseCheck({ kept: new Set([DAILY, REPORT].map(resourceKey)) })
    const deletion = anOutcome({ resources: [aResourceOutcome({ action: 'delete' })] })
    const words = (outcome: Parameters<typeof deployed>[1]) => answerTo(both, deployed(both, outcome)).text
    expect(words(deletion)).toMatch(/^2 of 2 resources (?!.*\blive\b)/)
    expect(words(anOutcome({ resources: [] }))).toMatch(/^2 of 2 resources are live.*nothing was left/)
  })

  it('names the first that is not, and counts the others', () => {
    const line = (differs: readonly Difference[]) => answerLine(answerTo(aPromiseCheck({ differs })))
    expect(line([EDITED])).toBe('⚠️ Deployed, but not as planned: `report` differs')
    expect(line([EDITED, EDITED, EDITED])).toBe('⚠️ Deployed, but not as planned: `report` and 2 more differ')
    expect(line([{ ...EDITED, resource: undefined }])).toContain(': 1 resource differs')
    expect(line([{ ...EDITED, cause: 'too-many', resource: undefined }])).toContain(': the plan is different')
  })

  it('leaves the first line to what is worse, and to a deploy without a plan to compare', () => {
    const failed = aPromiseCheck()
    const stopped = deployed(failed, anOutcome({ isComplete: false }))
    expect(answerOf(stopped, 'failed', failed).state).toBe('failed')
    expect(answerTo(aPromiseCheck({ missing: 'it has no comment' })).state).toBe('deployed')
    expect(answerTo(aPromiseCheck({ kept: new Set() })).state).toBe('deployed')
    expect(answerTo(undefined).state).toBe('deployed')
  })
})

describe('a receipt', () => {
  const receipt = (check: ApprovedPlanCheck) =>
    renderComment(deployed(check), commentOptions({ stage: 'deployed', pullRequest: 7 }))

  const carried: readonly [Partial<Difference>, string][] = [
    [{ cause: 'server-edit' }, '`company.team.report` was edited on the server after it was planned'],
    [
      { cause: 'later-merge', pullRequests: [41] },
      '`company.team.report` also carries #41, which was merged in between',
    ],
    [
      { cause: 'same-push', pullRequests: [8, 9] },
      '`company.team.report` also carries #8 and #9, merged in the same push',
    ],
    [{ cause: 'later-merge' }, '`company.team.report` is not as it was planned: Git changed after that plan'],
    [{ cause: 'later-merge', resource: undefined }, 'a resource that Git no longer has is not as it was planned'],
    [{ cause: 'setting' }, 'is treated otherwise than planned: a setting'],
    [{ cause: 'too-many', resource: undefined }, 'the plan differs from the plan shown before the merge'],
  ]
  it.each(carried)('lists what is not as planned, and why: %j', (difference, words) => {
    const [, list = ''] = receipt(aPromiseCheck({ differs: [{ ...EDITED, ...difference }] })).split(
      '#### Not as planned',
    )
    expect(list.split('####')[0]).toContain(words)
  })

  it('says what else was deployed, and where there was no plan to compare', () => {
    const others = aPromiseCheck({ others: [resourceKey(REPORT)] })
    const none = aPromiseCheck({ missing: 'it has no comment', kept: new Set() })
    expect(checkNotices(others)).toEqual([expect.stringContaining('1 resource')])
    expect(checkNotices(none)).toEqual([expect.stringContaining('it has no comment')])
    expect(checkNotices(aPromiseCheck())).toEqual([])
    for (const check of [others, none]) expect(receipt(check)).toContain(`- ${checkNotices(check)[0]}`)
  })

  it('is one line a resource with its change, and one fold for all diffs', () => {
    const text = receipt(aPromiseCheck())
    expect(text.match(/^- .*company\.team\.daily.*✓ · trigger `every-morning`: cron/gm)).toHaveLength(1)
    expect(text.match(/^<details>.*diffs?: server before/gm)).toHaveLength(1)
    expect(text).not.toContain('<details open>')
  })

  it('has room beside the digests of 600 resources', () => {
    const resources = Array.from({ length: 600 }, (_, index) => aPlannedResource({ name: `flow-${index}` }))
    const digests = encodeDigests(planDigests({ resources }, 'k1 #7'))
    const approvedPlan = { runId: 7, isOffline: false, digests }
    const text = renderComment(
      aReport({ plan: aPlan({ resources }) }),
      commentOptions({ marker: { key: 'k1', runId: 7, runAttempt: 1, approvedPlan } }),
    )
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000)
    expect(parseMarker(text)?.approvedPlan).toEqual(approvedPlan)
    expect(text.split('\n')[2]).toMatch(/^600 changed · /)
  })

  it('is told of every pull request at once elsewhere', () => {
    const report = deployed(aPromiseCheck({ differs: [EDITED] }))
    const [sentence = ''] = approvedPlanNotices(report)
    expect(sentence).toMatch(/^Pull request 7: .*`company\.team\.report` was edited on the server/)
    expect(renderTerminal(report, { color: false, width: 200 })).toContain(sentence)
    expect(JSON.parse(renderJson(report)).promise).toEqual({
      kept: false,
      differs: [
        { kind: 'flow', namespace: 'company.team', id: 'report', cause: 'server-edit', pullRequest: 7, carries: [] },
      ],
    })
  })
})
