import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findFileReferences, findKeyReferences } from '../flow/external-references.ts'
import { type CalledName, type FlowCall, findFlowCalls } from '../flow/flow-calls.ts'
import { walkTasks } from '../flow/walk-tasks.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceKey, type ResourceKind, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Suite } from '../suites/suite.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** The parts of a tree that tests need. */
export interface TreeOfTests {
  readonly flows: readonly DesiredFlow[]
  /** Resources of every kind. */
  readonly resources: readonly ResourceName[]
}

/** The resources that a flow may use at run time, in the tree or not: itself, flows that it may call, and files and pairs that one of them may read. */
export type FlowReach = (namespace: string, id: string) => ReadonlySet<ResourceKey>

/** Reads each flow of the tree once, when the first suite asks. */
export const flowReach = (tree: TreeOfTests): FlowReach => {
  const documents = new Map(tree.flows.map((flow) => [flowKeyOf(flow), flow.document]))
  const direct = new Map<ResourceKey, ReachedLists>()
  const byKindAndNamespace = Map.groupBy(tree.resources, ({ kind, namespace }) => `${kind} ${namespace}`)
  const calledBy = calledFlows(byKindAndNamespace)
  const reachedBy = (key: ResourceKey): ReachedLists => {
    const document = documents.get(key)
    const known =
      direct.get(key) ?? (document === undefined ? [] : [...calledBy(document), directly(document, byKindAndNamespace)])
    direct.set(key, known)
    return known
  }
  return (namespace, id) => {
    const reached = new Set([flowKeyOf({ namespace, id })])
    // Flows with a target known only at run time share one list.
    const lists = new Set<readonly ResourceKey[]>()
    for (const key of reached)
      for (const list of reachedBy(key)) {
        if (!lists.has(list)) for (const next of list) reached.add(next)
        lists.add(list)
      }
    return reached
  }
}

/** Lists, so that flows can share one. */
type ReachedLists = readonly (readonly ResourceKey[])[]

/** The suites that a change affects: their file, their flow, or a resource that the flow uses differs. */
export const touchedSuites = (
  suites: readonly Suite[],
  reach: FlowReach,
  {
    isChanged,
    resources,
  }: { readonly isChanged: (file: string) => boolean; readonly resources: ReadonlySet<ResourceKey> },
): readonly Suite[] =>
  suites.filter(
    ({ file, namespace, flowId }) => isChanged(file) || [...reach(namespace, flowId)].some((key) => resources.has(key)),
  )

const flowKeyOf = ({ namespace, id }: Pick<DesiredFlow, 'namespace' | 'id'>): ResourceKey =>
  resourceKey({ kind: 'flow', namespace, name: id })

type ResourcesByKindAndNamespace = ReadonlyMap<string, readonly ResourceName[]>

const directly = (document: YamlDocument, byKindAndNamespace: ResourcesByKindAndNamespace): readonly ResourceKey[] => {
  const { namespace = '' } = document
  const nodes = walkTasks(document)
  const files = findFileReferences(document, nodes)
  const keys = findKeyReferences(document, nodes)
  const withInherited = (kind: ResourceKind, named: string, name: string) =>
    withParents(named).map((each) => resourceKey({ kind, namespace: each, name }))
  const all = (kind: ResourceKind): readonly ResourceKey[] =>
    namespacesNamed(document.source, namespace, byKindAndNamespace, kind).flatMap((named) =>
      (byKindAndNamespace.get(`${kind} ${named}`) ?? []).map(resourceKey),
    )
  return [
    ...(mayReadAny(document.source, FILES, files.length) ? all('file') : []),
    ...files.flatMap(({ isPattern, namespace: named, target }) =>
      isPattern ? [] : withInherited('file', named, target),
    ),
    ...(mayReadAny(document.source, KEYS, keys.length) ? all('key-value') : []),
    ...keys.flatMap(({ namespace: named, key }) => withInherited('key-value', named, key)),
  ]
}

/**
 * Returns the flows that a flow calls: the named flow, even if the tree does not have it. If the target is known only at run time,
 * returns all flows of the tree that it may be. Calls with the same possible targets get the same list.
 */
const calledFlows = (byKindAndNamespace: ResourcesByKindAndNamespace): ((document: YamlDocument) => ReachedLists) => {
  const known = new Map<string, readonly ResourceKey[]>()
  const listOf = (call: FlowCall): readonly ResourceKey[] => {
    const key = JSON.stringify(call)
    const list = known.get(key) ?? flowsCalled(call, byKindAndNamespace)
    known.set(key, list)
    return list
  }
  return (document) => findFlowCalls(document).map(listOf)
}

const flowsCalled = (
  { namespace, id }: FlowCall,
  byKindAndNamespace: ResourcesByKindAndNamespace,
): readonly ResourceKey[] => {
  if ('exact' in namespace && 'exact' in id) return [flowKeyOf({ namespace: namespace.exact, id: id.exact })]
  const inNamed =
    'exact' in namespace
      ? (byKindAndNamespace.get(`flow ${namespace.exact}`) ?? [])
      : [...byKindAndNamespace.values()].flat()
  return inNamed
    .filter((each) => each.kind === 'flow' && mayBe(namespace, each.namespace) && mayBe(id, each.name))
    .map(resourceKey)
}

const mayBe = (called: CalledName, name: string): boolean =>
  'exact' in called ? called.exact === name : name.startsWith(called.prefix)

/** Every word with which a flow may read a file or a pair. */
const FILES = /\b(?:read|fileSize|isFileEmpty|fileExists|fileURI)\s*\(|nsfile:|namespaceFiles|DownloadFiles/g
const KEYS = /\bkv\s*\(|\bkv\.(?:Get|GetKeys|Set|Put|Delete)\b/g

/** True if the source contains more of these words than references to known files. */
const mayReadAny = (source: string, pattern: RegExp, known: number): boolean => {
  const found = source.match(pattern) ?? []
  return found.length > known || found.some((word) => /namespaceFiles|DownloadFiles|nsfile|GetKeys/.test(word))
}

/** The namespace of a flow, its parents, and every other namespace that its text names. */
const namespacesNamed = (
  source: string,
  own: string,
  byKindAndNamespace: ResourcesByKindAndNamespace,
  kind: ResourceKind,
): readonly string[] => {
  const others = [...byKindAndNamespace.keys()].flatMap((key) => {
    const [of, namespace = ''] = key.split(' ')
    return of === kind && source.includes(namespace) ? [namespace] : []
  })
  return [...new Set([...withParents(own), ...others])]
}
