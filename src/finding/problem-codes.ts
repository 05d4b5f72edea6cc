import { expressionCodes } from './codes/expression-codes.ts'
import { flowCodes } from './codes/flow-codes.ts'
import { layoutCodes } from './codes/layout-codes.ts'
import { referenceCodes } from './codes/reference-codes.ts'
import { repositoryCodes } from './codes/repository-codes.ts'
import { resourceCodes } from './codes/resource-codes.ts'
import { serverCodes } from './codes/server-codes.ts'
import { syntaxCodes } from './codes/syntax-codes.ts'
import { valueCodes } from './codes/value-codes.ts'
import type { Position, Problem, ProblemCodeEntry, Severity } from './problem.ts'

/** Every code of a problem, in the order of docs/problems.md, which is generated from this table. */
export const problemCodes = {
  ...syntaxCodes,
  ...flowCodes,
  ...referenceCodes,
  ...valueCodes,
  ...expressionCodes,
  ...repositoryCodes,
  ...layoutCodes,
  ...resourceCodes,
  ...serverCodes,
} satisfies Record<string, ProblemCodeEntry>

export type ProblemCode = keyof typeof problemCodes

/** True for a code of the table. The settings accept no other code. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemCodes, code)

/** The table entry of a code; `undefined` for an unknown code. */
export const codeEntry = (code: string): ProblemCodeEntry | undefined =>
  isProblemCode(code) ? problemCodes[code] : undefined

/**
 * True for a problem that will certainly fail at run time although the server stores it. The result of a run warns about it, and `strict`
 * refuses it.
 */
export const failsAtRunTime = ({ code, severity }: Pick<Problem, 'code' | 'severity'>): boolean =>
  severity !== 'info' && isRuntimeFailure(code)

const isRuntimeFailure = (code: string): boolean => codeEntry(code)?.failsAtRunTime === true

/** Raises the severity of runtime failures for `strict`: certain ones become errors, uncertain ones (info) become warnings. */
export const escalateRuntimeFailures = (problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) =>
    isRuntimeFailure(problem.code) ? { ...problem, severity: RAISED[problem.severity] } : problem,
  )

const RAISED = { info: 'warning', warning: 'error', error: 'error' } satisfies Record<Severity, Severity>

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

/** Creates a problem. The severity and hint of its code are the defaults. */
export const makeProblem = (code: ProblemCode, details: ProblemDetails): Problem => {
  const { severity, fix }: ProblemCodeEntry = problemCodes[code]
  const hint = details.hint ?? fix
  return {
    severity: details.severity ?? severity,
    code,
    message: details.message,
    ...(hint === undefined ? {} : { hint }),
    ...(details.file === undefined ? {} : { file: details.file }),
    ...details.position,
    ...(details.about === undefined ? {} : { about: details.about }),
  }
}
