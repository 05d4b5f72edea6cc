import type { DesiredFlow } from '../../flow/desired-flow.ts'
import type { TreeSettings } from '../../kinds/kind-in-tree.ts'
import { readTree, type TreeContents } from '../../kinds/read-tree.ts'
import type { RepositoryRule } from '../../lint/check-repository-rules.ts'
import type { Refusal } from '../../plan/plan.ts'
import { askGit } from '../../repository/git.ts'
import type { Tree } from '../../repository/tree.ts'
import { openWorkTree, type WorkTree } from '../../repository/work-tree.ts'
import type { NamespaceMapping } from '../../resource/namespace.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import type { RepositoryConfig } from '../../settings/config/config-file.ts'
import type { Settings } from '../../settings/settings.ts'
import { parseOnce } from '../../yaml/yaml-document.ts'
import type { Run, RunOptions } from '../run-options.ts'
import { findMisplaced } from './misplaced.ts'
import { type BaseState, readBase } from './read-base.ts'
import { judgeUncommitted, nothingToDeploy } from './refused-tree.ts'
import { asPreview, withinNamespaces } from './sent-tree.ts'
import { readConfig, readRules, rulesThatCount, treeSettingsOf } from './tree-settings.ts'

/** What Git says: the tree to deploy, the tree of the base commit, and which commits they are. */
export interface GitState extends TreeContents {
  /** As Git holds them, whatever is sent in their place. */
  readonly flowsInGit: readonly DesiredFlow[]
  readonly baseResources: ResourceMap | undefined
  /** The suites of the base commit; `undefined`: not known. */
  readonly baseSuites: TreeContents['suites'] | undefined
  /** Files that the base has not, or not as they are; `undefined`: not known. */
  readonly changedFiles: ReadonlySet<string> | undefined
  readonly paths: readonly string[]
  readonly config: RepositoryConfig
  /** Those that this run holds the flows to. */
  readonly rules: readonly RepositoryRule[]
  /** The work tree, and how it was read. */
  readonly tree: Tree
  readonly treeSettings: TreeSettings
  /** As it was applied to this tree. */
  readonly namespaceMap: readonly NamespaceMapping[]
  readonly commit: string | null
  /** Seconds since 1970; 0 when there is no commit. */
  readonly committed: number
  readonly notices: readonly string[]
  /** Why this tree may not be deployed: no commit holds it. */
  readonly refusal: Refusal | undefined
}

/**
 * Reads the work tree and, where it is known, the base commit. Throws `UserError` `empty-workspace` when there is
 * nothing at all to read: then a step is missing, and nobody wants everything deleted.
 */
export const readGit = async (
  options: RunOptions & Partial<Run>,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): Promise<GitState> => {
  const { directory, settings } = options
  const [work, head] = await Promise.all([workTreeOf(options), readHead(directory)])
  // An export goes into the work tree, and must know of what the one before it has written there.
  const isAllowed = settings.allowsDirty || options.command === 'export'
  const tree = isAllowed ? work.whole : work.tracked
  const { config, problems } = await readConfig(tree)
  const treeSettings = { ...treeSettingsOf(settings, config), ...shared(work, options) }
  const readAll = (of: Tree) => readToSend(of, treeSettings, settings)
  const contents = await readAll(tree)
  const allContents = hasUntracked(work) ? await readAll(work.whole) : contents
  const beside = await findMisplaced(work, {
    directory,
    roots: treeSettings.roots,
    isHidden: contents.desired.hidesPath,
  })
  const uncommitted = judgeUncommitted(work, allContents, { isAllowed })
  if (contents.desired.isEmpty && !mayBeEmpty && work !== NO_WORK_TREE)
    throw nothingToDeploy(options, {
      tree: work.whole,
      roots: treeSettings.roots,
      problems: [...contents.problems, ...beside],
      uncommitted,
      isCommitted: allContents.desired.isEmpty,
    })
  const base = work === NO_WORK_TREE ? NO_BASE : await readBase(options, { ...contents, tree, treeSettings })
  const ownRules = await readRules(tree, config)
  const judged = rulesThatCount(ownRules.rules, base.rules, options)
  return {
    ...contents,
    // What a preview sends stood in no commit.
    baseResources: settings.preview === undefined ? base.resourceStates : undefined,
    baseSuites: settings.preview === undefined ? base.suites : undefined,
    changedFiles: base.changedFiles,
    paths: work.whole.paths,
    tree,
    treeSettings,
    config,
    rules: judged.rules,
    namespaceMap: treeSettings.namespaceMap,
    problems: [...problems, ...beside, ...ownRules.problems, ...judged.problems, ...contents.problems],
    ...head,
    notices: noted(options, [options.command === 'export' ? [] : uncommitted.notices, base.notices, judged.notices]),
    refusal: uncommitted.refusal,
  }
}

/** What is to go is in the record; the tree of a closed pull request would keep it. */
const workTreeOf = async ({ directory, settings: { preview } }: RunOptions): Promise<WorkTree> =>
  preview?.isEnding === true ? NO_WORK_TREE : openWorkTree(directory)

/** What of a tree this job may send, in the namespaces of its preview where it is one. */
const readToSend = async (tree: Tree, treeSettings: TreeSettings, { preview, namespaces }: Settings) => {
  const read = withinNamespaces(await readTree(tree, treeSettings), preview?.namespaces ?? namespaces)
  const sent = preview === undefined ? read : asPreview(read, preview.prefix, treeSettings.parse)
  return { ...sent, flowsInGit: read.flows }
}

/** All of them, once the run knows them for the case that it breaks off. */
const noted = ({ onNotices }: Partial<Run>, lists: readonly (readonly string[])[]): readonly string[] => {
  const notices = lists.flat()
  onNotices?.(notices)
  return notices
}

/** What all trees of one run share: what is the same in two is looked into once. */
const shared = (work: WorkTree, { base }: RunOptions) => {
  const isReadTwice = hasUntracked(work) || base.kind === 'found'
  const known = isReadTwice ? { seen: new Map() } : {}
  return { parse: parseOnce(), ...known }
}

const NO_TREE: Tree = {
  paths: [],
  read: (path) => Promise.reject(new Error(`There is no ${path} in an empty tree.`)),
}
/** There is no flow either that rules could hold. */
const NO_BASE: BaseState = {
  resourceStates: undefined,
  suites: undefined,
  changedFiles: undefined,
  notices: [],
  rules: { kind: 'known', rules: [] },
}
const NO_WORK_TREE: WorkTree = {
  tracked: NO_TREE,
  whole: NO_TREE,
  others: [],
  differences: [],
  whyNoGit: undefined,
}

const hasUntracked = ({ differences }: WorkTree): boolean => differences.some(({ state }) => state === 'untracked')

const readHead = async (directory: string): Promise<Pick<GitState, 'commit' | 'committed'>> => {
  const [commit = null, seconds = 0] = (await askGit(['log', '-1', '--format=%H %ct'], directory))?.split(' ') ?? []
  return { commit, committed: Number(seconds) }
}
