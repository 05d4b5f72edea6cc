import { describe, expect, it } from 'vitest'
import { headline } from '../../src/report/headline.ts'
import type { Report } from '../../src/report/report.ts'
import {
  aDeletion,
  aFailure,
  anOutcome,
  aPlan,
  aPlannedResource,
  aProblem,
  aReport,
  aResourceOutcome,
  type ReportParts,
} from '../render/factories.ts'

const TARGET = ' → kestra.acme.io'

const resources = [aPlannedResource({ change: 'drift', action: 'none', origin: 'server' })]
const UNMANAGED = { count: 1, names: [{ kind: 'flow', namespace: 'company.team', name: 'theirs' }] } as const
const deploy = (overrides: ReportParts): Report => aReport({ command: 'deploy', result: 'deployed', ...overrides })
const failed = (kinds: readonly Parameters<typeof aResourceOutcome>[0][], message?: string): Report =>
  deploy({
    result: 'failed',
    outcome: anOutcome({ resources: kinds.map((overrides) => aResourceOutcome(overrides)) }),
    ...(message === undefined ? {} : { message }),
  })

const cases: readonly (readonly [string, Report, string, string])[] = [
  ['one flow written', deploy({ outcome: anOutcome() }), 'done', '1 flow is live, read back from the server'],
  ['a valid tree', aReport({ command: 'validate', result: 'in-sync' }), 'safe', 'valid: 0 errors, 0 warnings'],
  [
    'a plan that breaks callers',
    aReport({ plan: aPlan({ resources: [aPlannedResource({ breaks: ['a.b', 'a.c'] })] }) }),
    'look',
    '1 flow changes, 2 flows will fail at run time',
  ],
  [
    'an invalid tree',
    aReport({ command: 'validate', result: 'invalid', problems: [aProblem(), aProblem({ severity: 'warning' })] }),
    'blocked',
    '1 error, 1 warning',
  ],
  [
    'errors and no plan',
    aFailure({ result: 'invalid', problems: [aProblem()] }),
    'blocked',
    '1 error, no plan was made',
  ],
  ['neither errors nor a plan', aFailure({ result: 'changes' }), 'unknown', 'no plan was made'],
  ['a failure before the plan', aFailure(), 'unknown', 'no plan was made'],
  ['a failure after the plan', aReport({ result: 'failed' }), 'unknown', 'nothing was written'],
  ['a refusal before the plan', aFailure({ result: 'refused' }), 'blocked', 'refused, nothing is deployed'],
  [
    'a refusal without a sentence',
    aReport({ result: 'refused' }),
    'blocked',
    'deploy would be refused: 1 flow changes',
  ],
  [
    'no drift',
    aReport({ command: 'drift', plan: aPlan({ resources: [] }) }),
    'safe',
    'no drift: the server is what Git says',
  ],
  [
    'no drift beside what is not in Git',
    aReport({ command: 'drift', plan: aPlan({ resources: [], unmanaged: UNMANAGED }) }),
    'look',
    'no drift of what Git has, 1 resource on the server is not in Git',
  ],
  [
    'no drift beside what Git no longer has',
    aReport({ command: 'drift', plan: aPlan({ resources: [aDeletion({ action: 'none' })] }) }),
    'look',
    'no drift of what Git has, 1 flow is on the server but no longer in Git',
  ],
  [
    'a drift beside what is not in Git',
    aReport({ command: 'drift', plan: aPlan({ resources, unmanaged: UNMANAGED }) }),
    'look',
    '1 resource is not what Git says, 1 resource on the server is not in Git',
  ],
  [
    'nothing to write',
    deploy({ plan: aPlan({ resources: [] }), outcome: anOutcome({ resources: [] }) }),
    'done',
    'nothing to write: the server already is what Git says',
  ],
  [
    'nothing to write beside what is not in Git',
    deploy({ plan: aPlan({ resources: [], unmanaged: UNMANAGED }), outcome: anOutcome({ resources: [] }) }),
    'done',
    'nothing to write',
  ],
  [
    'nothing to write beside an edit on the server',
    deploy({ plan: aPlan({ resources }), outcome: anOutcome({ resources: [] }) }),
    'done',
    'nothing to write; 1 server edit kept',
  ],
  ['one drift', aReport({ command: 'drift', plan: aPlan({ resources }) }), 'look', '1 resource is not what Git says'],
  [
    'two drifts',
    aReport({ command: 'drift', plan: aPlan({ resources: [...resources, aDeletion()] }) }),
    'look',
    '2 resources are not what Git says',
  ],
  [
    'only deletions done',
    deploy({ outcome: anOutcome({ resources: [aResourceOutcome({ action: 'delete' })] }) }),
    'done',
    '1 flow is deleted, read back from the server',
  ],
  [
    'several of each kind done',
    deploy({
      outcome: anOutcome({
        resources: [
          aResourceOutcome(),
          aResourceOutcome({ name: 'b' }),
          aResourceOutcome({ name: 'c', action: 'delete' }),
          aResourceOutcome({ name: 'd', action: 'delete' }),
        ],
      }),
    }),
    'done',
    '2 flows are live and 2 flows are deleted, read back from the server',
  ],
  [
    'a failure with nothing written',
    failed([{ outcome: 'failed' }]),
    'failed',
    '`company.team.daily` failed; nothing else was written',
  ],
  [
    'a cancelled deploy that had not begun',
    { ...failed([{ outcome: 'not-attempted' }]), reason: 'cancelled' },
    'failed',
    'the run was cancelled; nothing was written',
  ],
  [
    'several failures',
    failed([{ outcome: 'failed' }, { outcome: 'failed', name: 'b' }]),
    'failed',
    '2 flows failed; nothing else was written',
  ],
  [
    'a rollback beside a write of which nobody knows what came',
    failed([
      { outcome: 'failed', isUnknown: true },
      { outcome: 'rolled-back', name: 'b' },
    ]),
    'failed',
    '`company.team.daily` failed; whether `company.team.daily` was stored is not known: look at the server',
  ],
  [
    'a file that could not be read back',
    failed([{ outcome: 'applied' }, { outcome: 'unconfirmed', kind: 'file', name: '/q.sql' }]),
    'failed',
    '1 flow stays written and 1 file could not be read back after the write',
  ],
  [
    'a server that went away in the middle',
    { ...failed([{ outcome: 'rollback-failed' }, { outcome: 'not-attempted', name: 'b' }]), reason: 'server-gone' },
    'failed',
    'the server stopped answering, and 1 flow could not be put back: look at the server',
  ],
  ['a failure without any text', failed([]), 'failed', 'nothing was written'],
]

describe('headline', () => {
  it.each(cases)('answers for %s', (_name, report, verdict, words) => {
    expect(headline(report)).toEqual({ verdict, text: `${words}${TARGET}` })
  })
})
