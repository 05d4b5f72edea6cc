import type { Refusal } from '../plan/plan.ts'
import type { PlanReport } from '../report/report.ts'
import { readGit } from '../state/git/read-git.ts'
import { readSides, type Sides } from '../state/read-sides.ts'
import type { Run } from '../state/run-options.ts'
import { statesOfPlan } from '../verify/trigger-states.ts'
import { unfinishedNow } from '../verify/unfinished-executions.ts'
import { refuseOlderCommit } from './check-reviewed-plans.ts'
import { changedOnes, checkTree } from './check-tree.ts'
import { planReport, planResult } from './make-report.ts'
import { firstRecordNotices, planTree } from './plan-tree.ts'
import { refuseUnmerged } from './refuse-unmerged.ts'
import { switchedOffSuites } from './suite-problems.ts'

/** What a deploy looks at beside the plan. What a pull request proposes is not deployed from where it is checked out. */
const whyRefused = async ({ git, live, client }: Sides, run: Run): Promise<Refusal | undefined> =>
  git.refusal ??
  (run.settings.isDryRun ? await refuseUnmerged(git, run) : undefined) ??
  (client === undefined || run.rulesOf === 'base' ? undefined : await refuseOlderCommit(git, live.records, run))

/** Tells what a deploy of this tree would do; offline, what this change does. Writes nothing. */
export const plan = async (run: Run): Promise<PlanReport> => {
  const sides = await readSides(await readGit(run), run)
  const problems = await checkTree(sides, changedOnes(sides), run)
  const computed = await planTree(sides, problems, run)
  const planned = {
    ...computed,
    // The comment of flow tests reports the others.
    problems: [...computed.problems, ...switchedOffSuites(sides.git, run, 'smoke')],
    notices: [...computed.notices, ...firstRecordNotices(sides, run)],
  }
  const whyNoDeploy = planned.refusal === undefined ? await whyRefused(sides, run) : undefined
  const executions = await unfinishedNow(planned, sides, run)
  const { states, notices } = await statesOfPlan(planned, sides, run)
  const withNotices = { ...planned, notices: [...planned.notices, ...executions.notices, ...notices] }
  return planReport(run, sides, {
    ...{ result: planResult(planned), plan: withNotices, whyNoDeploy },
    ...{ met: executions.met, triggers: states },
  })
}
