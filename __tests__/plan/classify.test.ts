import { describe, expect, it } from 'vitest'
import { classify, type States } from '../../src/plan/decide-action.ts'
import type { Fingerprint } from '../../src/resource/fingerprint.ts'

const x = 'x' as Fingerprint
const y = 'y' as Fingerprint
const z = 'z' as Fingerprint

const states = (overrides: Partial<States>): States => ({
  desired: undefined,
  live: undefined,
  recorded: undefined,
  isLiveFromGit: false,
  ...overrides,
})

// The rows of docs/decisions.md, "Classes", in its order; then what a killed run leaves behind.
const cases: readonly (readonly [string, Partial<States>, string])[] = [
  ['live equals desired', { desired: x, live: x }, 'unchanged'],
  ['live equals desired, whatever the record says', { desired: x, live: x, recorded: { deployed: 'y' } }, 'unchanged'],
  ['not on the server, not recorded', { desired: x }, 'create'],
  ['live is what was deployed', { desired: x, live: y, recorded: { deployed: 'y' } }, 'update'],
  ['live is in Git, no record', { desired: x, live: y, isLiveFromGit: true }, 'update'],
  ['exists, never deployed by us', { desired: x, live: y }, 'adopt'],
  ['edited on the server since', { desired: x, live: y, recorded: { deployed: 'x' } }, 'drift'],
  [
    'restored on the server to an older commit',
    { desired: x, live: y, recorded: { deployed: 'x' }, isLiveFromGit: true },
    'drift',
  ],
  ['changed on both sides', { desired: x, live: y, recorded: { deployed: 'z' } }, 'conflict'],
  ['deleted on the server', { desired: x, recorded: { deployed: 'x' } }, 'drift'],
  ['deleted on the server and changed in Git', { desired: x, recorded: { deployed: 'y' } }, 'conflict'],
  ['gone from Git, live is what was deployed', { live: x, recorded: { deployed: 'x' } }, 'delete'],
  ['gone from Git, live is in the Git base, no record', { live: x, isLiveFromGit: true }, 'delete'],
  ['gone from Git, edited on the server', { live: x, recorded: { deployed: 'y' } }, 'conflict'],
  ['never ours', { live: x }, 'unmanaged'],
  ['gone on both sides', { recorded: { deployed: 'x' } }, 'forgotten'],
  [
    'killed after the write, before the record',
    { desired: z, live: y, recorded: { deployed: 'x', intended: 'y' } },
    'update',
  ],
  ['killed before the write', { desired: y, live: x, recorded: { deployed: 'x', intended: 'y' } }, 'update'],
  ['killed before a create', { desired: y, recorded: { intended: 'y' } }, 'create'],
  ['killed after a create that Git has taken back', { live: y, recorded: { intended: 'y' } }, 'delete'],
  [
    'killed after a delete, and Git wants it again',
    { desired: x, recorded: { deployed: 'x', intended: '' } },
    'create',
  ],
  [
    'killed before a delete, and Git wants it again',
    { desired: z, live: x, recorded: { deployed: 'x', intended: '' } },
    'update',
  ],
  ['killed before it adopted', { desired: y, live: x, recorded: { intended: 'y', found: 'x' } }, 'adopt'],
  ['killed after it adopted, then edited', { desired: y, live: z, recorded: { intended: 'y', found: 'x' } }, 'drift'],
  [
    'killed before Git won over an edit',
    { desired: z, live: y, recorded: { deployed: 'x', intended: 'z', found: 'y' } },
    'conflict',
  ],
  ['killed before it deleted what was never ours', { live: x, recorded: { intended: '', found: 'x' } }, 'unmanaged'],
]

describe('classify', () => {
  it.each(cases)('%s', (_name, overrides, expected) => {
    expect(classify(states(overrides))).toBe(expected)
  })
})
