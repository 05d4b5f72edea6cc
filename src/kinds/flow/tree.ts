import type { DesiredFlow } from '../../flow/desired-flow.ts'
import { rewriteNamespace } from '../../flow/rewrite-namespace.ts'
import { folderOf } from '../../repository/tree.ts'
import { evidenceOf } from '../../repository/tree-evidence.ts'
import type { DesiredResource, LayoutRoot } from '../../resource/desired.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { whyReadOtherwise } from '../../yaml/yaml-file.ts'
import { type KindInTree, NOTHING_FOUND, type TreePart, type TreeSearch } from '../kind-in-tree.ts'
import { placeByName } from '../places.ts'
import { fileOfText } from '../yaml-resource.ts'
import { type FlowFiles, readFlowFiles } from './flow-files.ts'
import { stemsOf } from './settle-flow.ts'

/** A flow is a YAML file of its own, whose text names it; the server stores the text. */
export const FLOW_IN_TREE = {
  readTree: async (tree, search) => partOf(await readFlowFiles(tree, search), search),
  likelyStems: ({ namespace, name }) => stemsOf({ namespace, id: name }),
  toServer: (content, { namespaceMap }) => {
    const source = new TextDecoder().decode(content)
    return namespaceMap.length === 0 ? source : rewriteNamespace(parseYaml(source), namespaceMap)
  },
  toGit: ([entry], { namespaceMap }) => {
    const content = entry?.content
    if (typeof content !== 'string') return content
    return fileOfText(namespaceMap.length === 0 ? content : rewriteNamespace(parseYaml(content), namespaceMap))
  },
  whyNotInGit: ({ namespace, name, content }) => {
    const document = typeof content === 'string' ? parseYaml(content) : undefined
    if (document?.namespace === namespace && document.id === name) return whyReadOtherwise(document.source)
    return 'its source on the server cannot be read as this flow'
  },
  schema: { type: 'flow', isFor: () => true },
  makePlacer: ({ resources, root }) =>
    placeByName(
      resources.filter(({ kind }) => kind === 'flow'),
      root,
    ),
} satisfies Partial<KindInTree>

const partOf = (read: FlowFiles, { layout }: TreeSearch): TreePart => {
  const { flows, broken, inGit, leftAlone, unreadable, namespaceFolders, unrelated, suites, problems } = read
  const taken = new Set([...flows, ...broken].map(({ file }) => file))
  return {
    ...NOTHING_FOUND,
    resources: flows.map(asResource),
    broken: broken.map(({ file, document }) => ({ kind: 'flow', file, name: document.id })),
    leftAlone: leftAlone.map(asResource),
    unreadable: unreadable.map((namespace) => ({ kind: 'flow', namespace })),
    roots: layout.flowRoots.flatMap(({ root, paths, isLoose }): LayoutRoot[] => {
      const namespace = isLoose ? undefined : namespaceFolders.get(folderOf(root))
      const count = paths.filter((path) => taken.has(path)).length
      if (isLoose && count === 0 && layout.flowRoots.length + layout.fileRoots.length > 1) return []
      const namespaceFrom = namespace === undefined ? 'yaml' : 'folder'
      return [{ root: root === '' ? '.' : root, kind: 'flow', namespaceFrom, namespace, count }]
    }),
    unrelated,
    problems,
    evidence: evidenceOf(namespaceFolders, inGit),
    flows: { flows, brokenFlows: broken, suites },
    documents: [...flows, ...broken].map(({ file, document }) => ({ kind: 'flow', file, document })),
  }
}

const asResource = ({ namespace, id, file, document }: DesiredFlow): DesiredResource => ({
  kind: 'flow',
  namespace,
  name: id,
  file,
  content: document.source,
})
