import { expect, test } from 'vitest'
import { reachesItself } from '../../src/plan/known-flows.ts'
import { aKnownFlow } from '../hands/plan-input.ts'

const cases = [
  { name: 'calls nobody', flows: [aKnownFlow('n/a')], expected: false },
  { name: 'calls itself', flows: [aKnownFlow('n/a', 'n/a')], expected: true },
  { name: 'is called back', flows: [aKnownFlow('n/a', 'n/b'), aKnownFlow('n/b', 'n/a')], expected: true },
  {
    name: 'is called back by a detour',
    flows: [aKnownFlow('n/a', 'n/b', 'n/x'), aKnownFlow('n/b', 'n/c'), aKnownFlow('n/c', 'n/a')],
    expected: true,
  },
  {
    name: 'calls flows that call each other',
    flows: [aKnownFlow('n/a', 'n/b'), aKnownFlow('n/b', 'n/c'), aKnownFlow('n/c', 'n/b')],
    expected: false,
  },
  { name: 'is not known', flows: [aKnownFlow('n/b', 'n/b')], expected: false },
]

test.each(cases)('a flow that $name: $expected', ({ flows, expected }) => {
  expect(reachesItself('n/a', flows)).toBe(expected)
})
