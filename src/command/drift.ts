import type { Plan } from '../plan/plan.ts'
import type { PlanReport, Result } from '../report/report.ts'
import { readGit } from '../sides/git/read-git.ts'
import { readSides, requireServer } from '../sides/read-sides.ts'
import type { Run } from '../sides/run-options.ts'
import { changedOnes, checkTree } from './check-tree.ts'
import { hasErrors, planReport } from './make-report.ts'
import { planTree } from './plan-tree.ts'

/** Tells where the server is not what Git says; looks at every file. Writes nothing. */
export const drift = async (run: Run): Promise<PlanReport> => {
  const git = await readGit(run)
  await requireServer(run)
  const reading = await readSides(git, run, { readsEverything: true })
  const problems = await checkTree(reading, changedOnes(reading), run)
  const plan = await planTree(reading, problems, run)
  return planReport(run, reading, { result: driftResult(plan), plan })
}

/** What waits to be deployed is not what Git says either: a deploy was missed. */
const driftResult = ({ resources, problems, refusal }: Plan): Result => {
  if (hasErrors(problems)) return 'invalid'
  const differs = resources.some(
    ({ change, action }) => change === 'drift' || change === 'conflict' || action !== 'none',
  )
  if (differs) return 'drift'
  return refusal === undefined ? 'in-sync' : 'refused'
}
