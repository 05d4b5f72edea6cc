import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { folderOf, isBelow, isYaml, nameOf, readEach, type Tree } from '../../repository/tree.ts'
import type { DesiredResource, LayoutRoot } from '../../resource/desired.ts'
import { textOf } from '../../resource/resource.ts'
import { isPathStep } from '../../resource/route-names.ts'
import { compareText } from '../../text/compare.ts'
import { parseYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { encodingProblems, tooLargeToParse, whyReadOtherwise } from '../../yaml/yaml-file.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { KindInTree, TreePart, TreeSearch } from '../kind-in-tree.ts'
import type { Neighbours, Placer } from '../places.ts'
import { tellRepeated } from '../twin-folders.ts'
import { type DashboardRoot, findDashboardRoots, isInDashboardsFolder } from './dashboard-folders.ts'
import { type DashboardFile, dashboardProblems, parseDashboardFile } from './rules.ts'

/** A file that is meant as a dashboard; without an `id` it is a broken one. */
export interface DashboardInTree {
  readonly file: string
  readonly id: string | undefined
  readonly document: YamlDocument
}

export interface DashboardFiles {
  /** Of two with the same id the first. */
  readonly dashboards: readonly (DashboardInTree & { readonly id: string })[]
  readonly broken: readonly DashboardInTree[]
  readonly hidden: readonly DashboardInTree[]
  readonly roots: readonly DashboardRoot[]
  readonly problems: readonly Problem[]
}

/** Reads every YAML file of the dashboards folders, and says of each that is none what it is. */
export const readDashboardFiles = async (tree: Tree, search: TreeSearch): Promise<DashboardFiles> => {
  const { layout, isHidden, settings } = search
  const others = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const roots = findDashboardRoots(layout.unclaimed.filter(isYaml), others)
  const files = roots.flatMap(({ paths, isCertain }) => paths.map((file) => ({ file, isCertain })))
  const read = await readEach(tree, files, ({ file, isCertain }, content) =>
    parseDashboardFile(file, content, { isCertain, parse: settings.parse }),
  )
  const visible = read.filter(({ file }) => !isHidden(file))
  const meant = visible.flatMap(asDashboard)
  const { firsts: dashboards, repeated } = firstOfEach(meant.filter(isNamed), ({ id }) => id)
  return {
    dashboards,
    broken: meant.filter((dashboard) => !isNamed(dashboard)),
    hidden: read.filter(({ file }) => isHidden(file)).flatMap(asDashboard),
    roots,
    problems: [
      ...visible.flatMap(problemsOfFile),
      ...meant.flatMap(({ file, document }) => dashboardProblems(file, document)),
      ...meant.filter(isNamed).flatMap(nameProblems),
      ...tellRepeated(repeated, { code: 'duplicate-dashboard', noun: 'dashboard', tell: duplicate }),
    ],
  }
}

const asDashboard = (read: DashboardFile): DashboardInTree[] =>
  read.kind === 'dashboard' ? [{ file: read.file, id: read.document.id, document: read.document }] : []

export const isNamed = (dashboard: DashboardInTree): dashboard is DashboardInTree & { readonly id: string } =>
  dashboard.id !== undefined && dashboard.id !== ''

const problemsOfFile = (read: DashboardFile): readonly Problem[] => {
  const { file } = read
  if (read.kind === 'other')
    return [makeProblem('not-a-dashboard', { message: `No dashboard, but ${read.looksLike}; left alone.`, file })]
  if (read.kind === 'too-large') return [tooLargeToParse(file, read.bytes)]
  return read.kind === 'flow' ? [] : encodingProblems(file, read.decoded)
}

/** Kestra's own tasks call the file after the id or after the title (docs/facts/kestra.md, "Dashboards"). */
const nameProblems = ({ file, id, document }: DashboardInTree): Problem[] => {
  const stem = nameOf(file).replace(/\.ya?ml$/i, '')
  if (id === undefined || !isPathStep(id) || stem === id || stem === document.textOf(['title']) || /^\d/.test(stem))
    return []
  const message = `The file is called \`${stem}\`, the dashboard in it \`${id}\`. The YAML decides.`
  const hint = `Call the file \`${id}.yml\`, so that the dashboard can be found by its name.`
  return [makeProblem('file-name-mismatch', { message, hint, file, position: document.positionOf(['id']) })]
}

type NamedDashboard = DashboardInTree & { readonly id: string }

const duplicate = ({ item: { id, file, document }, first }: Repeated<NamedDashboard>): Problem => {
  const where = `${first.file}:${first.document.positionOf(['id'])?.line ?? 1}`
  const message = `The dashboard ${id} is in this file and in ${where}.`
  return makeProblem('duplicate-dashboard', { message, file, position: document.positionOf(['id']) })
}

/** A dashboard is a YAML file of its own, whose text names it; the server stores the text. */
export const DASHBOARD_IN_TREE: KindInTree = {
  isPlace: isInDashboardsFolder,
  readTree: async (tree, search) => partOf(await readDashboardFiles(tree, search)),
  problemsOnServer: (problems) => problems,
  isNamedByPlace: false,
  likelyStems: ({ name }) => [name],
  // A namespace in the filters of a chart is a value to compare with, and not where the dashboard lives.
  toServer: (content) => new TextDecoder().decode(content),
  sharesFiles: false,
  toGit: ([entry]) => {
    if (entry?.content === undefined) return undefined
    const source = textOf(entry.content)
    return new TextEncoder().encode(source.endsWith('\n') ? source : `${source}\n`)
  },
  whyNotInGit: ({ name, content }) => {
    const { id, source } = parseYaml(textOf(content))
    return id === name ? whyReadOtherwise(source) : 'its source on the server cannot be read as this dashboard'
  },
  schema: { type: 'dashboard', isFor: (paths) => paths.some(isInDashboardsFolder) },
  makePlacer: (neighbours) => placeDashboards(neighbours),
}

const partOf = ({ dashboards, broken, hidden, roots, problems }: DashboardFiles): TreePart => ({
  resources: dashboards.map(asResource),
  broken: broken.map(({ file }) => ({ kind: 'dashboard', file, name: undefined })),
  leftAlone: hidden.filter(isNamed).map(asResource),
  unreadable: [...broken, ...hidden.filter((dashboard) => !isNamed(dashboard))].map(() => ({
    kind: 'dashboard',
    namespace: '',
  })),
  roots: roots.flatMap(({ root }): LayoutRoot[] => {
    const count = [...dashboards, ...broken].filter(({ file }) => isBelow(root, file)).length
    return count === 0 ? [] : [{ root, kind: 'dashboard', namespaceFrom: 'nowhere', count }]
  }),
  problems,
  unrelated: [],
  hides: () => false,
  evidence: undefined,
  flows: undefined,
  documents: [...dashboards, ...broken].map(({ file, document }) => ({ kind: 'dashboard', file, document })),
})

const asResource = ({ id, file, document }: DashboardInTree & { readonly id: string }): DesiredResource => ({
  kind: 'dashboard',
  namespace: '',
  name: id,
  file,
  content: document.source,
})

/** In the folder that most dashboards of the tree lie in; else where Kestra's own tasks would put it. */
const placeDashboards = ({ resources, root }: Neighbours): Placer => {
  const top = root === '' ? '' : `${root}/`
  const own = resources.filter(({ kind }) => kind === 'dashboard')
  const folders = Map.groupBy(own, ({ file }) => folderOf(file))
  const byCount = [...folders].toSorted(([a, of], [b, others]) => others.length - of.length || compareText(a, b))
  const extension = /\.ya?ml$/i.exec(own[0]?.file ?? '')?.[0] ?? '.yml'
  const underscored = resources.some(({ file }) => isBelow(`${top}_flows`, file)) ? [`${top}_dashboards`] : []
  const places = [...byCount.map(([folder]) => folder), ...underscored, `${top}_global/dashboards`]
  return ({ name }) => [...new Set(places)].map((folder) => `${folder === '' ? '' : `${folder}/`}${name}${extension}`)
}
