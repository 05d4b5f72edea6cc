import { describe, expect, it } from 'vitest'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { answerLine, answerOf, stageOf } from '../../src/render/answer.ts'
import { openingOf } from '../../src/report/opening.ts'
import type { TriggerState } from '../../src/verify/triggers/trigger-state.ts'
import {
  aCase,
  aCreate,
  aDeletion,
  anOutcome,
  aPlan,
  aPlannedResource,
  aProblem,
  aPromiseCheck,
  aReport,
  aResourceOutcome,
  type ReportParts,
} from '../render/factories.ts'

const LONG = 'x'.repeat(250)
const failing = aProblem({ severity: 'warning', code: 'unknown-flow', file: 'flows/weekly.yml' })
const overwritten = aPlannedResource({ name: 'theirs', change: 'drift', origin: 'server' })
const kept = aPlannedResource({ name: 'edited', change: 'drift', action: 'none', origin: 'server' })
const conflict = aPlannedResource({ name: 'both', change: 'conflict', action: 'none' })
const invalid = aPlannedResource({ name: 'wrong', change: 'invalid', action: 'none' })
const leaving = aDeletion({ action: 'none' })
const sleeping: TriggerState = {
  ...{ namespace: 'company.team', flow: 'daily', trigger: 'morning', state: 'off-on-server' as const, next: null },
  ...{ reason: null, says: 'off', needsLook: true },
}

const planned = (resources: readonly PlannedResource[], parts: ReportParts = {}) =>
  aReport({ ...parts, plan: aPlan({ resources }) })

describe('the opening of a plan', () => {
  it.each<[string, string, ReturnType<typeof aReport>]>([
    ['what fails', '`weekly` will fail', planned([aPlannedResource(), aDeletion()], { problems: [failing] })],
    ['what it breaks', '`caller` will fail', planned([aPlannedResource({ breaks: ['company.team.caller'] })])],
    ['triggers', 'trigger `morning` does not fire', planned([aDeletion()], { triggers: [sleeping] })],
    ['a deletion', '`old` is deleted', planned([overwritten, aDeletion()])],
    ['deletions', '2 resources are deleted', planned([aDeletion(), aDeletion({ name: 'older' })])],
    ['an overwrite', '`theirs` is overwritten', planned([overwritten, aCreate()])],
    ['errors', '1 error in `daily.yml`', planned([aPlannedResource(), conflict], { problems: [aProblem()] })],
    ['a conflict', '`both` was changed in Git and', planned([conflict, aDeletion()])],
    ['nothing', 'nothing to deploy', planned([kept])],
  ])('says what matters most: %s', (_name, words, report) => {
    expect(openingOf(report).point).toContain(words)
  })

  it('says no more than the verdict where nothing is to be looked at', () => {
    expect(openingOf(planned([aPlannedResource(), aCreate()]))).toMatchObject({ verdict: 'safe', point: '' })
  })

  it('counts every change, and what stays as it is', () => {
    const all = [aPlannedResource(), aCreate(), aCreate({ name: 'b' }), aDeletion(), overwritten, kept, leaving]
    expect(openingOf(planned(all)).counts).toEqual(['2 created, 2 changed, 1 deleted', '2 kept'])
    const stopped = openingOf(planned([conflict, invalid, aCreate()], { problems: [aProblem()] }))
    expect(stopped).toMatchObject({ verdict: 'blocked' })
    expect(stopped.counts.slice(1)).toEqual(['1 created', '1 invalid', '1 conflict'])
  })
})

describe('the first line of a comment', () => {
  const long = { name: LONG, namespace: LONG, file: `${LONG}/${LONG}.yml` }
  const outcome = (kind: Parameters<typeof aResourceOutcome>[0], parts: ReportParts = {}) =>
    aReport({
      ...{ command: 'deploy', result: 'failed', plan: aPlan({ resources: [aPlannedResource(long)] }) },
      outcome: anOutcome({ resources: [aResourceOutcome({ name: LONG, ...kind })], isComplete: false }),
      ...parts,
    })
  const tests = [aCase({ case: LONG, suite: LONG, verdict: 'failed' })]
  const reports = [
    planned([aDeletion(long)]),
    planned([aPlannedResource({ ...long, breaks: [LONG, `b${LONG}`] })]),
    planned([aPlannedResource({ ...long, change: 'conflict', action: 'none' })]),
    planned([aPlannedResource(long)], { problems: [aProblem({ file: long.file })] }),
    planned([aPlannedResource(long)], { triggers: [{ ...sleeping, trigger: LONG }] }),
    ...(['failed', 'rolled-back', 'rollback-failed', 'unconfirmed'] as const).map((end) => outcome({ outcome: end })),
    outcome({ outcome: 'rolled-back' }, { tests }),
    outcome({}, { result: 'deployed', tests }),
    outcome({ outcome: 'failed', isUnknown: true }, { target: { ...aReport().target, label: LONG } }),
  ]
  it.each(reports.map((report, index) => [index, report] as const))('has at most 100 characters: %i', (_, report) => {
    const line = answerLine(answerOf(report, stageOf(report), undefined))
    expect(line.replaceAll('`', '').length).toBeLessThanOrEqual(100)
    const differs = [{ resource: aPlannedResource(long), file: '', cause: 'server-edit' as const, pullRequests: [] }]
    const other = answerLine(answerOf(report, stageOf(report), aPromiseCheck({ differs })))
    expect(other.replaceAll('`', '').length).toBeLessThanOrEqual(100)
  })

  it('is never ✅ over what will fail at run time', () => {
    const breaking = aPlannedResource({ breaks: ['company.team.caller'] })
    const report = aReport({
      ...{ command: 'deploy', result: 'deployed', plan: aPlan({ resources: [breaking] }) },
      outcome: anOutcome(),
    })
    for (const check of [undefined, aPromiseCheck()])
      expect(answerOf(report, 'deployed', check)).toMatchObject({
        state: 'unwell',
        text: '`caller` will fail at run time',
      })
    expect(answerOf(planned([breaking]), 'planned', undefined).state).toBe('look')
  })
})
