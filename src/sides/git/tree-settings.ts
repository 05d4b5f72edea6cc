import type { TreeSettings } from '../../kinds/kind-in-tree.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { skippedFolderOf } from '../../repository/skipped-folders.ts'
import { isBelow, normalizeRoot, type RepositorySettings, type Tree } from '../../repository/tree.ts'
import {
  CONFIG_PATH,
  CONFIG_PATHS,
  NOTHING_SET,
  parseConfig,
  type RepositoryConfig,
} from '../../settings/config/config-file.ts'
import type { Settings } from '../../settings/settings.ts'

/** The settings that a tree brings along, with what is wrong in them. Throws only when the file cannot be read. */
export const readConfig = async (
  tree: Pick<Tree, 'paths' | 'read'>,
): Promise<{ readonly config: RepositoryConfig; readonly problems: readonly Problem[] }> => {
  const [file, ...others] = CONFIG_PATHS.filter((path) => tree.paths.includes(path))
  if (file === undefined) return { config: NOTHING_SET, problems: [] }
  const { config, problems } = parseConfig(new TextDecoder().decode(await tree.read(file)))
  if (others.length === 0) return { config, problems: problems.map((problem) => ({ ...problem, file })) }
  const message = `There is ${file} and ${others.join(', ')}: which of them counts? Neither does.`
  const hint = 'Keep one of the two.'
  return { config: NOTHING_SET, problems: [makeProblem('config-invalid', { message, hint, file })] }
}

/**
 * An error for each file that was meant as the settings and that nothing reads: called otherwise, or in another folder. In folders of samples and
 * of other programs, and where it is hidden, it is somebody else's.
 */
export const misplacedConfigs = (
  { paths }: Pick<Tree, 'paths'>,
  { roots, isHidden }: { readonly roots: readonly string[]; readonly isHidden: (path: string) => boolean },
): readonly Problem[] => {
  const asked = roots.map(normalizeRoot)
  return paths.flatMap((file) => {
    const [, folder = '', name = ''] = /^(.*?)\/?\.kestra\/(gitops(?:\.[^/]*)?)$/i.exec(file) ?? []
    if (name === '' || CONFIG_PATHS.includes(file) || isHidden(file)) return []
    if (skippedFolderOf(`${folder}/x`, '') !== undefined) return []
    if (folder !== '' && asked.length > 0 && !asked.some((root) => root === folder || isBelow(root, folder))) return []
    const message = `Nothing reads this file: the settings are ${CONFIG_PATHS.join(' or ')}, at the top of the repository.`
    return [makeProblem('config-invalid', { message, hint: `Move it to ${CONFIG_PATH}, or remove it.`, file })]
  })
}

/** What is set by input or flag wins over the file of the repository. */
export const treeSettingsOf = (settings: Settings, config: RepositoryConfig): RepositorySettings => ({
  roots: (settings.roots.length > 0 ? settings.roots : config.roots).filter((root) => !isTop(root)),
  include: settings.include.length > 0 ? settings.include : config.include,
  // What either of them hides stays hidden.
  exclude: [...config.exclude, ...settings.exclude],
  ...placesOf(settings, config),
})

/** The whole repository: everything is searched, as without a root. */
const isTop = (root: string): boolean => root.split('/').every((step) => step === '' || step === '.')

/** Where a tree goes: the part of its settings that is of its own commit, whichever tree it is compared with. */
type Places = Pick<TreeSettings, 'namespace' | 'namespaceFrom' | 'namespaceMap' | 'files'>

/** Where the tree of another commit went, by the file that it had then: a change of that file must not speak for the past. */
export const placesOf = (settings: Settings, config: RepositoryConfig): Places => ({
  namespaceMap: settings.namespaceMap.length > 0 ? settings.namespaceMap : config.namespaceMap,
  namespace: settings.namespace ?? config.namespace,
  namespaceFrom: settings.namespaceFrom ?? config.namespaceFrom,
  files: config.files,
})

/** A sentence for each setting of the file by which a change sends its tree elsewhere than its base went. */
export const placeNotices = (before: Places, now: Places): readonly string[] =>
  (['namespace', 'namespace-from', 'namespace-map', 'files'] as const).flatMap((name) => {
    const [was, is] = [inWords(name, before), inWords(name, now)]
    if (was === is) return []
    return [
      `This change sets \`${name}\` in ${CONFIG_PATH} from ${was} to ${is}: what it deploys goes to other namespaces than before. "namespaces" in the workflow limits them.`,
    ]
  })

const inWords = (name: 'namespace' | 'namespace-from' | 'namespace-map' | 'files', places: Places): string => {
  const lines = {
    namespace: [places.namespace ?? ''],
    'namespace-from': [places.namespaceFrom ?? ''],
    'namespace-map': places.namespaceMap.map(({ from, to }) => `${from} => ${to}`),
    files: places.files?.map(({ folder, namespace }) => [folder, namespace ?? []].flat().join(' => ')) ?? [],
  }[name]
  const text = lines.toSorted().join(', ')
  return text === '' ? 'nothing' : `\`${text}\``
}
