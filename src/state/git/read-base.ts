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
  /** The resources; `undefined`: the base commit is not known. */
  readonly resourceStates: ResourceMap | undefined
  /** The suites of flow tests that the settings of the base commit select; `undefined`: not known. */
  readonly suites: TreeContents['suites'] | undefined
  /** Paths of files that are new or differ from the base; `undefined`: not known, or a setting changed how every file is read. */
  readonly changedFiles: ReadonlySet<string> | undefined
  readonly notices: readonly string[]
  readonly rules: BaseRules
}

/** The tree that is compared with the base. */
interface ComparedTree {
  readonly tree: Tree
  readonly treeSettings: TreeSettings
  readonly desiredResources: ResourceMap
}

/**
 * Reads the tree of the base commit from git, or from GitHub if only GitHub has it. A notice says if neither has it. The base's own
 * `.kestra/gitops.yml` decides the target namespaces, and a notice reports a change of these. The rules may be known although the files
 * are not: GitHub limits the number of files.
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

/** Settings that decide which files of a tree are read. A change of these must not hide suites of the base. */
const SEARCH_SETTINGS = ['roots', 'include', 'exclude'] as const

/** Compares by git's object ids. A file without a known id counts as changed. */
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

/** Contains the settings, rules and schemas that decide what is a problem. */
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

/** A clause without a final stop. Rethrows errors that are defects of this program. */
const whyUnreadable = (error: unknown): string => {
  if (!(error instanceof UserError)) throw error
  return error.message.replace(/\.$/, '')
}

/**
 * Reads released contents again for the resources that `isNeeded` selects, and checks that they are unchanged. Throws `UserError`
 * `file-not-readable` if a file has changed meanwhile.
 */
export const withContents = async (
  resourceStates: ResourceMap,
  tree: Tree,
  isNeeded: (key: ResourceKey, state: ResourceState) => boolean,
): Promise<ResourceMap> => {
  const missing = [...resourceStates].flatMap(([key, state]) => {
    const { file, content } = state
    return content === undefined && file !== undefined && isNeeded(key, state) ? [{ key, state, file }] : []
  })
  const read = await readEach(tree, missing, ({ key, state, file }, content) => {
    if (fingerprintOf(state.name.kind, content) !== state.fingerprint) throw changedMeanwhile(file)
    return [key, { ...state, content: new Uint8Array(content) }] as const
  })
  return read.length === 0 ? resourceStates : new Map([...resourceStates, ...read])
}

/** Adds to the base the contents that were read for equal resources of `desired`. */
export const withSameContents = (base: ResourceMap, desired: ResourceMap): ResourceMap =>
  new Map(
    [...base].map(([key, state]) => {
      const content = state.content ?? sameContent(state, desired.get(key))
      return [key, content === state.content ? state : { ...state, content }]
    }),
  )

const sameContent = ({ fingerprint }: ResourceState, other: ResourceState | undefined): Content | undefined =>
  other?.fingerprint === fingerprint ? other.content : undefined

const changedMeanwhile = (file: string): UserError =>
  new UserError(
    'file-not-readable',
    `${file} was changed by something else while this ran: what was planned is not what it holds now. Run again when nothing writes into the folder.`,
  )
