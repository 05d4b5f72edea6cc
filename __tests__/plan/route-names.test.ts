import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../src/kinds/kinds.ts'
import { computePlan, type PlanInput } from '../../src/plan/compute-plan.ts'
import type { RecordedResource } from '../../src/plan/deployment-record.ts'
import { LITERAL_ROUTES } from '../../src/resource/literal-routes.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../../src/resource/resource.ts'
import type { Side, SideIndex } from '../../src/resource/sides.ts'
import { aPlanInput, aPolicy } from '../hands/plan-input.ts'

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

type World = readonly (readonly [
  ResourceName,
  { desired?: string | undefined; live?: string | undefined; base?: string | undefined; recorded?: string | undefined },
])[]

const inputOf = (world: World, policy: PlanInput['policy']): PlanInput => {
  const sides = (pick: (states: World[number][1]) => string | undefined): SideIndex =>
    new Map(
      world.flatMap(([name, states]): [ResourceKey, Side][] => {
        const content = pick(states)
        if (content === undefined) return []
        const side: Side = {
          name,
          content,
          fingerprint: fingerprintOf(name.kind, content),
          file: 'flows/x.yml',
          revision: undefined,
          isDraft: false,
        }
        return [[resourceKey(name), side]]
      }),
    )
  const recorded = new Map(
    [...sides((states) => states.recorded)].map(([key, { fingerprint }]): [ResourceKey, RecordedResource] => [
      key,
      { deployed: fingerprint },
    ]),
  )
  return aPlanInput({
    desired: {
      broken: [],
      ignored: new Set(),
      hides: () => false,
      namespaces: new Set(world.map(([{ namespace }]) => namespace)),
    },
    desiredSides: sides((states) => states.desired),
    baseSides: sides((states) => states.base),
    liveSides: sides((states) => states.live),
    recorded,
    paths: new Set(['flows/x.yml']),
    policy,
  })
}

describe('a flow whose name is a route of the server', () => {
  it('is never written or deleted, whatever Git, the server, a record and the policy say', () => {
    let others = 0
    fc.assert(
      fc.property(someResources, somePolicy, (world, policy) => {
        const acted = computePlan(inputOf(world, policy)).resources.filter(({ action }) => action !== 'none')
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
    const changes = (states: World[number][1]) =>
      name === undefined ? [] : computePlan(inputOf([[name, states]], policy)).resources.map(({ change }) => change)
    expect(changes({ desired: 'a' })).toEqual(['invalid'])
    expect(changes({ desired: 'a', live: 'a' })).toEqual(['invalid'])
    expect(changes({ live: 'a', recorded: 'a' })).toEqual([])
    expect(changes({ live: 'a', base: 'a' })).toEqual([])
  })
})
