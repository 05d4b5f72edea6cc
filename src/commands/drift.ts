import type { Plan } from '../plan/plan.ts'
import type { PlanReport, Result } from '../report/report.ts'
import { readGit } from '../state/git/read-git.ts'
import { requireServer } from '../state/read-states.ts'
import type { Run } from '../state/run-options.ts'
import { sleepingTriggers } from '../verify/trigger-states.ts'
import type { TriggerState } from '../verify/triggers/trigger-state.ts'
import { changedOnes, readAndCheck } from './check-tree.ts'
import { hasErrors, planReport } from './make-report.ts'
import { planTree } from './plan-tree.ts'

/** Reports where the server differs from Git. Reads every file and writes nothing. */
export const drift = async (run: Run): Promise<PlanReport> => {
  const git = await readGit(run)
  await requireServer(run)
  const { resourceStates, problems } = await readAndCheck(git, run, { choose: changedOnes, readsEverything: true })
  const planned = await planTree(resourceStates, problems, run)
  const { states, notices } = await sleepingTriggers(planned, resourceStates, run)
  const plan = { ...planned, notices: [...planned.notices, ...notices] }
  return planReport(run, resourceStates, { result: driftResult(plan, states), plan, triggers: states })
}

/** Resources that wait to be deployed also count: a deploy was missed. */
const driftResult = ({ resources, problems, refusal }: Plan, triggers: readonly TriggerState[]): Result => {
  if (hasErrors(problems)) return 'invalid'
  const differs = resources.some(
    ({ change, action }) => change === 'drift' || change === 'conflict' || action !== 'none',
  )
  // A trigger that was disabled on the server differs from Git.
  if (differs || triggers.some(({ needsLook }) => needsLook)) return 'drift'
  return refusal === undefined ? 'in-sync' : 'refused'
}
