import { KINDS } from '../../kinds/kinds.ts'
import type { TreeContents } from '../../kinds/read-tree.ts'
import type { Refusal } from '../../plan/plan.ts'
import type { StatusEntry } from '../../repository/git-status.ts'
import { IGNORE_FILE } from '../../repository/kestra-ignore.ts'
import { foldersAbove, isYaml, nameOf } from '../../repository/tree.ts'
import type { WorkTree } from '../../repository/work-tree.ts'
import { CONFIG_PATHS } from '../../settings/config/config-file.ts'
import { listed } from '../../text/lists.ts'

/** What a run says of a tree that is not as a commit has it, and why it may not be deployed. */
export interface Uncommitted {
  readonly notices: readonly string[]
  readonly refusal: Refusal | undefined
}

/**
 * Names the files that differ from the commit, and of the untracked ones those that would be taken, which `reading`, one of the
 * whole work tree, tells. With `isAllowed` they count; else a deploy is refused, as it is outside of Git.
 */
export const judgeUncommitted = (
  work: WorkTree,
  reading: TreeContents,
  { isAllowed }: { readonly isAllowed: boolean },
): Uncommitted => {
  if (work.whyNoGit !== undefined) return outsideOfGit(work.whyNoGit, isAllowed)
  const found = work.differences.filter(isRelevant(reading))
  if (found.length === 0) return { notices: [], refusal: undefined }
  const what = `${found.length === 1 ? 'One file is' : `${found.length} files are`} ${differenceOf(found)}: ${namesOf(found)}.`
  if (isAllowed) return { notices: [`${what} They count as they lie here (\`allow-dirty\`).`], refusal: undefined }
  const advice = 'Commit them (or name them in `.gitignore`); for a tree that a build step renders, set `allow-dirty`.'
  return {
    notices: [`${what} What Git does not track is not taken, and a deploy is refused. ${advice}`],
    refusal: { reason: 'dirty-tree', message: `${what} Nothing is deployed that no commit holds. ${advice}` },
  }
}

const differenceOf = (found: readonly StatusEntry[]): string => {
  if (found.every(({ state }) => state === 'untracked')) return 'not committed yet'
  return `not as the commit has ${found.length === 1 ? 'it' : 'them'}`
}

const outsideOfGit = (why: string, isAllowed: boolean): Uncommitted => {
  const what = `This folder is no Git checkout (${why}): every file in it counts, and no history proves what was deployed before.`
  const advice =
    'Check the repository out with Git (a container needs git for that), or set `allow-dirty` to deploy it as it is.'
  if (isAllowed) return { notices: [what], refusal: undefined }
  return {
    notices: [`${what} A deploy is refused. ${advice}`],
    refusal: { reason: 'dirty-tree', message: `${what} ${advice}` },
  }
}

/** A file that is in no folder of flows or files, and that no setting is read from, changes nothing. */
const isRelevant = ({ desired, brokenFlows }: TreeContents) => {
  const taken = new Set([...desired.resources, ...brokenFlows].map(({ file }) => file))
  const kindsAt = Map.groupBy(desired.layout, ({ root }) => (root === '.' ? '' : root))
  const isBelowRoot = (path: string) =>
    foldersAbove(path)
      .flatMap((folder) => kindsAt.get(folder) ?? [])
      .some(({ kind }) => KINDS[kind].isNamedByPlace || isYaml(path))
  return ({ path, state }: StatusEntry): boolean => {
    if (taken.has(path) || CONFIG_PATHS.includes(path) || nameOf(path) === IGNORE_FILE) return true
    return state === 'deleted' && isBelowRoot(path)
  }
}

const WORDS: Readonly<Record<StatusEntry['state'], string>> = {
  changed: 'changed',
  deleted: 'deleted',
  untracked: 'not tracked',
  ignored: 'ignored',
}

const namesOf = (found: readonly StatusEntry[]): string =>
  listed(found.map(({ path, state }) => `${path} (${WORDS[state]})`))
