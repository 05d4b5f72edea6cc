import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import type { Problem } from '../../problem/problem.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { type DeclaredNamespace, namespaceOfFolder } from '../../repository/folder-namespaces.ts'
import { isYaml, readEach, type Tree } from '../../repository/tree.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { resourceKey } from '../../resource/resource.ts'
import type { Suite } from '../../test/suite/suite.ts'
import { encodingProblems } from '../../yaml/yaml-file.ts'
import type { TreeSearch, TreeSettings } from '../kind-in-tree.ts'
import { firstOfEach, type Repeated, tellRepeated } from '../repeated.ts'
import { duplicateProblem } from '../yaml-resource.ts'
import { isOfOthers, namespaceFoldersOf, type RootFile, type SettledFile, unrelatedRoots } from './flow-folders.ts'
import { flowsOfOthers, otherFiles, otherYaml, outsideRoot, sampleFlows, suitesIn } from './left-alone.ts'
import { parseFlowFile, typoProblems } from './parse-flow-file.ts'
import { hasNamedFolders, mapFlow, settleFlow, syncedByFolder } from './settle-flow.ts'

export interface FlowFiles {
  readonly flows: readonly DesiredFlow[]
  readonly broken: readonly PlacedDocument[]
  /** The flows before `namespace-map`, for what the namespaces in Git tell of the files beside them. */
  readonly inGit: readonly DesiredFlow[]
  /** Flows that are hidden, or lie where no root is: known, but not ours to deploy or to delete. */
  readonly leftAlone: readonly DesiredFlow[]
  /** Namespaces of the files, hidden ones included, that hold no flow that could be read. */
  readonly unreadable: readonly string[]
  readonly suites: readonly Suite[]
  readonly problems: readonly Problem[]
  /** Flows folders of another tool. */
  readonly unrelated: readonly string[]
  /** Folder → namespace, for the files beside the flows. */
  readonly namespaceFolders: ReadonlyMap<string, string>
}

/** Reads every YAML file of the flow roots and sorts out what is a flow, what is meant as one, and what is neither. */
export const readFlowFiles = async (tree: Tree, search: Omit<TreeSearch, 'evidence'>): Promise<FlowFiles> => {
  const { layout, settings, isHidden } = search
  const { inRoots, inNone, inSamples } = await readAllFiles(tree, layout, settings)
  const declared = inRoots.flatMap(declaredIn)
  const namespaceFolders = namespaceFoldersOf(tree, search, { declared, files: [...inRoots, ...inNone] })
  const settled = settling({ namespaceFolders, declared, settings })
  const found = settled(inRoots)
  const visible = found.filter(({ file }) => !isHidden(file.read.file))
  const inGit = visible.flatMap(({ flow }) => (isNamed(flow) ? [flow] : []))
  const mapped = (flow: DesiredFlow) => mapFlow(flow, settings.namespaceMap, settings.parse)
  const { firsts: flows, repeated } = firstOfEach(inGit.map(mapped), keyOf)
  const known = new Set(flows.map((flow) => keyOf(flow)))
  const meant = (files: readonly SettledFile[]) =>
    files.flatMap(({ flow }) => (flow === undefined ? [] : [isNamed(flow) ? mapped(flow) : flow]))
  const unseen = (files: readonly RootFile[]) => meant(settled(files.filter(({ read }) => !isHidden(read.file))))
  const [strays, sampled] = [unseen(inNone), unseen(inSamples)]
  const hidden = meant([
    ...found.filter(({ file }) => isHidden(file.read.file)),
    ...settled([...inNone, ...inSamples].filter(({ read }) => isHidden(read.file))),
  ])
  const byRoot = Map.groupBy(visible, ({ file }) => file.root)
  const broken = visible.flatMap(({ flow }) => (flow === undefined || isNamed(flow) ? [] : [flow]))
  return {
    flows,
    inGit,
    broken,
    leftAlone: [...hidden, ...strays, ...sampled].filter(isNamed).filter((flow) => !known.has(keyOf(flow))),
    unreadable: namespacesOfUnread(found, namespaceFolders).map((name) => mapNamespace(name, settings.namespaceMap)),
    problems: [
      ...visible.flatMap(({ problems }) => problems),
      ...tellRepeated(repeated, { code: 'duplicate-flow', noun: 'flow' }, duplicate),
      ...strays.map(outsideRoot),
      ...sampleFlows(sampled, layout, { isAll: flows.length + broken.length === 0 }),
      ...layout.flowRoots.flatMap((root) => problemsOfRoot(root, byRoot.get(root) ?? [], search)),
      ...flowsOfOthers(layout, isHidden),
    ],
    suites: suitesIn([...inRoots, ...inNone, ...inSamples], search),
    namespaceFolders,
    unrelated: unrelatedRoots(found, strays, layout),
  }
}

