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

/** The state of Git: the tree to deploy, the tree of the base commit, and which commits they are. */
export interface GitState extends TreeContents {
  /** The flows with their texts in Git, even if other texts are sent. */
  readonly flowsInGit: readonly DesiredFlow[]
  readonly baseResources: ResourceMap | undefined
  /** The suites of the base commit; `undefined`: not known. */
  readonly baseSuites: TreeContents['suites'] | undefined
  /** Paths of files that are new or differ from the base; `undefined`: not known. */
  readonly changedFiles: ReadonlySet<string> | undefined
  readonly paths: readonly string[]
  readonly config: RepositoryConfig
  /** The rules that apply to the flows in this run. */
  readonly rules: readonly RepositoryRule[]
  /** The work tree as it was read. */
  readonly tree: Tree
  readonly treeSettings: TreeSettings
  /** The map that was applied to this tree. */
  readonly namespaceMap: readonly NamespaceMapping[]
  readonly commit: string | null
  /** Seconds since 1970; 0 if there is no commit. */
  readonly committed: number
  readonly notices: readonly string[]
  /** Why this tree must not be deployed: no commit contains it. */
  readonly refusal: Refusal | undefined
}

/**
 * Reads the work tree and, if known, the base commit. Throws `UserError` `empty-workspace` if there is nothing to read: a step is
 * missing, and an empty folder must not delete everything.
 */
export const readGit = async (
  options: RunOptions & Partial<Run>,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): Promise<GitState> => {
  const { directory, settings } = options
  const [work, head] = await Promise.all([workTreeOf(options), readHead(directory)])
  // An export writes into the work tree and must see what an earlier export wrote there.
  const isAllowed = settings.allowsDirty || options.command === 'export'
  const tree = isAllowed ? work.whole : work.tracked
  const { config, problems } = await readConfig(tree)
  const treeSettings = { ...treeSettingsOf(settings, config), ...sharedCaches(work, options) }
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
    // No commit contains the texts that a preview sends.
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
    notices: reportEarly(options, [
      options.command === 'export' ? [] : uncommitted.notices,
      base.notices,
      judged.notices,
    ]),
    refusal: uncommitted.refusal,
  }
}

/** Opens the work tree. Ending a preview deletes what the record lists, so that run reads no tree. */
const workTreeOf = async ({ directory, settings: { preview } }: RunOptions): Promise<WorkTree> =>
  preview?.isEnding === true ? NO_WORK_TREE : openWorkTree(directory)

/** Reads the part of the tree that this job deploys, with namespaces rewritten for a preview. */
const readToSend = async (tree: Tree, treeSettings: TreeSettings, { preview, namespaces }: Settings) => {
  const read = withinNamespaces(await readTree(tree, treeSettings), preview?.namespaces ?? namespaces)
  const sent = preview === undefined ? read : asPreview(read, preview.prefix, treeSettings.parse)
  return { ...sent, flowsInGit: read.flows }
}

/** Joins the notices and reports them early, so a failing run still shows them. */
const reportEarly = ({ onNotices }: Partial<Run>, lists: readonly (readonly string[])[]): readonly string[] => {
  const notices = lists.flat()
  onNotices?.(notices)
  return notices
}

/** Caches sharedCaches by the head and base trees. */
const sharedCaches = (work: WorkTree, { base }: RunOptions) => {
  const isReadTwice = hasUntracked(work) || base.kind === 'found'
  const known = isReadTwice ? { seen: new Map() } : {}
  return { parse: parseOnce(), ...known }
}

const NO_TREE: Tree = {
  paths: [],
  read: (path) => Promise.reject(new Error(`There is no ${path} in an empty tree.`)),
}
/** The base of a run without a tree: there are no flows that a rule could apply to. */
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
