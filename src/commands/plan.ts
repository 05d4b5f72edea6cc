import { orderByRuns } from '../plan/flow-history.ts'
import type { Refusal } from '../plan/plan.ts'
import type { PlanReport } from '../report/report.ts'
import { readGit } from '../state/git/read-git.ts'
import type { States } from '../state/read-states.ts'
import type { Run } from '../state/run-options.ts'
import { historyOfPlan } from '../verify/read-history.ts'
import { statesOfPlan } from '../verify/trigger-states.ts'
import { unfinishedNow } from '../verify/unfinished-executions.ts'
import { refuseOlderCommit } from './check-approved-plans.ts'
import { changedOnes, readAndCheck } from './check-tree.ts'
import { planReport, planResult } from './make-report.ts'
import { firstRecordNotices, planTree } from './plan-tree.ts'
import { refuseUnmerged } from './refuse-unmerged.ts'
import { switchedOffSuites } from './suite-problems.ts'

/** The checks of a deploy besides the plan. A proposed change is not deployed from its checkout, so it is not checked. */
const whyRefused = async ({ git, live, client }: States, run: Run): Promise<Refusal | undefined> =>
  git.refusal ??
  (run.settings.isDryRun ? await refuseUnmerged(git, run) : undefined) ??
  (client === undefined || run.trustedConfig === 'base' ? undefined : await refuseOlderCommit(git, live.records, run))

/** Reports what a deploy of this tree would do; offline, what this change does. Writes nothing. */
export const plan = async (run: Run): Promise<PlanReport> => {
  const { resourceStates, problems } = await readAndCheck(await readGit(run), run, { choose: changedOnes })
  const computed = await planTree(resourceStates, problems, run)
  const planned = {
    ...computed,
    // The comment of the flow tests reports the other suites.
    problems: [...computed.problems, ...switchedOffSuites(resourceStates.git, run, 'smoke')],
    notices: [...computed.notices, ...firstRecordNotices(resourceStates, run)],
  }
  const whyNoDeploy = planned.refusal === undefined ? await whyRefused(resourceStates, run) : undefined
  const executions = await unfinishedNow(planned, resourceStates, run)
  const { states, notices } = await statesOfPlan(planned, resourceStates, run)
  const { history, notices: unknownHistory } = await historyOfPlan(planned, resourceStates, run)
  const ordered = {
    ...planned,
    resources: orderByRuns(planned.resources, history),
    notices: [...planned.notices, ...executions.notices, ...notices, ...unknownHistory],
  }
  return planReport(run, resourceStates, {
    ...{ result: planResult(planned), plan: ordered, whyNoDeploy },
    ...{ runningExecutions: executions.runningExecutions, triggers: states, history },
  })
}
