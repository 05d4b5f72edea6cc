import { describe, expect, it } from 'vitest'
import type { Difference } from '../../src/plan/plan-difference.ts'
import { encodeDigests, planDigests } from '../../src/plan/plan-digests.ts'
import type { ReviewedPlanCheck } from '../../src/plan/reviewed-plan.ts'
import { answerLine, answerOf, promiseAnswer } from '../../src/render/answer.ts'
import { parseMarker } from '../../src/render/marker.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { checkNotices, promiseNotices } from '../../src/report/report-words.ts'
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

const deployed = (check: ReviewedPlanCheck, outcome = anOutcome()) =>
  aReport({
    command: 'deploy',
    result: outcome.isComplete ? 'deployed' : 'failed',
    plan: aPlan({ resources: [DAILY, REPORT] }),
    outcome,
    promises: [check],
  })

const lineOf = (check: ReviewedPlanCheck) => {
  const report = deployed(check)
  return answerLine(answerOf(report, 'deployed', check), report)
}

describe('the first line of a receipt', () => {
  it('says how many resources are as shown before the merge', () => {
    expect(lineOf(aPromiseCheck())).toMatch(
      /^✅ Promise kept: 1 of 1 resource is live as shown before the merge, read back from the server → /,
    )
    const both = aPromiseCheck({ kept: new Set([DAILY, REPORT].map(resourceKey)) })
    const deletion = anOutcome({ resources: [aResourceOutcome({ action: 'delete' })] })
    const words = (outcome: Parameters<typeof deployed>[1]) => promiseAnswer(deployed(both, outcome), both)?.words
    expect(words(deletion)).toContain('2 of 2 resources are as shown before the merge, read back')
    expect(words(anOutcome({ resources: [] }))).toContain('are live as shown before the merge, nothing was left')
  })

  it('names the first that is not, and counts the others', () => {
    expect(lineOf(aPromiseCheck({ differs: [EDITED] }))).toMatch(
      /^⚠️ Deployed, but not as promised: `company.team.report` was edited on the server after it was planned → /,
    )
    expect(lineOf(aPromiseCheck({ differs: [EDITED, EDITED, EDITED] }))).toContain('planned, and 2 more differ →')
  })

  const carried: readonly [Partial<Difference>, string][] = [
    [
      { cause: 'later-merge', pullRequests: [41] },
      '`company.team.report` also carries #41, which was merged in between',
    ],
    [
      { cause: 'same-push', pullRequests: [8, 9] },
      '`company.team.report` also carries #8 and #9, merged in the same push',
    ],
    [{ cause: 'later-merge' }, '`company.team.report` is not as it was planned: Git changed after that plan'],
    [{ cause: 'later-merge', resource: undefined }, 'a resource that is gone from Git is not as it was planned'],
    [{ cause: 'setting' }, 'is treated otherwise than planned: a setting'],
    [{ cause: 'too-many', resource: undefined }, 'the plan is another than the promised one'],
  ]
  it.each(carried)('says why: %j', (difference, words) => {
    expect(lineOf(aPromiseCheck({ differs: [{ ...EDITED, ...difference }] }))).toContain(words)
  })

  it('leaves the first line to what is worse, and to a deploy that nobody promised', () => {
    const failed = aPromiseCheck()
    expect(promiseAnswer(deployed(failed, anOutcome({ isComplete: false })), failed)).toBeUndefined()
    expect(lineOf(aPromiseCheck({ missing: 'it has no comment' }))).toContain('✅ Deployed: ')
    expect(lineOf(aPromiseCheck({ kept: new Set() }))).toContain('✅ Deployed: ')
    expect(promiseAnswer(deployed(aPromiseCheck()), undefined)).toBeUndefined()
  })
})

describe('a receipt', () => {
  const receipt = (check: ReviewedPlanCheck) =>
    renderComment(deployed(check), commentOptions({ stage: 'deployed', pullRequest: 7 }))

  it('calls promise only what was promised, and lists what is not as it was', () => {
    const text = receipt(aPromiseCheck({ differs: [EDITED] }))
    expect(text).toContain('### Not as promised: 1 resource\n\n- `company.team.report` was edited on the server')
    expect(text).toContain('1 resource is as promised.')
    const [promise = '', beside = ''] = text.split('<summary>What this deploy planned beside it</summary>')
    expect(promise.split('<summary>The promise, as planned before the merge</summary>')[1]).toContain('daily')
    expect(promise.split('<summary>The promise')[1]).not.toContain('report.yml')
    expect(beside).toContain('report.yml')
  })

  it('says what else was deployed, and where there was no promise', () => {
    const others = receipt(aPromiseCheck({ others: [resourceKey(REPORT)] }))
    expect(others).toContain('This run also deployed 1 resource that other pull requests promised.')
    const none = receipt(aPromiseCheck({ missing: 'it has no comment', kept: new Set() }))
    expect(none).toContain('No promise was found on this pull request, so nothing was compared with one: it has no')
    expect(none).toContain('<summary>What this deploy planned</summary>')
    expect(checkNotices(aPromiseCheck())).toEqual([])
  })

  it('has room beside the digests of 600 resources', () => {
    const resources = Array.from({ length: 600 }, (_, index) => aPlannedResource({ name: `flow-${index}` }))
    const digests = encodeDigests(planDigests({ resources }, 'k1 #7'))
    const promise = { runId: 7, isOffline: false, digests }
    const text = renderComment(
      aReport({ plan: aPlan({ resources }) }),
      commentOptions({ marker: { key: 'k1', runId: 7, runAttempt: 1, promise } }),
    )
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000)
    expect(parseMarker(text)?.promise).toEqual(promise)
    expect(text).toContain('600 flows change')
  })

  it('is told of every pull request at once elsewhere', () => {
    const report = deployed(aPromiseCheck({ differs: [EDITED] }))
    const sentence =
      'Pull request 7: not as promised: `company.team.report` was edited on the server after it was planned.'
    expect(promiseNotices(report)).toEqual([sentence])
    expect(renderTerminal(report, { color: false, width: 200 })).toContain(sentence)
    expect(JSON.parse(renderJson(report)).promise).toEqual({
      kept: false,
      differs: [
        { kind: 'flow', namespace: 'company.team', id: 'report', cause: 'server-edit', pullRequest: 7, carries: [] },
      ],
    })
  })
})
