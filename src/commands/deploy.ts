import { deployPlan } from '../deploy/deploy-plan.ts'
import type { KestraClient } from '../kestra/client.ts'
import { displayName } from '../kinds/kinds.ts'
import type { ChangeClass, Outcome, Plan, Refusal } from '../plan/plan.ts'
import type { OutcomeReport, PlanReport, Result } from '../report/report.ts'
import { type ResourceKey, resourceKey, resourceName } from '../resource/resource.ts'
import { readGit } from '../state/git/read-git.ts'
import { requireServer, type States } from '../state/read-states.ts'
import type { Run, RunOptions } from '../state/run-options.ts'
import type { ReadScope } from '../state/server/read-server.ts'
import { unsupportedKindProblems } from '../state/server/unsupported-kinds.ts'
import { listed, seconds } from '../text/lists.ts'
import { triggerReceipt } from '../verify/read-trigger-states.ts'
import { type SmokeVerification, smokeVerification } from '../verify/smoke-runs.ts'
import { statesOfDeploy } from '../verify/trigger-states.ts'
import { waitBeforeWrites } from '../verify/unfinished-executions.ts'
import { checkMerges, refuseOlderCommit, refuseUnreviewed } from './check-approved-plans.ts'
import { changedOnes, readAndCheck } from './check-tree.ts'
import type { CommandRun } from './command-options.ts'
import { withFirstExecutions } from './follow-receipt.ts'
import { hasErrors, headOf, planReport, planResult } from './make-report.ts'
import { firstRecordNotices, planTree } from './plan-tree.ts'
import { refuseUnmerged } from './refuse-unmerged.ts'
import { refuseSmokeSuites } from './suite-problems.ts'

/** Plans, and applies the plan unless the tree has errors or the plan is refused. */
export const deploy = async (run: CommandRun): Promise<PlanReport | OutcomeReport> => {
  const readAt = run.runtime.now()
  const git = await readGit(run)
  const client = await requireServer(run)
  const unmerged = await refuseUnmerged(git, run)
  const scope = run.settings.preview?.isEnding === true ? WHOLE_PREVIEW : {}
  const { resourceStates, problems } = await readAndCheck(git, run, { choose: changedOnes, ...scope })
  const planned = await planTree(resourceStates, problems, run)
  const ordered = await refusedIfOlder(
    { ...planned, refusal: git.refusal ?? unmerged ?? planned.refusal },
    resourceStates,
    run,
  )
  const approvedPlans = await checkMerges(ordered, resourceStates, run)
  const plan = {
    ...ordered,
    refusal:
      ordered.refusal ?? refuseUnreviewed(ordered, approvedPlans, run) ?? refuseSmokeSuites(git, client.info, run),
  }
  if (plan.refusal !== undefined || hasErrors(plan.problems)) {
    return planReport(run, resourceStates, { result: planResult(plan), plan, approvedPlans })
  }
  const refused = (refusal: Refusal, runningExecutions: OutcomeReport['runningExecutions'] = []) =>
    planReport(run, resourceStates, { result: 'refused', plan: { ...plan, refusal }, approvedPlans, runningExecutions })
  if (
    !(await isConfirmed(run, () => planReport(run, resourceStates, { result: planResult(plan), plan, approvedPlans })))
  )
    return refused(NOT_CONFIRMED)
  const idle = await waitBeforeWrites(plan, { client, resourceStates, run })
  if (idle.refusal !== undefined) return refused(idle.refusal, idle.runningExecutions)
  const triggers = await statesOfDeploy(plan, resourceStates, run)
  for (const sentence of firstRecordNotices(resourceStates, run)) run.log.info(sentence)
  const smoke = smokeVerification({ client, resourceStates, run })
  const outcome = await carryOut(plan, { client, resourceStates, run, readAt, verify: smoke?.verify })
  const offered = withoutUnsupported(plan, outcome, client)
  const fires = await triggerReceipt(triggers, outcome, { client, run, connectedAt: readAt })
  const head = headOf(run, resourceStates, {
    result: resultOf(offered, outcome),
    problems: offered.problems,
    notices: [
      ...[...plan.notices, ...idle.notices, ...outcome.notices],
      ...[...(smoke?.notices() ?? []), ...fires.notices, ...unmanagedIn(resourceStates, run)],
    ],
    why: outcome.failure,
    approvedPlans,
    runningExecutions: idle.runningExecutions,
    tests: smoke?.results() ?? [],
    triggers: fires.states,
  })
  return withFirstExecutions({ kind: 'outcome', ...head, plan: offered, outcome }, client, run)
}

