import { indexDesired } from '../kinds/index-sides.ts'
import type { TreeSettings } from '../kinds/kind-in-tree.ts'
import { readTree } from '../kinds/read-tree.ts'
import { UserError } from '../problem/user-error.ts'
import { openGitTree } from '../repository/git-tree.ts'
import type { Tree } from '../repository/tree.ts'
import type { ResourceKey } from '../resource/resource.ts'
import type { Side, SideIndex } from '../resource/sides.ts'
import type { RepositoryRule } from '../validate/check-repository-rule.ts'
import { withContents } from './read-contents.ts'
import { readRules } from './read-rules.ts'
import type { Base, RunOptions } from './run-options.ts'
import { placeNotices, placesOf, readConfig } from './tree-settings.ts'
import { withinNamespaces } from './within-namespaces.ts'

export interface BaseReading {
  /** `undefined`: the base commit is not known. */
  readonly sides: SideIndex | undefined
  readonly notices: readonly string[]
  /** `undefined` where they are not known, or are not to be read. */
  readonly rules?: readonly RepositoryRule[] | undefined
}

/** The tree that the base is compared with. */
interface Local {
  readonly tree: Tree
  readonly treeSettings: TreeSettings
  readonly desiredSides: SideIndex
}

/**
 * Reads the tree of the base commit, from git or from where only GitHub has it; says so where neither has it. It is read
 * with the places that its own `.kestra/gitops.yml` gave it, and a change of these is said.
 */
export const readBase = async (
  options: RunOptions,
  { tree: local, treeSettings: now, desiredSides }: Local,
): Promise<BaseReading> => {
  const { base } = options
  if (base.kind === 'unknown') return { sides: undefined, notices: base.isMissed === true ? [missed(base.why)] : [] }
  try {
    await using tree = await openBase(base, { directory: options.directory, local })
    const { config, problems } = await readConfig(tree)
    const reading = await readRules(tree, config)
    const isReadable = problems.length + reading.problems.length === 0
    const then = { ...now, ...placesOf(options.settings, config) }
    const { desired } = withinNamespaces(await readTree(tree, then), options.settings.namespaces)
    const differs = (key: ResourceKey, { fingerprint }: Side) => desiredSides.get(key)?.fingerprint !== fingerprint
    const sides = await withContents(indexDesired(desired.resources, desiredSides), tree, differs)
    return { sides, notices: placeNotices(then, now), rules: isReadable ? reading.rules : undefined }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { sides: undefined, notices: [missed(withoutStop(error.message))] }
  }
}

const openBase = async (
  { sha, open }: Extract<Base, { kind: 'found' }>,
  { directory, local }: { readonly directory: string; readonly local: Tree },
): Promise<Tree & AsyncDisposable> => {
  if (open === undefined) return openGitTree(sha, { cwd: directory })
  return { ...(await open(local)), [Symbol.asyncDispose]: async () => undefined }
}

const missed = (why: string): string =>
  `The commit that this change is compared with cannot be read: ${why}. So it is not known which changes are of this change and which were waiting to be deployed before, what was renamed, and, without a deployment record, what was deleted.`

const withoutStop = (message: string): string => message.replace(/\.$/, '')
