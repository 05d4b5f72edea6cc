import { hasExpression } from '../pebble/lex-pebble.ts'
import { isMapValue, type MapValue, mapNodes, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { findFlowMentions, isOwnNamespace } from './flow-references.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** What a preview holds, by the names of Git. */
export interface PreviewParts {
  /** Every namespace of it is one of Git behind this and a dot. */
  readonly prefix: string
  readonly hasFlow: (namespace: string, id: string) => boolean
  /** Pairs of Git, and keys that flows of it write. */
  readonly hasKey: (namespace: string, key: string) => boolean
  readonly hasFiles: (namespace: string) => boolean
  readonly hasNamespace: (namespace: string) => boolean
}

/** A place of a flow that names a namespace to reach something in it. */
export interface NamespaceSite {
  /** The text that holds it. */
  readonly path: NodePath
  readonly namespace: string
  /** The call that names it inside of an expression, and where in it; absent where the whole text is the namespace. */
  readonly call?: { readonly text: string; readonly at: number }
  /** True when what it reaches is part of the preview. */
  readonly isPart: boolean
  /** What it reaches, in words. */
  readonly reaches: string
}

/** Every property that names a namespace, in order of kind; what only a run can tell counts as no part. */
export const namespaceSites = (document: YamlDocument, parts: PreviewParts): readonly NamespaceSite[] => {
  const nodes = walkTasks(document)
  const sites = [
    ...flowSites(document, nodes, parts),
    ...nodes.flatMap((node) => taskSites(node, parts)),
    ...defaultSites(document.value, parts),
  ]
  return sites.filter(({ namespace }) => !isOwnNamespace(namespace))
}

const flowSites = (document: YamlDocument, nodes: readonly FlowNode[], parts: PreviewParts): readonly NamespaceSite[] =>
  findFlowMentions(document, nodes).flatMap(({ namespace, id }): NamespaceSite[] => {
    if (namespace === undefined) return []
    const { text, path } = namespace
    const isNamed = id !== undefined && !hasExpression(id)
    const isPart = isNamed ? parts.hasFlow(text, id) : parts.hasNamespace(text)
    return [{ path, namespace: text, isPart, reaches: isNamed ? `flow \`${text}.${id}\`` : `namespace \`${text}\`` }]
  })

/** What the plugin defaults of a flow write into its tasks, where they are forced over what a task says itself. */
const defaultSites = (flow: unknown, parts: PreviewParts): readonly NamespaceSite[] =>
  ['pluginDefaults', 'taskDefaults'].flatMap((section) =>
    mapNodes(isMapValue(flow) ? flow[section] : undefined).flatMap(({ path, value }) =>
      namedIn(value).map(
        ({ at, named }): NamespaceSite => ({
          path: [section, ...path, ...at],
          namespace: named,
          isPart: parts.hasNamespace(named),
          reaches: `namespace \`${named}\``,
        }),
      ),
    ),
  )

const namedIn = ({ namespace, namespaces }: MapValue): readonly { readonly at: NodePath; readonly named: string }[] => [
  ...(typeof namespace === 'string' ? [{ at: ['namespace'], named: namespace }] : []),
  ...(Array.isArray(namespaces) ? namespaces : []).flatMap((named: unknown, index) =>
    typeof named === 'string' ? [{ at: ['namespaces', index], named }] : [],
  ),
]

const STORE_TASK = /^io\.kestra\.plugin\.core\.(kv|namespace)\.(\w+)$/

const taskSites = ({ kind, type = '', value, path }: FlowNode, parts: PreviewParts): readonly NamespaceSite[] => {
  if (kind !== 'task') return []
  const [, store, does] = STORE_TASK.exec(type) ?? []
  const { namespace, key, namespaceFiles } = value
  const own = store !== undefined && typeof namespace === 'string' ? [namespace] : []
  const isRead = store === 'kv' && does === 'Get' && typeof key === 'string' && !hasExpression(key)
  const listed = isMapValue(namespaceFiles) ? namespaceFiles['namespaces'] : undefined
  return [
    ...own.map(
      (named): NamespaceSite => ({
        path: [...path, 'namespace'],
        namespace: named,
        isPart: isRead ? parts.hasKey(named, key) : parts.hasNamespace(named),
        reaches: isRead ? `key \`${key}\` of namespace \`${named}\`` : `namespace \`${named}\``,
      }),
    ),
    ...(Array.isArray(listed) ? listed : []).flatMap((named: unknown, index): NamespaceSite[] =>
      typeof named === 'string'
        ? [{ path: [...path, 'namespaceFiles', 'namespaces', index], namespace: named, ...filesReached(named, parts) }]
        : [],
    ),
  ]
}

/** The files of a namespace. */
export const filesReached = (
  namespace: string,
  { hasFiles }: PreviewParts,
): Pick<NamespaceSite, 'isPart' | 'reaches'> => ({
  isPart: hasFiles(namespace),
  reaches: `files of namespace \`${namespace}\``,
})
