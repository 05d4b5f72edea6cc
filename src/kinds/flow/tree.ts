import type { Problem } from '../../finding/problem.ts'
import type { DesiredFlow, PlacedDocument } from '../../flow/desired-flow.ts'
import { rewriteNamespace } from '../../flow/rewrite-namespace.ts'
import type { FlowRoot, Layout } from '../../repository/find-layout.ts'
import { type DeclaredNamespace, namespaceOfFolder } from '../../repository/folder-namespaces.ts'
import { folderOf, isYaml, readEach, type Tree } from '../../repository/tree.ts'
import { evidenceOf } from '../../repository/tree-evidence.ts'
import type { DesiredResource, LayoutRoot } from '../../resource/desired.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { contentText, resourceKey } from '../../resource/resource.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { encodingProblems, whyReadOtherwise } from '../../yaml/yaml-file.ts'
import { type KindInTree, NOTHING_FOUND, type TreePart, type TreeSearch, type TreeSettings } from '../kind-in-tree.ts'
import { firstOfEach, type Repeated, reportRepeated } from '../repeated.ts'
import { suggestPathByName } from '../suggest-path.ts'
import { duplicateProblem, fileOfText } from '../yaml-resource.ts'
import { classifyFlow, hasNamedFolders, mapFlow, stemsOf } from './classify-flow.ts'
import { type ClassifiedFile, isNamed, namespaceFoldersOf, type RootFile, unrelatedRoots } from './flow-folders.ts'
import { parseFlowFile, typoProblems } from './parse-flow-file.ts'
import { flowsOfOthers, outsideRoot, problemsOfRoots, sampleFlows, suitesIn } from './skipped-files.ts'

/** Parses every YAML file of the flow roots and classifies it: a flow, a file that was intended as one, or another file. */
const readTree = async (tree: Tree, search: TreeSearch): Promise<TreePart> => {
  const { layout, settings, isHidden } = search
  const files = await readAllFiles(tree, layout, settings)
  const declared = files.inRoots.flatMap(declaredIn)
  const namespaceFolders = namespaceFoldersOf(tree, search, { declared, files: [...files.inRoots, ...files.inNone] })
  const classified = classifierOf({ namespaceFolders, declared, settings })
  const [inRoots, inNone, inSamples] = [
    classified(files.inRoots),
    classified(files.inNone),
    classified(files.inSamples),
  ]
  const isVisible = ({ file }: ClassifiedFile) => !isHidden(file.read.file)
  const mapped = (flow: DesiredFlow) => mapFlow(flow, settings.namespaceMap, settings.parse)
  const intended = (some: readonly ClassifiedFile[]) =>
    some.flatMap(({ flow }) => (flow === undefined ? [] : [isNamed(flow) ? mapped(flow) : flow]))
  const visible = inRoots.filter(isVisible)
  const { firsts: flows, repeated } = firstOfEach(intended(visible).filter(isNamed), flowKeyOf)
  const broken = intended(visible).filter((flow) => !isNamed(flow))
  const [strays, sampled] = [intended(inNone.filter(isVisible)), intended(inSamples.filter(isVisible))]
  const hidden = intended([...inRoots, ...inNone, ...inSamples].filter((file) => !isVisible(file)))
  const known = new Set(flows.map(flowKeyOf))
  const skipped = [...hidden, ...strays, ...sampled].filter(isNamed).filter((flow) => !known.has(flowKeyOf(flow)))
  return {
    ...NOTHING_FOUND,
    resources: flows.map(desiredResource),
    broken: broken.map(({ file, document }) => ({ kind: 'flow', file, name: document.id })),
    skipped: skipped.map(desiredResource),
    unreadable: namespacesOfUnreadable(inRoots, namespaceFolders).map((name) => ({
      kind: 'flow',
      namespace: mapNamespace(name, settings.namespaceMap),
    })),
    roots: rootsOf(layout, namespaceFolders, [...flows, ...broken]),
    unrelated: unrelatedRoots(inRoots, strays, layout),
    problems: [
      ...visible.flatMap(({ problems }) => problems),
      ...reportRepeated(repeated, { code: 'duplicate-flow', noun: 'flow' }, duplicate),
      ...strays.map(outsideRoot),
      ...sampleFlows(sampled, layout, { isAll: flows.length + broken.length === 0 }),
      ...problemsOfRoots(visible, search),
      ...flowsOfOthers(layout, isHidden),
    ],
    // The namespaces in Git, before `namespace-map`, decide about the files next to the flows.
    evidence: evidenceOf(namespaceFolders, visible.map(({ flow }) => flow).filter(isNamed)),
    flows: { flows, brokenFlows: broken, suites: suitesIn(Object.values(files).flat(), search) },
    documents: [...flows, ...broken].map(({ file, document }) => ({ kind: 'flow', file, document })),
  }
}

