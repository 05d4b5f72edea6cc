import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { type DeclaredNamespace, namespaceOfFolder } from '../../repository/folder-namespaces.ts'
import { inTurns, isYaml, type Tree } from '../../repository/tree.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { resourceKey } from '../../resource/resource.ts'
import type { Suite } from '../../test/suite/suite.ts'
import { encodingProblems } from '../../yaml/yaml-file.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { FileText, TreeSearch, TreeSettings } from '../kind-in-tree.ts'
import { readUnseen } from '../read-unseen.ts'
import { tellRepeated } from '../twin-folders.ts'
import { isOfOthers, namespaceFoldersOf, type RootFile, type SettledFile, unrelatedRoots } from './flow-folders.ts'
import { flowsOfOthers, notAFlow, otherFiles, otherYaml, outsideRoot, sampleFlows, template } from './left-alone.ts'
import { parseFlowFile, textOfFile, typoProblems } from './parse-flow-file.ts'
import { hasNamedFolders, mapFlow, settleFlow, syncedByFolder, tooLargeProblems } from './settle-flow.ts'
import { suitesIn } from './suite-files.ts'

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
      ...tellRepeated(repeated, { code: 'duplicate-flow', noun: 'flow', tell: duplicate }),
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
  const texts = await Promise.all([flowRoots, ...noRoots].map((roots) => readTexts(tree, roots, settings)))
  const [inRoots = [], inNone = [], inSamples = []] = await Promise.all(texts.map((some) => judge(some, settings)))
  return { inRoots, inNone, inSamples }
}

interface RootText {
  readonly root: FlowRoot
  readonly text: FileText
}

const readTexts = async (
  tree: Tree,
  roots: readonly FlowRoot[],
  { texts }: TreeSettings,
): Promise<readonly RootText[]> => {
  const files = roots.flatMap((root) => root.paths.filter(isYaml).map((file) => ({ root, file })))
  const take = ({ file }: { readonly file: string }, content: Uint8Array, identity: string | undefined) =>
    textOfFile(file, content, identity)
  const read = await readUnseen(tree, files, { seen: texts, counts: () => true, take })
  return read.flatMap((text, index) => files.slice(index, index + 1).map(({ root }) => ({ root, text })))
}

const judge = (texts: readonly RootText[], { parse }: TreeSettings): Promise<readonly RootFile[]> =>
  inTurns(texts, ({ root, text }) => ({ root, read: parseFlowFile(text, { isLoose: root.isLoose, parse }) }))

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
    if (read.kind === 'not-a-flow') return { file, flow: undefined, problems: notAFlow(read, root) }
    if (read.kind === 'template') return { file, flow: undefined, problems: [template(read.file)] }
    if (read.kind === 'too-large') return { file, flow: undefined, problems: tooLargeProblems(read.file, read.bytes) }
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

const duplicate = ({ item: flow, first }: Repeated<DesiredFlow>): Problem => {
  const where = `${first.file}:${first.document.positionOf(['id'])?.line ?? 1}`
  const message = `The flow ${flow.namespace}.${flow.id} is in this file and in ${where}.`
  return makeProblem('duplicate-flow', { message, file: flow.file, position: flow.document.positionOf(['id']) })
}
