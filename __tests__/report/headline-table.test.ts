import { describe, expect, it } from 'vitest'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { ANSWERS, type AnswerState, answerOf, stageOf } from '../../src/render/answer.ts'
import { headline } from '../../src/report/headline.ts'
import { RESULTS, type Report, type Result } from '../../src/report/report.ts'
import { COMMAND_TITLES } from '../../src/report/report-text.ts'
import { COMMANDS, type Command } from '../../src/settings/commands.ts'
import {
  aCase,
  aDeletion,
  aFailure,
  anOutcome,
  aPlan,
  aPlannedResource,
  aProblem,
  aReport,
  aResourceOutcome,
  aTestsReport,
} from '../render/factories.ts'

/** Every state in which a run of a command can end with a result; none where it never does. */
type Ends = Readonly<Record<Command, Readonly<Partial<Record<Result, readonly Report[]>>>>>

const drifted = aPlannedResource({ change: 'drift', action: 'none', origin: 'server' })
const kept = aDeletion({ action: 'none' })
const REFUSAL = { reason: 'claimed-by-another', message: 'Another repository deploys it.' }
const UNMANAGED = { count: 2, names: [] }
const failing = aProblem({ severity: 'warning', code: 'unknown-variable' })

const plans = (command: Command, result: Result, contents: readonly (readonly PlannedResource[])[]) =>
  contents.flatMap((resources) => [
    aReport({ command, result, plan: aPlan({ resources }) }),
    aReport({ command, result, plan: aPlan({ resources, unmanaged: UNMANAGED }) }),
  ])
const refused = (command: Command) =>
  [[], [aPlannedResource()], [drifted], [kept]].map((resources) =>
    aReport({ command, result: 'refused', ...REFUSAL, plan: aPlan({ resources, refusal: REFUSAL }) }),
  )
const invalid = (command: Command) =>
  [[], [aPlannedResource()], [drifted]].map((resources) =>
    aReport({ command, result: 'invalid', plan: aPlan({ resources, problems: [aProblem()] }) }),
  )
const failures = (command: Command) => [
  aFailure({ command, reason: 'server-unreachable' }),
  aFailure({ command, reason: 'unexpected' }),
]
const outcome = (result: Result, kinds: Parameters<typeof aResourceOutcome>[0][], resources = [aPlannedResource()]) =>
  aReport({
    ...{ command: 'deploy', result, plan: aPlan({ resources }) },
    outcome: anOutcome({ resources: kinds.map((kind) => aResourceOutcome(kind)) }),
  })

const ENDS: Ends = {
  validate: {
    'in-sync': [[], [aProblem({ severity: 'warning' })], [failing]].map((problems) =>
      aReport({ command: 'validate', result: 'in-sync', problems }),
    ),
    invalid: [aReport({ command: 'validate', result: 'invalid', problems: [aProblem(), failing] })],
    failed: failures('validate'),
  },
  plan: {
    'in-sync': plans('plan', 'in-sync', [[], [kept]]),
    changes: plans('plan', 'changes', [[aPlannedResource()], [aPlannedResource(), drifted], [aDeletion()]]),
    drift: plans('plan', 'drift', [[drifted]]),
    invalid: invalid('plan'),
    refused: [...refused('plan'), aFailure({ command: 'plan', result: 'refused', reason: 'conflict' })],
    failed: failures('plan'),
  },
  deploy: {
    'in-sync': [outcome('in-sync', [], []), outcome('in-sync', [], [kept])],
    deployed: [outcome('deployed', [{}]), outcome('deployed', [{ action: 'delete' }])],
    drift: [outcome('drift', [], [drifted])],
    invalid: invalid('deploy'),
    refused: refused('deploy'),
    failed: [
      ...failures('deploy'),
      ...(['failed', 'rolled-back', 'rollback-failed', 'not-attempted'] as const).map((end) =>
        outcome('failed', [{ outcome: end }]),
      ),
    ],
  },
  drift: {
    'in-sync': plans('drift', 'in-sync', [[], [kept]]),
    drift: [...plans('drift', 'drift', [[drifted], [drifted, kept], [aPlannedResource()]]), ...refused('drift')].map(
      (report) => ({ ...report, result: 'drift' }),
    ),
    invalid: invalid('drift'),
    refused: refused('drift'),
    failed: failures('drift'),
  },
  export: {
    'in-sync': [aReport({ command: 'export', result: 'in-sync', files: [] })],
    changes: [true, false].map((isWritten) =>
      aReport({
        ...{ command: 'export', result: 'changes' },
        files: [
          { kind: 'flow', namespace: 'company.team', name: 'daily', action: 'create', file: 'daily.yml', isWritten },
        ],
      }),
    ),
    failed: failures('export'),
  },
  test: {
    'in-sync': [aTestsReport([]), aTestsReport([aCase()]), aTestsReport([aCase({ verdict: 'skipped' })])],
    failed: [
      ...failures('test'),
      aTestsReport([aCase({ verdict: 'failed' })]),
      aTestsReport([aCase({ verdict: 'error' })]),
    ],
  },
}

const all = COMMANDS.flatMap((command) =>
  RESULTS.flatMap((result) =>
    (ENDS[command][result] ?? []).map((report, index) => ({ command, result, index, report })),
  ),
)

const BAD: ReadonlySet<Result> = new Set(['invalid', 'refused', 'failed'])
const GREEN: readonly AnswerState[] = ['safe', 'deployed', 'kept', 'tested', 'without-tests']

describe('the headline of a run', () => {
  it.each(all)(
    '$command that ends $result ($index) contradicts neither its result nor itself',
    ({ command, result, report }) => {
      const { verdict, text } = headline(report)
      const line = `${COMMAND_TITLES[command]}: ${text}`
      const { state } = answerOf(report, stageOf(report), undefined)
      // Something stands before the target, and no part is empty.
      expect(text).toMatch(/^\S.*[^:;,\s] → kestra\.acme\.io$/)
      expect(text).not.toMatch(/[:;,] ?[:;,]|undefined/)
      if (BAD.has(result)) {
        expect(['blocked', 'unknown', 'failed']).toContain(verdict)
        expect(line).not.toMatch(/no drift|is what Git says|\bvalid\b|nothing to deploy|nothing to write|Ready/)
        expect(GREEN).not.toContain(state)
      }
      if (result === 'in-sync') expect(line).not.toMatch(/refused|\bnot what Git says|rolled back/)
      if (result === 'drift') expect(line).not.toMatch(/no drift|is what Git says/)
      if (line.includes('will fail at run time')) expect(line).not.toMatch(/\bvalid\b/)
      // A deploy is over, and nothing else deploys.
      if (command === 'deploy') expect(line).not.toMatch(/would/)
      else expect(line).not.toMatch(/was deployed|is live/)
      if (command !== 'plan' && command !== 'deploy') expect(line).not.toMatch(/no plan|nothing to deploy/)
      // The state of the comment and the text after it do not repeat each other.
      expect(`${ANSWERS[state]}: ${text}`).not.toMatch(/refused.*refused/i)
    },
  )

  it('never says of a server that has more than Git that it is what Git says', () => {
    for (const { report } of all) {
      if (!('plan' in report) || report.plan.resources.length + report.plan.unmanaged.count === 0) continue
      expect(headline(report).text).not.toMatch(/(?:server|already) is what Git says|in sync/)
    }
  })

  it('is looked at for every result that a command can have', () => {
    expect(new Set(all.map(({ result }) => result))).toEqual(new Set(RESULTS))
  })
})