/** Each flow is one YAML file that states its own name. The server stores the text. */
export const FLOW_IN_TREE = {
  readTree,
  likelyStems: ({ namespace, name }) => stemsOf({ namespace, id: name }),
  toServer: (content, { namespaceMap }) => {
    const source = new TextDecoder().decode(content)
    return namespaceMap.length === 0 ? source : rewriteNamespace(parseYaml(source), namespaceMap)
  },
  toGit: ([entry], { namespaceMap }) => {
    if (entry?.content === undefined) return undefined
    const source = contentText(entry.content)
    return fileOfText(namespaceMap.length === 0 ? source : rewriteNamespace(parseYaml(source), namespaceMap))
  },
  whyNotInGit: ({ namespace, name, content }) => {
    const document = parseYaml(contentText(content))
    if (document.namespace === namespace && document.id === name) return whyReadOtherwise(document.source)
    return 'its source on the server cannot be read as this flow'
  },
  schema: { type: 'flow', isFor: () => true },
  makePathSuggester: ({ resources, root }) =>
    suggestPathByName(
      resources.filter(({ kind }) => kind === 'flow'),
      root,
    ),
} satisfies Partial<KindInTree>

const rootsOf = (
  { flowRoots, fileRoots }: Layout,
  namespaceFolders: ReadonlyMap<string, string>,
  taken: readonly PlacedDocument[],
): readonly LayoutRoot[] => {
  const files = new Set(taken.map(({ file }) => file))
  return flowRoots.flatMap(({ root, paths, isLoose }): LayoutRoot[] => {
    const namespace = isLoose ? undefined : namespaceFolders.get(folderOf(root))
    const count = paths.filter((path) => files.has(path)).length
    if (isLoose && count === 0 && flowRoots.length + fileRoots.length > 1) return []
    const namespaceFrom = namespace === undefined ? 'yaml' : 'folder'
    return [{ root: root === '' ? '.' : root, kind: 'flow', namespaceFrom, namespace, count }]
  })
}

const desiredResource = ({ namespace, id, file, document }: DesiredFlow): DesiredResource => ({
  kind: 'flow',
  namespace,
  name: id,
  file,
  content: document.source,
})

/** The YAML files of the roots, those outside every root, and the samples. */
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

/** A function that classifies files of one tree, given what the whole tree shows about its folders. */
const classifierOf = (known: {
  readonly namespaceFolders: ReadonlyMap<string, string>
  readonly declared: readonly DeclaredNamespace[]
  readonly settings: TreeSettings
}): ((files: readonly RootFile[]) => ClassifiedFile[]) => {
  const { namespace, namespaceFrom = 'yaml' } = known.settings
  const declaredByRoot = Map.groupBy(known.declared, ({ root }) => root)
  const isNamedByFolder = new Map(
    [...declaredByRoot].map(([root, declared]) => [root, hasNamedFolders(root, declared)]),
  )
  const classify = (file: RootFile): ClassifiedFile => {
    const { read, root } = file
    if (read.kind === 'suite') return { file, flow: undefined, problems: [] }
    if ('problems' in read) return { file, flow: undefined, problems: read.problems }
    const { flow, problems } = classifyFlow(read.file, read.document, {
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
  return (files) => files.map(classify)
}

/** The namespaces in Git of flows that cannot be read; `''` if neither the text nor the folder gives one. */
const namespacesOfUnreadable = (
  found: readonly ClassifiedFile[],
  folders: ReadonlyMap<string, string>,
): readonly string[] =>
  found.flatMap(({ file: { read, root }, flow }) => {
    if (flow === undefined ? read.kind !== 'too-large' : isNamed(flow)) return []
    return [flow?.document.namespace ?? namespaceOfFolder(read.file, root.root, folders)?.namespace ?? '']
  })

const flowKeyOf = ({ namespace, id }: DesiredFlow) => resourceKey({ kind: 'flow', namespace, name: id })

const duplicate = (repeated: Repeated<DesiredFlow>): Problem =>
  duplicateProblem('duplicate-flow', `flow ${repeated.item.namespace}.${repeated.item.id}`, repeated)
