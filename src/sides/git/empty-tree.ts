import type { Problem } from '../../problem/problem.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'
import { UserError } from '../../problem/user-error.ts'
import type { Tree } from '../../repository/tree.ts'
import type { RunOptions } from '../run-options.ts'
import type { Uncommitted } from './uncommitted.ts'

/** Why a tree in which nothing was found is refused, and how to begin. */
export const nothingToDeploy = (options: RunOptions, found: WithoutResources): UserError => {
  const { paths, misnamed = [] } = found.tree
  return paths.length + misnamed.length === 0 ? emptyWorkspace(options) : emptyRoot(found)
}

/** What may explain it, by its code, and how many of these are told. */
const MOST_NAMED: Readonly<Partial<Record<ProblemCode, number>>> = {
  'name-not-utf-8': 5,
  template: 1,
  'files-left-out': 5,
  'key-values-namespace-unknown': 5,
  'other-repository': 5,
}

/** What explains that nothing was found: a root that is absent, templates, a folder that is not tracked. */
const reasonsFor = (problems: readonly Problem[], { notices }: Uncommitted): readonly string[] => [
  ...problems.flatMap(({ code, message }) => (code === 'root-missing' ? [message] : [])),
  ...Object.entries(MOST_NAMED).flatMap(([wanted, most]) =>
    problems
      .filter(({ code }) => code === wanted)
      .slice(0, most)
      .map(({ file, message, hint }) => `${file === undefined ? '' : `${file}: `}${message} ${hint}`),
  ),
  ...notices,
]

/** There is no file at all. */
const emptyWorkspace = ({ isOnGitHub, directory }: RunOptions): UserError =>
  new UserError(
    'empty-workspace',
    isOnGitHub
      ? 'The workspace is empty: there is no file to deploy. The step "uses: actions/checkout" is probably missing before this one. Nothing was planned.'
      : `There is no file to deploy in ${directory}. Start inside of the repository, or name its folder with --chdir. ${BEGIN} Nothing was planned.`,
  )

const BEGIN =
  'A new repository begins with `kestra-gitops export`, which brings what the server has, or with a first flow in a folder such as company.team/flows; then commit.'

/** Right after an export, or before the first commit. */
const nothingCommitted = ({ notices }: Uncommitted): UserError =>
  new UserError(
    'empty-root',
    `No flow and no namespace file was found in what is committed, so nothing was planned. ${notices.join(' ')} \`--allow-dirty\` plans them as they lie here.`,
  )

interface WithoutResources {
  /** All that lies there, tracked or not. */
  readonly tree: Tree
  readonly roots: readonly string[]
  readonly problems: readonly Problem[]
  readonly uncommitted: Uncommitted
  /** All that lies here is; else a commit is what is missing. */
  readonly isCommitted: boolean
}

/** There are files, and none of them is deployed. */
const emptyRoot = ({ roots, problems, uncommitted, isCommitted }: WithoutResources): UserError => {
  if (!isCommitted) return nothingCommitted(uncommitted)
  const reasons = reasonsFor(problems, uncommitted)
  const [where, begin] =
    roots.length === 0 ? ['this repository', ` ${BEGIN}`] : [roots.map((root) => `"${root}"`).join(', '), '']
  return new UserError(
    'empty-root',
    `No flow and no namespace file was found in ${where}. Check "root" and the folders (docs/layouts.md shows the ones that are found by themselves). Nothing was planned, so nothing can be deleted by mistake.${begin}${reasons.map((reason) => ` ${reason}`).join('')}`,
  )
}
