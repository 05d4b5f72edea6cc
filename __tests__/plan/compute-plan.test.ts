import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { computePlan, type PlanInput } from '../../src/plan/compute-plan.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { type ResourceName, resourceKey } from '../../src/resource/resource.ts'
import { aPlanInput, aPolicy, fileOf, planInputOf, type StatesOfOne } from '../support/plan-input.ts'

const NAME: ResourceName = { kind: 'flow', namespace: 'company.team', name: 'daily' }
const KEY = resourceKey(NAME)
const FILE = fileOf(NAME)
const MIRROR = aPolicy({ whenMissing: 'mirror', isByHand: true })
const KEEP = aPolicy({ whenMissing: 'keep' })
const NO_BASE: Partial<PlanInput> = { baseResources: undefined }
const anError: Problem = { severity: 'error', code: 'yaml-syntax', message: 'no', file: FILE }

/** `update update, of here`: class and action, and where the difference comes from; `-`: not shown. */
const reported = (resource: PlannedResource | undefined): string =>
  resource === undefined
    ? '-'
    : `${resource.change} ${resource.action}, of ${resource.origin}${resource.cause === undefined ? '' : `, ${resource.cause}`}`

const cases: readonly (readonly [string, StatesOfOne, string, Partial<PlanInput>?])[] = [
  ['is new here', { desired: 'a' }, 'create create, of here'],
  ['waits since an earlier merge', { desired: 'a', base: 'a' }, 'create create, of pending'],
  ['is the same on both sides', { desired: 'a', live: 'a' }, '-'],
  ['was changed here', { desired: 'b', live: 'a', base: 'a', recorded: 'a' }, 'update update, of here'],
  ['was changed earlier', { desired: 'b', live: 'a', base: 'b', recorded: 'a' }, 'update update, of pending'],
  [
    'is changed while the base is not known',
    { desired: 'b', live: 'a', recorded: 'a' },
    'update update, of here',
    NO_BASE,
  ],
  ['was edited on the server', { desired: 'a', live: 'b', base: 'a', recorded: 'a' }, 'drift none, of server, edited'],
  [
    'was edited on the server, the base being unknown',
    { desired: 'a', live: 'b', recorded: 'a' },
    'drift none, of server, edited',
    NO_BASE,
  ],
  [
    'was put back on the server to an older commit',
    { desired: 'a', live: 'old', base: 'a', recorded: 'a', earlier: ['old'] },
    'drift none, of server, behind',
  ],
  ['was deleted on the server', { desired: 'a', base: 'a', recorded: 'a' }, 'drift none, of server, deleted'],
  [
    'was edited here and there',
    { desired: 'c', live: 'b', base: 'a', recorded: 'a' },
    'conflict none, of here, edited',
  ],
  ['is there, and was never deployed from here', { desired: 'a', live: 'b' }, 'adopt update, of here'],
  [
    'is ours by an older commit alone',
    { desired: 'b', live: 'a', base: 'b', earlier: ['a'] },
    'update update, of pending',
  ],
  ['left Git here', { live: 'a', base: 'a', recorded: 'a' }, 'delete delete, of here'],
  ['left Git earlier', { live: 'a', recorded: 'a' }, 'delete delete, of pending'],
  ['left Git earlier, and is kept', { live: 'a', recorded: 'a' }, 'delete none, of pending', { policy: KEEP }],
  [
    'left Git, the base being unknown',
    { live: 'a', recorded: 'a' },
    'delete none, of here',
    { ...NO_BASE, policy: KEEP },
  ],
  [
    'left Git before an earlier deploy, the base being unknown',
    { live: 'a', recorded: 'a', isGone: true },
    'delete none, of pending',
    { ...NO_BASE, policy: KEEP },
  ],
  ['is gone on both sides', { recorded: 'a' }, '-'],
  ['was never ours', { live: 'a' }, '-'],
  ['was never ours, and the tree is to be mirrored', { live: 'a' }, 'delete delete, of server', { policy: MIRROR }],
  [
    'was never ours, and nobody knows who deploys there',
    { live: 'a' },
    '-',
    { policy: MIRROR, unreadableRecords: new Set([NAME.namespace]) },
  ],
  [
    'was never ours, and another repository deploys it',
    { live: 'a' },
    '-',
    { policy: MIRROR, ownedByOthers: new Map([[KEY, 'acme/other']]) },
  ],
  [
    'was not read, being as it was deployed',
    { desired: 'a', recorded: 'a' },
    '-',
    { skippedUnchanged: new Set([KEY]) },
  ],
  ['has an error', { desired: 'b', live: 'a', recorded: 'a' }, 'invalid none, of here', { problems: [anError] }],
  [
    'has a warning',
    { desired: 'b', live: 'a', recorded: 'a' },
    'update update, of here',
    { problems: [{ ...anError, severity: 'warning' }] },
  ],
  ['has an error and is on the server already', { desired: 'a', live: 'a' }, '-', { problems: [anError] }],
]

