import type { BrokenFlow, DesiredFlow, ParseFlow } from '../../flow/flow-document.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { FlowRoot } from '../../repository/find-layout.ts'
import { type Declared, findNamespaceFolders } from '../../repository/folder-namespaces.ts'
import { folderOf, isYaml, nameOf, readAll, type Tree } from '../../repository/tree.ts'
import { mapNamespace } from '../../resource/namespace.ts'
import { resourceKey } from '../../resource/resource.ts'
import { firstOfEach, type Repeated } from '../first-of-each.ts'
import type { TreeSearch, TreeSettings } from '../kind-in-tree.ts'
import { encodingProblems } from '../yaml-file.ts'
import { typoProblems } from './meant-as-flow.ts'
import { type FlowFile, parseFlowFile } from './parse-flow-file.ts'
import { hasNamedFolders, mapFlow, settleFlow, tooLargeProblems } from './settle-flow.ts'

export interface FlowFiles {
  readonly flows: readonly DesiredFlow[]
  readonly broken: readonly BrokenFlow[]
  /** The flows before `namespace-map`, for what the namespaces in Git tell of the files beside them. */
  readonly inGit: readonly DesiredFlow[]
  /** Flows that are hidden, or lie where no root is: known, but not ours to deploy or to delete. */
  readonly leftAlone: readonly DesiredFlow[]
  /** Namespaces of the files, hidden ones included, that hold no flow that could be read. */
  readonly unreadable: readonly string[]
  readonly problems: readonly Problem[]
  /** Folder → namespace, for the files beside the flows. */
  readonly namespaceFolders: ReadonlyMap<string, string>
}

interface RootFile {
  readonly root: FlowRoot
  readonly read: FlowFile
}

/** Reads every YAML file of the flow roots and sorts out what is a flow, what is meant as one, and what is neither. */
export const readFlowFiles = async (tree: Tree, search: Omit<TreeSearch, 'evidence'>): Promise<FlowFiles> => {
  const { layout, settings, isHidden, isPlaceOfKind } = search
  const noRoot: FlowRoot = { root: '', paths: layout.outside, isLoose: true }
  const rootFiles = await readRoots(tree, [...layout.flowRoots, noRoot], settings.parse)
  const isInside = ({ root }: RootFile) => root !== noRoot
  const declared = rootFiles.filter(isInside).flatMap(declaredIn)
  const roots = [...layout.flowRoots.filter((root) => !root.isLoose), ...layout.fileRoots].map(({ root }) => root)
  const namespaceFolders = findNamespaceFolders(roots, declared)
  const found = settleAll(rootFiles.filter(isInside), { namespaceFolders, declared, settings })
  const outside = settleAll(
    rootFiles.filter((file) => !isInside(file)),
    { namespaceFolders, declared, settings },
  )
  const visible = found.filter(({ file }) => !isHidden(file.read.file))
  const inGit = visible.flatMap(({ flow }) => (isNamed(flow) ? [flow] : []))
  const mapped = (flow: DesiredFlow) => mapFlow(flow, settings.namespaceMap, settings.parse)
  const { firsts: flows, repeated } = firstOfEach(inGit.map(mapped), keyOf)
  const known = new Set(flows.map((flow) => keyOf(flow)))
  const named = (settled: readonly Settled[]) => settled.flatMap(({ flow }) => (isNamed(flow) ? [mapped(flow)] : []))
  const strays = named(outside).filter((flow) => !known.has(keyOf(flow)))
  const hidden = named(found.filter(({ file }) => isHidden(file.read.file)))
  return {
    flows,
    inGit,
    broken: visible.flatMap(({ flow }) => (flow === undefined || isNamed(flow) ? [] : [flow])),
    leftAlone: [...hidden, ...strays],
    unreadable: found
      .flatMap((settled) => namespaceOfUnread(settled, namespaceFolders))
      .map((name) => mapNamespace(name, settings.namespaceMap)),
    problems: [
      ...visible.flatMap(({ problems }) => problems),
      ...repeated.map(duplicate),
      ...strays.map(outsideRoot),
      ...layout.flowRoots.flatMap((root) => [...otherFiles(root), ...otherYaml(root, visible, isPlaceOfKind)]),
    ],
    namespaceFolders,
  }
}

