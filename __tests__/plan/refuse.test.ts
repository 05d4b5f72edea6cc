import { describe, expect, it } from 'vitest'
import { indexDesired, indexLive } from '../../src/kinds/kinds.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { refuse } from '../../src/plan/refuse.ts'
import type { DesiredResource } from '../../src/resource/desired.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import type { Policy } from '../../src/settings/policy.ts'
import { aDesiredFile } from '../lint/offline-problems.ts'
import { aPlannedResource } from '../render/factories.ts'
import { aLiveFile, aLiveFlow } from '../resource/live-resources.ts'
import { aPolicy } from '../support/plan-input.ts'

const POLICY = aPolicy({ maxDeletes: 2, maxOverwrites: 2 })

interface Case {
  readonly planned: readonly Partial<PlannedResource>[]
  /** What the server has, `ns/id` for flows and `ns:/path` for files. */
  readonly live?: readonly string[]
  /** What the tree has and another owner's record claims. */
  readonly claimed?: readonly string[]
  readonly policy?: Partial<Policy>
}

const liveOf = (names: readonly string[]) =>
  indexLive(
    names.map((name) => {
      const [namespace = '', rest = ''] = name.split(/[:/](.*)/)
      return name.includes(':') ? aLiveFile(namespace, rest) : aLiveFlow(namespace, rest)
    }),
  )

const refusalOf = ({ planned, live = [], claimed = [], policy = {} }: Case) => {
  const wanted = claimed.map((path): DesiredResource => {
    const [namespace = '', name = ''] = path.split('/')
    return { kind: 'flow', namespace, name, file: `flows/${name}.yml`, content: `id: ${name}` }
  })
  return refuse(planned.map(aPlannedResource), {
    desiredResources: indexDesired([...wanted, aDesiredFile('b', '/mine.sql')]),
    liveResources: liveOf(live),
    skippedUnchanged: new Set(),
    unmanagedKeys: new Set(),
    owner: 'acme/flows',
    owners: new Map(),
    ownedByOthers: new Map(wanted.map((resource) => [resourceKey(resource), 'acme/other'])),
    policy: { ...POLICY, ...policy },
  })
}

it('refuses to take over what is not of a preview, and nothing of the sort elsewhere', () => {
  const planned = [{ change: 'adopt', action: 'update', namespace: 'pr-7.a', name: 'mine' }] as const
  expect(refusalOf({ planned, policy: { refusesAdoption: true } })).toMatchObject({
    reason: 'not-of-the-preview',
    message: expect.stringContaining('pr-7.a.mine'),
  })
  expect(refusalOf({ planned })).toBeUndefined()
  for (const other of [
    { ...planned[0], action: 'none' },
    { ...planned[0], change: 'update' },
  ] as const)
    expect(refusalOf({ planned: [other], policy: { refusesAdoption: true } })).toBeUndefined()
})

const del = (namespace: string, name: string): Partial<PlannedResource> => ({
  kind: name.startsWith('/') ? 'file' : 'flow',
  namespace,
  name,
  change: 'delete',
  action: 'delete',
})
const create = (namespace: string, name: string): Partial<PlannedResource> => ({
  ...del(namespace, name),
  change: 'create',
  action: 'create',
})
const kept = (change: 'conflict' | 'drift', name = 'daily'): Partial<PlannedResource> => ({
  change,
  name,
  action: 'none',
})

const over = (change: 'adopt' | 'drift' | 'conflict', name: string): Partial<PlannedResource> => ({
  change,
  name,
  action: 'update',
})

