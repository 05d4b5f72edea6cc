import type { Problem } from '../../src/finding/problem.ts'
import { makeProblemOf } from '../../src/finding/problem-codes.ts'
import { codeEntry } from '../../src/lint/all-codes.ts'

/** A problem of any code, with the defaults of its entry. */
export const aProblem = (code: string, details: Omit<Parameters<typeof makeProblemOf>[1], 'code'>): Problem => {
  const entry = codeEntry(code)
  if (entry === undefined) throw new Error(`no code ${code}`)
  return makeProblemOf(entry, { ...details, code })
}