const problemsOfRoot = (
  root: FlowRoot,
  inRoot: readonly SettledFile[],
  { layout, scopeAt, settings }: Omit<TreeSearch, 'evidence'>,
): readonly Problem[] => {
  const isTold = ({ problems }: SettledFile) => problems.some(({ code }) => code === 'folder-namespace-mismatch')
  const flows = inRoot.flatMap((settled) => (isNamed(settled.flow) && !isTold(settled) ? [settled.flow] : []))
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

/** The YAML files of the roots, those of none, and the samples. */
const readAllFiles = async (tree: Tree, { flowRoots, outside, samples }: Layout, settings: TreeSettings) => {
  const noRoots = [outside, [...samples.keys()]].map((paths) => [{ root: '', paths, isLoose: true }])
  const [inRoots = [], inNone = [], inSamples = []] = await Promise.all(
    [flowRoots, ...noRoots].map((roots) => readRoots(tree, roots, settings)),
  )
  return { inRoots, inNone, inSamples }
}

const readRoots = (tree: Tree, roots: readonly FlowRoot[], { parse }: TreeSettings): Promise<readonly RootFile[]> =>
  readEach(
    tree,
    roots.flatMap((root) => root.paths.filter(isYaml).map((file) => ({ root, file }))),
    ({ root, file }, content) => ({ root, read: parseFlowFile(file, content, { isLoose: root.isLoose, parse }) }),
  )

const declaredIn = ({ root, read }: RootFile): DeclaredNamespace[] => {
  if (read.kind !== 'flow' || read.document.namespace === undefined) return []
  return [{ root: root.root, file: read.file, namespace: read.document.namespace }]
}

/** Settles files of one tree, by what all of it tells of its folders. */
const settling = (known: {
  readonly namespaceFolders: ReadonlyMap<string, string>
  readonly declared: readonly DeclaredNamespace[]
  readonly settings: TreeSettings
}): ((files: readonly RootFile[]) => SettledFile[]) => {
  const { namespace, namespaceFrom = 'yaml' } = known.settings
  const declaredByRoot = Map.groupBy(known.declared, ({ root }) => root)
  const isNamedByFolder = new Map(
    [...declaredByRoot].map(([root, declared]) => [root, hasNamedFolders(root, declared)]),
  )
  const settle = (file: RootFile): SettledFile => {
    const { read, root } = file
    if (read.kind === 'suite') return { file, flow: undefined, problems: [] }
    if ('problems' in read) return { file, flow: undefined, problems: read.problems }
    const { flow, problems } = settleFlow(read.file, read.document, {
      root: root.root,
      isLoose: root.isLoose,
      namespaceFolders: known.namespaceFolders,
      hasNamedFolders: isNamedByFolder.get(root.root) ?? false,
      fallbackNamespace: namespace,
      namespaceFrom,
    })
    const typos = typoProblems(read.file, read.document)
    return { file, flow, problems: [...typos, ...problems, ...encodingProblems(read.file, read.decoded)] }
  }
  return (files) => files.map(settle)
}

/** In the names of Git; empty where neither the text nor the folder tells it. */
const namespacesOfUnread = (found: readonly SettledFile[], folders: ReadonlyMap<string, string>): readonly string[] =>
  found.flatMap(({ file: { read, root }, flow }) => {
    if (flow === undefined ? read.kind !== 'too-large' : isNamed(flow)) return []
    return [flow?.document.namespace ?? namespaceOfFolder(read.file, root.root, folders)?.namespace ?? '']
  })

const isNamed = (flow: DesiredFlow | PlacedDocument | undefined): flow is DesiredFlow =>
  flow !== undefined && 'id' in flow

const keyOf = ({ namespace, id }: DesiredFlow) => resourceKey({ kind: 'flow', namespace, name: id })

const duplicate = (of: Repeated<DesiredFlow>): Problem =>
  duplicateProblem('duplicate-flow', `flow ${of.item.namespace}.${of.item.id}`, of)
