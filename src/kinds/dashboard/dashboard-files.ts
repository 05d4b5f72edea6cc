import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import { isYaml, nameOf, readEach, type Tree } from '../../repository/tree.ts'
import { isPathStep } from '../../resource/route-names.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { encodingProblems, tooLargeToParse } from '../../yaml/yaml-file.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { tellRepeated } from '../twin-folders.ts'
import { type DashboardRoot, findDashboardRoots } from './dashboard-folders.ts'
import { type DashboardFile, parseDashboardFile } from './parse-dashboard-file.ts'
import { dashboardProblems } from './rules.ts'

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
