import { hasExpression } from '../pebble/lex-pebble.ts'
import { isMapValue, type MapValue, mapNodes, type NodePath, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { findFlowMentions, isOwnNamespace } from './flow-references.ts'
import { type CallAnywhere, givenFor, NAMESPACE_FUNCTIONS, readCallsAnywhere } from './function-calls.ts'
import { findRunTimeTemplates } from './run-time-templates.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** The contents of a preview, by their names in Git. */
export interface PreviewParts {
  /** Each namespace of the preview is this prefix, a dot and a namespace of Git. */
  readonly prefix: string
  readonly hasFlow: (namespace: string, id: string) => boolean
  /** True for pairs in Git and for keys that flows of the preview write. */
  readonly hasKey: (namespace: string, key: string) => boolean
  readonly hasFiles: (namespace: string) => boolean
  readonly hasNamespace: (namespace: string) => boolean
  /** The text of a namespace file by its path; absent if the contents of files are not loaded. */
  readonly fileText?: (namespace: string, path: string) => string | undefined
}

/** A location in a flow that names a namespace to reach something in it. */
export interface NamespaceSite {
  /** Path of the text. */
  readonly path: NodePath
  readonly namespace: string
  /** The call inside an expression that names the namespace, and the offset in it; absent if the whole text is the namespace. */
  readonly call?: { readonly text: string; readonly at: number }
  /** True if the target is part of the preview. */
  readonly isPart: boolean
  /** The target as text, for a message. */
  readonly reaches: string
}

/**
 * Every property that names a namespace, grouped by kind of property, then every call. A target known at run time only counts as not part
 * of the preview.
 */
export const namespaceSites = (document: YamlDocument, parts: PreviewParts): readonly NamespaceSite[] => {
  const nodes = walkTasks(document)
  const properties = [
    ...flowSites(document, nodes, parts),
    ...nodes.flatMap((node) => taskSites(node, parts)),
    ...defaultSites(document.value, parts),
  ]
  return [
    ...properties.filter(({ namespace }) => !isOwnNamespace(namespace)),
    ...callSites(document, parts),
    ...findRunTimeTemplates(document, (path) => parts.fileText?.(document.namespace ?? '', path)).map(
      ({ path, name }) => ({
        path,
        namespace: '',
        isPart: false,
        reaches: `whatever \`${name}(…)\` renders at run time`,
      }),
    ),
  ]
}

const flowSites = (document: YamlDocument, nodes: readonly FlowNode[], parts: PreviewParts): readonly NamespaceSite[] =>
  findFlowMentions(document, nodes).flatMap(({ namespace, id }): NamespaceSite[] => {
    if (namespace === undefined) return []
    const { text, path } = namespace
    const isNamed = id !== undefined && !hasExpression(id)
    const isPart = isNamed ? parts.hasFlow(text, id) : parts.hasNamespace(text)
    return [{ path, namespace: text, isPart, reaches: isNamed ? `flow \`${text}.${id}\`` : `namespace \`${text}\`` }]
  })

/** The namespaces in plugin defaults of a flow, which may replace those of its tasks. */
const defaultSites = (flow: unknown, parts: PreviewParts): readonly NamespaceSite[] =>
  ['pluginDefaults', 'taskDefaults'].flatMap((section) =>
    mapNodes(isMapValue(flow) ? flow[section] : undefined).flatMap(({ path, value }) =>
      namedIn(value, [section, ...path]).map((named) => ({ ...named, ...allReached(named.namespace, parts) })),
    ),
  )

/** The namespaces in the properties `namespace` and `namespaces` (a list or a text) of the map at `path`. */
const namedIn = (
  { namespace, namespaces }: MapValue,
  path: NodePath,
): readonly Pick<NamespaceSite, 'path' | 'namespace'>[] => [
  ...(typeof namespace === 'string' ? [{ path: [...path, 'namespace'], namespace }] : []),
  // A text is an expression that gives a list at run time.
  ...(typeof namespaces === 'string' ? [{ path: [...path, 'namespaces'], namespace: namespaces }] : []),
  ...(Array.isArray(namespaces) ? namespaces : []).flatMap((named: unknown, index) =>
    typeof named === 'string' ? [{ path: [...path, 'namespaces', index], namespace: named }] : [],
  ),
]

const STORE_TASK = /^io\.kestra\.plugin\.core\.(kv|namespace)\.(\w+)$/

const taskSites = ({ kind, type = '', value, path }: FlowNode, parts: PreviewParts): readonly NamespaceSite[] => {
  if (kind !== 'task') return []
  const [, store, does] = STORE_TASK.exec(type) ?? []
  const { namespace, key, namespaceFiles } = value
  const isRead = store === 'kv' && does === 'Get' && typeof key === 'string' && !hasExpression(key)
  const namespaces = isMapValue(namespaceFiles) ? namespaceFiles['namespaces'] : undefined
  return [
    ...namedIn(store === undefined ? {} : { namespace }, path).map((named) => ({
      ...named,
      ...(isRead ? keyReached(named.namespace, key, parts) : allReached(named.namespace, parts)),
    })),
    ...namedIn({ namespaces }, [...path, 'namespaceFiles']).map((named) => ({
      ...named,
      ...filesReached(named.namespace, parts),
    })),
  ]
}

type Reached = Pick<NamespaceSite, 'isPart' | 'reaches'>

const allReached = (namespace: string, { hasNamespace }: PreviewParts): Reached => ({
  isPart: hasNamespace(namespace),
  reaches: `namespace \`${namespace}\``,
})

const filesReached = (namespace: string, { hasFiles }: PreviewParts): Reached => ({
  isPart: hasFiles(namespace),
  reaches: `files of namespace \`${namespace}\``,
})

const keyReached = (namespace: string, key: string, { hasKey }: PreviewParts): Reached => ({
  isPart: hasKey(namespace, key),
  reaches: `key \`${key}\` of namespace \`${namespace}\``,
})

/**
 * The sites in expressions:
 * - every call that names a namespace, by position or by name (`kv('key', 'company.team')`, `read('file', namespace='company.team')`)
 * - every address of a file in another namespace or execution
 */
const callSites = (document: YamlDocument, parts: PreviewParts): readonly NamespaceSite[] =>
  textsIn(document.value).flatMap(({ text, path }) => {
    const called = readCallsAnywhere(text, NAMESPACE_FUNCTIONS).flatMap((call) => siteOfCall(call, parts) ?? [])
    return [...called, ...addressSites(text, parts)].map((site) => ({ path, ...site }))
  })

type Site = Omit<NamespaceSite, 'path'>

const siteOfCall = (call: CallAnywhere, parts: PreviewParts): Site | undefined => {
  const { name, text, given, isInTag } = call
  const namespace = given && givenFor({ name, given }, 'namespace')
  if (given !== undefined && (namespace === undefined || namespace.expression === 'flow.namespace')) return undefined
  if (given === undefined || namespace?.text === undefined) {
    const reaches = `whatever \`${name}(…)\` names at run time`
    return isInTag ? { namespace: '', isPart: false, reaches } : undefined
  }
  const first = givenFor({ name, given }, name === 'subflow' ? 'id' : 'key')?.text
  const named = { namespace: namespace.text, first }
  return { namespace: namespace.text, call: { text, at: namespace.at }, ...reachedBy(name, named, parts) }
}

const reachedBy = (
  name: string,
  { namespace, first }: { readonly namespace: string; readonly first: string | undefined },
  parts: PreviewParts,
): Reached => {
  const within = `of namespace \`${namespace}\``
  if (name === 'secret') return { isPart: false, reaches: `secret \`${first ?? '…'}\` ${within}` }
  if (!['kv', 'subflow'].includes(name)) return filesReached(namespace, parts)
  if (first === undefined)
    return { isPart: parts.hasNamespace(namespace), reaches: `a ${name === 'kv' ? 'key' : 'flow'} ${within}` }
  if (name === 'kv') return keyReached(namespace, first, parts)
  return { isPart: parts.hasFlow(namespace, first), reaches: `flow \`${first}\` ${within}` }
}

const NAMESPACE_FILE = /\bnsfile:\/\/([a-z0-9][\w.-]*)\//g
const EXECUTION_FILE = /\bkestra:\/\/\/[\w./-]+/

const addressSites = (text: string, parts: PreviewParts): readonly Site[] => {
  const files = text.includes('nsfile://') ? [...text.matchAll(NAMESPACE_FILE)] : []
  const sites = files.map(({ 0: address, 1: namespace = '' }): Site => {
    const call = { text: address, at: 'nsfile://'.length }
    return { namespace, call, ...filesReached(namespace, parts) }
  })
  const file = EXECUTION_FILE.exec(text)?.[0]
  return file === undefined ? sites : [...sites, { namespace: '', isPart: false, reaches: `file \`${file}\`` }]
}
