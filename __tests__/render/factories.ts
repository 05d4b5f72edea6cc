import type { Problem } from '../../src/finding/problem.ts'
import type { AssertionResult, CaseResult } from '../../src/flow-tests/case-result.ts'
import type { ApprovedPlanCheck } from '../../src/plan/approved-plan.ts'
import {
  NONE_UNMANAGED,
  NOT_KNOWN,
  type Outcome,
  type Plan,
  type PlannedResource,
  type ResourceOutcome,
  summarize,
} from '../../src/plan/plan.ts'
import type { CommentOptions } from '../../src/render/render-comment.ts'
import type { ExportedFile, Report, ReportHead, TestsReport } from '../../src/report/report.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { aFlow } from '../support/a-flow.ts'

const DAILY = `id: daily
namespace: company.team
tasks:
  - id: load
    type: io.kestra.plugin.core.log.Log
    message: hello
triggers:
  - id: every-morning
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 6 * * *"
`

/** An update of `company.team.daily`, its cron from 6 to 7 o'clock. */
export const aPlannedResource = (overrides: Partial<PlannedResource> = {}): PlannedResource => ({
  ...NOT_KNOWN,
  kind: 'flow',
  namespace: 'company.team',
  name: 'daily',
  file: 'flows/daily.yml',
  change: 'update',
  action: 'update',
  origin: 'here',
  live: DAILY,
  base: DAILY,
  desired: DAILY.replace('0 6 * * *', '0 7 * * *'),
  revision: { live: 12, after: 13 },
  words: ['trigger `every-morning`: cron `0 6 * * *` → `0 7 * * *`'],
  ...overrides,
})

/** The resource without the named sides. */
export const without = (
  resource: PlannedResource,
  ...keys: readonly ('file' | 'desired' | 'live' | 'base')[]
): PlannedResource => ({ ...resource, ...Object.fromEntries(keys.map((key) => [key, undefined])) })

export const aCreate = (overrides: Partial<PlannedResource> = {}): PlannedResource => ({
  ...without(aPlannedResource(), 'live', 'base'),
  name: 'report',
  file: 'flows/report.yml',
  change: 'create',
  action: 'create',
  desired: aFlow({ id: 'report' }),
  revision: { live: null, after: 1 },
  words: ['flow with 1 task, no trigger'],
  ...overrides,
})

export const aDeletion = (overrides: Partial<PlannedResource> = {}): PlannedResource => ({
  ...without(aPlannedResource(), 'desired', 'file'),
  name: 'old',
  change: 'delete',
  action: 'delete',
  live: 'id: old\nnamespace: company.team\ntasks: []\n',
  base: 'id: old\nnamespace: company.team\ntasks: []\n',
  revision: { live: 4, after: null },
  words: ['`flows/old.yml` was removed'],
  ...overrides,
})

/** A plan whose summary counts its resources. */
export const aPlan = (overrides: Partial<Plan> = {}): Plan => {
  const resources = overrides.resources ?? [aPlannedResource()]
  return {
    resources,
    summary: { ...summarize(resources), unchanged: 11 },
    problems: [],
    notices: [],
    edges: [],
    unmanaged: NONE_UNMANAGED,
    digest: 'sha256:3f1c',
    refusal: undefined,
    ...overrides,
  }
}

/** What a test wants to say of a report. Its kind follows from what it holds. */
export interface ReportParts extends Partial<ReportHead> {
  readonly plan?: Plan
  readonly outcome?: Outcome
  readonly files?: readonly ExportedFile[]
}

/** A plan; with an outcome the report of a deploy, with files that of an export. */
export const aReport = ({ plan = aPlan(), outcome, files, ...overrides }: ReportParts = {}): Report => {
  const head = aReportHead(overrides)
  if (files !== undefined) return { kind: 'export', ...head, plan, files }
  if (outcome !== undefined) return { kind: 'outcome', ...head, plan, outcome }
  return head.command === 'validate' ? { kind: 'validity', ...head } : { kind: 'plan', ...head, plan }
}

/** The report of a run that ended before anything was planned. */
export const aFailure = (overrides: Partial<ReportHead> = {}): Report => ({
  kind: 'failure',
  ...aReportHead({ result: 'failed', ...overrides }),
})

