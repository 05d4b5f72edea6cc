import type { Report } from '../../src/command/report.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import type { CommentOptions } from '../../src/render/render-comment.ts'
import {
  aCreate,
  aDeletion,
  aFailure,
  anOutcome,
  aPlan,
  aPlannedResource,
  aProblem,
  aReport,
  aResourceOutcome,
  type ReportParts,
  without,
} from './factories.ts'

/** One folder below `golden/`: a report, and how its comment is asked for where that is not the default. */
export interface GoldenCase {
  readonly name: string
  readonly report: Report
  readonly options?: Partial<CommentOptions>
}

const planOf = (resources: readonly PlannedResource[], overrides: ReportParts = {}): Report =>
  aReport({ plan: aPlan({ resources }), ...overrides })

const edited = (source: string | Uint8Array | undefined) => `${source}`.replace('hello', 'edited by hand')

const aDrift = (overrides: Partial<PlannedResource> = {}): PlannedResource => {
  const { base = '' } = aPlannedResource()
  return aPlannedResource({
    change: 'drift',
    action: 'none',
    origin: 'server',
    cause: 'edited',
    desired: base,
    live: edited(base),
    revision: { live: 14, after: null },
    words: ['task `load`: message changed'],
    note: 'kept: on-drift is keep',
    ...overrides,
  })
}

const aConflict = (overrides: Partial<PlannedResource> = {}): PlannedResource =>
  aPlannedResource({
    change: 'conflict',
    action: 'none',
    cause: 'edited',
    live: edited(aPlannedResource().base),
    revision: { live: 14, after: null },
    ...overrides,
  })

const aFile = (overrides: Partial<PlannedResource> = {}): PlannedResource =>
  aPlannedResource({
    kind: 'file',
    name: '/sql/orders.sql',
    file: 'files/sql/orders.sql',
    live: Buffer.from('select * from orders\n'),
    base: Buffer.from('select * from orders\n'),
    recorded: Buffer.from('select * from orders\n'),
    desired: Buffer.from('select id, total from orders\n'),
    revision: { live: null, after: null },
    words: ['1 line changed'],
    ...overrides,
  })

const disabled = `${aPlannedResource().base}disabled: true\n`

const renamed = aCreate({
  name: 'daily-load',
  file: 'flows/daily.yml',
  movedFrom: { namespace: 'company.team', name: 'daily', file: 'flows/daily.yml' },
  words: ['renamed from `company.team.daily`'],
})

const deployed = (overrides: ReportParts, resources = [aPlannedResource(), aFile(), aCreate()]): Report =>
  aReport({ command: 'deploy', result: 'deployed', plan: aPlan({ resources }), ...overrides })

const deployedAll = [
  aResourceOutcome({ kind: 'file', name: '/sql/orders.sql', revision: { before: null, after: null } }),
  aResourceOutcome(),
  aResourceOutcome({ name: 'report', action: 'create', revision: { before: null, after: 1 } }),
]

const FAILURE = 'The server answered 422: Invalid entity: tasks[0].type must not be null'

const failedReport = (
  outcomes: readonly ['applied' | 'rolled-back' | 'rollback-failed', string?],
  notices: string[] = [],
) =>
  deployed({
    result: 'failed',
    reason: 'write-failed',
    message: `Flow company.team.daily could not be written. ${FAILURE}`,
    outcome: anOutcome({
      isComplete: false,
      resources: [
        aResourceOutcome({
          kind: 'file',
          name: '/sql/orders.sql',
          revision: { before: null, after: null },
          outcome: outcomes[0],
          ...(outcomes[1] === undefined ? {} : { message: outcomes[1] }),
        }),
        aResourceOutcome({ outcome: 'failed', revision: { before: 12, after: null }, message: FAILURE }),
        aResourceOutcome({
          name: 'report',
          action: 'create',
          outcome: 'not-attempted',
          revision: { before: null, after: null },
        }),
      ],
      notices,
    }),
  })

