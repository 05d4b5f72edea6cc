import { checkTree, validatable } from './check-tree.ts'
import { hasErrors, headOf } from './make-report.ts'
import { readGit } from './read-git.ts'
import { readSides } from './read-sides.ts'
import type { ValidityReport } from '../report/report.ts'
import type { Run } from './run-options.ts'
import { uncheckedNotices } from './unchecked.ts'

/** Tells what is wrong with the tree, every flow of it, and not what a deploy would do. Needs no server. */
export const validate = async (run: Run): Promise<ValidityReport> => {
  const git = await readGit(run)
  const reading = await readSides(git, run, { showsContents: false })
  const problems = await checkTree(reading, validatable(git), run)
  const result = hasErrors(problems) ? 'invalid' : 'in-sync'
  const unchecked = reading.client === undefined ? uncheckedNotices(git, run.settings) : []
  const notices = [...git.notices, ...unchecked]
  return { kind: 'validity', ...headOf(run, reading, { result, problems, notices, why: undefined }) }
}