describe('a flow that', () => {
  const all = cases.map(([name, states, expected, overrides = {}]) => ({ name, states, expected, overrides }))

  it.each(all)('$name', ({ states, expected, overrides }) => {
    expect(reported(computePlan(planInputOf([[NAME, states]], overrides)).resources[0])).toBe(expected)
  })
})

const IGNORED: Partial<PlanInput['desired']> = { ignored: new Set([KEY]) }
const broken = (file: string, name: string | undefined) => ({ broken: [{ kind: 'flow' as const, file, name }] })

const flowRoot = (root: string, namespace?: string) =>
  ({ root, kind: 'flow', namespaceFrom: namespace === undefined ? 'yaml' : 'folder', namespace, count: 1 }) as const
const ROOTS: Partial<PlanInput['desired']> = {
  layout: [
    flowRoot('flows'),
    flowRoot('other/flows', 'other'),
    flowRoot('.'),
    { root: 'files', kind: 'file', namespaceFrom: 'setting', namespace: 'company.team', count: 1 },
  ],
}

/** Left Git for all that a run can read: whether it may be deleted, with what the tree still has. */
const left: readonly (readonly [string, string, Partial<PlanInput>, Partial<PlanInput['desired']>])[] = [
  ['nothing of it', 'delete', {}, {}],
  ['its file, without it', 'none', { paths: new Set([FILE]) }, {}],
  [
    'a file called like it that holds nothing, below its root',
    'none',
    { paths: new Set(['flows/more/daily.yml']) },
    ROOTS,
  ],
  ['a file called like it among tests', 'delete', { paths: new Set(['tests/daily.yml']) }, ROOTS],
  ['a file called like it among pages', 'delete', { paths: new Set(['docs/daily.yml']) }, ROOTS],
  ['a file called like it among workflows', 'delete', { paths: new Set(['.github/workflows/daily.yml']) }, ROOTS],
  [
    'a file called like it in a folder that only begins like its root',
    'delete',
    { paths: new Set(['flows2/daily.yml']) },
    ROOTS,
  ],
  [
    'a file called like it below a root of another namespace',
    'delete',
    { paths: new Set(['other/flows/daily.yml']) },
    ROOTS,
  ],
  ['a file called like it below a root of another kind', 'delete', { paths: new Set(['files/daily.yml']) }, ROOTS],
  ['a file called like it in another case', 'none', { paths: new Set(['flows/more/daily.YAML']) }, ROOTS],
  ['a file called as Push calls it', 'none', { paths: new Set(['company.team.daily.yml']) }, ROOTS],
  ['a file called as an export calls it', 'none', { paths: new Set(['company.team-daily.yml']) }, ROOTS],
  ['a file called otherwise', 'delete', { paths: new Set(['flows/weekly.yml']) }, ROOTS],
  ['a file called like it that is no YAML', 'delete', { paths: new Set(['flows/daily.md']) }, {}],
  ['it, hidden by .kestraignore', 'none', {}, IGNORED],
  ['its file, broken', 'none', {}, broken(FILE, undefined)],
  ['it in another file, broken', 'none', {}, broken('moved.yml', 'daily')],
  ['another broken file', 'delete', {}, broken('moved.yml', 'weekly')],
]

