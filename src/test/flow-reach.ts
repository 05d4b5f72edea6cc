import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findFlowReferences } from '../flow/flow-references.ts'
import { givenFor, readCalls } from '../flow/function-calls.ts'
import { findFileReferences, findKeyReferences } from '../flow/outside-references.ts'
import { walkTasks } from '../flow/walk-tasks.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceKey, type ResourceKind, type ResourceName, resourceKey } from '../resource/resource.ts'
import { textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { Suite } from './suite/suite.ts'

/** A tree, as far as tests look into it. */
export interface TreeOfTests {
  readonly flows: readonly DesiredFlow[]
  /** Of every kind. */
  readonly resources: readonly ResourceName[]
}

/** What a flow reaches when it runs: itself, the flows that it calls, and the files and pairs that one of them may read. Also what is not in the tree, where it is named. */
export type FlowReach = (namespace: string, id: string) => ReadonlySet<ResourceKey>

/** Each flow of the tree is looked into once, when the first suite asks. */
export const flowReach = (tree: TreeOfTests): FlowReach => {
  const documents = new Map(tree.flows.map((flow) => [keyOf(flow), flow.document]))
  const direct = new Map<ResourceKey, readonly ResourceKey[]>()
  const inPlaces = Map.groupBy(tree.resources, ({ kind, namespace }) => `${kind} ${namespace}`)
  const reachedBy = (key: ResourceKey): readonly ResourceKey[] => {
    const document = documents.get(key)
    const known = direct.get(key) ?? (document === undefined ? [] : directly(document, inPlaces))
    direct.set(key, known)
    return known
  }
  return (namespace, id) => {
    const reached = new Set([keyOf({ namespace, id })])
    for (const key of reached) for (const next of reachedBy(key)) reached.add(next)
    return reached
  }
}

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
  const called = findFlowReferences(document, nodes).filter(({ relation }) => relation !== 'flow-trigger')
  const files = findFileReferences(document, nodes)
  const keys = findKeyReferences(document, nodes)
  const named = (kind: ResourceKind, place: string, name: string) =>
    withParents(place).map((each) => resourceKey({ kind, namespace: each, name }))
  const all = (kind: ResourceKind): readonly ResourceKey[] =>
    placesNamed(document.source, namespace, inPlaces, kind).flatMap((place) =>
      (inPlaces.get(`${kind} ${place}`) ?? []).map(resourceKey),
    )
  return [
    ...called.map(keyOf),
    ...subflowCalls(document),
    ...(mayReadAny(document.source, FILES, files.length) ? all('file') : []),
    ...files.flatMap(({ isPattern, namespace: place, target }) => (isPattern ? [] : named('file', place, target))),
    ...(mayReadAny(document.source, KEYS, keys.length) ? all('key-value') : []),
    ...keys.flatMap(({ namespace: place, key }) => named('key-value', place, key)),
  ]
}

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

const SUBFLOW = new Set(['subflow'])

/** `subflow('namespace', 'id')` of 2.0. */
const subflowCalls = (document: YamlDocument): readonly ResourceKey[] => {
  if (!document.source.includes('subflow')) return []
  const calls = textsIn(document.value).flatMap(({ text }) => readCalls(text, SUBFLOW))
  return calls.flatMap((call) => {
    const given = givenFor(call, 'namespace')
    const namespace = given?.expression === 'flow.namespace' ? document.namespace : given?.text
    const id = givenFor(call, 'id')?.text
    return namespace === undefined || id === undefined ? [] : [keyOf({ namespace, id })]
  })
}
