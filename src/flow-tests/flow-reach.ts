import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findFileReferences, findKeyReferences } from '../flow/external-references.ts'
import { type CalledName, type FlowCall, findFlowCalls } from '../flow/flow-calls.ts'
import { walkTasks } from '../flow/walk-tasks.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceKey, type ResourceKind, type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Suite } from '../suites/suite.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** A tree, as far as tests look into it. */
export interface TreeOfTests {
  readonly flows: readonly DesiredFlow[]
  /** Of every kind. */
  readonly resources: readonly ResourceName[]
}

/** What a flow reaches when it runs: itself, the flows that it calls or could call, and the files and pairs that one of them may read. Also what is not in the tree, where it is named. */
export type FlowReach = (namespace: string, id: string) => ReadonlySet<ResourceKey>

/** Each flow of the tree is looked into once, when the first suite asks. */
export const flowReach = (tree: TreeOfTests): FlowReach => {
  const documents = new Map(tree.flows.map((flow) => [keyOf(flow), flow.document]))
  const direct = new Map<ResourceKey, ReachedLists>()
  const inPlaces = Map.groupBy(tree.resources, ({ kind, namespace }) => `${kind} ${namespace}`)
  const calledBy = calledFlows(inPlaces)
  const reachedBy = (key: ResourceKey): ReachedLists => {
    const document = documents.get(key)
    const known =
      direct.get(key) ?? (document === undefined ? [] : [...calledBy(document), directly(document, inPlaces)])
    direct.set(key, known)
    return known
  }
  return (namespace, id) => {
    const reached = new Set([keyOf({ namespace, id })])
    // Flows that only a run can tell are one list for all that may call them.
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

/** The suites that a change touches: their file, their flow, or what it reaches differs. */
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

const keyOf = ({ namespace, id }: Pick<DesiredFlow, 'namespace' | 'id'>): ResourceKey =>
  resourceKey({ kind: 'flow', namespace, name: id })

type ResourcesByPlace = ReadonlyMap<string, readonly ResourceName[]>

const directly = (document: YamlDocument, inPlaces: ResourcesByPlace): readonly ResourceKey[] => {
  const { namespace = '' } = document
  const nodes = walkTasks(document)
  const files = findFileReferences(document, nodes)
  const keys = findKeyReferences(document, nodes)
  const named = (kind: ResourceKind, place: string, name: string) =>
    withParents(place).map((each) => resourceKey({ kind, namespace: each, name }))
  const all = (kind: ResourceKind): readonly ResourceKey[] =>
    placesNamed(document.source, namespace, inPlaces, kind).flatMap((place) =>
      (inPlaces.get(`${kind} ${place}`) ?? []).map(resourceKey),
    )
  return [
    ...(mayReadAny(document.source, FILES, files.length) ? all('file') : []),
    ...files.flatMap(({ isPattern, namespace: place, target }) => (isPattern ? [] : named('file', place, target))),
    ...(mayReadAny(document.source, KEYS, keys.length) ? all('key-value') : []),
    ...keys.flatMap(({ namespace: place, key }) => named('key-value', place, key)),
  ]
}

/**
 * The flows that a flow calls: the one that is named, also where the tree does not have it; where only a run can tell, each of the tree that it could be. Calls that could be the same flows get
 * the same list.
 */
const calledFlows = (inPlaces: ResourcesByPlace): ((document: YamlDocument) => ReachedLists) => {
  const known = new Map<string, readonly ResourceKey[]>()
  const listOf = (call: FlowCall): readonly ResourceKey[] => {
    const key = JSON.stringify(call)
    const list = known.get(key) ?? flowsCalled(call, inPlaces)
    known.set(key, list)
    return list
  }
  return (document) => findFlowCalls(document).map(listOf)
}

const flowsCalled = ({ namespace, id }: FlowCall, inPlaces: ResourcesByPlace): readonly ResourceKey[] => {
  if ('exact' in namespace && 'exact' in id) return [keyOf({ namespace: namespace.exact, id: id.exact })]
  const inNamed = 'exact' in namespace ? (inPlaces.get(`flow ${namespace.exact}`) ?? []) : [...inPlaces.values()].flat()
  return inNamed
    .filter((each) => each.kind === 'flow' && mayBe(namespace, each.namespace) && mayBe(id, each.name))
    .map(resourceKey)
}

const mayBe = (called: CalledName, name: string): boolean =>
  'exact' in called ? called.exact === name : name.startsWith(called.prefix)

/** Every word with which a flow may read a file, or a pair. */
const FILES = /\b(?:read|fileSize|isFileEmpty|fileExists|fileURI)\s*\(|nsfile:|namespaceFiles|DownloadFiles/g
const KEYS = /\bkv\s*\(|\bkv\.(?:Get|GetKeys|Set|Put|Delete)\b/g

/** True where there are more of these words than references that say what they read. */
const mayReadAny = (source: string, words: RegExp, known: number): boolean => {
  const found = source.match(words) ?? []
  return found.length > known || found.some((word) => /namespaceFiles|DownloadFiles|nsfile|GetKeys/.test(word))
}

/** The namespace of a flow, those above it, and each other that its text names. */
const placesNamed = (
  source: string,
  own: string,
  inPlaces: ResourcesByPlace,
  kind: ResourceKind,
): readonly string[] => {
  const others = [...inPlaces.keys()].flatMap((place) => {
    const [of, namespace = ''] = place.split(' ')
    return of === kind && source.includes(namespace) ? [namespace] : []
  })
  return [...new Set([...withParents(own), ...others])]
}