const readRoots = async (tree: Tree, roots: readonly FlowRoot[], parse: ParseFlow | undefined): Promise<RootFile[]> => {
  const contents = await readAll(
    tree,
    roots.flatMap(({ paths }) => paths.filter(isYaml)),
  )
  return roots.flatMap((root) =>
    root.paths.flatMap((path) => {
      const content = contents.get(path)
      return content === undefined
        ? []
        : [{ root, read: parseFlowFile(path, content, { isLoose: root.isLoose, parse }) }]
    }),
  )
}

const declaredIn = ({ root, read }: RootFile): Declared[] => {
  if (read.kind !== 'flow' || read.document.namespace === undefined) return []
  return [{ root: root.root, file: read.file, namespace: read.document.namespace }]
}

interface Settled {
  readonly file: RootFile
  readonly flow: DesiredFlow | BrokenFlow | undefined
  readonly problems: readonly Problem[]
}

const settleAll = (
  files: readonly RootFile[],
  known: {
    readonly namespaceFolders: ReadonlyMap<string, string>
    readonly declared: readonly Declared[]
    readonly settings: TreeSettings
  },
): Settled[] => {
  const { namespace } = known.settings
  const declaredByRoot = Map.groupBy(known.declared, ({ root }) => root)
  const isNamedByFolder = new Map(
    [...declaredByRoot].map(([root, declared]) => [root, hasNamedFolders(root, declared)]),
  )
  return files.map((file) => {
    const { read, root } = file
    if (read.kind === 'not-a-flow') return { file, flow: undefined, problems: root.isLoose ? [] : [notAFlow(read)] }
    if (read.kind === 'too-large') return { file, flow: undefined, problems: tooLargeProblems(read.file, read.bytes) }
    const { flow, problems } = settleFlow(read.file, read.document, {
      root: root.root,
      isLoose: root.isLoose,
      namespaceFolders: known.namespaceFolders,
      hasNamedFolders: isNamedByFolder.get(root.root) ?? false,
      fallbackNamespace: namespace,
    })
    const typos = typoProblems(read.file, read.document)
    return { file, flow, problems: [...typos, ...problems, ...encodingProblems(read.file, read.decoded)] }
  })
}

/** In the names of Git; the text may still tell it where the folder does not. */
const namespaceOfUnread = ({ file, flow }: Settled, folders: ReadonlyMap<string, string>): readonly string[] => {
  if (isNamed(flow)) return []
  const namespace = flow?.document.namespace ?? folders.get(folderOf(file.read.file))
  return namespace === undefined ? [] : [namespace]
}

const isNamed = (flow: DesiredFlow | BrokenFlow | undefined): flow is DesiredFlow => flow !== undefined && 'id' in flow

const keyOf = ({ namespace, id }: DesiredFlow) => resourceKey({ kind: 'flow', namespace, name: id })

const duplicate = ({ item: flow, first }: Repeated<DesiredFlow>): Problem => {
  const where = `${first.file}:${first.document.positionOf(['id'])?.line ?? 1}`
  const message = `The flow ${flow.namespace}/${flow.id} is in this file and in ${where}.`
  return makeProblem('duplicate-flow', { message, file: flow.file, position: flow.document.positionOf(['id']) })
}

const notAFlow = ({ file, looksLike }: { readonly file: string; readonly looksLike: string }): Problem =>
  makeProblem('not-a-flow', { message: `No flow, but ${looksLike}; left alone.`, file })

const outsideRoot = ({ file, namespace, id }: DesiredFlow): Problem => {
  const message = `The flow ${namespace}/${id} lies in none of the flows folders: neither deployed nor deleted.`
  return makeProblem('flow-outside-root', { message, file, position: START })
}

const otherFiles = ({ root, isLoose, paths }: FlowRoot): Problem[] => {
  const others = paths.filter((path) => !isYaml(path) && !nameOf(path).startsWith('.'))
  if (isLoose || others.length === 0) return []
  const message = `${others.length} of the files below ${root} are not YAML and are left alone.`
  return [makeProblem('not-yaml', { message, file: others[0] })]
}

/** One line for all, where flows and other YAML lie side by side. */
const otherYaml = (root: FlowRoot, found: readonly Settled[], isPlaceOfKind: (file: string) => boolean): Problem[] => {
  if (!root.isLoose) return []
  const others = found
    .flatMap(({ file, flow }) => (file.root === root && flow === undefined ? [file.read.file] : []))
    .filter((file) => !isPlaceOfKind(file))
  if (others.length === 0) return []
  const named = others.length > 3 ? [...others.slice(0, 3), '…'] : others
  return [makeProblem('not-a-flow', { message: `${others.length} YAML files are no flows: ${named.join(', ')}.` })]
}

const START = { line: 1, column: 1 }
