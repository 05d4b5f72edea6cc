import { folderOf, isBelow } from '../../repository/tree.ts'
import type { DesiredResource, LayoutRoot } from '../../resource/desired.ts'
import { textOf } from '../../resource/resource.ts'
import { compareText } from '../../text/compare.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { whyReadOtherwise } from '../../yaml/yaml-file.ts'
import type { KindInTree, TreePart } from '../kind-in-tree.ts'
import type { Neighbours, Placer } from '../places.ts'
import { type DashboardFiles, type DashboardInTree, isNamed, readDashboardFiles } from './dashboard-files.ts'
import { isInDashboardsFolder } from './dashboard-folders.ts'

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
