import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ResourceName, resourceKey, resourceName } from '../../src/resource/resource.ts'

const aName = fc.record<ResourceName>({
  kind: fc.constantFrom('flow', 'file'),
  namespace: fc.constantFrom('', 'a', 'a.b', 'corp.x', 'corp.xteam'),
  name: fc.constantFrom('c', 'b.c', '/team/x', '/x', 'team/x', '/a b', ' '),
})

describe('the key of a resource', () => {
  it('is that of no other resource', () => {
    fc.assert(
      fc.property(aName, aName, (a, b) => {
        const isSame = a.kind === b.kind && a.namespace === b.namespace && a.name === b.name
        expect(resourceKey(a) === resourceKey(b)).toBe(isSame)
      }),
    )
  })

  it('gives the name back that it was made of', () => {
    fc.assert(
      fc.property(aName, (name) => {
        expect(resourceName(resourceKey(name))).toEqual(name)
      }),
    )
  })
})
