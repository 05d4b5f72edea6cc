import type { Problem } from '../finding/problem.ts'
import { countTriggers } from '../flow/leave-out-triggers.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import { blankHead, targetOf } from '../report/failed-report.ts'
import type { PlanReport, ReportHead, Result } from '../report/report.ts'
import { plainHttpNotices } from '../settings/connection-settings.ts'
import type { States } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'

type OptionalPart = 'approvedPlans' | 'history' | 'runningExecutions' | 'tests' | 'triggers'

interface RunEnding
  extends Pick<ReportHead, 'result' | 'problems' | 'notices'>,
    Partial<Pick<ReportHead, OptionalPart>> {
  /** Why the run refused or stopped, if there is more to report than that. */
  readonly why: Refusal | undefined
}

/** The common properties of the reports of a completed run. */
export const headOf = (
  run: RunOptions,
  { git, live, client }: Pick<States, 'git' | 'client'> & { readonly live: Pick<States['live'], 'notRead'> },
  { why, ...reported }: RunEnding,
): ReportHead => ({
  ...blankHead(run, client !== undefined),
  ...reported,
  ...reasonOf(reported.result, why),
  target: { ...targetOf(run, client !== undefined), serverVersion: client?.info.version ?? null },
  commit: run.shownCommit ?? git.commit,
  layout: git.desired.layout,
  preview: previewOf(run, git),
  notRead: live.notRead,
  notices: [...(client === undefined ? [] : plainHttpNotices(run.settings)), ...reported.notices],
})

const previewOf = (
  { settings: { preview } }: RunOptions,
  { desired, flowsInGit }: States['git'],
): ReportHead['preview'] => {
  if (preview === undefined) return undefined
  const namespaces = [...new Set(desired.resources.map(({ namespace }) => namespace))].toSorted()
  const triggersLeftOut = flowsInGit.reduce((count, { document }) => count + countTriggers(document), 0)
  return { isEnding: preview.isEnding, namespaces, triggersLeftOut }
}

interface PlannedRun extends Pick<RunEnding, 'result' | OptionalPart>, Pick<PlanReport, 'whyNoDeploy'> {
  readonly plan: Plan
}

/** The report of a plan that was not carried out. */
export const planReport = (
  run: RunOptions,
  resourceStates: States,
  { plan, whyNoDeploy, ...reported }: PlannedRun,
): PlanReport => {
  const { problems, notices, refusal } = plan
  return {
    kind: 'plan',
    ...headOf(run, resourceStates, { ...reported, problems, notices, why: refusal }),
    plan,
    whyNoDeploy,
  }
}

const reasonOf = (result: Result, why: Refusal | undefined): Pick<ReportHead, 'reason' | 'message'> => {
  if ((result === 'refused' || result === 'failed') && why !== undefined) return { ...why }
  if (result === 'invalid') return { reason: 'invalid', message: undefined }
  return { reason: result === 'failed' ? 'write-failed' : null, message: undefined }
}

/** The result of a plan that is not carried out or has no changes; the most serious comes first. */
export const planResult = ({ resources, problems, refusal }: Plan): Result => {
  if (hasErrors(problems)) return 'invalid'
  if (refusal !== undefined) return 'refused'
  if (resources.some(({ action }) => action !== 'none')) return 'changes'
  return resources.some(({ change }) => change === 'drift' || change === 'conflict') ? 'drift' : 'in-sync'
}

/** True if an error forbids the deploy. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error')
