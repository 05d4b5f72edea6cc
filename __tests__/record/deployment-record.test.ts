import { describe, expect, it } from 'vitest'
import {
  HOME_OF_TENANT,
  isOurs,
  type OwnerScope,
  ownerName,
  type RecordedResource,
  recordHome,
  withoutIdleIntent,
} from '../../src/record/deployment-record.ts'
import { type Fingerprint, NOTHING } from '../../src/resource/fingerprint.ts'

const x = 'x' as Fingerprint

const ours: readonly (readonly [string, RecordedResource | undefined, Fingerprint | undefined, boolean])[] = [
  ['is not recorded', undefined, x, false],
  ['is as it was deployed', { deployed: 'x' }, x, true],
  ['is as a killed run was about to make it', { deployed: 'w', intended: 'x' }, x, true],
  ['is something else', { deployed: 'w', intended: 'v' }, x, false],
  ['is deleted', { deployed: 'x' }, undefined, false],
  ['is deleted, as a killed run was about to make it', { deployed: 'x', intended: NOTHING }, undefined, true],
]

describe('what is on the server', () => {
  it.each(ours)('and %s is ours: %#', (_, recorded, live, expected) => {
    expect(isOurs(recorded, live)).toBe(expected)
  })
})

const intents: readonly (readonly [
  string,
  RecordedResource | undefined,
  Fingerprint | undefined,
  string | undefined,
])[] = [
  ['is dropped while the old content is live', { intended: 'y', found: 'x' }, x, undefined],
  ['is dropped while the resource is still missing', { intended: 'y', found: NOTHING }, undefined, undefined],
  ['counts when something else is live', { intended: 'y', found: 'w' }, x, 'y'],
  ['counts when it was a write over what was ours', { deployed: 'x', intended: 'y' }, x, 'y'],
  ['does not exist where nothing is recorded', undefined, x, undefined],
]

describe('an intent of a killed run', () => {
  it.each(intents)('%s', (_, recorded, live, expected) => {
    expect(withoutIdleIntent(recorded, live)?.intended).toBe(expected)
  })
})

const owners: readonly (readonly [Partial<OwnerScope>, string])[] = [
  [{}, 'acme/flows'],
  [{ roots: ['b', 'a', 'b'] }, 'acme/flows#a+b'],
  [{ namespace: 'prod' }, 'acme/flows:prod'],
  [{ namespace: 'prod', namespaceFrom: 'folder' }, 'acme/flows:prod/folder'],
  [{ namespaceFrom: 'yaml' }, 'acme/flows'],
  [{ namespaceMap: [{ from: 'dev', to: 'prod' }] }, 'acme/flows@dev=>prod'],
  [
    {
      roots: ['a'],
      namespace: 'x',
      namespaceMap: [
        { from: 'e', to: 'f' },
        { from: 'c', to: 'd' },
      ],
    },
    'acme/flows#a:x@c=>d+e=>f',
  ],
]

describe('the owner of a record', () => {
  it.each(owners)('is the repository, and what sets its jobs apart: %j', (scope, name) => {
    const whole = {
      repository: 'Acme/Flows',
      roots: [],
      namespace: undefined,
      namespaceFrom: undefined,
      namespaceMap: [],
      ...scope,
    }
    expect(ownerName(whole)).toBe(name)
  })
})

describe('the record of a resource', () => {
  it('is that of its namespace, or of the one home of what lives in the tenant', () => {
    expect(recordHome({ kind: 'file', namespace: 'company.team' })).toBe('company.team')
    expect(recordHome({ kind: 'dashboard', namespace: '' })).toBe(HOME_OF_TENANT)
  })
})
