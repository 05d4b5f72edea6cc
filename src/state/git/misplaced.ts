import { join } from 'node:path'
import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import { readTree } from '../../kinds/read-tree.ts'
import { skippedFolderOf } from '../../repository/folder-names.ts'
import { openFolder } from '../../repository/folder-tree.ts'
import type { HiddenPaths } from '../../repository/kestra-ignore.ts'
import { isBelow, isYaml, normalizeRoot } from '../../repository/tree.ts'
import type { OtherRepository, WorkTree } from '../../repository/work-tree.ts'
import { CONFIG_PATH } from '../../resource/config-path.ts'
import { CONFIG_PATHS } from '../../settings/config/config-file.ts'
import { listed } from '../../text/lists.ts'

/** A work tree, and which of its files are read. */
export interface SearchedTree {
  readonly directory: string
  /** The setting "root". */
  readonly roots: readonly string[]
  readonly isHidden: HiddenPaths
}

/** Reports files and folders of the work tree that look like part of the deployment and are not read. */
export const findMisplaced = async (
  { whole, others }: Pick<WorkTree, 'whole' | 'others'>,
  { roots, ...searched }: SearchedTree,
): Promise<readonly Problem[]> => {
  const asked = { ...searched, roots: roots.map(normalizeRoot) }
  return [...misplacedConfigs(whole.paths, asked), ...(await otherRepositories(others, asked))]
}

/**
 * Reports an error for each misplaced settings file: one with another name or in another folder, which nothing reads. Ignores hidden
 * files and folders of samples and other programs.
 */
const misplacedConfigs = (paths: readonly string[], { roots, isHidden }: SearchedTree): readonly Problem[] =>
  paths.flatMap((file) => {
    const [, folder = '', name = ''] = /^(.*?)\/?\.kestra\/(gitops(?:\.[^/]*)?)$/i.exec(file) ?? []
    if (name === '' || CONFIG_PATHS.includes(file) || isHidden(file)) return []
    if (skippedFolderOf(`${folder}/x`, '') !== undefined) return []
    if (folder !== '' && roots.length > 0 && !roots.some((root) => root === folder || isBelow(root, folder))) return []
    const message = `Nothing reads this file: the settings are ${CONFIG_PATHS.join(' or ')}, at the top of the repository.`
    return [makeProblem('config-invalid', { message, hint: `Move it to ${CONFIG_PATH}, or remove it.`, file })]
  })

/** A work tree has few of them. Each is searched for flows, up to this number. */
const MOST_REPOSITORIES = 20
const MOST_FILES = 2_000

/**
 * Warns about each other repository in the work tree that contains flows: they look like part of this one, but none of its commits
 * contains them. A submodule that is not checked out is judged by its name alone.
 */
const otherRepositories = async (
  others: readonly OtherRepository[],
  { directory, roots, isHidden }: SearchedTree,
): Promise<readonly Problem[]> => {
  const isAsked = (path: string) =>
    roots.length === 0 || roots.some((root) => root === path || isBelow(root, path) || isBelow(path, root))
  const near = others.filter(({ path }) => isAsked(path) && skippedFolderOf(`${path}/x`, '') === undefined)
  const reported = near.slice(0, MOST_REPOSITORIES).map(async (other): Promise<Problem[]> => {
    const flows = await flowsIn(join(directory, ...other.path.split('/')))
    if (flows === undefined)
      return /flow|kestra/i.test(other.path) && !isHidden(`${other.path}/x`) ? [unknown(other)] : []
    const seen = flows.map((file) => `${other.path}/${file}`).filter((file) => !isHidden(file))
    return seen.length === 0 ? [] : [withFlows(other, seen)]
  })
  return (await Promise.all(reported)).flat()
}

/** Paths of flows in a folder; `undefined` if the folder is empty or cannot be read. */
const flowsIn = async (directory: string): Promise<readonly string[] | undefined> => {
  try {
    const tree = await openFolder(directory)
    if (tree.paths.length === 0) return undefined
    const paths = tree.paths.filter(isYaml).slice(0, MOST_FILES)
    const { flows } = await readTree({ paths, read: tree.read }, { roots: [], namespaceMap: [] })
    return flows.map(({ file }) => file)
  } catch {
    return undefined
  }
}

const withFlows = ({ path, noun }: OtherRepository, flows: readonly string[]): Problem => {
  const what = flows.length === 1 ? 'one flow' : `${flows.length} flows`
  const message = `\`${path}\` is ${noun} with ${what}: ${listed(flows)}. No commit of this repository holds them: neither deployed nor deleted.`
  return makeProblem('other-repository', { message, file: flows[0] })
}

const unknown = ({ path, noun }: OtherRepository): Problem => {
  const message = `\`${path}\` is ${noun} that cannot be read here. Its content is neither deployed nor deleted.`
  return makeProblem('other-repository', { message, severity: 'info' })
}
