import { expect, test } from 'vitest'
import type { KnownFlow } from '../../src/plan/known-flow.ts'
import { reachesItself } from '../../src/plan/reaches-itself.ts'

const aFlow = (name: string, ...targets: readonly string[]): KnownFlow => ({
  name,
  references: targets.map((target) => ({ relation: 'subflow', target })),
})

const cases = [
  { name: 'calls nobody', flows: [aFlow('n/a')], expected: false },
  { name: 'calls itself', flows: [aFlow('n/a', 'n/a')], expected: true },
  { name: 'is called back', flows: [aFlow('n/a', 'n/b'), aFlow('n/b', 'n/a')], expected: true },
  {
    name: 'is called back by a detour',
    flows: [aFlow('n/a', 'n/b', 'n/x'), aFlow('n/b', 'n/c'), aFlow('n/c', 'n/a')],
    expected: true,
  },
  {
    name: 'calls flows that call each other',
    flows: [aFlow('n/a', 'n/b'), aFlow('n/b', 'n/c'), aFlow('n/c', 'n/b')],
    expected: false,
  },
  { name: 'is not known', flows: [aFlow('n/b', 'n/b')], expected: false },
]

test.each(cases)('a flow that $name: $expected', ({ flows, expected }) => {
  expect(reachesItself('n/a', flows)).toBe(expected)
})
