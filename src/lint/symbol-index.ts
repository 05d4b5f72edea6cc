import { type DeclaredInputs, flowInputs, flowOutputs } from '../flow/declarations.ts'
import type { DesiredFlow, PlacedDocument } from '../flow/desired-flow.ts'
import { findKeyReferences, writesAnyKeyIn } from '../flow/external-references.ts'
import type { Referable } from '../kinds/kind.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Suite } from '../suites/suite.ts'
import { memoize } from '../text/memoize.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'

/** Where a flow looks for what it names: what a problem is about that finds nothing there. */
export const locationsOf = {
  flow: (namespace: string, id: string) => [keyOf('flow', namespace, id)],
  file: (namespace: string, path: string) => withParents(namespace).map((place) => keyOf('file', place, path)),
  key: (namespace: string, key: string) => withParents(namespace).map((place) => keyOf('key-value', place, key)),
}

const keyOf = (kind: ResourceName['kind'], namespace: string, name: string) => resourceKey({ kind, namespace, name })

/** What of a tree is looked into. */
export interface CheckedTree {
  readonly flows: readonly DesiredFlow[]
  readonly brokenFlows: readonly PlacedDocument[]
  readonly suites?: readonly Suite[]
  readonly desired: { readonly resources: readonly ResourceName[] }
  /** Of key-value pairs: what expressions find in them. */
  readonly dataOf?: (resource: ResourceName) => unknown
  readonly secrets?: KnownSecrets
}

/** What is known of the server that a run deploys to. */
export interface KnownServer extends Referable {
  readonly flows: NonNullable<Referable['flows']>
  /** False when flows may be missing in `flows` (no permission for all namespaces, drafts left out). */
  readonly isComplete: boolean
  /** Of a resource that is there and left the tree, what a deploy does with it; `undefined` of any other. */
  readonly leaves?: (name: ResourceName) => 'deleted' | 'kept' | undefined
  /** False for namespaces that this run may not look into; default all. */
  readonly isRead?: (namespace: string) => boolean
  /** True where names that only the server has are not to be shown. */
  readonly isSilent?: boolean
}

/** Where a flow that another one names was found; `deleted` and `kept`: on the server alone, since it left the tree. */
export type FlowLocation = 'tree' | 'server' | 'deleted' | 'kept' | 'nowhere' | 'unknown'

/** A flow that another one names, of which the text is known. */
export interface ReferredFlow {
  readonly document: YamlDocument
  /** Both `undefined` when they cannot be told; the outputs by their ids. */
  readonly inputs: DeclaredInputs | undefined
  readonly outputs: ReadonlySet<string> | undefined
}

/** Tree ∪ server: what references are resolved against. */
export interface SymbolIndex {
  whereIs(namespace: string, id: string): FlowLocation
  flowOf(namespace: string, id: string): ReferredFlow | undefined
  /** The namespaces that have a flow of that id, and the ids of the flows of a namespace: where another name may be meant. */
  namespacesOf(id: string): readonly string[]
  idsIn(namespace: string): readonly string[]
  /** In that namespace alone. `deleted`: a deploy deletes it; `unknown` when the namespace's files on the server were not read. */
  fileAt(namespace: string, path: string): 'found' | 'deleted' | 'missing' | 'unknown'
  /** Those of a namespace that somebody may have meant who named another, for a hint: paths with a slash before. */
  filesIn(namespace: string): readonly string[]
  /** Of the key-value store, in the namespace or above it; `found` also where a flow of the tree writes it. `unknown` when it was not listed. */
  keyAt(namespace: string, key: string): 'found' | 'missing' | 'unknown'
  /** What the pair holds that an expression of the namespace finds, where the tree alone tells. */
  dataAt(namespace: string, key: string): unknown
  /** As of files. */
  keysIn(namespace: string): readonly string[]
  /** The names of the secrets that flows of the namespace find; `undefined` where they are not known. */
  secretsOf(namespace: string): ReadonlySet<string> | undefined
  /** As of the server. */
  readonly isSilent: boolean
}

type TreeToKnow = Omit<CheckedTree, 'brokenFlows' | 'suites'>

/** By namespace, the names of secrets that are known there; a namespace finds what those above it have. */
export type KnownSecrets = ReadonlyMap<string, ReadonlySet<string>>

