import type { BrokenFlow, DesiredFlow } from '../flow/flow-document.ts'
import { mapNamespace, type NamespaceMapping } from '../flow/rewrite-namespace.ts'
import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import type { Desired, DesiredResource, LayoutRoot } from '../resource/desired.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'
import { findLayout, type Layout } from './find-layout.ts'
import { type FlowFiles, readFlowFiles } from './flow-files.ts'
import { type HiddenPaths, readIgnoreFiles } from './kestra-ignore.ts'
import { type NamespaceFiles, readNamespaceFiles } from './namespace-files.ts'
import { folderOf, isBelow, type RepositorySettings, type Tree } from './tree.ts'

/** A tree as it was read. */
export interface TreeReading {
  readonly desired: Desired
  /** What the flows of `desired` say, for whoever looks into flows: rules, references, the server's verdict. */
  readonly flows: readonly DesiredFlow[]
  readonly brokenFlows: readonly BrokenFlow[]
  /** Duplicates, refused paths, oversize flows, mismatches, YAML that is no flow. Not the problems inside flows. */
  readonly problems: readonly Problem[]
}

/**
 * Reads a whole tree: which resources the server should hold, where they stand, and what is wrong with their places and names.
 * Problems inside flows are left to validation. Throws only when the tree cannot be read.
 */
export const readRepository = async (tree: Tree, settings: RepositorySettings): Promise<TreeReading> => {
  const layout = findLayout(tree.paths, settings)
  const roots = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const isHidden = await readIgnoreFiles(tree, { roots, patterns: settings.ignore ?? [] })
  const flowFiles = await readFlowFiles(tree, { layout, isHidden, settings })
  const { flows, broken, inGit, leftAlone, namespaceFolders } = flowFiles
  const { namespace, namespaceMap } = settings
  const evidence = { flows: inGit, namespaceFolders, namespace }
  const namespaceFiles = await readNamespaceFiles(tree, { layout, isHidden, namespaceMap, ...evidence })
  const { files, hidden } = namespaceFiles
  const resources = [...flows.map(flowResource), ...files]
  const ignored = [...leftAlone.map(flowResource), ...hidden]
  const inFolders = [...namespaceFolders.values()].map((folder) => mapNamespace(folder, namespaceMap))
  return {
    desired: {
      resources,
      broken: broken.map(({ file, document }) => ({ kind: 'flow', file, name: document.id })),
      layout: describeLayout(layout, flowFiles, namespaceFiles),
      ignored: new Set(ignored.map(resourceKey)),
      hides: hiddenFiles({ flowFiles, namespaceFiles, isHidden, namespaceMap }),
      namespaces: new Set([...resources.map((resource) => resource.namespace), ...inFolders]),
      isEmpty: resources.length + broken.length + ignored.length === 0,
    },
    flows,
    brokenFlows: broken,
    problems: [...layout.missingRoots.map(rootMissing), ...flowFiles.problems, ...namespaceFiles.problems],
  }
}

const flowResource = ({ namespace, id, file, document }: DesiredFlow): DesiredResource => ({
  kind: 'flow',
  namespace,
  name: id,
  file,
  content: document.source,
})

const rootMissing = (root: string): Problem =>
  makeProblem('root-missing', { message: `The root \`${root}\` holds not one file.` })

interface FilePlaces {
  readonly flowFiles: FlowFiles
  readonly namespaceFiles: NamespaceFiles
  readonly isHidden: HiddenPaths
  readonly namespaceMap: readonly NamespaceMapping[]
}

/** Where a namespace file would stand in the tree if it were there, tried against the ignore rules. */
const hiddenFiles = ({ flowFiles, namespaceFiles, isHidden, namespaceMap }: FilePlaces) => {
  const { namespaceFolders, inGit } = flowFiles
  const { roots } = namespaceFiles
  return ({ namespace, name: path }: ResourceName): boolean => {
    const isMeant = (inTree: string) => mapNamespace(inTree, namespaceMap) === namespace
    const besideFlows = [...namespaceFolders].filter(([, name]) => isMeant(name)).map(([folder]) => `${folder}/files`)
    const whole = roots.filter((root) => root.namespace !== undefined && isMeant(root.namespace))
    const names = [...new Set([namespace, ...inGit.map((flow) => flow.namespace)])].filter(isMeant)
    const inFolders = roots
      .filter((root) => root.namespace === undefined)
      .flatMap(({ root }) =>
        names.flatMap((name) => [`${root.root}/${name}`, `${root.root}/${name.replaceAll('.', '/')}`]),
      )
    const folders = [...besideFlows, ...whole.map(({ root }) => root.root), ...inFolders]
    return folders.some((folder) => isHidden(`${folder}${path}`))
  }
}

const describeLayout = (
  layout: Layout,
  { flows, broken, namespaceFolders }: FlowFiles,
  { files, roots }: NamespaceFiles,
): LayoutRoot[] => {
  const flowRoots = layout.flowRoots.map(({ root }): LayoutRoot => {
    const namespace = namespaceFolders.get(folderOf(root))
    const count = [...flows, ...broken].filter(({ file }) => isBelow(root, file)).length
    const namespaceFrom = namespace === undefined ? 'yaml' : 'folder'
    return { root: root === '' ? '.' : root, kind: 'flow', namespaceFrom, namespace, count }
  })
  const fileRoots = roots.map(({ root, namespaceFrom, namespace }): LayoutRoot => {
    const count = files.filter(({ file }) => isBelow(root.root, file)).length
    return { root: root.root, kind: 'file', namespaceFrom, namespace, count }
  })
  return [...flowRoots, ...fileRoots]
}
