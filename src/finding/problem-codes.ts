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

/** Every code that a problem can have, in the order of docs/problems.md, which is generated from this table. */
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

/** True when docs/problems.md has this code; the settings accept no other. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemCodes, code)

/** What the table says of a code; `undefined` of what is none. */
export const codeEntry = (code: string): ProblemCodeEntry | undefined =>
  isProblemCode(code) ? problemCodes[code] : undefined

/** True for what is certain to fail at run time, though a server stores it: the answer of a run warns of it, and `strict` refuses it. */
export const failsAtRunTime = ({ code, severity }: Pick<Problem, 'code' | 'severity'>): boolean =>
  severity !== 'info' && isFailure(code)

const isFailure = (code: string): boolean => codeEntry(code)?.failsAtRunTime === true

/** With `strict`: what will fail at run time is an error where it is certain, and a warning where it is not. */
export const escalateRuntimeFailures = (problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => (isFailure(problem.code) ? { ...problem, severity: RAISED[problem.severity] } : problem))

const RAISED = { info: 'warning', warning: 'error', error: 'error' } satisfies Record<Severity, Severity>

/** What is said of something, wherever that stands. */
export interface ProblemText {
  readonly message: string
  /** Replaces the fix of the table. */
  readonly hint?: string | undefined
  /** Replaces the severity of the table, where a rule is sure of less. */
  readonly severity?: Severity | undefined
  readonly about?: readonly string[] | undefined
}

interface ProblemDetails extends ProblemText {
  readonly file?: string | undefined
  readonly position?: Position | undefined
}

/** One problem with the severity and the hint of its code filled in. */
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
