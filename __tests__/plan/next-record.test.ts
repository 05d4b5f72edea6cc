import { describe, expect, it } from 'vitest'
import type { RecordedResource } from '../../src/plan/deployment-record.ts'
import { nextRecords } from '../../src/plan/next-record.ts'
import { type Fingerprint, NOTHING } from '../../src/resource/fingerprint.ts'
import { type ResourceName, resourceKey } from '../../src/resource/resource.ts'

const name: ResourceName = { kind: 'flow', namespace: 'company.team', name: 'daily' }
const key = resourceKey(name)
const x = 'x' as Fingerprint
const y = 'y' as Fingerprint
const z = 'z' as Fingerprint

interface Before {
  readonly before?: RecordedResource
  readonly live?: Fingerprint
  readonly intended: Fingerprint
}

const noted = ({ before, live, intended }: Before): RecordedResource | undefined =>
  nextRecords({
    stamp: { commit: 'c', committed: 0, run: 'r' },
    desiredSides: new Map(),
    recorded: new Map(before === undefined ? [] : [[key, before]]),
    liveNow: new Map(live === undefined ? [] : [[key, live]]),
    claims: new Map(),
    absent: new Set(),
    homesWithMore: new Set(),
    intended: new Map([[key, intended]]),
  })
    .get(name.namespace)
    ?.resources.get(key)

const cases: readonly (readonly [string, Before, RecordedResource])[] = [
  ['an update of what was deployed', { before: { deployed: 'x' }, live: x, intended: y }, { deployed: x, intended: y }],
  ['a create', { intended: y }, { intended: y, found: NOTHING }],
  ['a take-over', { live: x, intended: y }, { intended: y, found: x }],
  [
    'a write over an edit',
    { before: { deployed: 'x' }, live: y, intended: z },
    { deployed: 'x', intended: z, found: y },
  ],
  ['a delete', { before: { deployed: 'x' }, live: x, intended: NOTHING }, { deployed: x, intended: NOTHING }],
  [
    'a write over what a killed run wrote',
    { before: { deployed: 'x', intended: 'y' }, live: y, intended: z },
    { deployed: y, intended: z },
  ],
  ['a create where a killed run deleted', { before: { deployed: 'x', intended: '' }, intended: y }, { intended: y }],
]

describe('the record noted before the writes', () => {
  it.each(cases)('tells what is ours whether or not the run is killed: %s', (_name, before, expected) => {
    expect(noted(before)).toEqual(expected)
  })
})
