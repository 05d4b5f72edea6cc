import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { folderOf, isBelow, isYaml, nameOf, readEach, type Tree } from '../../repository/tree.ts'
import type { DesiredResource } from '../../resource/desired.ts'
import { isNamespace } from '../../resource/namespace.ts'
import { contentText } from '../../resource/resource.ts'
import { isPathStep } from '../../resource/route-names.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { whyReadOtherwise } from '../../yaml/yaml-file.ts'
import { type KindInTree, NOTHING_FOUND, type TreePart, type TreeSearch } from '../kind-in-tree.ts'
import { firstOfEach, reportRepeated } from '../repeated.ts'
import { mostFrequent, type Neighbours, type PathSuggester, topOf } from '../suggest-path.ts'
import { duplicateProblem, fileNameProblems, fileOfText } from '../yaml-resource.ts'
import { type DashboardFile, dashboardProblems, parseDashboardFile } from './rules.ts'

/** Reads every YAML file of the dashboards folders, and says of each that is none what it is. */
const readTree = async (tree: Tree, search: TreeSearch): Promise<TreePart> => {
  const { layout, isHidden, settings } = search
  const others = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const roots = findDashboardRoots(layout.unclaimed.filter(isYaml), others)
  const files = roots.flatMap(({ paths, isCertain }) => paths.map((file) => ({ file, isCertain })))
  const read = await readEach(tree, files, ({ file, isCertain }, content) =>
    parseDashboardFile(file, content, { isCertain, parse: settings.parse }),
  )
  const visible = read.filter(({ file }) => !isHidden(file))
  const meant = visible.flatMap(asDashboard)
  const hidden = read.filter(({ file }) => isHidden(file)).flatMap(asDashboard)
  const broken = meant.filter((dashboard) => !isNamed(dashboard))
  const { firsts, repeated } = firstOfEach(meant.filter(isNamed), idOf)
  const kept = [...firsts, ...broken]
  return {
    ...NOTHING_FOUND,
    resources: firsts.map(asResource),
    broken: broken.map(({ file }) => ({ kind: 'dashboard', file, name: undefined })),
    skipped: hidden.filter(isNamed).map(asResource),
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
      ...meant.flatMap(({ file, document }) => dashboardProblems(file, document)),
      ...meant.filter(isNamed).flatMap(nameProblems),
      ...reportRepeated(repeated, { code: 'duplicate-dashboard', noun: 'dashboard' }, (of) =>
        duplicateProblem('duplicate-dashboard', `dashboard ${idOf(of.item)}`, of),
      ),
    ],
    documents: kept.map(({ file, document }) => ({ kind: 'dashboard', file, document })),
  }
}

const asDashboard = ({ file, document }: DashboardFile): PlacedDocument[] =>
  document === undefined ? [] : [{ file, document }]

const idOf = ({ document }: PlacedDocument): string => document.id ?? ''

const isNamed = (dashboard: PlacedDocument): boolean => idOf(dashboard) !== ''

/** Kestra's own tasks call the file after the id or after the title (docs/internals/facts/kestra.md, "Dashboards"). */
const nameProblems = (dashboard: PlacedDocument) => {
  const id = idOf(dashboard)
  const names = [id, dashboard.document.textOf(['title'])]
  return isPathStep(id) ? fileNameProblems(dashboard, { noun: 'dashboard', id, names }) : []
}

const asResource = (dashboard: PlacedDocument): DesiredResource => ({
  kind: 'dashboard',
  namespace: '',
  name: idOf(dashboard),
  file: dashboard.file,
  content: dashboard.document.source,
})

/** In the folder that most dashboards of the tree lie in; else where Kestra's own tasks would put it. */
const suggestDashboardPaths = ({ resources, root }: Neighbours): PathSuggester => {
  const top = topOf(root)
  const own = resources.filter(({ kind }) => kind === 'dashboard')
  const extension = /\.ya?ml$/i.exec(own[0]?.file ?? '')?.[0] ?? '.yml'
  const underscored = resources.some(({ file }) => isBelow(`${top}_flows`, file)) ? [`${top}_dashboards`] : []
  const places = [...mostFrequent(own.map(({ file }) => folderOf(file))), ...underscored, `${top}_global/dashboards`]
  return ({ name }) => [...new Set(places)].map((folder) => `${topOf(folder)}${name}${extension}`)
}

/** A folder whose YAML files are dashboards. */
interface DashboardRoot {
  readonly root: string
  readonly paths: readonly string[]
  /** True where it can mean nothing else; other programs keep their dashboards in a folder of that name as well. */
  readonly isCertain: boolean
}

const FOLDERS: ReadonlySet<string> = new Set(['dashboards', '_dashboards'])

/** True for a file below a folder that is called as dashboards are kept. */
const isInDashboardsFolder = (file: string): boolean => isYaml(file) && rootOf(file) !== undefined

/** The outermost folder on the way to `file` that is called as dashboards are kept. */
const rootOf = (file: string): string | undefined => {
  const steps = file.split('/')
  const index = steps.slice(0, -1).findIndex((step) => FOLDERS.has(step))
  return index === -1 ? undefined : steps.slice(0, index + 1).join('/')
}

/**
 * The dashboards folders among files that no flows or files folder holds (docs/layouts.md, "Dashboards"). `others` are those folders:
 * beside one of them, a folder `dashboards` is Kestra's.
 */
const findDashboardRoots = (files: readonly string[], others: readonly string[]): readonly DashboardRoot[] => {
  const groups = Map.groupBy(files, (file) => rootOf(file) ?? '')
  groups.delete('')
  const besideOthers = new Set(others.filter((other) => other !== '').map(folderOf))
  return [...groups].map(([root, paths]) => ({ root, paths, isCertain: isCertain(root, besideOthers) }))
}

const isCertain = (root: string, besideOthers: ReadonlySet<string>): boolean => {
  const parent = folderOf(root)
  const around = nameOf(parent)
  return (
    root.endsWith('_dashboards') ||
    around === '_global' ||
    (around.includes('.') && isNamespace(around)) ||
    besideOthers.has(parent)
  )
}

/** A dashboard is a YAML file of its own, whose text names it; the server stores the text. */
export const DASHBOARD_IN_TREE = {
  isPlace: isInDashboardsFolder,
  readTree,
  likelyStems: ({ name }) => [name],
  // A namespace in the filters of a chart is a value to compare with, and not where the dashboard lives.
  toServer: (content) => new TextDecoder().decode(content),
  toGit: ([entry]) => (entry?.content === undefined ? undefined : fileOfText(contentText(entry.content))),
  whyNotInGit: ({ name, content }) => {
    const { id, source } = parseYaml(contentText(content))
    return id === name ? whyReadOtherwise(source) : 'its source on the server cannot be read as this dashboard'
  },
  schema: { type: 'dashboard', isFor: (paths) => paths.some(isInDashboardsFolder) },
  makePathSuggester: suggestDashboardPaths,
} satisfies Partial<KindInTree>
