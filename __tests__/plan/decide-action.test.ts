import { describe, expect, it } from 'vitest'
import { type DecisionInput, decideAction } from '../../src/plan/decide-action.ts'
import { aPolicy } from '../support/plan-input.ts'

const gone = (overrides: Partial<DecisionInput>): DecisionInput => ({
  state: 'delete',
  kind: 'flow',
  namespace: 'company.team',
  isDesired: false,
  isLive: true,
  whyNotMissing: undefined,
  ownedBy: undefined,
  mayMirror: true,
  policy: aPolicy(),
  ...overrides,
})

const mirror = aPolicy({ whenMissing: 'mirror' })
const seeds = aPolicy({ onDrift: 'fail', onDriftOf: { 'key-value': 'seed' } })

// What Git does not have: every reason to keep it, and the few ways in which it is deleted.
const cases: readonly (readonly [string, Partial<DecisionInput>, string, string])[] = [
  ['ours, when-missing delete', {}, 'delete', 'delete'],
  ['ours, when-missing keep', { policy: aPolicy({ whenMissing: 'keep' }) }, 'delete', 'none'],
  ['ours, hidden by .kestraignore', { whyNotMissing: 'hidden' }, 'delete', 'none'],
  ['ours, in a protected namespace', { namespace: 'system' }, 'delete', 'none'],
  ['ours, below a protected namespace', { namespace: 'system.eu' }, 'delete', 'none'],
  ['ours, beside a protected namespace', { namespace: 'systems' }, 'delete', 'delete'],
  ['ours once, deployed by another owner now', { ownedBy: 'acme/other' }, 'delete', 'none'],
  ['never ours', { state: 'unmanaged' }, 'unmanaged', 'none'],
  ['never ours, mirrored', { state: 'unmanaged', policy: mirror }, 'delete', 'delete'],
  [
    'never ours, mirrored, outside of the tree',
    { state: 'unmanaged', policy: mirror, mayMirror: false },
    'unmanaged',
    'none',
  ],
  [
    'never ours, mirrored, hidden',
    { state: 'unmanaged', policy: mirror, whyNotMissing: 'hidden' },
    'unmanaged',
    'none',
  ],
  [
    'never ours, of a kind that is not mirrored',
    { state: 'unmanaged', kind: 'key-value', policy: mirror },
    'unmanaged',
    'none',
  ],
  [
    'never ours, of a kind that is mirrored by name',
    { state: 'unmanaged', kind: 'key-value', policy: aPolicy({ whenMissing: 'mirror', mirrorKinds: ['key-value'] }) },
    'delete',
    'delete',
  ],
  ['a seed, changed by flows since', { state: 'conflict', kind: 'key-value', policy: seeds }, 'delete', 'delete'],
  ["another owner's, mirrored", { state: 'unmanaged', policy: mirror, ownedBy: 'acme/other' }, 'unmanaged', 'none'],
  ['edited on the server', { state: 'conflict' }, 'conflict', 'none'],
  [
    'edited on the server, kept anyway',
    { state: 'conflict', policy: aPolicy({ whenMissing: 'keep' }) },
    'delete',
    'none',
  ],
  [
    'edited on the server, Git wins',
    { state: 'conflict', policy: aPolicy({ onDrift: 'overwrite' }) },
    'delete',
    'delete',
  ],
]

describe('decideAction on what Git does not have', () => {
  it.each(cases)('%s', (_name, overrides, change, action) => {
    expect(decideAction(gone(overrides))).toMatchObject({ change, action })
  })
})

describe('decideAction on a seed that Git has', () => {
  it.each([
    ['create', 'create', 'create'],
    ['update', 'unchanged', 'none'],
    ['adopt', 'unchanged', 'none'],
    ['drift', 'unchanged', 'none'],
    ['conflict', 'unchanged', 'none'],
    ['unchanged', 'unchanged', 'none'],
  ] as const)('%s', (state, change, action) => {
    const input = gone({ state, kind: 'key-value', isDesired: true, policy: seeds })
    expect(decideAction(input)).toMatchObject({ change, action, note: undefined })
  })

  it('leaves the other kinds to their own policy', () => {
    const policy = aPolicy({ onDrift: 'keep', onDriftOf: { file: 'overwrite', 'key-value': 'seed' } })
    const drift = (kind: 'flow' | 'file') => decideAction(gone({ state: 'drift', kind, isDesired: true, policy }))
    expect(drift('flow')).toMatchObject({ change: 'drift', action: 'none' })
    expect(drift('file')).toMatchObject({ change: 'drift', action: 'update' })
  })
})
