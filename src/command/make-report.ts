import { countTriggers } from '../flow/leave-out-triggers.ts'
import type { PromiseCheck } from '../plan/keep-promise.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import type { Problem } from '../problem/problem.ts'
import { blankHead, targetOf } from '../report/failed-report.ts'
import type { PlanReport, ReportHead, Result } from '../report/report.ts'
import { plainHttpNotices } from '../settings/connection-settings.ts'
import type { Sides } from '../sides/read-sides.ts'
import type { RunOptions } from '../sides/run-options.ts'
import type { TriggerState } from '../trigger/trigger-state.ts'

interface RunEnding extends Pick<ReportHead, 'result' | 'problems' | 'notices'> {
  /** Why the run refused, or broke off, where there is more to say than that. */
  readonly why: Refusal | undefined
  readonly promises?: readonly PromiseCheck[] | undefined
  readonly met?: ReportHead['met'] | undefined
  readonly tests?: ReportHead['tests'] | undefined
  readonly triggers?: readonly TriggerState[] | undefined
}

/** What a run has to tell that came to an end, beside what it is about. */
export const headOf = (
  run: RunOptions,
  { git, live, client }: Pick<Sides, 'git' | 'client'> & { readonly live: Pick<Sides['live'], 'unseen'> },
  { result, problems, notices, why, promises = [], met = [], tests = [], triggers = [] }: RunEnding,
): ReportHead => ({
  ...blankHead(run, client !== undefined),
  result,
  ...reasonOf(result, why),
  target: { ...targetOf(run, client !== undefined), serverVersion: client?.info.version ?? null },
  commit: run.shownCommit ?? git.commit,
  problems,
  layout: git.desired.layout,
  preview: previewOf(run, git),
  promises,
  met,
  tests,
  triggers,
  unseen: live.unseen,
  notices: [...(client === undefined ? [] : plainHttpNotices(run.settings)), ...notices],
})

const previewOf = (
  { settings: { preview } }: RunOptions,
  { desired, flowsInGit }: Sides['git'],
): ReportHead['preview'] => {
  if (preview === undefined) return undefined
  const namespaces = [...new Set(desired.resources.map(({ namespace }) => namespace))].toSorted()
  const triggersLeftOut = flowsInGit.reduce((count, { document }) => count + countTriggers(document), 0)
  return { isEnding: preview.isEnding, namespaces, triggersLeftOut }
}

interface PlannedRun
  extends Pick<RunEnding, 'result' | 'promises' | 'met' | 'triggers'>,
    Pick<PlanReport, 'whyNoDeploy'> {
  readonly plan: Plan
}

/** A plan that was not carried out. */
export const planReport = (
  run: RunOptions,
  sides: Sides,
  { plan, result, promises, met, triggers, whyNoDeploy }: PlannedRun,
): PlanReport => ({
  kind: 'plan',
  ...headOf(run, sides, { ...plan, result, promises, met, triggers, why: plan.refusal }),
  plan,
  whyNoDeploy,
})

const reasonOf = (result: Result, why: Refusal | undefined): Pick<ReportHead, 'reason' | 'message'> => {
  if ((result === 'refused' || result === 'failed') && why !== undefined) return { ...why }
  if (result === 'invalid') return { reason: 'invalid', message: undefined }
  return { reason: result === 'failed' ? 'write-failed' : null, message: undefined }
}

/** How a plan ends that is not carried out, or has nothing to carry out; the most serious first. */
export const planResult = ({ resources, problems, refusal }: Plan): Result => {
  if (hasErrors(problems)) return 'invalid'
  if (refusal !== undefined) return 'refused'
  if (resources.some(({ action }) => action !== 'none')) return 'changes'
  return resources.some(({ change }) => change === 'drift' || change === 'conflict') ? 'drift' : 'in-sync'
}

/** True when nothing may be deployed. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error')
