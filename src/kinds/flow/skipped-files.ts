import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { skippedFolderOf } from '../../repository/folder-names.ts'
import type { HiddenPaths } from '../../repository/kestra-ignore.ts'
import { folderOf, isYaml, nameOf, pathFrom } from '../../repository/tree.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { readSuite, type Suite } from '../../suites/suite.ts'
import { compareText } from '../../text/compare.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { syncedByFolder } from './classify-flow.ts'
import { type ClassifiedFile, isNamed, isOfOthers, type RootFile } from './flow-folders.ts'

/** A flow, or what is meant as one, in none of the folders that are looked at. */
export const outsideRoot = (flow: DesiredFlow | PlacedDocument): Problem => {
  const { file } = flow
  const what =
    'id' in flow ? `The flow ${flow.namespace}.${flow.id}` : 'This file, which reads like a flow with a fault in it,'
  const message = `${what} lies in none of the flows folders: neither deployed nor deleted.`
  const hint = `Move it into a flows folder; or take it where it is, with \`include: ['${folderLine(file)}']\` in \`.kestra/gitops.yml\`; or leave it out without a word, with \`exclude\`.`
  return makeProblem('flow-outside-root', { message, hint, file, position: { line: 1, column: 1 } })
}

/** One notice for all flows in folders of samples; a warning where there are no others. */
export const sampleFlows = (
  flows: readonly { readonly file: string }[],
  { samples }: Layout,
  { isAll }: { readonly isAll: boolean },
): Problem[] => {
  const [first] = flows
  if (first === undefined) return []
  const files = flows.map(({ file }) => file)
  const folders = [...new Set(files.map((file) => samples.get(file) ?? folderOf(file)))]
  const what = files.length === 1 ? 'One flow is' : `${files.length} flows are`
  const message = `${what} neither deployed nor deleted, as \`${folders.join('`, `')}\` ${folders.length === 1 ? 'is a folder' : 'are folders'} of samples: ${listed(files)}.`
  const hint = `\`include: [${folders.map((folder) => `'${folder}/**'`).join(', ')}]\` in \`.kestra/gitops.yml\` takes them, and so does a \`root\`.`
  const severity = isAll ? 'warning' : 'info'
  return [makeProblem('flow-in-samples', { message, hint, file: first.file, severity })]
}

const folderLine = (file: string): string => (file.includes('/') ? `${folderOf(file)}/**` : `/${file}`)

const listed = (files: readonly string[]): string => (files.length > 3 ? [...files.slice(0, 3), '…'] : files).join(', ')

/** What is told of each flows folder as a whole, by the YAML files in it that are not hidden. */
export const problemsOfRoots = (visible: readonly ClassifiedFile[], search: TreeSearch): readonly Problem[] => {
  const byRoot = Map.groupBy(visible, ({ file }) => file.root)
  return search.layout.flowRoots.flatMap((root) => problemsOfRoot(root, byRoot.get(root) ?? [], search))
}

const problemsOfRoot = (
  root: FlowRoot,
  inRoot: readonly ClassifiedFile[],
  { layout, scopeAt, settings }: TreeSearch,
): readonly Problem[] => {
  const isReported = ({ problems }: ClassifiedFile) => problems.some(({ code }) => code === 'folder-namespace-mismatch')
  const flows = inRoot.flatMap((classified) =>
    isNamed(classified.flow) && !isReported(classified) ? [classified.flow] : [],
  )
  const others = inRoot.filter(
    ({ flow, file: { read } }) =>
      flow === undefined &&
      !['template', 'suite'].includes(read.kind) &&
      scopeAt(read.file) === undefined &&
      !isOfOthers(read.file, layout),
  )
  return [
    ...otherFiles(root),
    ...otherYaml(root, layout, { others: others.map(({ file }) => file.read.file), taken: flows }),
    ...syncedByFolder(root.root, flows, settings.namespaceFrom),
  ]
}

/** What is said of the files in a flows folder that are not YAML. */
const otherFiles = ({ root, isLoose, paths }: FlowRoot): Problem[] => {
  const others = paths.filter((path) => !isYaml(path) && !nameOf(path).startsWith('.'))
  if (isLoose || others.length === 0) return []
  const message = `${others.length} of the files below ${root} are not YAML and are left alone.`
  return [makeProblem('not-yaml', { message, file: others[0] })]
}

/** One line for all, where flows and other YAML lie side by side. `taken` are the flows, `others` what is none. */
const otherYaml = (
  root: FlowRoot,
  { flowRoots }: Layout,
  { others, taken }: { readonly others: readonly string[]; readonly taken: readonly unknown[] },
): Problem[] => {
  if (!root.isLoose || others.length === 0 || (flowRoots.length > 1 && taken.length === 0)) return []
  const what = others.length === 1 ? 'One YAML file is no flow' : `${others.length} YAML files are no flows`
  const hint = 'Nothing to do; `exclude` leaves such files out without a word.'
  return [makeProblem('not-a-flow', { message: `${what}: ${listed(others)}.`, hint })]
}

/** One line for each flows folder of another program. */
export const flowsOfOthers = (layout: Layout, isHidden: HiddenPaths): Problem[] =>
  layout.flowsOfOthers.flatMap(({ root, paths }) => {
    const files = paths.filter((path) => !isHidden(path))
    if (files.length === 0) return []
    const message = `\`${root}\` holds no flow of Kestra, but YAML of another program: ${listed(files)}. It is left alone.`
    const hint = `Nothing to do; \`exclude\` leaves the folder out without a word. A flow of Kestra has \`id\`, \`namespace\` and \`tasks\`.`
    return [makeProblem('not-a-flow', { message, hint, file: files[0] })]
  })

/** The suites of flow tests among the YAML files that were read, in the order of their paths; those of hidden files are not. */
export const suitesIn = (files: readonly RootFile[], { isHidden, settings, layout }: TreeSearch): readonly Suite[] =>
  files
    .flatMap(({ read }): Suite[] => {
      if (read.kind !== 'suite' || isHidden(read.file) || isSample(read.file, layout.samples)) return []
      const { namespace } = read.document
      const mapped = namespace === undefined ? undefined : mapNamespace(namespace, settings.namespaceMap)
      return [readSuite(read.file, read.document, mapped)]
    })
    .toSorted((a, b) => compareText(a.file, b.file))

/** A folder `tests` holds samples of flows, and suites; the other folders of samples, and what of them lies in it, hold none. */
const isSample = (file: string, samples: ReadonlyMap<string, string>): boolean => {
  const folder = samples.get(file)
  if (folder === undefined) return false
  return nameOf(folder) !== 'tests' || skippedFolderOf(pathFrom(folder, file), '') !== undefined
}
