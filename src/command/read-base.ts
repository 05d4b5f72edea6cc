import { indexDesired } from '../kinds/index-sides.ts'
import type { TreeSettings } from '../kinds/kind-in-tree.ts'
import { readTree, type TreeReading } from '../kinds/read-tree.ts'
import { UserError } from '../problem/user-error.ts'
import { openGitTree } from '../repository/git-tree.ts'
import type { Tree } from '../repository/tree.ts'
import type { SideIndex } from '../resource/sides.ts'
import type { Base, RunOptions } from './run-options.ts'

export interface BaseReading {
  /** `undefined`: the base commit is not known. */
  readonly sides: SideIndex | undefined
  readonly notices: readonly string[]
}

/** Reads the tree of the base commit, from git or from where only GitHub has it; says so where neither has it. */
export const readBase = async (
  { base, directory }: RunOptions,
  local: Tree,
  settings: TreeSettings,
): Promise<BaseReading> => {
  if (base.kind === 'unknown') return { sides: undefined, notices: base.isMissed === true ? [missed(base.why)] : [] }
  try {
    return {
      sides: indexDesired((await readBaseTree(base, { directory, local, settings })).desired.resources),
      notices: [],
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { sides: undefined, notices: [missed(withoutStop(error.message))] }
  }
}

const readBaseTree = async (
  { sha, open }: Extract<Base, { kind: 'found' }>,
  { directory, local, settings }: { readonly directory: string; readonly local: Tree; readonly settings: TreeSettings },
): Promise<TreeReading> => {
  if (open !== undefined) return readTree(await open(local), settings)
  await using tree = await openGitTree(sha, { cwd: directory })
  return await readTree(tree, settings)
}

const missed = (why: string): string =>
  `The commit that this change is compared with cannot be read: ${why}. So it is not known which changes are of this change and which were waiting to be deployed before, what was renamed, and, without a deployment record, what was deleted.`

const withoutStop = (message: string): string => message.replace(/\.$/, '')
