import { flowCodes } from './codes/flow-codes.ts'
import { layoutCodes } from './codes/layout-codes.ts'
import { repositoryCodes } from './codes/repository-codes.ts'
import { resourceCodes } from './codes/resource-codes.ts'
import { serverCodes } from './codes/server-codes.ts'
import { syntaxCodes } from './codes/syntax-codes.ts'
import type { Position, Problem, ProblemCodeEntry, Severity } from './problem.ts'

/** The codes that are found without a rule of `lint/rules`, or by a rule and also without one. */
export const problemCodes = {
  ...syntaxCodes,
  ...flowCodes,
  ...repositoryCodes,
  ...layoutCodes,
  ...resourceCodes,
  ...serverCodes,
} satisfies Record<string, ProblemCodeEntry>

export type ProblemCode = keyof typeof problemCodes

/** The text of a problem, without its position. */
export interface ProblemText {
  readonly message: string
  /** Replaces the `fix` of the table. */
  readonly hint?: string | undefined
  /** Replaces the severity of the table if a rule is less certain. */
  readonly severity?: Severity | undefined
  readonly about?: readonly string[] | undefined
}

interface ProblemDetails extends ProblemText {
  readonly file?: string | undefined
  readonly position?: Position | undefined
}

/** Creates a problem of a code of this table. The severity and hint of the code are the defaults. */
export const makeProblem = (code: ProblemCode, details: ProblemDetails): Problem =>
  makeProblemOf(problemCodes[code], { ...details, code })

/** Creates a problem of any code. The severity and hint of its entry are the defaults. */
export const makeProblemOf = (
  { severity, fix }: ProblemCodeEntry,
  details: ProblemDetails & { readonly code: string },
): Problem => {
  const hint = details.hint ?? fix
  return {
    severity: details.severity ?? severity,
    code: details.code,
    message: details.message,
    ...(hint === undefined ? {} : { hint }),
    ...(details.file === undefined ? {} : { file: details.file }),
    ...details.position,
    ...(details.about === undefined ? {} : { about: details.about }),
  }
}
