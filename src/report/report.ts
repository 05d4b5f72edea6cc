import type { Problem } from '../finding/problem.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import type { Target } from '../kestra/server.ts'
import type { ApprovedPlanCheck } from '../plan/approved-plan.ts'
import type { FlowHistory } from '../plan/flow-history.ts'
import type { Outcome, Plan, Refusal } from '../plan/plan.ts'
import type { LayoutRoot } from '../resource/desired.ts'
import type { ResourceName } from '../resource/resource.ts'
import type { Command } from '../settings/commands.ts'
import type { FollowedFlow } from '../verify/followed-flow.ts'
import type { FlowWithRunningExecutions } from '../verify/running-executions.ts'
import type { TriggerState } from '../verify/triggers/trigger-state.ts'

export const RESULTS = ['in-sync', 'changes', 'deployed', 'drift', 'invalid', 'refused', 'failed'] as const
export type Result = (typeof RESULTS)[number]

/** The results that each run has, whatever its command and however it ended. */
export interface ReportHead {
  readonly command: Command
  readonly result: Result
  /** Kebab-case code of a refusal or failure; `null` when there is none. */
  readonly reason: string | null
  /** The sentence about `reason`: what failed, where, the probable cause, and what to do. */
  readonly message: string | undefined
  /** `server` is `null` offline. */
  readonly target: {
    readonly server: Target['server'] | null
    readonly tenant: string
    /** The input `label`. */
    readonly label: string | undefined
    readonly serverVersion: string | null
  }
  readonly commit: string | null
  readonly base: string | null
  readonly problems: readonly Problem[]
  readonly layout: readonly LayoutRoot[]
  readonly notices: readonly string[]
  /**
   * Parts of the server that were not read, each a sentence. They are shown beside the answer, which does not consider
   * them.
   */
  readonly notRead: readonly string[]
  /** For a deploy: the approved plan of each merged pull request, compared with the result. */
  readonly approvedPlans: readonly ApprovedPlanCheck[]
  /** Results of flow tests, and of smoke runs after a deploy. */
  readonly tests: readonly CaseResult[]
  /** Triggers of changed flows; for `drift` all triggers that do not fire. */
  readonly triggers: readonly TriggerState[]
  /** Flows that the deploy changes or deletes, with executions that have not ended. */
  readonly runningExecutions: readonly FlowWithRunningExecutions[]
  /** For a plan: the past executions of flows that it updates or deletes, or that Git dropped, most runs a day first. */
  readonly history: readonly FlowHistory[]
  /** For a deploy with `follow`: the flows that it wrote, with their first execution. */
  readonly followed: readonly FollowedFlow[]
  readonly requests: { readonly kestra: number; readonly github: number }
  /** For the preview of a pull request: its namespaces, or that it ends. */
  readonly preview?:
    | { readonly isEnding: boolean; readonly namespaces: readonly string[]; readonly triggersLeftOut: number }
    | undefined
}

/** The tree was checked, nothing was planned. Only the problems are reported. */
export interface ValidityReport extends ReportHead {
  readonly kind: 'validity'
}

/** The plan of a deploy, or the differences of the server; nothing was written. */
export interface PlanReport extends ReportHead {
  readonly kind: 'plan'
  readonly plan: Plan
  /** Why a deploy from here would be refused although the plan itself is valid. */
  readonly whyNoDeploy?: Refusal | undefined
}

/** A deploy that reached its first write. */
export interface OutcomeReport extends ReportHead {
  readonly kind: 'outcome'
  readonly plan: Plan
  readonly outcome: Outcome
}

/** A file of the tree, the action of an export on it, and whether it was written. */
export interface ExportedFile extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  readonly file: string
  readonly isWritten: boolean
}

/** The result of an export: content of the server, written to Git. */
export interface ExportReport extends ReportHead {
  readonly kind: 'export'
  /** The differences from the export's view: nothing in it is written to the server. */
  readonly plan: Plan
  readonly files: readonly ExportedFile[]
  /** True where the export was not supposed to write. */
  readonly isDryRun?: boolean
  /** A patch with the files, where the run could not bring them into the tree. */
  readonly patch?: string | undefined
}

/**
 * Flow tests were run; `tests` holds all results. Nothing was planned, and nothing was written except what they needed.
 */
export interface TestsReport extends Omit<ReportHead, 'command'> {
  readonly kind: 'tests'
  readonly command: 'test'
}

/** The run ended before it had a plan (server unavailable, invalid settings). */
export interface FailureReport extends ReportHead {
  readonly kind: 'failure'
}

/** All results of one run: the only input of the renderers. */
export type Report = ValidityReport | PlanReport | OutcomeReport | ExportReport | TestsReport | FailureReport

/** The plan of a report; `undefined` where it has none. */
export const planOf = (report: Report): Plan | undefined => ('plan' in report ? report.plan : undefined)

/** False for a run that fails its step: it found errors, refused to write, or did not finish. */
export const isGood = (result: Result): boolean => result !== 'invalid' && result !== 'refused' && result !== 'failed'

/** Exit code of the command line (docs/decisions.md, "Results"). 2 is only used with `hasDetailedExitcode`. */
export const exitCodeOf = (result: Result, hasDetailedExitcode: boolean): 0 | 1 | 2 => {
  if (!isGood(result)) return 1
  return hasDetailedExitcode && (result === 'changes' || result === 'drift') ? 2 : 0
}

/** The result of one check. `look`: it works, with a remark; `unknown`: the check could not run. */
export interface Finding {
  readonly about: string
  readonly state: 'ok' | 'look' | 'bad' | 'unknown'
  /** One or more sentences, with what to do where something is wrong. */
  readonly says: string
}

/** The result of `doctor`. */
export interface Diagnosis {
  readonly layout: readonly LayoutRoot[]
  readonly findings: readonly Finding[]
}
