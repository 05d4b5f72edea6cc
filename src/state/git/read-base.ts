import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../finding/user-error.ts'
import type { TreeSettings } from '../../kinds/kind-in-tree.ts'
import { fingerprintOf } from '../../kinds/kinds.ts'
import { readTree, type TreeContents } from '../../kinds/read-tree.ts'
import { openGitTree } from '../../repository/git-trees.ts'
import { isBelow, readEach, type Tree } from '../../repository/tree.ts'
import type { Content, ResourceKey } from '../../resource/resource.ts'
import type { ResourceMap, ResourceState } from '../../resource/resource-state.ts'
import type { RepositoryConfig } from '../../settings/config/config-file.ts'
import type { Base, RunOptions } from '../run-options.ts'
import { withinNamespaces } from './sent-tree.ts'
import { type BaseRules, baseRulesOf, readConfig, targetNotices, targetOf, treeSettingsOf } from './tree-settings.ts'

export interface BaseState {
  /** `undefined`: the base commit is not known. */
  readonly resourceStates: ResourceMap | undefined
  /** The suites of flow tests, as the settings of the base commit itself found them; `undefined`: not known. */
  readonly suites: TreeContents['suites'] | undefined
  /** Files that the base has not, or not as they are; `undefined`: not known, or the reading of every file may have changed. */
  readonly changedFiles: ReadonlySet<string> | undefined
  readonly notices: readonly string[]
  readonly rules: BaseRules
}

/** The tree that the base is compared with. */
interface ComparedTree {
  readonly tree: Tree
  readonly treeSettings: TreeSettings
  readonly desiredResources: ResourceMap
}

/**
 * Reads the tree of the base commit, from git or from where only GitHub has it; says so where neither has it. It is read
 * with the places that its own `.kestra/gitops.yml` gave it, and a change of these is said. Its rules may be known where its files
 * are not: there may be more of these than GitHub gives.
 */
export const readBase = async (options: RunOptions, local: ComparedTree): Promise<BaseState> => {
  const { base } = options
  if (base.kind === 'unknown') {
    const notices = base.isMissed === true ? [missed(base.why)] : []
    return { ...UNKNOWN, notices, rules: { kind: 'unknown', why: base.why } }
  }
  try {
    await using tree = await openBase(base, { directory: options.directory, local: local.tree })
    const { config, problems } = await readConfig(tree)
    const rules = await baseRulesOf(tree, config, problems)
    return {
      ...(await readStates(tree, config, { options, local })),
      changedFiles: changedFiles(tree, local.tree),
      rules,
    }
  } catch (error) {
    const why = whyUnreadable(error)
    return { ...UNKNOWN, notices: [missed(why)], rules: { kind: 'unknown', why } }
  }
}

const UNKNOWN = { resourceStates: undefined, suites: undefined, changedFiles: undefined } as const

const readStates = async (
  tree: Tree,
  config: RepositoryConfig,
  { options: { settings }, local }: { readonly options: RunOptions; readonly local: ComparedTree },
): Promise<Pick<BaseState, 'resourceStates' | 'suites' | 'notices'>> => {
  const now = local.treeSettings
  try {
    const then = { ...now, ...targetOf(settings, config) }
    const contents = await readTree(tree, then)
    const { desiredResources } = withinNamespaces(contents, settings.namespaces)
    const differs = (key: ResourceKey, { fingerprint }: ResourceState) =>
      local.desiredResources.get(key)?.fingerprint !== fingerprint
    const resourceStates = await withContents(desiredResources, tree, differs)
    const own = treeSettingsOf(settings, config)
    const isSearchedAlike = SEARCH_SETTINGS.every((name) => isDeepStrictEqual(own[name], now[name]))
    const { suites } = isSearchedAlike ? contents : await readTree(tree, { ...own, parse: now.parse })
    return { resourceStates, suites, notices: targetNotices(then, now) }
  } catch (error) {
    return { resourceStates: undefined, suites: undefined, notices: [missed(whyUnreadable(error))] }
  }
}

/** Settings of a tree that decide which of its files are read. A change of these must not hide suites of the base. */
const SEARCH_SETTINGS = ['roots', 'include', 'exclude'] as const

/** By what Git calls them; what is not known to be the same counts as changed. */
const changedFiles = (base: Tree, { paths, identityOf }: Tree): ReadonlySet<string> | undefined => {
  const changed = new Set(
    paths.filter((path) => {
      const identity = identityOf?.(path)
      return identity === undefined || identity !== base.identityOf?.(path)
    }),
  )
  const isReadOtherwise = [...changed].some((path) => isBelow(OWN_FOLDER, path))
  return isReadOtherwise ? undefined : changed
}

/** Holds the settings, rules and schemas that decide what is a problem. */
const OWN_FOLDER = '.kestra'

const openBase = async (
  { sha, open }: Extract<Base, { kind: 'found' }>,
  { directory, local }: { readonly directory: string; readonly local: Tree },
): Promise<Tree & AsyncDisposable> => {
  if (open === undefined) return openGitTree(sha, { cwd: directory })
  return { ...(await open(local)), [Symbol.asyncDispose]: async () => undefined }
}

const missed = (why: string): string =>
  `The commit that this change is compared with cannot be read: ${why}. So it is not known which changes are of this change and which were waiting to be deployed before, what was renamed, whether it goes to other namespaces than before, and, without a deployment record, what was deleted.`

/** A clause without a final stop. Throws what is a defect of this program. */
const whyUnreadable = (error: unknown): string => {
  if (!(error instanceof UserError)) throw error
  return error.message.replace(/\.$/, '')
}

/**
 * The sides of a tree with the contents that were let go and that somebody looks at (`isLookedAt`): they are read again, and must be
 * what they were. Throws `UserError` `file-not-readable` where a file is something else by now.
 */
export const withContents = async (
  resourceStates: ResourceMap,
  tree: Tree,
  isLookedAt: (key: ResourceKey, side: ResourceState) => boolean,
): Promise<ResourceMap> => {
  const missing = [...resourceStates].flatMap(([key, side]) => {
    const { file, content } = side
    return content === undefined && file !== undefined && isLookedAt(key, side) ? [{ key, side, file }] : []
  })
  const read = await readEach(tree, missing, ({ key, side, file }, content) => {
    if (fingerprintOf(side.name.kind, content) !== side.fingerprint) throw changedMeanwhile(file)
    return [key, { ...side, content: new Uint8Array(content) }] as const
  })
  return read.length === 0 ? resourceStates : new Map([...resourceStates, ...read])
}

/** The base with the contents that were read for another side which holds the same. */
export const withSameContents = (base: ResourceMap, desired: ResourceMap): ResourceMap =>
  new Map(
    [...base].map(([key, side]) => {
      const content = side.content ?? sameContent(side, desired.get(key))
      return [key, content === side.content ? side : { ...side, content }]
    }),
  )

const sameContent = ({ fingerprint }: ResourceState, other: ResourceState | undefined): Content | undefined =>
  other?.fingerprint === fingerprint ? other.content : undefined

const changedMeanwhile = (file: string): UserError =>
  new UserError(
    'file-not-readable',
    `${file} was changed by something else while this ran: what was planned is not what it holds now. Run again when nothing writes into the folder.`,
  )