export const MANY = 600
const bigSource = (id: number, edit: string) =>
  `id: flow-${id}\nnamespace: company.team\ntasks:\n${Array.from({ length: 200 }, (_, line) => `  - id: task-${line}\n    type: io.kestra.plugin.core.log.Log\n    message: ${edit} number ${line} of a long flow with much text\n`).join('')}`

/** 600 changed flows with some 20 MB of diff, 300 deletions, 100 conflicts and 600 errors. */
export const hugeReport = (): Report => {
  const updates = Array.from({ length: MANY }, (_, id) =>
    aPlannedResource({
      name: `flow-${id}`,
      file: `flows/flow-${id}.yml`,
      live: bigSource(id, 'before'),
      desired: bigSource(id, 'after'),
      words: ['200 tasks: message changed'],
    }),
  )
  const deletions = Array.from({ length: 300 }, (_, id) =>
    aDeletion({ namespace: `company.team-${id % 45}`, name: `gone-${id}` }),
  )
  const conflicts = Array.from({ length: 100 }, (_, id) => aConflict({ name: `fought-${id}` }))
  const problems = Array.from({ length: 600 }, (_, id) => aProblem({ file: `flows/flow-${id}.yml`, line: id + 1 }))
  return aReport({ result: 'invalid', plan: aPlan({ resources: [...conflicts, ...deletions, ...updates], problems }) })
}

