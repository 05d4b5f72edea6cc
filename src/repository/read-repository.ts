import { type ResourceKey, resourceKey } from '../plan/resource.ts'
import { makeProblem } from '../validate/make-problem.ts'
import type { Problem } from '../validate/problem.ts'
import type { Desired, LayoutRoot } from './desired.ts'
import { findLayout, isBelow, type Layout } from './find-layout.ts'
import { type FlowFiles, readFlowFiles } from './flow-files.ts'
import { type HiddenPaths, readIgnoreFiles } from './kestra-ignore.ts'
import { type NamespaceFiles, readNamespaceFiles } from './namespace-files.ts'
import type { RepositorySettings } from './repository-settings.ts'
import type { Tree } from './tree.ts'

/**
 * Reads a whole tree: which flows and namespace files the server should hold, where they stand, and what is wrong with their places
 * and names. Faults inside flows are left to validation. Throws only when the tree cannot be read.
 */
export const readRepository = async (tree: Tree, settings: RepositorySettings): Promise<Desired> => {
  const layout = findLayout(tree.paths, settings)
  const roots = [...layout.flowRoots, ...layout.fileRoots].map(({ root }) => root)
  const isHidden = await readIgnoreFiles(tree, roots)
  const flowFiles = await readFlowFiles(tree, { layout, isHidden, settings })
  const { flows, broken, namespaceFolders } = flowFiles
  const { namespace } = settings
  const namespaceFiles = await readNamespaceFiles(tree, { layout, isHidden, flows, namespaceFolders, namespace })
  const { files, hidden } = namespaceFiles
  return {
    flows,
    files,
    broken,
    layout: describeLayout(layout, flowFiles, namespaceFiles),
    problems: [...layout.missingRoots.map(rootMissing), ...flowFiles.problems, ...namespaceFiles.problems],
    ignored: new Set<ResourceKey>([
      ...flowFiles.leftAlone.map(({ namespace, id }) => resourceKey({ kind: 'flow', namespace, name: id })),
      ...hidden.map(({ namespace, path }) => resourceKey({ kind: 'file', namespace, name: path })),
    ]),
    hidesFile: hiddenFiles(flowFiles, namespaceFiles, isHidden),
    namespaces: new Set([...[...flows, ...files].map((resource) => resource.namespace), ...namespaceFolders.values()]),
    isEmpty: flows.length + files.length + broken.length + flowFiles.leftAlone.length + hidden.length === 0,
  }
}

const rootMissing = (root: string): Problem =>
  makeProblem('root-missing', { message: `The root \`${root}\` holds not one file.` })

/** Where a namespace file would stand in the tree if it were there, tried against the ignore rules. */
const hiddenFiles =
  ({ namespaceFolders }: FlowFiles, { roots }: NamespaceFiles, isHidden: HiddenPaths) =>
  (namespace: string, path: string): boolean => {
    const besideFlows = [...namespaceFolders]
      .filter(([, name]) => name === namespace)
      .map(([folder]) => `${folder}/files`)
    const whole = roots.filter((root) => root.namespace === namespace).map(({ root }) => root.root)
    const inFolders = roots
      .filter((root) => root.namespace === undefined)
      .flatMap(({ root }) => [namespace, namespace.replaceAll('.', '/')].map((folder) => `${root.root}/${folder}`))
    return [...besideFlows, ...whole, ...inFolders].some((folder) => isHidden(`${folder}${path}`))
  }

const describeLayout = (
  layout: Layout,
  { flows, broken, namespaceFolders }: FlowFiles,
  { files, roots }: NamespaceFiles,
): LayoutRoot[] => {
  const flowRoots = layout.flowRoots.map(({ root }): LayoutRoot => {
    const namespace = namespaceFolders.get(root.slice(0, Math.max(0, root.lastIndexOf('/'))))
    const count = [...flows, ...broken].filter(({ file }) => isBelow(root, file)).length
    const from =
      namespace === undefined ? ({ namespaceFrom: 'yaml' } as const) : ({ namespaceFrom: 'folder', namespace } as const)
    return { root: root === '' ? '.' : root, holds: 'flows', ...from, count }
  })
  const fileRoots = roots.map(({ root, namespaceFrom, namespace }): LayoutRoot => {
    const count = files.filter(({ file }) => isBelow(root.root, file)).length
    return { root: root.root, holds: 'files', namespaceFrom, count, ...(namespace === undefined ? {} : { namespace }) }
  })
  return [...flowRoots, ...fileRoots]
}
