import type { Problem } from '../finding/problem.ts'
import type { CaseResult } from '../flow-tests/case-result.ts'
import type { Target } from '../kestra/server.ts'
import type { ApprovedPlanCheck } from '../plan/approved-plan.ts'
import type { Outcome, Plan, Refusal } from '../plan/plan.ts'
import type { LayoutRoot } from '../resource/desired.ts'
import type { ResourceName } from '../resource/resource.ts'
import type { Command } from '../settings/commands.ts'
import type { FollowedFlow } from '../verify/followed-flow.ts'
import type { FlowWithRunningExecutions } from '../verify/running-executions.ts'
import type { TriggerState } from '../verify/triggers/trigger-state.ts'

export const RESULTS = ['in-sync', 'changes', 'deployed', 'drift', 'invalid', 'refused', 'failed'] as const
export type Result = (typeof RESULTS)[number]

/** What a run has to tell whatever its command is, and however it ended. */
export interface ReportHead {
  readonly command: Command
  readonly result: Result
  /** Kebab-case code of a refusal or failure, `null` when there is none. */
  readonly reason: string | null
  /** The sentence to `reason`: what failed, on what, why probably, what to do. */
  readonly message: string | undefined
  /** `server` is `null` offline. */
  readonly target: {
    readonly server: Target['server'] | null
    readonly tenant: string
    /** Of the input `label`. */
    readonly label: string | undefined
    readonly serverVersion: string | null
  }
  readonly commit: string | null
  readonly base: string | null
  readonly problems: readonly Problem[]
  readonly layout: readonly LayoutRoot[]
  readonly notices: readonly string[]
  /** What of the server was not looked at, in sentences: told beside the answer, which knows nothing of it. */
  readonly notRead: readonly string[]
  /** Of a deploy: each merged pull request's promise beside what was done. */
  readonly approvedPlans: readonly ApprovedPlanCheck[]
  /** Of flow tests, and of smoke runs after a deploy. */
  readonly tests: readonly CaseResult[]
  /** Triggers of changed flows; of `drift` those of any flow that do not fire. */
  readonly triggers: readonly TriggerState[]
  /** Flows that the deploy changes or deletes, with executions that have not ended. */
  readonly runningExecutions: readonly FlowWithRunningExecutions[]
  /** Of a deploy that was to follow them: flows that it wrote, with their first execution. */
  readonly followed: readonly FollowedFlow[]
  readonly requests: { readonly kestra: number; readonly github: number }
  /** Of a run for the preview of a pull request: where that is, or that it goes. */
  readonly preview?:
    | { readonly isEnding: boolean; readonly namespaces: readonly string[]; readonly triggersLeftOut: number }
    | undefined
}

/** The tree was looked through, and nothing was planned: the problems are all there is to tell. */
export interface ValidityReport extends ReportHead {
  readonly kind: 'validity'
}

/** What a deploy would do, or where the server differs; nothing was written. */
export interface PlanReport extends ReportHead {
  readonly kind: 'plan'
  readonly plan: Plan
  /** Why a deploy from here would be refused although the plan is not. */
  readonly whyNoDeploy?: Refusal | undefined
}

/** A deploy that was not stopped before its first write. */
export interface OutcomeReport extends ReportHead {
  readonly kind: 'outcome'
  readonly plan: Plan
  readonly outcome: Outcome
}

/** A file of the tree, what an export was to do with it, and whether it did. */
export interface ExportedFile extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  readonly file: string
  readonly isWritten: boolean
}

/** What the server has, taken into Git. */
export interface ExportReport extends ReportHead {
  readonly kind: 'export'
  /** The differences as an export tells them: nothing in it is written to the server. */
  readonly plan: Plan
  readonly files: readonly ExportedFile[]
  /** Nothing was to be written. */
  readonly isDryRun?: boolean
  /** What brings the files into the tree, where nothing else could. */
  readonly patch?: string | undefined
}

/** Flow tests were run: `tests` holds them all; nothing was planned or written beside what they needed. */
export interface TestsReport extends Omit<ReportHead, 'command'> {
  readonly kind: 'tests'
  readonly command: 'test'
}

/** The run ended before anything was planned (server down, invalid settings). */
export interface FailureReport extends ReportHead {
  readonly kind: 'failure'
}

/** Everything one run found out and did: the only value that the renderers read. */
export type Report = ValidityReport | PlanReport | OutcomeReport | ExportReport | TestsReport | FailureReport

/** The plan of a report that has one. */
export const planOf = (report: Report): Plan | undefined => ('plan' in report ? report.plan : undefined)

/** False of a run that fails its step: it found errors, refused to write, or did not come to its end. */
export const isGood = (result: Result): boolean => result !== 'invalid' && result !== 'refused' && result !== 'failed'

/** Exit code of the command line (docs/decisions.md, "Results"): 2 only on request. */
export const exitCodeOf = (result: Result, hasDetailedExitcode: boolean): 0 | 1 | 2 => {
  if (!isGood(result)) return 1
  return hasDetailedExitcode && (result === 'changes' || result === 'drift') ? 2 : 0
}

/** One thing that was looked at. `look`: it works, and somebody should know; `unknown`: it could not be looked at. */
export interface Finding {
  readonly about: string
  readonly state: 'ok' | 'look' | 'bad' | 'unknown'
  /** One sentence or more, with what to do where something is wrong. */
  readonly says: string
}

/** What `doctor` tells. */
export interface Diagnosis {
  readonly layout: readonly LayoutRoot[]
  readonly findings: readonly Finding[]
}
