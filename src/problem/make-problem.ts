import type { Position, Problem, Severity } from './problem.ts'
import { type ProblemCode, problemCodes } from './problem-codes.ts'

export interface ProblemDetails {
  readonly message: string
  readonly file?: string | undefined
  readonly position?: Position | undefined
  /** Replaces the fix of the table. */
  readonly hint?: string | undefined
  /** Replaces the severity of the table, where a rule is sure of less (or `strict` asks for more). */
  readonly severity?: Severity | undefined
}

/** One problem with the severity and the hint of its code filled in. */
export const makeProblem = (code: ProblemCode, details: ProblemDetails): Problem => ({
  severity: details.severity ?? problemCodes[code].severity,
  code,
  message: details.message,
  hint: details.hint ?? problemCodes[code].fix,
  ...(details.file === undefined ? {} : { file: details.file }),
  ...details.position,
})
