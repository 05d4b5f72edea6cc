/** The result of one assertion of a case, with both values as the server rendered them. */
export interface AssertionResult {
  /** Position of the assertion in its file, from 1. */
  readonly line: number
  readonly column: number
  readonly passed: boolean
  /** The operator and the expected value, as text ("equal to `3`"). */
  readonly expected: string
  /** The rendered `value`, or the server's error if it could not be rendered. */
  readonly actual: string
  /** The assertion's own `errorMessage` or `description`. */
  readonly message: string | undefined
}

/** `error`: the case could not be judged. `skipped`: the case was not run, for the reason in `message`. */
export type CaseVerdict = 'passed' | 'failed' | 'skipped' | 'error'

/** The task at which an execution failed. */
export interface FailedTask {
  readonly taskId: string
  /** The last lines of its log, oldest first. */
  readonly log: readonly string[]
}

/** The result of one case of a suite of flow tests or smoke runs. */
export interface CaseResult {
  /** `namespace.id` of the suite. */
  readonly suite: string
  readonly case: string
  readonly file: string
  /** Position of the case in its file, from 1. */
  readonly line: number
  /** The tested flow. */
  readonly flow: { readonly namespace: string; readonly id: string }
  readonly verdict: CaseVerdict
  /** The reason for the verdict in one sentence; `null` if the case passed. */
  readonly message: string | null
  readonly assertions: readonly AssertionResult[]
  readonly failedTask: FailedTask | undefined
  /** Address of the execution in Kestra's UI; `undefined` if the server no longer has it. */
  readonly execution: string | undefined
  readonly seconds: number | undefined
}

/** `company.team.orders › adds-vat`. */
export const caseName = (result: Pick<CaseResult, 'suite' | 'case'>): string => `${result.suite} › ${result.case}`
