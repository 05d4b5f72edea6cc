/** What became of one assertion of a case: both sides as the server rendered them. */
export interface AssertionResult {
  /** Of the assertion in its file, from 1. */
  readonly line: number
  readonly column: number
  readonly passed: boolean
  /** The operator and the value that was expected, in words ("equal to `3`"). */
  readonly expected: string
  /** What the server made of `value`; the server's words where it could not. */
  readonly actual: string
  /** The assertion's own `errorMessage` or `description`. */
  readonly message: string | undefined
}

/** `error`: the case could not be judged; `skipped`: nothing was run, for the reason in `message`. */
export type CaseVerdict = 'passed' | 'failed' | 'skipped' | 'error'

/** The task at which an execution failed. */
export interface FailedTask {
  readonly taskId: string
  /** The last lines of its log, oldest first. */
  readonly log: readonly string[]
}

/** What became of one case of a suite of flow tests, or of a smoke run. */
export interface CaseResult {
  /** `namespace.id` of the suite. */
  readonly suite: string
  readonly case: string
  readonly file: string
  /** Of the case in its file, from 1. */
  readonly line: number
  /** The flow that was tested. */
  readonly flow: { readonly namespace: string; readonly id: string }
  readonly verdict: CaseVerdict
  /** Why, in one sentence; `null` where all went well. */
  readonly message: string | null
  readonly assertions: readonly AssertionResult[]
  readonly failedTask: FailedTask | undefined
  /** Address of the execution in Kestra's UI, while it is kept there. */
  readonly execution: string | undefined
  readonly seconds: number | undefined
}

/** `company.team.orders › adds-vat`. */
export const caseName = (result: Pick<CaseResult, 'suite' | 'case'>): string => `${result.suite} › ${result.case}`