const refused: readonly (readonly [string, Case, string, RegExp])[] = [
  [
    'one claimed flow',
    { planned: [], claimed: ['a/x'] },
    'claimed-by-another',
    /^flow a\.x \(flows\/x\.yml\) is also dep.*other/,
  ],
  ['two claimed flows', { planned: [], claimed: ['a/x', 'a/y'] }, 'claimed-by-another', /^flow a\.x and 1 more /],
  [
    'a file over a directory',
    { planned: [create('a', '/sql')], live: ['a:/sql/q.sql'] },
    'file-directory-clash',
    /has a\/sql\/q\.sql where Git wants a\/sql:/,
  ],
  [
    'a directory over a file',
    { planned: [create('a', '/sql/q.sql')], live: ['b:/sql', 'a:/sql'] },
    'file-directory-clash',
    /has a\/sql where Git wants a\/sql\/q\.sql:/,
  ],
  [
    'one conflict',
    { planned: [kept('conflict')] },
    'conflict',
    /^1 resource was changed both .*: company\.team\.daily\./,
  ],
  [
    'six conflicts: five are named',
    { planned: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => kept('conflict', name)) },
    'conflict',
    /^6 resources were .* company\.team\.e and 1 more\./,
  ],
  [
    'drift, on-drift fail',
    { planned: [kept('drift')], policy: { onDrift: 'fail' } },
    'drift',
    /^1 resource was .*fail/,
  ],
  [
    'three overwrites, two allowed',
    { planned: [over('adopt', 'x'), over('drift', 'y'), over('conflict', 'z')], policy: { onDrift: 'overwrite' } },
    'too-many-overwrites',
    /^3 resources that .* more than max-overwrites \(2\): company\.team\.x, .*--by-hand/,
  ],
  [
    'one overwrite, none allowed',
    { planned: [over('adopt', 'x')], policy: { maxOverwrites: 0 } },
    'too-many-overwrites',
    /^1 resource that /,
  ],
  [
    'three deletes, two allowed',
    { planned: [del('a', 'x'), del('b', 'y'), del('b', '/q')], live: ['a/x', 'a/z', 'b/y', 'b/z', 'b:/q'] },
    'too-many-deletes',
    /^3 resources would be deleted, more than max-deletes \(2\): a\.x, b\.y and b\/q\./,
  ],
  [
    'all flows of a namespace',
    { planned: [del('a', 'x'), del('a', 'y')], live: ['a/x', 'a/y', 'a:/q', 'b/x'] },
    'empties-namespace',
    /^All flows of namespace a /,
  ],
  [
    'all flows of a namespace in which only a file is new',
    { planned: [del('a', 'x'), del('a', 'y'), create('a', '/q')], live: ['a/x', 'a/y'] },
    'empties-namespace',
    /^All flows of namespace a /,
  ],
  [
    'all files of a namespace without a flow',
    { planned: [del('a', '/q'), del('a', '/r')], live: ['a:/q', 'a:/r', 'b/x'] },
    'empties-namespace',
    /^All files of namespace a /,
  ],
  [
    'the only flow, which comes back elsewhere',
    { planned: [del('a', 'x'), create('b', 'x')], live: ['a/x'] },
    'empties-namespace',
    /^All flows of namespace a /,
  ],
  [
    'the only file, which comes back elsewhere',
    { planned: [del('a', '/q'), create('b', '/q')], live: ['a:/q'] },
    'empties-namespace',
    /^All files of namespace a /,
  ],
]

const allowed: readonly (readonly [string, Case])[] = [
  ['nothing to do', { planned: [] }],
  ['drift that is kept', { planned: [kept('drift')] }],
  ['as many overwrites as allowed', { planned: [over('adopt', 'x'), over('drift', 'y'), kept('drift')] }],
  [
    'any number of overwrites by hand',
    { planned: ['x', 'y', 'z'].map((n) => over('adopt', n)), policy: { isByHand: true } },
  ],
  ['any number of updates', { planned: ['x', 'y', 'z'].map((name) => ({ name, change: 'update', action: 'update' })) }],
  ['a conflict that Git wins', { planned: [{ change: 'conflict', action: 'update' }] }],
  ['a new file beside a file of a like name', { planned: [create('a', '/sql2')], live: ['a:/sql', 'b:/sql2/q'] }],
  ['as many deletes as allowed', { planned: [del('a', 'x'), del('b', 'x')], live: ['a/x', 'a/y', 'b/x', 'b/y'] }],
  ['the only flow, gone for good', { planned: [del('a', 'x'), create('b', 'y')], live: ['a/x'] }],
  ['a flow that moves, where another stays', { planned: [del('a', 'x'), create('b', 'x')], live: ['a/x', 'a/y'] }],
  ['a flow whose name a file has', { planned: [del('a', '/x'), create('b', 'x')], live: ['a:/x'] }],
  ['all files where flows stay', { planned: [del('a', '/q'), del('a', '/r')], live: ['a/x', 'a:/q', 'a:/r'] }],
  [
    'all flows of a namespace under other names',
    { planned: [del('a', 'x'), del('a', 'y'), create('a', 'x2'), create('a', 'y2')], live: ['a/x', 'a/y'] },
  ],
  [
    'all files of a namespace under other names',
    { planned: [del('a', '/q'), del('a', '/r'), create('a', '/s')], live: ['a:/q', 'a:/r'] },
  ],
  [
    'all flows of a namespace, by hand',
    { planned: [del('a', 'x'), del('a', 'y')], live: ['a/x', 'a/y'], policy: { isByHand: true } },
  ],
]

describe('a plan', () => {
  it.each(refused)('is refused for %s', (_, input, reason, message) => {
    expect(refusalOf(input)).toEqual({ reason, message: expect.stringMatching(message) })
  })

  it.each(allowed)('is not refused for %s', (_, input) => {
    expect(refusalOf(input)).toBeUndefined()
  })

  it('tells the first of several reasons: who owns it, before what would be lost', () => {
    const input: Case = { planned: [kept('conflict'), del('a', 'x'), del('a', 'y')], live: ['a/x', 'a/y'] }
    expect(refusalOf(input)?.reason).toBe('conflict')
    expect(refusalOf({ ...input, claimed: ['c/z'] })?.reason).toBe('claimed-by-another')
  })
})
