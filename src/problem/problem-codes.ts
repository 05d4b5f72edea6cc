import { flowCodes } from './codes/flow-codes.ts'
import { referenceCodes } from './codes/reference-codes.ts'
import { repositoryCodes } from './codes/repository-codes.ts'
import { serverCodes } from './codes/server-codes.ts'
import { syntaxCodes } from './codes/syntax-codes.ts'
import type { ProblemCodeEntry } from './problem-code.ts'

/** Every code that a problem can have, in the order of docs/problems.md, which is generated from this table. */
export const problemCodes = {
  ...syntaxCodes,
  ...flowCodes,
  ...referenceCodes,
  ...repositoryCodes,
  ...serverCodes,
} as const satisfies Record<string, ProblemCodeEntry>

export type ProblemCode = keyof typeof problemCodes

/** True when docs/problems.md has this code; the settings accept no other. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemCodes, code)
