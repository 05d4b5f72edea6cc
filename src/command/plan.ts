import type { PlanReport } from '../report/report.ts'
import { readGit } from '../sides/git/read-git.ts'
import { readSides } from '../sides/read-sides.ts'
import type { Run } from '../sides/run-options.ts'
import { changedOnes, checkTree } from './check-tree.ts'
import { planReport, planResult } from './make-report.ts'
import { planTree } from './plan-tree.ts'

/** Tells what a deploy of this tree would do; offline, what this change does. Writes nothing. */
export const plan = async (run: Run): Promise<PlanReport> => {
  const reading = await readSides(await readGit(run), run)
  const problems = await checkTree(reading, changedOnes(reading), run)
  const planned = await planTree(reading, problems, run)
  return planReport(run, reading, { result: planResult(planned), plan: planned })
}
