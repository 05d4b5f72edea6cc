import { expect, it } from 'vitest'
import { planResult } from '../../src/commands/make-report.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { exitCodeOf, type Result } from '../../src/report/report.ts'
import { aPlan, aPlannedResource, aProblem } from '../render/factories.ts'

const drifted = aPlannedResource({ change: 'drift', action: 'none' })
const fought = aPlannedResource({ change: 'conflict', action: 'none' })
const refusal = { reason: 'max-deletes', message: 'Too many deletions.' }

it.each<[string, Partial<Plan>, Result]>([
  ['nothing differs', { resources: [] }, 'in-sync'],
  ['something would be written', {}, 'changes'],
  ['the server was edited', { resources: [drifted] }, 'drift'],
  ['both sides were changed', { resources: [fought] }, 'drift'],
  ['an edit stays beside what would be written', { resources: [drifted, aPlannedResource()] }, 'changes'],
  ['it is refused', { refusal }, 'refused'],
  ['the tree has an error, refused or not', { refusal, problems: [aProblem()] }, 'invalid'],
  ['the tree has only a warning', { problems: [aProblem({ severity: 'warning' })] }, 'changes'],
])('a plan ends, where %s, by what matters most', (_, overrides, result) => {
  expect(planResult(aPlan(overrides))).toBe(result)
})

it.each<[Result, 0 | 1 | 2]>([
  ['in-sync', 0],
  ['deployed', 0],
  ['changes', 2],
  ['drift', 2],
  ['invalid', 1],
  ['refused', 1],
  ['failed', 1],
])('%s is exit code %i where the details are asked for, else 0 or 1', (result, code) => {
  expect(exitCodeOf(result, true)).toBe(code)
  expect(exitCodeOf(result, false)).toBe(code === 1 ? 1 : 0)
})
