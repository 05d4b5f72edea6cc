import { expect, it } from 'vitest'
import type { Problem, ProblemCodeEntry } from '../../src/finding/problem.ts'
import { allCodes, failsAtRunTime } from '../../src/lint/all-codes.ts'
import { escalateRuntimeFailures } from '../../src/lint/finalize-findings.ts'

const entries: readonly (readonly [string, ProblemCodeEntry])[] = Object.entries(allCodes)
const problem = (code: string, severity: Problem['severity']): Problem => ({ code, severity, message: 'wrong' })

it('is every code below an error whose page says that something fails, and no other', () => {
  const saying = entries.filter(([, { severity, why }]) => severity !== 'error' && /\bfails?\b/.test(why))
  const flagged = entries.filter(([, entry]) => entry.failsAtRunTime === true)
  expect(flagged.map(([code]) => code)).toEqual(saying.map(([code]) => code))
  expect(flagged.length).toBeGreaterThan(5)
})

it.each([
  ['missing-input', 'warning', true],
  ['missing-input', 'error', true],
  // Not certain, or switched off.
  ['missing-input', 'info', false],
  ['unknown-input', 'warning', false],
  ['no-such-code', 'warning', false],
] as const)('%s as %s is certain to fail: %s', (code, severity, isCertain) => {
  expect(failsAtRunTime(problem(code, severity))).toBe(isCertain)
})

it('is raised by one step when strict, and nothing else is', () => {
  const flagged = entries.filter(([, entry]) => entry.failsAtRunTime === true).map(([code]) => code)
  const raised = (severity: Problem['severity'], codes: readonly string[]) =>
    new Set(escalateRuntimeFailures(codes.map((code) => problem(code, severity))).map((reported) => reported.severity))
  expect(raised('warning', flagged)).toEqual(new Set(['error']))
  expect(raised('info', flagged)).toEqual(new Set(['warning']))
  const others = entries.map(([code]) => code).filter((code) => !flagged.includes(code))
  expect(raised('warning', others)).toEqual(new Set(['warning']))
})
