import { expect, test } from 'vitest'
import { reachesItself } from '../../src/plan/known-flows.ts'
import { aCallingFlow } from '../support/plan-input.ts'

const cases = [
  { name: 'calls nobody', flows: [aCallingFlow('n/a')], expected: false },
  { name: 'calls itself', flows: [aCallingFlow('n/a', 'n/a')], expected: true },
  { name: 'is called back', flows: [aCallingFlow('n/a', 'n/b'), aCallingFlow('n/b', 'n/a')], expected: true },
  {
    name: 'is called back by a detour',
    flows: [aCallingFlow('n/a', 'n/b', 'n/x'), aCallingFlow('n/b', 'n/c'), aCallingFlow('n/c', 'n/a')],
    expected: true,
  },
  {
    name: 'calls flows that call each other',
    flows: [aCallingFlow('n/a', 'n/b'), aCallingFlow('n/b', 'n/c'), aCallingFlow('n/c', 'n/b')],
    expected: false,
  },
  { name: 'is not known', flows: [aCallingFlow('n/b', 'n/b')], expected: false },
]

test.each(cases)('a flow that $name: $expected', ({ flows, expected }) => {
  expect(reachesItself('n/a', flows)).toBe(expected)
})
