import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computePlan } from '../../src/plan/compute-plan.ts'
import { LITERAL_ROUTES } from '../../src/resource/literal-routes.ts'
import type { ResourceName } from '../../src/resource/resource.ts'
import { aPolicy, planInputOf, type StatesOfOne } from '../support/plan-input.ts'

const routeNames = LITERAL_ROUTES['/flows/{namespace}/{id}'].flatMap((names): ResourceName[] =>
  'id' in names ? [{ kind: 'flow', namespace: names.namespace, name: names.id }] : [],
)
const otherNames: readonly ResourceName[] = [
  { kind: 'flow', namespace: 'delete', name: 'daily' },
  { kind: 'file', namespace: 'delete', name: '/by-query' },
]

const someSide = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })
const someStates = fc.record({ desired: someSide, live: someSide, base: someSide, recorded: someSide })
const someResources = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom(...routeNames), fc.constantFrom(...otherNames)), someStates),
  { maxLength: 6 },
)
const somePolicy = fc
  .record({
    whenMissing: fc.constantFrom('keep' as const, 'delete' as const, 'mirror' as const),
    onDrift: fc.constantFrom('keep' as const, 'overwrite' as const),
    isByHand: fc.boolean(),
  })
  .map((drawn) => aPolicy({ maxDeletes: 100, maxOverwrites: 100, ...drawn }))

describe('a flow whose name is a route of the server', () => {
  it('is never written or deleted, whatever Git, the server, a record and the policy say', () => {
    let others = 0
    fc.assert(
      fc.property(someResources, somePolicy, (world, policy) => {
        const acted = computePlan(planInputOf(world, { policy })).resources.filter(({ action }) => action !== 'none')
        const isRoute = ({ namespace, name }: ResourceName): boolean =>
          routeNames.some((route) => route.namespace === namespace && route.name === name)
        expect(acted.filter(isRoute)).toEqual([])
        others += acted.length
      }),
      { numRuns: 1000 },
    )
    expect(others).toBeGreaterThan(100)
  })

  it('shows as invalid where Git has it, and not at all where only the server or a record has it', () => {
    const [name] = routeNames
    const policy = aPolicy({ whenMissing: 'mirror', isByHand: true })
    const changes = (states: StatesOfOne) =>
      name === undefined
        ? []
        : computePlan(planInputOf([[name, states]], { policy })).resources.map(({ change }) => change)
    expect(changes({ desired: 'a' })).toEqual(['invalid'])
    expect(changes({ desired: 'a', live: 'a' })).toEqual(['invalid'])
    expect(changes({ live: 'a', recorded: 'a' })).toEqual([])
    expect(changes({ live: 'a', base: 'a' })).toEqual([])
  })
})
