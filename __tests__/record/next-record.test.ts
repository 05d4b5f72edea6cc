import { describe, expect, it } from 'vitest'
import { nextRecords, type RecordedResource } from '../../src/record/deployment-record.ts'
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
    desiredResources: new Map(),
    recorded: new Map(before === undefined ? [] : [[key, before]]),
    liveNow: new Map(live === undefined ? [] : [[key, live]]),
    updated: new Map(),
    ownedByOthers: new Map(),
    unsupportedKinds: new Set(),
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
  it.each(cases)('shows what is ours whether or not the run is killed: %s', (_name, before, expected) => {
    expect(noted(before)).toEqual(expected)
  })
})

describe('the record from which all others are found', () => {
  const index = (live: Fingerprint | undefined) =>
    nextRecords({
      stamp: { commit: 'c', committed: 0, run: 'r' },
      desiredResources: new Map(),
      recorded: new Map([[key, { deployed: 'x' }]]),
      liveNow: new Map(live === undefined ? [] : [[key, live]]),
      updated: new Map(),
      ownedByOthers: new Map(),
      unsupportedKinds: new Set(),
      homesWithMore: new Set(),
      intended: new Map(),
      index: 'company',
    })

  it('names every namespace as long as there is one, and goes with the last', () => {
    expect(index(x).get('company')).toMatchObject({ namespaces: ['company', 'company.team'], resources: new Map() })
    expect(index(undefined)).toEqual(new Map())
  })
})

interface After {
  readonly before?: RecordedResource
  readonly desired?: Fingerprint
  readonly live?: Fingerprint
  readonly isOwnedByOther?: boolean
  readonly isAbsent?: boolean
  readonly updated?: string
}

const kept = ({
  before,
  desired,
  live,
  updated,
  isOwnedByOther = false,
  isAbsent = false,
}: After): RecordedResource | undefined =>
  nextRecords({
    stamp: { commit: 'c', committed: 0, run: 'r' },
    desiredResources: new Map(
      desired === undefined
        ? []
        : [
            [
              key,
              {
                name,
                content: '',
                fingerprint: desired,
                size: 0,
                file: 'daily.yml',
                revision: undefined,
                isDraft: false,
              },
            ],
          ],
    ),
    recorded: new Map(before === undefined ? [] : [[key, before]]),
    liveNow: new Map(live === undefined ? [] : [[key, live]]),
    updated: new Map(updated === undefined ? [] : [[key, updated]]),
    ownedByOthers: new Map(isOwnedByOther ? [[key, 'acme/other']] : []),
    homesWithMore: new Set(),
    intended: new Map(),
    unsupportedKinds: new Set(isAbsent ? [name.kind] : []),
  })
    .get(name.namespace)
    ?.resources.get(key)

const afterwards: readonly (readonly [string, After, RecordedResource | undefined])[] = [
  ['live is what Git wants', { desired: x, live: x }, { deployed: x, file: 'daily.yml' }],
  [
    'live is what Git wants, and a list reports since when',
    { before: { deployed: 'x', updated: 'before' }, desired: x, live: x, updated: 'now' },
    { deployed: x, file: 'daily.yml', updated: 'now' },
  ],
  [
    'it was not written: what is known is of the text that was deployed',
    { before: { deployed: 'x', updated: 'before' }, desired: x, live: y, updated: 'now' },
    { deployed: 'x', updated: 'before' },
  ],
  ['it was not written: drift stays drift', { before: { deployed: 'x' }, desired: x, live: y }, { deployed: 'x' }],
  ['it was not written, and nothing was known', { desired: x, live: y }, undefined],
  ['Git has it again', { before: { deployed: 'x', isGone: true }, desired: x, live: y }, { deployed: 'x' }],
  ['Git no longer has it, and it was kept', { before: { deployed: 'x' }, live: x }, { deployed: 'x', isGone: true }],
  ['neither Git nor the server has it', { before: { deployed: 'x' } }, undefined],
  ['the server has none of its kind', { before: { deployed: 'x' }, isAbsent: true }, { deployed: 'x' }],
  ['another owner has taken it over', { before: { deployed: 'x' }, live: x, isOwnedByOther: true }, undefined],
]

describe('the record after the writes', () => {
  it.each(afterwards)('where %s', (_name, after, expected) => {
    expect(kept(after)).toEqual(expected)
  })
})
