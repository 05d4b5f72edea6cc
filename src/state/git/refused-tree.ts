import type { Problem } from '../../finding/problem.ts'
import type { ProblemCode } from '../../finding/problem-codes.ts'
import { UserError } from '../../finding/user-error.ts'
import { KINDS } from '../../kinds/kinds.ts'
import type { TreeContents } from '../../kinds/read-tree.ts'
import type { Refusal } from '../../plan/plan.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { foldersAbove, isYaml, type Tree } from '../../repository/tree.ts'
import type { StatusEntry, WorkTree } from '../../repository/work-tree.ts'
import { CONFIG_PATHS } from '../../settings/config/config-file.ts'
import { listed } from '../../text/lists.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import type { RunOptions } from '../run-options.ts'

/** The notices about a tree that differs from its commit, and why it must not be deployed. */
export interface Uncommitted {
  readonly notices: readonly string[]
  readonly refusal: Refusal | undefined
}

/**
 * Names the files that differ from the commit, and the untracked files that would be deployed (`contents` is the whole work tree).
 * With `isAllowed` they count. Otherwise a deploy is refused, as it is outside of Git.
 */
export const judgeUncommitted = (
  work: WorkTree,
  contents: TreeContents,
  { isAllowed }: { readonly isAllowed: boolean },
): Uncommitted => {
  if (work.whyNoGit !== undefined) return outsideOfGit(work.whyNoGit, isAllowed)
  const found = work.differences.filter(isRelevant(contents))
  if (found.length === 0) return { notices: [], refusal: undefined }
  const what = `${found.length === 1 ? 'One file is' : `${found.length} files are`} ${differenceOf(found)}: ${filesWithStatus(found)}.`
  if (isAllowed)
    return { notices: [`${what} They count with their present content (\`allow-dirty\`).`], refusal: undefined }
  const advice = 'Commit them (or name them in `.gitignore`); for a tree that a build step renders, set `allow-dirty`.'
  return {
    notices: [`${what} Untracked files are ignored, and a deploy is refused. ${advice}`],
    refusal: { reason: 'dirty-tree', message: `${what} Nothing is deployed that no commit holds. ${advice}` },
  }
}

const differenceOf = (found: readonly StatusEntry[]): string => {
  if (found.every(({ state }) => state === 'untracked')) return 'not committed yet'
  return `not as the commit has ${found.length === 1 ? 'it' : 'them'}`
}

const outsideOfGit = (why: string, isAllowed: boolean): Uncommitted => {
  const what = `This folder is not a Git checkout (${why}): every file in it counts, and no history proves what was deployed before.`
  const advice =
    'Check the repository out with Git (a container needs git for that), or set `allow-dirty` to deploy it as it is.'
  if (isAllowed) return { notices: [what], refusal: undefined }
  return {
    notices: [`${what} A deploy is refused. ${advice}`],
    refusal: { reason: 'dirty-tree', message: `${what} ${advice}` },
  }
}

/** False for a file outside of all folders of flows and files that contains no settings. */
const isRelevant = ({ desired, brokenFlows }: TreeContents) => {
  const taken = new Set([...desired.resources, ...brokenFlows].map(({ file }) => file))
  const kindsAt = Map.groupBy(desired.layout, ({ root }) => (root === '.' ? '' : root))
  const isBelowRoot = (path: string) =>
    foldersAbove(path)
      .flatMap((folder) => kindsAt.get(folder) ?? [])
      .some(({ kind }) => KINDS[kind].isNamedByPlace || isYaml(path))
  return ({ path, state }: StatusEntry): boolean => {
    if (taken.has(path) || CONFIG_PATHS.includes(path) || lastSegmentOf(path) === IGNORE_FILE) return true
    return state === 'deleted' && isBelowRoot(path)
  }
}

const STATUS_TEXT: Readonly<Record<StatusEntry['state'], string>> = {
  changed: 'changed',
  deleted: 'deleted',
  untracked: 'not tracked',
  ignored: 'ignored',
}

const filesWithStatus = (found: readonly StatusEntry[]): string =>
  listed(found.map(({ path, state }) => `${path} (${STATUS_TEXT[state]})`))

/** The error for a tree without resources: why it is refused, and how to begin. */
export const nothingToDeploy = (options: RunOptions, found: WithoutResources): UserError => {
  const { paths, misnamed = [] } = found.tree
  return paths.length + misnamed.length === 0 ? emptyWorkspace(options) : emptyRoot(found)
}

/** Problems that may explain an empty tree, by code, with the maximum number to name. */
const MOST_NAMED: Readonly<Partial<Record<ProblemCode, number>>> = {
  'name-not-utf-8': 5,
  template: 1,
  'files-left-out': 5,
  'key-values-namespace-unknown': 5,
  'other-repository': 5,
}

/** Possible reasons: a root that does not exist, templates, an untracked folder. */
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

/** The error for a folder without any file. */
const emptyWorkspace = ({ isOnGitHub, directory }: RunOptions): UserError =>
  new UserError(
    'empty-workspace',
    isOnGitHub
      ? 'The workspace is empty: there is no file to deploy. The step "uses: actions/checkout" is probably missing before this one. Nothing was planned.'
      : `There is no file to deploy in ${directory}. Start inside of the repository, or name its folder with --chdir. ${BEGIN} Nothing was planned.`,
  )

const BEGIN =
  'A new repository begins with `kestra-gitops export`, which brings what the server has, or with a first flow in a folder such as company.team/flows; then commit.'

/** The error right after an export, or before the first commit. */
const nothingCommitted = ({ notices }: Uncommitted): UserError =>
  new UserError(
    'empty-root',
    `No flow and no namespace file was found in what is committed, so nothing was planned. ${notices.join(' ')} \`--allow-dirty\` plans them with their present content.`,
  )

interface WithoutResources {
  /** All files of the work tree, tracked or not. */
  readonly tree: Tree
  readonly roots: readonly string[]
  readonly problems: readonly Problem[]
  readonly uncommitted: Uncommitted
  /** True if a commit contains all files of the work tree; false if a commit is missing. */
  readonly isCommitted: boolean
}

/** The error for a tree whose files contain nothing to deploy. */
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
