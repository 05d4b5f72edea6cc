import { type DeclaredInputs, flowInputs, flowOutputs } from '../flow/declarations.ts'
import type { DesiredFlow, PlacedDocument } from '../flow/desired-flow.ts'
import { findKeyReferences, writesAnyKeyIn } from '../flow/external-references.ts'
import { withParents } from '../resource/namespace.ts'
import type { Referable } from '../resource/referable.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Suite } from '../suites/suite.ts'
import { memoize } from '../text/memoize.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'

/** Keys of the resources in which Kestra looks for a name. A problem about a missing resource lists them. */
export const locationsOf = {
  flow: (namespace: string, id: string) => [keyOfResource('flow', namespace, id)],
  file: (namespace: string, path: string) => withParents(namespace).map((place) => keyOfResource('file', place, path)),
  key: (namespace: string, key: string) =>
    withParents(namespace).map((place) => keyOfResource('key-value', place, key)),
}

const keyOfResource = (kind: ResourceName['kind'], namespace: string, name: string) =>
  resourceKey({ kind, namespace, name })

/** The parts of a tree that are checked. */
export interface CheckedTree {
  readonly flows: readonly DesiredFlow[]
  readonly brokenFlows: readonly PlacedDocument[]
  readonly suites?: readonly Suite[]
  readonly desired: { readonly resources: readonly ResourceName[] }
  /** The value of a key-value pair as expressions read it. */
  readonly dataOf?: (resource: ResourceName) => unknown
  readonly secrets?: KnownSecrets
}

/** Facts about the server to which a run deploys. */
export interface KnownServer extends Referable {
  readonly flows: NonNullable<Referable['flows']>
  /** False if `flows` may lack flows (no permission for all namespaces, drafts omitted). */
  readonly isComplete: boolean
  /** The action of a deploy with a resource that left the tree; `undefined` for any other resource. */
  readonly leaves?: (name: ResourceName) => 'deleted' | 'kept' | undefined
  /** False for namespaces that this run may not read. Default: all are read. */
  readonly isRead?: (namespace: string) => boolean
  /** True if messages must not show names that only the server has. */
  readonly isSilent?: boolean
}

/** Where a referenced flow was found. `deleted` and `kept`: it left the tree, and only the server has it. */
export type FlowLocation = 'tree' | 'server' | 'deleted' | 'kept' | 'nowhere' | 'unknown'

/** A referenced flow whose source is known. */
export interface ReferredFlow {
  readonly document: YamlDocument
  /** Both are `undefined` if they are not known. The outputs are listed by id. */
  readonly inputs: DeclaredInputs | undefined
  readonly outputs: ReadonlySet<string> | undefined
}

/** Resources of the tree and the server, against which references are resolved. */
export interface SymbolIndex {
  whereIs(namespace: string, id: string): FlowLocation
  flowOf(namespace: string, id: string): ReferredFlow | undefined
  /** `namespacesOf`: namespaces with a flow of that id. `idsIn`: ids of the flows of a namespace. Both are for suggestions. */
  namespacesOf(id: string): readonly string[]
  idsIn(namespace: string): readonly string[]
  /** Looks in that namespace only. `deleted`: a deploy deletes the file. `unknown`: the files on the server were not read. */
  fileAt(namespace: string, path: string): 'found' | 'deleted' | 'missing' | 'unknown'
  /** Paths of the files of a namespace, for suggestions. Each begins with a slash. */
  filesIn(namespace: string): readonly string[]
  /**
   * Looks for a key in the namespace and its parents. `found` also if a flow of the tree writes it. `unknown` if the keys of the server
   * were not listed.
   */
  keyAt(namespace: string, key: string): 'found' | 'missing' | 'unknown'
  /** The value that an expression of the namespace reads; `undefined` if the tree alone does not determine it. */
  dataAt(namespace: string, key: string): unknown
  /** The keys of a namespace, for suggestions. */
  keysIn(namespace: string): readonly string[]
  /** The names of the secrets that flows of the namespace can read; `undefined` if they are not known. */
  secretsOf(namespace: string): ReadonlySet<string> | undefined
  /** See `KnownServer.isSilent`. */
  readonly isSilent: boolean
}

type TreeToKnow = Omit<CheckedTree, 'brokenFlows' | 'suites'>

/** The known names of secrets by namespace. A namespace also reads the secrets of its parents. */
export type KnownSecrets = ReadonlyMap<string, ReadonlySet<string>>

/** Builds the index. Without `server` no resource is known to be missing. */
export const symbolIndex = (tree: TreeToKnow, server: KnownServer | undefined): SymbolIndex => {
  const resources = new Set(tree.desired.resources.map(resourceKey))
  return {
    ...knownFlows(tree, server),
    fileAt: (namespace, path) => {
      if (resources.has(keyOfResource('file', namespace, path))) return 'found'
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
  const desired = new Map(flows.map(({ namespace, id, document }) => [qualifiedName(namespace, id), document]))
  const live = new Map(server?.flows.map(({ namespace, id, source }) => [qualifiedName(namespace, id), source]))
  const all = [...flows, ...(server?.flows ?? [])]
  const byId = Map.groupBy(all, ({ id }) => id)
  const byNamespace = Map.groupBy(all, ({ namespace }) => namespace)
  // Flows of the server are parsed on first use, and the inputs of each flow are read once.
  const flowNamed = memoize((name: string) => knownFlow(desired.get(name), live.get(name)))
  return {
    whereIs: (namespace, id) => {
      const name = qualifiedName(namespace, id)
      if (desired.has(name)) return 'tree'
      if (live.has(name)) return server?.leaves?.({ kind: 'flow', namespace, name: id }) ?? 'server'
      return server?.isComplete && (server.isRead?.(namespace) ?? true) ? 'nowhere' : 'unknown'
    },
    flowOf: (namespace, id) => flowNamed(qualifiedName(namespace, id)),
    namespacesOf: (id) => [...new Set(byId.get(id)?.map(({ namespace }) => namespace))],
    idsIn: (namespace) => [...new Set(byNamespace.get(namespace)?.map(({ id }) => id))],
  }
}

const qualifiedName = (namespace: string, name: string): string => `${namespace}/${name}`

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
  const written = new Set(writes.map(({ namespace, key }) => qualifiedName(namespace, key)))
  const dynamicWrites = new Set(tree.flows.flatMap(({ document }) => writesAnyKeyIn(document)))
  const mayWrite = (namespace: string): boolean => dynamicWrites.has(undefined) || dynamicWrites.has(namespace)
  return {
    keyAt: (namespace, key) => {
      const namespaces = withParents(namespace)
      const isThere = (place: string) =>
        resources.has(keyOfResource('key-value', place, key)) ||
        written.has(qualifiedName(place, key)) ||
        server?.keys?.get(place)?.has(key) === true
      if (namespaces.some(isThere)) return 'found'
      if (namespaces.some(mayWrite)) return 'unknown'
      return namespaces.every((place) => server?.keys?.has(place) === true) ? 'missing' : 'unknown'
    },
    dataAt: (namespace, key) => {
      // The nearest namespace wins over its parents.
      for (const place of withParents(namespace)) {
        if (written.has(qualifiedName(place, key)) || mayWrite(place)) return undefined
        if (resources.has(keyOfResource('key-value', place, key)))
          return tree.dataOf?.({ kind: 'key-value', namespace: place, name: key })
        if (server?.keys?.get(place)?.has(key) !== false) return undefined
      }
      return undefined
    },
  }
}

/** Returns a function that lists the names of one kind in a namespace, in the tree and on the server. */
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
