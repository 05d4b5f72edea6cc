import type { FlowDocument } from './flow-document.ts'
import { findFlowMentions, isOwnNamespace } from './flow-references.ts'
import { isMapValue, type NodePath, walkTexts } from './map-value.ts'
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

/** Every place that names a namespace in so many words, in order of kind; what only a run can tell counts as no part. */
export const namespaceSites = (document: FlowDocument, parts: PreviewParts): readonly NamespaceSite[] => {
  const nodes = walkTasks(document)
  const sites = [...flowSites(document, nodes, parts), ...nodes.flatMap((node) => taskSites(node, parts))]
  return [...sites.filter(({ namespace }) => !isOwnNamespace(namespace)), ...callSites(document, parts)]
}

const isExpression = (text: string): boolean => /\{\{|\{%/.test(text)

const flowSites = (document: FlowDocument, nodes: readonly FlowNode[], parts: PreviewParts): readonly NamespaceSite[] =>
  findFlowMentions(document, nodes).flatMap(({ namespace, id, comparison }): NamespaceSite[] => {
    if (namespace === undefined) return []
    const { text, path } = namespace
    const isNamed = id !== undefined && !isExpression(id)
    const isThere = isNamed ? parts.hasFlow(text, id) : parts.hasNamespace(text)
    const isPart = isThere && (comparison === undefined || WHOLE_OR_START.test(comparison))
    return [{ path, namespace: text, isPart, reaches: isNamed ? `flow \`${text}.${id}\`` : `namespace \`${text}\`` }]
  })

/** Comparisons that a text in front of the namespace leaves true. */
const WHOLE_OR_START = /^(?:EQUAL_TO|EQUALS|STARTS_WITH|PREFIX)$/

const STORE_TASK = /^io\.kestra\.plugin\.core\.(kv|namespace)\.(\w+)$/

const taskSites = ({ kind, type = '', value, path }: FlowNode, parts: PreviewParts): readonly NamespaceSite[] => {
  if (kind !== 'task') return []
  const [, store, does] = STORE_TASK.exec(type) ?? []
  const { namespace, key, namespaceFiles } = value
  const own = store !== undefined && typeof namespace === 'string' ? [namespace] : []
  const isRead = store === 'kv' && does === 'Get' && typeof key === 'string' && !isExpression(key)
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

const CALL = /\b(kv|read)\([^(){}]{1,500}\)/g
const KEY = /^\w+\(\s*(?:key\s*=\s*)?['"]([^'"\\]*)['"]/d
const SECOND = /^kv\(\s*['"][^'"\\]*['"]\s*,\s*['"]([^'"\\]*)['"]/d
const NAMED = /\bnamespace\s*=\s*['"]([^'"\\]*)['"]/d

/** `kv('key', 'company.team')`, `read('file', namespace='company.team')` in expressions. */
const callSites = (document: FlowDocument, parts: PreviewParts): readonly NamespaceSite[] => {
  const sites: NamespaceSite[] = []
  walkTexts(document.value, (text, path) => {
    for (const [call, name] of text.matchAll(CALL)) {
      const named = literalOf(NAMED, call) ?? literalOf(SECOND, call)
      if (named === undefined) continue
      const reached = name === 'read' ? filesReached(named.text, parts) : keyReached(call, named.text, parts)
      sites.push({ path: [...path], namespace: named.text, call: { text: call, at: named.at }, ...reached })
    }
  })
  return sites
}

type Reached = Pick<NamespaceSite, 'isPart' | 'reaches'>

const filesReached = (namespace: string, { hasFiles }: PreviewParts): Reached => ({
  isPart: hasFiles(namespace),
  reaches: `files of namespace \`${namespace}\``,
})

const keyReached = (call: string, namespace: string, { hasKey, hasNamespace }: PreviewParts): Reached => {
  const key = literalOf(KEY, call)?.text
  if (key === undefined) return { isPart: hasNamespace(namespace), reaches: `a key of namespace \`${namespace}\`` }
  return { isPart: hasKey(namespace, key), reaches: `key \`${key}\` of namespace \`${namespace}\`` }
}

/** The first group of a pattern that has the flag `d`, and where it begins. */
const literalOf = (pattern: RegExp, text: string): { readonly text: string; readonly at: number } | undefined => {
  const found = pattern.exec(text)
  const [at] = found?.indices?.[1] ?? []
  return at === undefined ? undefined : { text: found?.[1] ?? '', at }
}