/** The report of a run of flow tests: failed where a case is. */
export const aTestsReport = (tests: readonly CaseResult[], overrides: Partial<TestsReport> = {}): TestsReport => {
  const broken = tests.filter(({ verdict }) => verdict === 'failed' || verdict === 'error').length
  const failure = { reason: 'tests-failed', message: `${broken} of ${tests.length} cases failed.` }
  const head = aReportHead({ layout: [], base: null, tests })
  const end = broken === 0 ? { result: 'in-sync' as const } : { result: 'failed' as const, ...failure }
  return { ...head, kind: 'tests', command: 'test', ...end, ...overrides }
}

/** A case of the suite `company.team.orders` that passed. */
export const aCase = (overrides: Partial<CaseResult> = {}): CaseResult => ({
  suite: 'company.team.orders',
  case: 'adds-vat',
  file: 'company.team/tests/orders.yml',
  line: 12,
  flow: { namespace: 'company.team', id: 'orders' },
  verdict: 'passed',
  message: null,
  assertions: [anAssertion({ passed: true, actual: '3' })],
  failedTask: undefined,
  execution: undefined,
  seconds: 1.234,
  ...overrides,
})

/** That `total` is 3, which it is not. */
export const anAssertion = (overrides: Partial<AssertionResult> = {}): AssertionResult => ({
  line: 20,
  column: 9,
  passed: false,
  expected: 'equal to `3`',
  actual: '4',
  message: undefined,
  ...overrides,
})

const aReportHead = (overrides: Partial<ReportHead>): ReportHead => ({
  command: 'plan',
  result: 'changes',
  reason: null,
  message: undefined,
  target: { server: 'https://kestra.acme.io', tenant: 'main', label: undefined, serverVersion: '2.0.0' },
  commit: '4f2a9c1d0b7e4f2a9c1d0b7e4f2a9c1d0b7e4f2a',
  base: '0b7e4f2a9c1d0b7e4f2a9c1d0b7e4f2a9c1d0b7e',
  problems: [],
  layout: [
    { root: 'flows', kind: 'flow', namespaceFrom: 'yaml', count: 12 },
    { root: 'files', kind: 'file', namespaceFrom: 'setting', namespace: 'company.team', count: 3 },
  ],
  notices: [],
  notRead: [],
  approvedPlans: [],
  tests: [],
  triggers: [],
  runningExecutions: [],
  history: [],
  followed: [],
  requests: { kestra: 4, github: 2 },
  ...overrides,
})

export const aProblem = (overrides: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  code: 'missing-property',
  message: '`load.url` must not be null',
  hint: 'Add `url` to the task.',
  file: 'flows/daily.yml',
  line: 5,
  column: 5,
  ...overrides,
})

export const aResourceOutcome = (overrides: Partial<ResourceOutcome> = {}): ResourceOutcome => ({
  kind: 'flow',
  namespace: 'company.team',
  name: 'daily',
  outcome: 'applied',
  action: 'update',
  revision: { before: 12, after: 13 },
  isUnknown: false,
  message: undefined,
  ...overrides,
})

export const anOutcome = (overrides: Partial<Outcome> = {}): Outcome => ({
  resources: [aResourceOutcome()],
  isComplete: true,
  failure: undefined,
  notices: [],
  unsupported: [],
  ...overrides,
})

export const commentOptions = (overrides: Partial<CommentOptions> = {}): CommentOptions => ({
  marker: { key: 'k1', runId: 7, runAttempt: 1 },
  stage: 'planned',
  links: {
    blob: (file, line) => `https://github.com/acme/flows/blob/4f2a9c1/${file}${line === undefined ? '' : `#L${line}`}`,
    ui: 'https://kestra.acme.io/ui/main',
    run: 'https://github.com/acme/flows/actions/runs/777',
  },
  ...overrides,
})

/** A promise of pull request 7 about the planned resource that the factories make, kept. */
export const aPromiseCheck = (overrides: Partial<ApprovedPlanCheck> = {}): ApprovedPlanCheck => ({
  pullRequest: 7,
  missing: undefined,
  kept: new Set([resourceKey(aPlannedResource())]),
  differs: [],
  others: [],
  ...overrides,
})