export const goldenCases: readonly GoldenCase[] = [
  { name: 'create', report: planOf([aCreate()]) },
  { name: 'update', report: planOf([aPlannedResource()]) },
  {
    name: 'adopt',
    report: planOf([
      without(aPlannedResource({ change: 'adopt', live: edited(aPlannedResource().base) }), 'base', 'recorded'),
    ]),
  },
  { name: 'delete', report: planOf([aDeletion(), aPlannedResource()]) },
  { name: 'delete-kept', report: planOf([aDeletion({ action: 'none', note: 'kept: when-missing is keep' })]) },
  { name: 'drift-edited', report: planOf([aDrift()], { result: 'drift' }) },
  {
    name: 'drift-disabled',
    report: planOf([aDrift({ cause: 'disabled', live: disabled, words: ['disabled'] })], { result: 'drift' }),
  },
  {
    name: 'drift-enabled',
    report: planOf(
      [aDrift({ cause: 'enabled', live: `${aPlannedResource().base}`, desired: disabled, words: ['enabled'] })],
      { result: 'drift' },
    ),
  },
  {
    name: 'drift-deleted',
    report: planOf([without(aDrift({ cause: 'deleted', revision: { live: null, after: null }, words: [] }), 'live')], {
      result: 'drift',
    }),
  },
  {
    name: 'drift-behind',
    report: planOf([aPlannedResource({ origin: 'pending', cause: 'behind' })]),
  },
  { name: 'drift-draft', report: planOf([aDrift({ cause: 'draft' })], { result: 'drift' }) },
  {
    name: 'drift-overwritten',
    report: planOf([
      aDrift({ action: 'update', note: 'overwrites r14: on-drift is overwrite', revision: { live: 14, after: 15 } }),
    ]),
  },
  { name: 'conflict', report: planOf([aConflict(), aPlannedResource({ name: 'weekly', file: 'flows/weekly.yml' })]) },
  {
    name: 'invalid',
    report: planOf([aPlannedResource({ change: 'invalid', action: 'none' }), aCreate()], {
      result: 'invalid',
      problems: [
        aProblem(),
        aProblem({
          severity: 'warning',
          code: 'stem-mismatch',
          message: 'the file is named `day`, the flow `daily`',
          line: 1,
          column: 1,
        }),
      ],
    }),
  },
  {
    name: 'unmanaged-mirrored',
    report: planOf([
      without(
        aDeletion({ change: 'unmanaged', words: [], note: 'not in Git: when-missing is mirror' }),
        'base',
        'recorded',
      ),
    ]),
  },
  {
    name: 'rename',
    report: planOf([
      aDeletion({ name: 'daily', live: `${aPlannedResource().base}`, words: ['renamed to `company.team.daily-load`'] }),
      renamed,
    ]),
  },
  {
    name: 'move',
    report: planOf([aPlannedResource({ movedFrom: { namespace: 'company.team', name: 'daily', file: 'daily.yml' } })]),
  },
  {
    name: 'files',
    report: planOf([
      aFile(),
      aFile({
        name: '/logo.png',
        file: 'files/logo.png',
        live: Buffer.from([0, 1, 2]),
        desired: Buffer.from([0, 1, 2, 3, 255]),
        words: [],
      }),
      aFile({
        name: '/notes.txt',
        file: 'files/notes.txt',
        live: Buffer.from('a\r\n'),
        desired: Buffer.from('a\n'),
        words: ['only line endings'],
      }),
      aFile({
        name: '/latin.txt',
        file: 'files/latin.txt',
        live: Buffer.from([0xe9]),
        desired: Buffer.from('é'),
        words: [],
      }),
    ]),
  },
  {
    name: 'three-origins',
    report: planOf([
      aDeletion({ origin: 'pending' }),
      aPlannedResource(),
      aPlannedResource({ name: 'hourly', file: 'flows/hourly.yml', origin: 'pending' }),
      aDrift({ name: 'weekly', file: 'flows/weekly.yml' }),
    ]),
  },
  { name: 'nothing-to-do', report: planOf([], { result: 'in-sync', layout: [] }) },
  {
    name: 'first-deploy',
    report: planOf(
      [
        aCreate(),
        aCreate({
          kind: 'file',
          name: '/sql/orders.sql',
          file: 'files/sql/orders.sql',
          desired: Buffer.from('select 1\n'),
          revision: { live: null, after: null },
          words: [],
        }),
      ],
      {
        notices: ['No deployment record was found for `company.team`: this is taken for the first deploy.'],
      },
    ),
  },
  {
    name: 'offline-fork',
    report: planOf([without(aPlannedResource({ revision: { live: null, after: null } }), 'live', 'recorded')], {
      target: { server: null, tenant: 'main', serverVersion: null },
      notices: [
        'This pull request comes from a fork, which gets no secrets: the server was not asked, and the plan compares with the Git base.',
      ],
    }),
  },
  {
    name: 'server-unreachable',
    report: aFailure({
      reason: 'server-unreachable',
      message:
        'Cannot reach https://kestra.acme.io (ECONNREFUSED). The server is down or not open to this runner. Check `kestra-url`.',
      target: { server: 'https://kestra.acme.io', tenant: 'main', serverVersion: null },
      problems: [aProblem({ severity: 'warning' })],
    }),
  },
  {
    name: 'refused',
    report: aReport({
      result: 'refused',
      reason: 'max-deletes',
      plan: aPlan({
        resources: Array.from({ length: 11 }, (_, id) => aDeletion({ name: `old-${id}` })),
        refusal: {
          reason: 'max-deletes',
          message: '11 deletions are more than `max-deletes` (10). If they are meant, raise `max-deletes`.',
        },
      }),
    }),
  },
  {
    name: 'public-repository',
    options: { isPublic: true },
    report: planOf([
      without(
        aPlannedResource({
          change: 'adopt',
          live: edited(aPlannedResource().base),
          words: ['task `load`: message `edited by hand` → `hello`'],
        }),
        'base',
        'recorded',
      ),
    ]),
  },
  {
    name: 'masked-values',
    options: { maskedValues: ['hunter2-old', 'hunter2-new'] },
    report: planOf([
      aPlannedResource({
        live: 'id: daily\npassword: hunter2-old\n',
        desired: 'id: daily\npassword: hunter2-new\n',
        words: ['password `hunter2-old` → `hunter2-new`'],
      }),
    ]),
  },
  {
    name: 'blast-radius',
    report: aReport({
      plan: aPlan({
        resources: [aPlannedResource({ words: ['input `date` now required: 2 callers break'] })],
        edges: [
          { from: 'company.team/parent', to: 'company.team/daily', relation: 'subflow' },
          { from: 'company.sales/fan-out', to: 'company.team/daily', relation: 'for-each-item' },
          { from: 'company.team/after-daily', to: 'company.team/daily', relation: 'flow-trigger' },
        ],
      }),
    }),
  },
  {
    name: 'delete-pending-file',
    report: planOf([
      aDeletion({
        kind: 'file',
        name: '/old.sql',
        origin: 'pending',
        live: Buffer.from('select 0\n'),
        revision: { live: null, after: null },
      }),
    ]),
  },
  {
    name: 'conflict-without-common-ground',
    report: planOf([without(aConflict({ action: 'none' }), 'base', 'recorded')]),
  },
  {
    name: 'no-links-no-places',
    options: { links: {} },
    report: aReport({
      commit: null,
      result: 'invalid',
      problems: [
        { severity: 'error', code: 'empty-tree', message: 'No file was found: the checkout step is missing' },
        { severity: 'error', code: 'duplicate-flow', message: 'two files hold this flow', file: 'flows/a.yml' },
        aProblem({ line: 9 }),
        aProblem({ line: 9, column: 2 }),
      ],
      layout: [{ root: '', kind: 'flow', namespaceFrom: 'folder', count: 1 }],
      plan: aPlan({
        resources: [
          aPlannedResource({ words: Array.from({ length: 10 }, (_, line) => `task \`load-${line}\` removed`) }),
          without(aPlannedResource({ name: 'known-by-name-only' }), 'live', 'desired', 'base', 'recorded'),
        ],
        edges: Array.from({ length: 42 }, (_, caller) => ({
          from: `company.team/caller-${caller}`,
          to: 'company.team/daily',
          relation: 'subflow' as const,
        })),
        summary: { ...aPlan().summary, unmanaged: 3 },
      }),
    }),
  },
  {
    name: 'deploy-refused',
    report: aReport({
      command: 'deploy',
      result: 'refused',
      reason: 'conflict',
      message: 'One flow was changed in Git and on the server.',
      plan: aPlan({ resources: [aConflict()] }),
    }),
    options: { stage: 'refused' },
  },
  {
    name: 'deploy-failed-before-writing',
    report: aReport({
      command: 'deploy',
      result: 'failed',
      reason: 'server-unreachable',
      message: 'Cannot read flows (503).',
    }),
    options: { stage: 'failed' },
  },
  {
    name: 'public-repository-one-line',
    options: { isPublic: true },
    report: planOf([
      aPlannedResource({
        live: `${aPlannedResource().base}# a note on the server\n`,
        change: 'drift',
        cause: 'edited',
      }),
    ]),
  },
  { name: 'deploying', report: planOf([aPlannedResource()], { command: 'deploy' }), options: { stage: 'deploying' } },
  {
    name: 'receipt-ok',
    report: deployed({ outcome: anOutcome({ resources: deployedAll }) }),
    options: { stage: 'deployed', runLog: ['run 6: planned', 'run 7: deployed'] },
  },
  {
    name: 'receipt-with-deletion',
    report: deployed(
      {
        outcome: anOutcome({
          resources: [
            ...deployedAll,
            aResourceOutcome({ name: 'old', action: 'delete', revision: { before: 4, after: null } }),
          ],
        }),
      },
      [aDeletion(), aPlannedResource(), aFile(), aCreate()],
    ),
    options: { stage: 'deployed' },
  },
  {
    name: 'receipt-nothing-written',
    report: deployed({ result: 'in-sync', outcome: anOutcome({ resources: [] }) }, []),
    options: { stage: 'deployed' },
  },
  { name: 'receipt-rolled-back', report: failedReport(['rolled-back']), options: { stage: 'failed' } },
  {
    name: 'receipt-rollback-failed',
    report: failedReport(
      ['rollback-failed', 'The server answered 503'],
      ['Put `company.team/sql/orders.sql` back by hand: its content before is in the job summary.'],
    ),
    options: { stage: 'failed' },
  },
  { name: 'receipt-stopped', report: failedReport(['applied']), options: { stage: 'failed' } },
  { name: 'closed-unmerged', report: planOf([aPlannedResource()]), options: { stage: 'closed' } },
  { name: 'huge', report: hugeReport() },
]
