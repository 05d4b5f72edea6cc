import { describe, expect, it } from 'vitest'
import { digestOf, type PlannedResource, sortResources, summarize } from '../../src/plan/plan.ts'
import { aPlannedResource, without } from '../render/factories.ts'

const digest = (overrides: Partial<PlannedResource> = {}) => digestOf([aPlannedResource(overrides)])

const differing: readonly (readonly [string, Partial<PlannedResource>])[] = [
  ['the kind', { kind: 'file' }],
  ['the namespace', { namespace: 'company' }],
  ['the name', { name: 'weekly' }],
  ['the class', { change: 'adopt' }],
  ['the action', { action: 'none' }],
  ['what the server has', { live: 'id: other' }],
  ['what Git wants', { desired: 'id: other' }],
]

const same: readonly (readonly [string, Partial<PlannedResource>])[] = [
  ['the words', { words: [] }],
  ['the note', { note: 'said otherwise' }],
  ['the file', { file: 'elsewhere.yml' }],
  ['the revision', { revision: { live: 1, after: 2 } }],
  ['line endings', { desired: String(aPlannedResource().desired).replaceAll('\n', '\r\n') }],
]

describe('the digest of a plan', () => {
  it.each(differing)('differs with %s', (_, overrides) => {
    expect(digest(overrides)).not.toBe(digest())
  })

  it.each(same)('does not depend on %s', (_, overrides) => {
    expect(digest(overrides)).toBe(digest())
  })

  it('tells an absent side from an empty one, and one resource from two', () => {
    const absent = digestOf([without(aPlannedResource(), 'live')])
    expect(
      new Set([absent, digest({ live: '' }), digestOf([]), digestOf([aPlannedResource(), aPlannedResource()])]).size,
    ).toBe(4)
    expect(absent).toMatch(/^sha256:[0-9a-f]{64}$/)
  })
})

describe('the summary of a plan', () => {
  it('counts classes; what Git no longer has and is kept is unmanaged', () => {
    const resources: readonly Partial<PlannedResource>[] = [
      { change: 'delete', action: 'delete' },
      { change: 'delete', action: 'none' },
      { change: 'drift', action: 'none' },
      { change: 'update' },
      { change: 'update' },
    ]
    const counted = Object.entries(summarize(resources.map(aPlannedResource))).filter(([, count]) => count > 0)
    expect(Object.fromEntries(counted)).toEqual({ update: 2, delete: 1, drift: 1, unmanaged: 1 })
  })
})

describe('the order of the resources of a plan', () => {
  it('is what needs a decision first, then namespace, kind and name; it does not depend on where they came from', () => {
    const resources: readonly Partial<PlannedResource>[] = [
      { change: 'conflict', namespace: 'z', name: 'c' },
      { change: 'invalid', namespace: 'a' },
      { change: 'delete', namespace: 'a' },
      { change: 'drift', namespace: 'a' },
      { change: 'update', namespace: 'a', name: 'b' },
      { change: 'create', namespace: 'a', name: 'c' },
      { change: 'adopt', namespace: 'a', kind: 'file', name: '/a' },
      { change: 'create', namespace: 'b', name: 'a' },
      { change: 'unmanaged', namespace: 'a' },
      { change: 'unchanged', namespace: 'a' },
    ]
    const reported = (list: readonly PlannedResource[]) =>
      list.map(({ change, namespace, kind, name }) => `${change} ${namespace} ${kind} ${name}`)
    const expected = resources.map(aPlannedResource)
    expect(reported(sortResources(expected.toReversed()))).toEqual(reported(expected))
  })
})