/** Removes resources from the plan that the server did not offer when they were written, with one warning per file instead. */
const withoutUnsupported = (plan: Plan, { unsupported }: Outcome, client: KestraClient): Plan => {
  const leftOut = new Set(unsupported.map(resourceKey))
  const [removed = [], resources = []] = [true, false].map((isLeftOut) =>
    plan.resources.filter((resource) => leftOut.has(resourceKey(resource)) === isLeftOut),
  )
  const summary: Record<ChangeClass, number> = { ...plan.summary }
  for (const { change } of removed) summary[change] -= 1
  // The tree no longer has the files of deleted resources.
  const leftHere = removed.map((resource) =>
    resource.action === 'delete' ? { ...resource, file: undefined } : resource,
  )
  return { ...plan, resources, summary, problems: [...plan.problems, ...unsupportedKindProblems(leftHere, client)] }
}

/** The answer of the person who started this run on a terminal. True if no one is asked or nothing would be written. */
const isConfirmed = async ({ confirmDeploy }: CommandRun, makeReport: () => PlanReport): Promise<boolean> => {
  if (confirmDeploy === undefined) return true
  const report = makeReport()
  return !changesServer(report.plan) || (await confirmDeploy(report))
}

const NOT_CONFIRMED = {
  reason: 'not-confirmed',
  message: 'Nothing was written: the deploy was not confirmed.',
} as const

const changesServer = ({ resources }: Plan): boolean => resources.some(({ action }) => action !== 'none')

const resultOf = (plan: Plan, { isComplete, resources }: Outcome): Result => {
  if (!isComplete) return 'failed'
  return resources.length > 0 ? 'deployed' : planResult(plan)
}

const refusedIfOlder = async (plan: Plan, { git, live }: States, run: Run): Promise<Plan> => {
  if (plan.refusal !== undefined || !changesServer(plan)) return plan
  const refusal = await refuseOlderCommit(git, live.records, run)
  return refusal === undefined ? plan : { ...plan, refusal }
}

interface DeployContext {
  readonly client: KestraClient
  readonly resourceStates: States
  readonly run: Run
  readonly readAt: number
  readonly verify: SmokeVerification['verify'] | undefined
}

const carryOut = (plan: Plan, { client, resourceStates, run, readAt, verify }: DeployContext): Promise<Outcome> => {
  const { git, live, knownFlows } = resourceStates
  const start = run.runtime.now()
  return deployPlan(plan, {
    client,
    desiredResources: git.desiredResources,
    liveResources: live.liveResources,
    skippedUnchanged: live.skippedUnchanged,
    unsupportedKinds: live.unsupportedKinds,
    records: live.records,
    keepsRecord: run.settings.keepsRecord,
    index: run.settings.preview?.prefix,
    stamp: { commit: git.commit ?? 'uncommitted', committed: git.committed, run: run.runName },
    knownFlows,
    onFailure: run.settings.onFailure,
    verify,
    signal: run.runtime.signal,
    readAt,
    now: run.runtime.now,
    onProgress: (done, total, step) =>
      run.log.progress(`${done}/${total} ${step.action} ${displayName(step)} (${seconds(run.runtime.now() - start)})`),
  })
}

/** Ending a preview searches all its namespaces: resources that the preview did not make stay, and are named. */
const WHOLE_PREVIEW: ReadScope = {
  readsEverything: true,
  alsoNamespaces: (withFlows) => withFlows,
}

const MOST_NAMES = 10

/** A sentence about resources that stay in the namespaces of an ended preview because its record does not contain them. */
const unmanagedIn = ({ live }: States, { settings: { preview } }: RunOptions): readonly string[] => {
  if (preview?.isEnding !== true) return []
  const there = new Set<ResourceKey>([...live.liveResources.keys(), ...live.unmanagedKeys])
  const { recorded, ownedByOthers } = live.records
  // Resources in the record of another job belong to another preview.
  const unmanaged = [...there].filter((key) => !recorded.has(key) && !ownedByOthers.has(key)).map(resourceName)
  if (unmanaged.length === 0) return []
  const names = unmanaged.map((name) => `\`${displayName(name)}\``)
  return [`Left where it is, because the preview did not make it: ${listed(names, MOST_NAMES)}.`]
}
