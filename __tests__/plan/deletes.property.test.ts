import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf } from '../../src/kinds/key-value/value/pair.ts'
import { fingerprintOf } from '../../src/kinds/kinds.ts'
import { computePlan, type PlanInput } from '../../src/plan/compute-plan.ts'
import { LITERAL_ROUTES } from '../../src/resource/literal-routes.ts'
import { type ResourceName, resourceKey } from '../../src/resource/resource.ts'
import { aPolicy, planInputOf, type StatesOfOne } from '../support/plan-input.ts'

const [route = { namespace: '', id: '' }] = LITERAL_ROUTES['/flows/{namespace}/{id}'].filter((names) => 'id' in names)
const ROUTE: ResourceName = { kind: 'flow', namespace: route.namespace, name: 'id' in route ? route.id : '' }

const someName = fc.oneof(
  { weight: 1, arbitrary: fc.constant(ROUTE) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constantFrom('flow' as const, 'file' as const, 'key-value' as const),
      namespace: fc.constantFrom('team', 'team.a', 'system', 'system.x'),
      name: fc.constantFrom('a', 'b', 'c', 'd'),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom<ResourceName>({ kind: 'dashboard', namespace: '', name: 'load' }) },
)
/** Contents that every kind can tell apart. */
const [A, B, C] = ['a', 'b', 'c'].map((value) => contentOf({ type: 'STRING', value })) as [string, string, string]
const someContent = fc.constantFrom(A, B, C)
const someSide = fc.option(someContent, { nil: undefined, freq: 2 })
const someStates = fc.record({
  desired: fc.option(fc.constantFrom(A, B), { nil: undefined, freq: 3 }),
  live: someSide,
  base: someSide,
  recorded: someSide,
  earlier: fc.array(someContent, { maxLength: 1 }),
})
const someWorld = fc.uniqueArray(fc.tuple(someName, someStates), {
  maxLength: 10,
  selector: ([name]) => resourceKey(name),
})
const somePolicy = fc
  .record({
    whenMissing: fc.constantFrom('keep' as const, 'delete' as const, 'mirror' as const),
    onDrift: fc.constantFrom('keep' as const, 'overwrite' as const, 'fail' as const),
    maxDeletes: fc.constantFrom(0, 2, 100),
    isByHand: fc.boolean(),
  })
  .map((drawn) => aPolicy({ maxOverwrites: 100, ...drawn }))
/** What a record may say besides, of resources by their place in the world. */
const someTrouble = fc.record({
  hidden: fc.nat(12),
  claimed: fc.nat(12),
  unreadable: fc.constantFrom('', 'team', 'team.a'),
  intended: fc.option(someContent, { nil: undefined }),
})

type World = readonly (readonly [ResourceName, StatesOfOne])[]
type Trouble = typeof someTrouble extends fc.Arbitrary<infer T> ? T : never

const troubled = (world: World, { hidden, claimed, unreadable, intended }: Trouble): Partial<PlanInput> => {
  const keyAt = (index: number) => (world[index] === undefined ? [] : [resourceKey(world[index][0])])
  const input = planInputOf(world)
  const killed = world[0]
  return {
    desired: { ...input.desired, ignored: new Set(keyAt(hidden)) },
    ownedByOthers: new Map(keyAt(claimed).map((key) => [key, 'else/where'])),
    unreadableRecords: new Set(unreadable === '' ? [] : [unreadable]),
    recorded:
      intended === undefined || killed === undefined
        ? input.recorded
        : new Map([
            ...input.recorded,
            [
              resourceKey(killed[0]),
              {
                ...input.recorded.get(resourceKey(killed[0])),
                intended: fingerprintOf(killed[0].kind, intended),
              },
            ],
          ]),
  }
}

const EMPTY: StatesOfOne = {}

/** True when what is live came from here, by what the record or, where it is silent, Git says. */
const isProven = (name: ResourceName, states: StatesOfOne, input: Partial<PlanInput>): boolean => {
  const live = fingerprintOf(name.kind, states.live ?? '')
  const recorded = input.recorded?.get(resourceKey(name))
  if (recorded?.deployed === live || recorded?.intended === live) return true
  if (recorded?.deployed !== undefined) return false
  return states.base === states.live || states.earlier?.includes(states.live ?? '') === true
}

describe('whatever Git, the server, the records and the policy say', () => {
  it('only what is proven ours, or what a policy asks for in words, is deleted', () => {
    let deletes = 0
    let mirrored = 0
    fc.assert(
      fc.property(someWorld, somePolicy, someTrouble, (world, policy, trouble) => {
        const around = troubled(world, trouble)
        const plan = computePlan(planInputOf(world, { policy, ...around }))
        const deleted = plan.resources.filter(({ action }) => action === 'delete')
        for (const { kind, namespace, name } of deleted) {
          const key = resourceKey({ kind, namespace, name })
          const [found, states] = world.find(([other]) => resourceKey(other) === key) ?? [undefined, EMPTY]
          expect(found).not.toEqual(ROUTE)
          expect(states.desired).toBeUndefined()
          expect(states.live).toBeDefined()
          expect(policy.whenMissing).not.toBe('keep')
          expect(namespace.startsWith('system')).toBe(false)
          expect(around.desired?.ignored.has(key)).toBe(false)
          expect(around.ownedByOthers?.has(key)).toBe(false)
          const wasDeployed = around.recorded?.get(key)?.deployed !== undefined
          if (isProven({ kind, namespace, name }, states, around)) deletes += 1
          else if (wasDeployed) expect(policy.onDrift).toBe('overwrite')
          else {
            mirrored += 1
            expect(policy.whenMissing).toBe('mirror')
            expect(policy.mirrorKinds).toContain(kind)
            expect(around.unreadableRecords?.has(namespace)).toBe(false)
          }
        }
        if (deleted.length > policy.maxDeletes && !policy.isByHand) expect(plan.refusal).toBeDefined()
      }),
      { numRuns: 5000 },
    )
    expect(deletes).toBeGreaterThan(100)
    expect(mirrored).toBeGreaterThan(10)
  })
})
