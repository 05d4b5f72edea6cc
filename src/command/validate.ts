import { digestOf } from '../plan/digest.ts'
import type { Plan } from '../plan/plan.ts'
import { summarize } from '../plan/summarize.ts'
import type { Problem } from '../problem/problem.ts'
import { checkTree } from './check-tree.ts'
import { hasErrors, reportOf } from './make-report.ts'
import { readGit } from './read-git.ts'
import { readSides } from './read-sides.ts'
import type { Report } from './report.ts'
import type { Run } from './run-options.ts'

/** Tells what is wrong with the tree, every flow of it, and not what a deploy would do. Needs no server. */
export const validate = async (run: Run): Promise<Report> => {
  const git = await readGit(run)
  const reading = await readSides(git, run)
  const problems = await checkTree(reading, git.desired.flows, run)
  const plan = nothingPlanned(problems, git.notices)
  return reportOf(run, reading, { result: hasErrors(problems) ? 'invalid' : 'in-sync', plan })
}

const nothingPlanned = (problems: readonly Problem[], notices: readonly string[]): Plan => ({
  resources: [],
  summary: summarize([]),
  problems,
  notices,
  edges: [],
  digest: digestOf([]),
})
