import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { skippedFolderOf } from '../../repository/folder-names.ts'
import type { HiddenPaths } from '../../repository/kestra-ignore.ts'
import { folderOf, isYaml, pathFrom } from '../../repository/tree.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { readSuite, type Suite } from '../../suites/suite.ts'
import { compareText } from '../../text/compare.ts'
import { lastSegmentOf } from '../../text/paths.ts'
import type { TreeSearch } from '../kind-in-tree.ts'
import { syncedByFolder } from './classify-flow.ts'
import { type ClassifiedFile, isNamed, isOfOthers, type RootFile } from './flow-folders.ts'

/** The finding for a flow, or a file that looks like one, outside all flows folders. */
export const outsideRoot = (flow: DesiredFlow | PlacedDocument): Problem => {
  const { file } = flow
  const what =
    'id' in flow ? `The flow ${flow.namespace}.${flow.id}` : 'This file, which looks like a flow with an error,'
  const message = `${what} is not in a flows folder: neither deployed nor deleted.`
  const hint = `Move it into a flows folder. To deploy it from here, write \`include: ['${folderLine(file)}']\` into \`.kestra/gitops.yml\`. To hide this message, add it to \`exclude\`.`
  return makeProblem('flow-outside-root', { message, hint, file, position: { line: 1, column: 1 } })
}

/** One finding for all flows in folders of samples: a notice, or a warning if the tree has no other flows. */
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
  const message = `${what} neither deployed nor deleted, because \`${folders.join('`, `')}\` ${folders.length === 1 ? 'is a folder' : 'are folders'} of samples: ${listed(files)}.`
  const hint = `To deploy them, write \`include: [${folders.map((folder) => `'${folder}/**'`).join(', ')}]\` into \`.kestra/gitops.yml\`, or set \`root\`.`
  const severity = isAll ? 'warning' : 'info'
  return [makeProblem('flow-in-samples', { message, hint, file: first.file, severity })]
}

const folderLine = (file: string): string => (file.includes('/') ? `${folderOf(file)}/**` : `/${file}`)

const listed = (files: readonly string[]): string => (files.length > 3 ? [...files.slice(0, 3), '…'] : files).join(', ')

/** The findings about each flows folder as a whole, from the YAML files in it that are not hidden. */
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

/** The finding about the files in a flows folder that are not YAML. */
const otherFiles = ({ root, isLoose, paths }: FlowRoot): Problem[] => {
  const others = paths.filter((path) => !isYaml(path) && !lastSegmentOf(path).startsWith('.'))
  if (isLoose || others.length === 0) return []
  const what = others.length === 1 ? 'One file' : `${others.length} files`
  const message = `${what} below ${root} ${others.length === 1 ? 'is' : 'are'} not YAML: skipped.`
  return [makeProblem('not-yaml', { message, file: others[0] })]
}

/** One finding for all YAML files that are not flows, in a root with both. `taken` are the flows, `others` the other files. */
const otherYaml = (
  root: FlowRoot,
  { flowRoots }: Layout,
  { others, taken }: { readonly others: readonly string[]; readonly taken: readonly unknown[] },
): Problem[] => {
  if (!root.isLoose || others.length === 0 || (flowRoots.length > 1 && taken.length === 0)) return []
  const what = others.length === 1 ? 'One YAML file is not a flow' : `${others.length} YAML files are not flows`
  const hint = 'Nothing to do. To hide this message, add the files to `exclude`.'
  return [makeProblem('not-a-flow', { message: `${what}: ${listed(others)}.`, hint })]
}

/** One finding for each flows folder of another program. */
export const flowsOfOthers = (layout: Layout, isHidden: HiddenPaths): Problem[] =>
  layout.flowsOfOthers.flatMap(({ root, paths }) => {
    const files = paths.filter((path) => !isHidden(path))
    if (files.length === 0) return []
    const message = `\`${root}\` contains YAML of another program and no Kestra flow: ${listed(files)}. The folder is skipped.`
    const hint = `Nothing to do. To hide this message, add the folder to \`exclude\`. A Kestra flow has \`id\`, \`namespace\` and \`tasks\`.`
    return [makeProblem('not-a-flow', { message, hint, file: files[0] })]
  })

/** The suites of flow tests among the parsed files, sorted by path, without hidden files. */
export const suitesIn = (files: readonly RootFile[], { isHidden, settings, layout }: TreeSearch): readonly Suite[] =>
  files
    .flatMap(({ read }): Suite[] => {
      if (read.kind !== 'suite' || isHidden(read.file) || isSample(read.file, layout.samples)) return []
      const { namespace } = read.document
      const mapped = namespace === undefined ? undefined : mapNamespace(namespace, settings.namespaceMap)
      return [readSuite(read.file, read.document, mapped)]
    })
    .toSorted((a, b) => compareText(a.file, b.file))

/** True for a file that is only a sample. A folder `tests` may contain suites; other folders of samples, also inside `tests`, may not. */
const isSample = (file: string, samples: ReadonlyMap<string, string>): boolean => {
  const folder = samples.get(file)
  if (folder === undefined) return false
  return lastSegmentOf(folder) !== 'tests' || skippedFolderOf(pathFrom(folder, file), '') !== undefined
}
