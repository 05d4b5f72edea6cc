import { parseOnce } from '../flow/flow-document.ts'
import { indexDesired } from '../kinds/index-sides.ts'
import type { TreeSettings } from '../kinds/kind-in-tree.ts'
import { readTree, type TreeReading } from '../kinds/read-tree.ts'
import type { Problem } from '../problem/problem.ts'
import { UserError } from '../problem/user-error.ts'
import { git } from '../repository/git.ts'
import type { RepositorySettings, Tree } from '../repository/tree.ts'
import { openWorkTree } from '../repository/work-tree.ts'
import type { NamespaceMapping } from '../resource/namespace.ts'
import type { SideIndex } from '../resource/sides.ts'
import { CONFIG_PATH, parseConfig, type RepositoryConfig } from '../settings/config-file.ts'
import type { Settings } from '../settings/settings.ts'
import { readBase } from './read-base.ts'
import type { RunOptions } from './run-options.ts'

/** What Git says: the tree to deploy, the tree of the base commit, and which commits they are. */
export interface GitReading extends TreeReading {
  readonly desiredSides: SideIndex
  readonly baseSides: SideIndex | undefined
  readonly paths: ReadonlySet<string>
  readonly config: RepositoryConfig
  /** The work tree, and how it was read. */
  readonly tree: Tree
  readonly treeSettings: TreeSettings
  /** As it was applied to this tree. */
  readonly namespaceMap: readonly NamespaceMapping[]
  readonly commit: string | null
  /** Seconds since 1970; 0 when there is no commit. */
  readonly committed: number
  readonly notices: readonly string[]
}

/**
 * Reads the work tree and, where it is known, the base commit. Throws `UserError` `empty-workspace` when there is
 * nothing at all to read: then a step is missing, and nobody wants everything deleted.
 */
export const readGit = async (
  options: RunOptions,
  { mayBeEmpty = false }: { readonly mayBeEmpty?: boolean } = {},
): Promise<GitReading> => {
  const { directory, settings } = options
  const tree = await openWorkTree(directory)
  const { config, problems } = await readConfig(tree)
  const treeSettings = { ...treeSettingsOf(settings, config), parse: parseOnce() }
  const reading = await readTree(tree, treeSettings)
  if (reading.desired.isEmpty && !mayBeEmpty) throw emptyTree(tree.paths.length, treeSettings.roots)
  const head = await readHead(directory)
  const base = await readBase(options, tree, treeSettings)
  return {
    ...reading,
    desiredSides: indexDesired(reading.desired.resources),
    baseSides: base.sides,
    paths: new Set(tree.paths),
    tree,
    treeSettings,
    config,
    namespaceMap: treeSettings.namespaceMap,
    problems: [...problems, ...reading.problems],
    ...head,
    notices: base.notices,
  }
}

const readConfig = async (tree: Tree): Promise<{ config: RepositoryConfig; problems: readonly Problem[] }> => {
  if (!tree.paths.includes(CONFIG_PATH)) return parseConfig('')
  return parseConfig(new TextDecoder().decode(await tree.read(CONFIG_PATH)))
}

/** What is set by input or flag wins over the file of the repository. */
const treeSettingsOf = (settings: Settings, config: RepositoryConfig): RepositorySettings => {
  return {
    roots: settings.roots.length > 0 ? settings.roots : config.roots,
    namespaceMap: settings.namespaceMap.length > 0 ? settings.namespaceMap : config.namespaceMap,
    namespace: settings.namespace ?? config.namespace,
    ignore: config.ignore,
  }
}

const emptyTree = (pathCount: number, roots: readonly string[]): UserError => {
  if (pathCount === 0) {
    return new UserError(
      'empty-workspace',
      'The workspace is empty: there is no file to deploy. The step "uses: actions/checkout" is probably missing before this one. Nothing was planned.',
    )
  }
  const where = roots.length === 0 ? 'this repository' : roots.map((root) => `"${root}"`).join(', ')
  return new UserError(
    'empty-root',
    `No flow and no namespace file was found in ${where}. Check "root" and the folders (docs/layouts.md shows the ones that are found by themselves). Nothing was planned, so nothing can be deleted by mistake.`,
  )
}

const readHead = async (directory: string): Promise<{ commit: string | null; committed: number }> => {
  try {
    const [commit = '', seconds = ''] = (await git(['log', '-1', '--format=%H %ct'], { cwd: directory }))
      .trim()
      .split(' ')
    return { commit, committed: Number(seconds) }
  } catch (error) {
    if (error instanceof UserError) return { commit: null, committed: 0 }
    throw error
  }
}