/** `server` is `undefined` where none was asked: then nothing is known to exist nowhere. */
export const symbolIndex = (tree: TreeToKnow, server: KnownServer | undefined): SymbolIndex => {
  const resources = new Set(tree.desired.resources.map(resourceKey))
  return {
    ...knownFlows(tree, server),
    fileAt: (namespace, path) => {
      if (resources.has(keyOf('file', namespace, path))) return 'found'
      const listing = server?.files?.get(namespace)
      if (listing?.has(path) !== true) return listing ? 'missing' : 'unknown'
      return server?.leaves?.({ kind: 'file', namespace, name: path }) === 'deleted' ? 'deleted' : 'found'
    },
    filesIn: namesIn(tree, 'file', server?.isSilent ? undefined : server?.files),
    ...knownKeys(tree, resources, server),
    keysIn: namesIn(tree, 'key-value', server?.isSilent ? undefined : server?.keys),
    secretsOf: (namespace) => {
      const lists = withParents(namespace).flatMap((place) => tree.secrets?.get(place) ?? [])
      return lists.length === 0 ? undefined : new Set(lists.flatMap((names) => [...names]))
    },
    isSilent: server?.isSilent === true,
  }
}

type KnownFlows = Pick<SymbolIndex, 'whereIs' | 'flowOf' | 'namespacesOf' | 'idsIn'>

const knownFlows = ({ flows }: TreeToKnow, server: KnownServer | undefined): KnownFlows => {
  const desired = new Map(flows.map(({ namespace, id, document }) => [nameOf(namespace, id), document]))
  const live = new Map(server?.flows.map(({ namespace, id, source }) => [nameOf(namespace, id), source]))
  const all = [...flows, ...(server?.flows ?? [])]
  const byId = Map.groupBy(all, ({ id }) => id)
  const byNamespace = Map.groupBy(all, ({ namespace }) => namespace)
  // Flows of the server are parsed when the first asks, and one that thousands call has its inputs read once.
  const flowNamed = memoize((name: string) => knownFlow(desired.get(name), live.get(name)))
  return {
    whereIs: (namespace, id) => {
      const name = nameOf(namespace, id)
      if (desired.has(name)) return 'tree'
      if (live.has(name)) return server?.leaves?.({ kind: 'flow', namespace, name: id }) ?? 'server'
      return server?.isComplete && (server.isRead?.(namespace) ?? true) ? 'nowhere' : 'unknown'
    },
    flowOf: (namespace, id) => flowNamed(nameOf(namespace, id)),
    namespacesOf: (id) => [...new Set(byId.get(id)?.map(({ namespace }) => namespace))],
    idsIn: (namespace) => [...new Set(byNamespace.get(namespace)?.map(({ id }) => id))],
  }
}

const nameOf = (namespace: string, name: string): string => `${namespace}/${name}`

const knownFlow = (desired: YamlDocument | undefined, source: string | undefined): ReferredFlow | undefined => {
  const document = desired ?? (source === undefined ? undefined : parseYaml(source))
  return document && { document, inputs: flowInputs(document.value), outputs: flowOutputs(document.value) }
}

const knownKeys = (
  tree: TreeToKnow,
  resources: ReadonlySet<string>,
  server: KnownServer | undefined,
): Pick<SymbolIndex, 'keyAt' | 'dataAt'> => {
  const references = tree.flows.flatMap(({ document }) => findKeyReferences(document))
  const writes = references.filter(({ does }) => does === 'writes')
  const written = new Set(writes.map(({ namespace, key }) => nameOf(namespace, key)))
  const writtenAnyhow = new Set(tree.flows.flatMap(({ document }) => writesAnyKeyIn(document)))
  const mayWrite = (namespace: string): boolean => writtenAnyhow.has(undefined) || writtenAnyhow.has(namespace)
  return {
    keyAt: (namespace, key) => {
      const places = withParents(namespace)
      const isThere = (place: string) =>
        resources.has(keyOf('key-value', place, key)) ||
        written.has(nameOf(place, key)) ||
        server?.keys?.get(place)?.has(key) === true
      if (places.some(isThere)) return 'found'
      if (places.some(mayWrite)) return 'unknown'
      return places.every((place) => server?.keys?.has(place) === true) ? 'missing' : 'unknown'
    },
    dataAt: (namespace, key) => {
      // The nearest counts: one above it is not seen.
      for (const place of withParents(namespace)) {
        if (written.has(nameOf(place, key)) || mayWrite(place)) return undefined
        if (resources.has(keyOf('key-value', place, key)))
          return tree.dataOf?.({ kind: 'key-value', namespace: place, name: key })
        if (server?.keys?.get(place)?.has(key) !== false) return undefined
      }
      return undefined
    },
  }
}

/** The names of one kind that a namespace has in the tree or on the server. */
const namesIn = (
  { desired }: TreeToKnow,
  wanted: ResourceName['kind'],
  onServer: ReadonlyMap<string, ReadonlySet<string>> | undefined,
): ((namespace: string) => readonly string[]) => {
  const ofKind = desired.resources.filter(({ kind }) => kind === wanted)
  const inTree = Map.groupBy(ofKind, ({ namespace }) => namespace)
  return (namespace) => {
    const own = inTree.get(namespace) ?? []
    return [...new Set([...own.map(({ name }) => name), ...(onServer?.get(namespace) ?? [])])]
  }
}
