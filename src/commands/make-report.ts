import type { Problem } from '../finding/problem.ts'
import { countTriggers } from '../flow/leave-out-triggers.ts'
import type { Plan, Refusal } from '../plan/plan.ts'
import { blankHead, targetOf } from '../report/failed-report.ts'
import type { PlanReport, ReportHead, Result } from '../report/report.ts'
import { plainHttpNotices } from '../settings/connection-settings.ts'
import type { States } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'

type OptionalPart = 'approvedPlans' | 'runningExecutions' | 'tests' | 'triggers'

interface RunEnding
  extends Pick<ReportHead, 'result' | 'problems' | 'notices'>,
    Partial<Pick<ReportHead, OptionalPart>> {
  /** Why the run refused, or broke off, where there is more to say than that. */
  readonly why: Refusal | undefined
}

/** What a run has to tell that came to an end, beside what it is about. */
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

/** A plan that was not carried out. */
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
