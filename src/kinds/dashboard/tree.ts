import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { folderOf, isBelow, isYaml, readEach, type Tree } from '../../repository/tree.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { isNamespace } from '../../resource/namespace.ts'
import { contentText } from '../../resource/resource.ts'
import { isPathStep } from '../../resource/route-names.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { whyReadOtherwise } from '../../yaml/yaml-file.ts'
import { type KindInTree, NOTHING_FOUND, type TreePart, type TreeSearch } from '../kind-in-tree.ts'
import { firstOfEach, reportRepeated } from '../repeated.ts'
import { mostFrequent, type Neighbours, type PathSuggester, topOf } from '../suggest-path.ts'
import { duplicateProblem, fileNameProblems, fileOfText } from '../yaml-resource.ts'
import { type DashboardFile, dashboardProblems, parseDashboardFile } from './rules.ts'

/** Parses every YAML file of the dashboards folders, and reports the files that are not dashboards. */
const readTree = async (tree: Tree, search: TreeSearch): Promise<TreePart> => {
  const { layout, isHidden, settings } = search
  const others = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const roots = findDashboardRoots(layout.unclaimed.filter(isYaml), others)
  const files = roots.flatMap(({ paths, isCertain }) => paths.map((file) => ({ file, isCertain })))
  const read = await readEach(tree, files, ({ file, isCertain }, content) =>
    parseDashboardFile(file, content, { isCertain, parse: settings.parse }),
  )
  const visible = read.filter(({ file }) => !isHidden(file))
  const intended = visible.flatMap(placedDocuments)
  const hidden = read.filter(({ file }) => isHidden(file)).flatMap(placedDocuments)
  const broken = intended.filter((dashboard) => !isNamed(dashboard))
  const { firsts, repeated } = firstOfEach(intended.filter(isNamed), idOf)
  const kept = [...firsts, ...broken]
  return {
    ...NOTHING_FOUND,
    resources: firsts.map(desiredDashboard),
    broken: broken.map(({ file }) => ({ kind: 'dashboard', file, name: undefined })),
    skipped: hidden.filter(isNamed).map(desiredDashboard),
    unreadable: [...broken, ...hidden.filter((dashboard) => !isNamed(dashboard))].map(() => ({
      kind: 'dashboard',
      namespace: '',
    })),
    roots: roots.flatMap(({ root }) => {
      const count = kept.filter(({ file }) => isBelow(root, file)).length
      return count === 0 ? [] : [{ root, kind: 'dashboard' as const, namespaceFrom: 'nowhere' as const, count }]
    }),
    problems: [
      ...visible.flatMap(({ problems }) => problems),
      ...intended.flatMap(({ file, document }) => dashboardProblems(file, document)),
      ...intended.filter(isNamed).flatMap(nameProblems),
      ...reportRepeated(repeated, { code: 'duplicate-dashboard', noun: 'dashboard' }, (duplicate) =>
        duplicateProblem('duplicate-dashboard', `dashboard ${idOf(duplicate.item)}`, duplicate),
      ),
    ],
    documents: kept.map(({ file, document }) => ({ kind: 'dashboard', file, document })),
  }
}

const placedDocuments = ({ file, document }: DashboardFile): PlacedDocument[] =>
  document === undefined ? [] : [{ file, document }]

const idOf = ({ document }: PlacedDocument): string => document.id ?? ''

const isNamed = (dashboard: PlacedDocument): boolean => idOf(dashboard) !== ''

/** Kestra's own tasks name the file after the id or the title (docs/internals/facts/kestra.md, "Dashboards"). */
const nameProblems = (dashboard: PlacedDocument) => {
  const id = idOf(dashboard)
  const names = [id, dashboard.document.textOf(['title'])]
  return isPathStep(id) ? fileNameProblems(dashboard, { noun: 'dashboard', id, names }) : []
}

const desiredDashboard = (dashboard: PlacedDocument): DesiredResource => ({
  kind: 'dashboard',
  namespace: '',
  name: idOf(dashboard),
  file: dashboard.file,
  content: dashboard.document.source,
})

/** Suggests the folder with most dashboards of the tree, then the folders that Kestra's own tasks use. */
const suggestDashboardPaths = ({ resources, root }: Neighbours): PathSuggester => {
  const top = topOf(root)
  const own = resources.filter(({ kind }) => kind === 'dashboard')
  const extension = /\.ya?ml$/i.exec(own[0]?.file ?? '')?.[0] ?? '.yml'
  const underscored = resources.some(({ file }) => isBelow(`${top}_flows`, file)) ? [`${top}_dashboards`] : []
  const folders = [...mostFrequent(own.map(({ file }) => folderOf(file))), ...underscored, `${top}_global/dashboards`]
  return ({ name }) => [...new Set(folders)].map((folder) => `${topOf(folder)}${name}${extension}`)
}

/** A folder whose YAML files are dashboards. */
interface DashboardRoot {
  readonly root: string
  readonly paths: readonly string[]
  /** True if the folder surely belongs to Kestra. Other programs also use the name `dashboards`. */
  readonly isCertain: boolean
}

const FOLDERS: ReadonlySet<string> = new Set(['dashboards', '_dashboards'])

/** True for a YAML file below a folder with one of these names. */
const isInDashboardsFolder = (file: string): boolean => isYaml(file) && rootOf(file) !== undefined

/** The outermost folder on the path of `file` with one of these names. */
const rootOf = (file: string): string | undefined => {
  const steps = file.split('/')
  const index = steps.slice(0, -1).findIndex((step) => FOLDERS.has(step))
  return index === -1 ? undefined : steps.slice(0, index + 1).join('/')
}

/**
 * The dashboards folders among files outside all flows and files folders (docs/layouts.md, "Dashboards"). `others` are those folders: a
 * folder `dashboards` next to one of them surely belongs to Kestra.
 */
const findDashboardRoots = (files: readonly string[], others: readonly string[]): readonly DashboardRoot[] => {
  const groups = Map.groupBy(files, (file) => rootOf(file) ?? '')
  groups.delete('')
  const besideOthers = new Set(others.filter((other) => other !== '').map(folderOf))
  return [...groups].map(([root, paths]) => ({ root, paths, isCertain: isCertain(root, besideOthers) }))
}

const isCertain = (root: string, besideOthers: ReadonlySet<string>): boolean => {
  const parent = folderOf(root)
  const around = lastSegmentOf(parent)
  return (
    root.endsWith('_dashboards') ||
    around === '_global' ||
    (around.includes('.') && isNamespace(around)) ||
    besideOthers.has(parent)
  )
}

/** Each dashboard is one YAML file that states its own id. The server stores the text. */
export const DASHBOARD_IN_TREE = {
  isPlace: isInDashboardsFolder,
  readTree,
  likelyStems: ({ name }) => [name],
  // A namespace in the filters of a chart is a value for comparison and is not mapped.
  toServer: (content) => new TextDecoder().decode(content),
  toGit: ([entry]) => (entry?.content === undefined ? undefined : fileOfText(contentText(entry.content))),
  whyNotInGit: ({ name, content }) => {
    const { id, source } = parseYaml(contentText(content))
    return id === name ? whyReadOtherwise(source) : 'its source on the server cannot be read as this dashboard'
  },
  schema: { type: 'dashboard', isFor: (paths) => paths.some(isInDashboardsFolder) },
  makePathSuggester: suggestDashboardPaths,
} satisfies Partial<KindInTree>
