import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CallingFlow } from '../../src/plan/known-flows.ts'
import { orderSteps } from '../../src/plan/order-steps.ts'
import { aPlannedResource } from '../render/factories.ts'
import { aCallingFlow } from '../support/plan-input.ts'

const flowsOf = (calls: Record<string, readonly string[]>): CallingFlow[] =>
  Object.entries(calls).map(([name, targets]) => aCallingFlow(`n/${name}`, ...targets.map((target) => `n/${target}`)))

const orderFor =
  (action: 'create' | 'delete') =>
  (names: readonly string[], flows: readonly CallingFlow[]): string[] =>
    orderSteps(
      names.map((name) => aPlannedResource({ namespace: 'n', name, action })),
      flows,
    ).map(({ name }) => name)

const orderFlows = orderFor('create')
const orderDeletes = orderFor('delete')

const cases = [
  { title: 'keeps name order where nothing is called', calls: { c: [], a: [], b: [] }, written: 'abc', deleted: 'abc' },
  { title: 'writes targets before callers', calls: { a: ['b'], b: ['c'], c: [] }, written: 'cba', deleted: 'abc' },
  { title: 'deletes callers before targets', calls: { a: [], b: ['a'], c: ['b'] }, written: 'abc', deleted: 'cba' },
  { title: 'takes a cycle in name order', calls: { c: ['a'], a: ['b'], b: ['c'] }, written: 'abc', deleted: 'abc' },
  {
    title: 'keeps a caller of a cycle behind it and its target before it',
    calls: { a: ['y'], x: ['y'], y: ['x', 'z'], z: [] },
    written: 'zxya',
    deleted: 'axyz',
  },
  { title: 'survives a flow that calls itself', calls: { a: ['a', 'b'], b: [] }, written: 'ba', deleted: 'ab' },
  { title: 'ignores targets that are not written', calls: { a: ['gone'], b: ['a'] }, written: 'ab', deleted: 'ba' },
  {
    title: 'meets a shared target once',
    calls: { a: ['b', 'c', 'c'], b: ['c'], c: [] },
    written: 'cba',
    deleted: 'abc',
  },
]

test.each(cases)('$title', ({ calls, written, deleted }) => {
  const names = Object.keys(calls)
  expect(orderFlows(names, flowsOf(calls)).join('')).toBe(written)
  expect(orderDeletes(names, flowsOf(calls)).join('')).toBe(deleted)
})

test('orders only the names asked for, though more flows are known', () => {
  expect(orderFlows(['b', 'a'], flowsOf({ a: ['m'], m: ['b'], b: [] }))).toEqual(['a', 'b'])
})

test('does not order by flow triggers, which wait and do not call', () => {
  const flows: CallingFlow[] = [{ name: 'n/a', references: [{ relation: 'flow-trigger', target: 'n/b' }] }]
  expect(orderFlows(['b', 'a'], flows)).toEqual(['a', 'b'])
})

test('orders a call chain of 20,000 flows', () => {
  const nameOf = (index: number) => `f${String(index).padStart(5, '0')}`
  const names = Array.from({ length: 20_000 }, (_, index) => nameOf(index))
  const flows = flowsOf(Object.fromEntries(names.map((name, index) => [name, [nameOf(index + 1)]])))
  expect(orderFlows(names, flows)).toEqual(names.toReversed())
})

const graph = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 })
const namesOf = Array.from({ length: 12 }, (_, index) => `${index}`)
const knownFlows = (edges: readonly (readonly [number, number])[]): CallingFlow[] =>
  flowsOf(Object.fromEntries(namesOf.map((name, i) => [name, edges.filter((e) => e[0] === i).map((e) => `${e[1]}`)])))

test('always returns each name once, whatever calls what, in whatever order it was asked', () => {
  fc.assert(
    fc.property(graph, fc.shuffledSubarray(namesOf), (edges, names) => {
      for (const order of [orderFlows, orderDeletes]) {
        const result = order(names, knownFlows(edges))
        expect(result.toSorted()).toEqual(names.toSorted())
        expect(order(names.toSorted(), knownFlows(edges.toReversed()))).toEqual(result)
      }
    }),
  )
})

test('respects every call of a graph without cycles', () => {
  fc.assert(
    fc.property(graph, fc.shuffledSubarray(namesOf, { minLength: 12 }), (pairs, rank) => {
      const rankOf = (index: number) => rank.indexOf(`${index}`)
      const edges = pairs.filter(([from, to]) => rankOf(from) < rankOf(to))
      const written = orderFlows(namesOf, knownFlows(edges))
      const deleted = orderDeletes(namesOf, knownFlows(edges))
      for (const [from, to] of edges) {
        expect(written.indexOf(`${to}`)).toBeLessThan(written.indexOf(`${from}`))
        expect(deleted.indexOf(`${from}`)).toBeLessThan(deleted.indexOf(`${to}`))
      }
    }),
  )
})