describe('a flow that left Git, of which the tree still has', () => {
  it.each(left)('%s: %s', (_, action, overrides, desired) => {
    const input = planInputOf([[NAME, { live: 'a', base: 'a', recorded: 'a' }]], { policy: MIRROR, ...overrides })
    const { resources } = computePlan({ ...input, desired: { ...input.desired, ...desired } })
    expect(resources[0]?.action ?? 'none').toBe(action)
  })
})

it.each([
  [FILE, {}, FILE],
  ['flows/more/daily.yml', ROOTS, 'flows/more/daily.yml'],
  ['elsewhere.yml', broken('moved.yml', 'daily'), 'moved.yml'],
])('a flow that is kept because of a file names it: %s', (path, desired, named) => {
  const input = planInputOf([[NAME, { live: 'a', base: 'a', recorded: 'a' }]], {
    policy: MIRROR,
    paths: new Set([path]),
  })
  const { resources } = computePlan({ ...input, desired: { ...input.desired, ...desired } })
  expect(resources[0]?.note).toContain(named)
})

describe('a plan', () => {
  it('is empty for nothing', () => {
    expect(computePlan(aPlanInput())).toMatchObject({ resources: [], problems: [], notices: [], refusal: undefined })
  })

  it('shows what needs a decision, counts all, and tells what each side holds', () => {
    const weekly = { ...NAME, name: 'weekly' }
    const theirs = { ...NAME, name: 'theirs' }
    const { resources, summary } = computePlan(
      planInputOf([
        [NAME, { desired: 'b', live: 'a', base: 'a', recorded: 'a' }],
        [weekly, { desired: 'a', live: 'a' }],
        [theirs, { live: 'x' }],
      ]),
    )
    expect(resources).toMatchObject([
      { name: 'daily', file: FILE, desired: 'b', live: 'a', base: 'a', revision: { live: 3, after: 4 } },
    ])
    expect(summary).toMatchObject({ update: 1, unchanged: 1, unmanaged: 1, create: 0, delete: 0 })
  })
})

describe('unmanaged resources', () => {
  const theirs: ResourceName = { kind: 'flow', namespace: NAME.namespace, name: 'theirs' }
  const elsewhere = { ...theirs, namespace: 'other' }
  const pair: ResourceName = { kind: 'key-value', namespace: NAME.namespace, name: 'limit' }
  const dashboard: ResourceName = { kind: 'dashboard', namespace: '', name: 'theirs' }
  const situation = [
    [NAME, { desired: 'a', live: 'a' }],
    [theirs, { live: 'x' }],
    [elsewhere, { live: 'x' }],
    [dashboard, { live: 'x' }],
  ] as const
  const plan = (overrides: Partial<PlanInput> = {}, desired: Partial<PlanInput['desired']> = {}) => {
    const input = planInputOf(situation, { unmanagedKeys: new Set([resourceKey(pair)]), ...overrides })
    const namespaces = new Set([NAME.namespace])
    return computePlan({ ...input, desired: { ...input.desired, namespaces, ...desired } })
  }

  it('are named in the namespaces of the tree, what was read by name alone included, and counted elsewhere', () => {
    const { unmanaged, summary, resources } = plan()
    expect(unmanaged).toEqual({ count: 2, names: [theirs, pair] })
    expect(summary.unmanaged).toBe(4)
    expect(resources).toEqual([])
  })

  it('are none where another repository deploys them, Git hides them, or the deploy deletes them', () => {
    const ownedByOthers = new Map([[resourceKey(theirs), 'acme/other']])
    expect(plan({ ownedByOthers }).unmanaged.names).toEqual([pair])
    expect(plan({}, { ignored: new Set([resourceKey(theirs)]) }).unmanaged.names).toEqual([pair])
    expect(plan({ policy: MIRROR }).unmanaged.names).toEqual([pair])
  })

  it('are those of the tenant as soon as the tree has one of the kind', () => {
    const ours = [
      { ...dashboard, name: 'ours' },
      { desired: 'a', live: 'a' },
    ] as const
    const input = planInputOf([...situation, ours])
    const { unmanaged } = computePlan({ ...input, desired: { ...input.desired, namespaces: new Set() } })
    expect(unmanaged.names).toEqual([dashboard])
  })
})
