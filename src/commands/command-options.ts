import type { OutcomeReport, PlanReport } from '../report/report.ts'
import type { Run, RunOptions } from '../state/run-options.ts'

/** Calls from a command to its caller before it ends. */
interface Callbacks {
  /** Called with the receipt of a deploy before the first executions are watched. */
  readonly onReceipt?: (receipt: OutcomeReport) => Promise<void>
  /** Shows the plan and asks a person whether to deploy it, before the first write. False: nothing is written. Absent: no one is asked. */
  readonly confirmDeploy?: ((plan: PlanReport) => Promise<boolean>) | undefined
}

/** Everything that a command needs from outside. */
export interface CommandOptions extends RunOptions, Callbacks {}

/** A running command with its options and its connection. */
export interface CommandRun extends Run, Callbacks {}
