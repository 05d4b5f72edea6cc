import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blastRadius, type CallingFlow } from '../../src/plan/known-flows.ts'
import { aCallingFlow } from '../support/plan-input.ts'

const arrows = (flows: readonly CallingFlow[], changed: readonly string[]): string[] =>
  blastRadius({ flows, changed }).edges.map(({ from, to }) => `${from}>${to}`)

const cases = [
  {
    title: 'is empty when nobody refers to a changed flow',
    flows: [aCallingFlow('a'), aCallingFlow('b', 'c')],
    arrows: [],
  },
  { title: 'shows who calls a changed flow', flows: [aCallingFlow('b', 'a'), aCallingFlow('a')], arrows: ['b>a'] },
  {
    title: 'shows the callers of callers, and no further',
    flows: [aCallingFlow('b', 'a'), aCallingFlow('c', 'b'), aCallingFlow('d', 'c')],
    arrows: ['b>a', 'c>b'],
  },
  {
    title: 'shows what a changed flow calls, and no further',
    flows: [aCallingFlow('a', 'b'), aCallingFlow('b', 'c')],
    arrows: ['a>b'],
  },
  {
    title: 'shows the nearest first',
    flows: [aCallingFlow('a', 'z'), aCallingFlow('b', 'm'), aCallingFlow('m', 'a')],
    arrows: ['m>a', 'a>z', 'b>m'],
  },
  { title: 'shows an edge once', flows: [aCallingFlow('b', 'a', 'a'), aCallingFlow('a', 'a')], arrows: ['a>a', 'b>a'] },
]

test.each(cases)('$title', (given) => {
  expect(arrows(given.flows, ['a'])).toEqual(given.arrows)
})

test('shows flow triggers and ForEachItem beside subflow calls of the same flow', () => {
  const listener: CallingFlow = {
    name: 'b',
    references: [
      { relation: 'subflow', target: 'a' },
      { relation: 'flow-trigger', target: 'a' },
      { relation: 'for-each-item', target: 'a' },
    ],
  }
  expect(blastRadius({ flows: [listener], changed: ['a'] }).edges.map(({ relation }) => relation)).toEqual([
    'flow-trigger',
    'for-each-item',
    'subflow',
  ])
})

const callersOfA = (count: number) => Array.from({ length: count }, (_, index) => aCallingFlow(`n/${index}`, 'a'))

test('shows 40 edges and counts none as left out', () => {
  const { edges, rest } = blastRadius({ flows: callersOfA(40), changed: ['a'] })
  expect([edges.length, rest]).toEqual([40, 0])
})

test('shows 40 of 41 edges and counts the one left out', () => {
  const { edges, rest } = blastRadius({ flows: callersOfA(41), changed: ['a'] })
  expect([edges.length, rest]).toEqual([40, 1])
})

test('does not depend on the order in which flows were read', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const flows = fc.array(fc.tuple(fc.constantFrom(...names), fc.array(fc.constantFrom(...names))), { maxLength: 8 })
  fc.assert(
    fc.property(flows, fc.subarray(names), (given, changed) => {
      const known = given.map(([name, targets]) => aCallingFlow(name, ...targets))
      const first = blastRadius({ flows: known, changed })
      expect(blastRadius({ flows: known.toReversed(), changed: changed.toReversed() })).toEqual(first)
      for (const { from, to } of first.edges)
        expect(known.some((k) => k.name === from && k.references.some((r) => r.target === to))).toBe(true)
    }),
  )
})
