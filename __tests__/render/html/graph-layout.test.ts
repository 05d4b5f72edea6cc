import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowEdge } from '../../../src/plan/plan.ts'
import { layOut } from '../../../src/render/html/graph.ts'

const edge = (from: string, to: string): FlowEdge => ({ from, to, relation: 'subflow' })
const columns = (...edges: readonly FlowEdge[]) =>
  Object.fromEntries(layOut(edges).nodes.map(({ name, column }) => [name, column]))

describe('layOut', () => {
  it.each([
    ['a chain', [edge('a', 'b'), edge('b', 'c')], { a: 0, b: 1, c: 2 }],
    ['a short cut', [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')], { a: 0, b: 1, c: 2 }],
    ['two chains', [edge('a', 'b'), edge('x', 'y')], { a: 0, b: 1, x: 0, y: 1 }],
    ['a circle', [edge('a', 'b'), edge('b', 'a')], { a: 0, b: 1 }],
    ['a flow that calls itself', [edge('a', 'a')], { a: 0 }],
  ])('puts callers left of what they call: %s', (_name, edges, expected) => {
    expect(columns(...edges)).toEqual(expected)
  })

  it('gives every flow a place of its own, whatever the order of the edges', () => {
    const name = fc.constantFrom(...'abcdefghij')
    const edges = fc.array(
      fc.record({ from: name, to: name }).map(({ from, to }) => edge(from, to)),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(edges, (found) => {
        const layout = layOut(found)
        expect(layout.nodes.map((node) => node.name).toSorted()).toEqual(
          [...new Set(found.flatMap(({ from, to }) => [from, to]))].toSorted(),
        )
        expect(new Set(layout.nodes.map(({ column, row }) => `${column} ${row}`)).size).toBe(layout.nodes.length)
        for (const { column, row } of layout.nodes)
          expect([column < layout.columns, row < layout.rows]).toEqual([true, true])
        expect(layOut(found.toReversed())).toEqual(layout)
      }),
    )
  })
})
