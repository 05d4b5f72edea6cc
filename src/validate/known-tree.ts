import { type DeclaredInputs, flowInputs, flowOutputs } from '../flow/declarations.ts'
import type { DesiredFlow, PlacedDocument } from '../flow/desired-flow.ts'
import type { Referable } from '../kinds/kind.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'
import type { Suite } from '../test/suite/suite.ts'
import { isDisabled } from '../yaml/map-value.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import { type KnownKeys, knownKeys, namesIn } from './known-keys.ts'

/** Where a flow looks for what it names: what a problem is about that finds nothing there. */
export const placesOf = {
  flow: (namespace: string, id: string) => [resourceKey({ kind: 'flow', namespace, name: id })],
  file: (namespace: string, path: string) =>
    withParents(namespace).map((place) => resourceKey({ kind: 'file', namespace: place, name: path })),
  key: (namespace: string, key: string) => withParents(namespace).map((place) => keyName(place, key)),
}

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
  /** Of a flow that is there and left the tree, what a deploy does with it; `undefined` of any other. */
  readonly leaves?: (namespace: string, id: string) => 'deleted' | 'kept' | undefined
  /** False for namespaces that this run may not look into; default all. */
  readonly isRead?: (namespace: string) => boolean
  /** True where names that only the server has are not to be shown. */
  readonly isSilent?: boolean
}

/** Where a flow that another one names was found; `deleted` and `kept`: on the server alone, since it left the tree. */
export type FoundIn = 'tree' | 'server' | 'deleted' | 'kept' | 'nowhere' | 'unknown'

/** Tree ∪ server: what references are resolved against. */
export interface KnownTree extends KnownKeys {
  whereIs(namespace: string, id: string): FoundIn
  /** The text of a flow, where it is known. */
  documentOf(namespace: string, id: string): YamlDocument | undefined
  /** `undefined` when the flow is not known or its inputs cannot be told. */
  inputsOf(namespace: string, id: string): DeclaredInputs | undefined
  /** The ids of its outputs; `undefined` as of the inputs. */
  outputsOf(namespace: string, id: string): ReadonlySet<string> | undefined
  /** The namespaces that have a flow of that id, and the ids of the flows of a namespace: where another name may be meant. */
  namespacesOf(id: string): readonly string[]
  idsIn(namespace: string): readonly string[]
  /** With `disabled: true`: whoever calls it fails. */
  isDisabled(namespace: string, id: string): boolean
  /** `unknown` when the namespace's files on the server were not read. */
  fileAt(namespace: string, path: string): 'found' | 'missing' | 'unknown'
  /** Those of a namespace that somebody may have meant who named another, for a hint: paths with a slash before. */
  filesIn(namespace: string): readonly string[]
  /** The names of the secrets that flows of the namespace find; `undefined` where they are not known. */
  secretsOf(namespace: string): ReadonlySet<string> | undefined
  /** As of the server. */
  readonly isSilent: boolean
}

type TreeToKnow = Omit<CheckedTree, 'brokenFlows' | 'suites'>

/** By namespace, the names of secrets that are known there; a namespace finds what those above it have. */
export type KnownSecrets = ReadonlyMap<string, ReadonlySet<string>>

/** `server` is `undefined` where none was asked: then nothing is known to exist nowhere. */
export const knownTree = (tree: TreeToKnow, server: KnownServer | undefined): KnownTree => {
  const live = new Map(server?.flows.map((flow) => [nameOf(flow.namespace, flow.id), flow]))
  const resources = new Set(tree.desired.resources.map(resourceKey))
  const desired = new Map(tree.flows.map(({ namespace, id, document }) => [nameOf(namespace, id), document]))
  const documentOf = documentsBy(desired, live)
  // A flow that thousands call has its inputs read once.
  const inputs = new Map<string, DeclaredInputs | undefined>()
  return {
    whereIs: (namespace, id) => {
      const name = nameOf(namespace, id)
      if (desired.has(name)) return 'tree'
      if (live.has(name)) return server?.leaves?.(namespace, id) ?? 'server'
      return server?.isComplete && (server.isRead?.(namespace) ?? true) ? 'nowhere' : 'unknown'
    },
    documentOf: (namespace, id) => documentOf(nameOf(namespace, id)),
    inputsOf: (namespace, id) => {
      const name = nameOf(namespace, id)
      if (inputs.has(name)) return inputs.get(name)
      const document = documentOf(name)
      const declared = document && flowInputs(document.value)
      inputs.set(name, declared)
      return declared
    },
    outputsOf: (namespace, id) => {
      const document = documentOf(nameOf(namespace, id))
      return document && flowOutputs(document.value)
    },
    ...namesakes([...tree.flows, ...(server?.flows ?? [])]),
    isDisabled: (namespace, id) => isDisabled(documentOf(nameOf(namespace, id))?.value),
    fileAt: (namespace, path) => {
      if (resources.has(resourceKey({ kind: 'file', namespace, name: path }))) return 'found'
      const listing = server?.files?.get(namespace)
      if (listing?.has(path)) return 'found'
      return listing ? 'missing' : 'unknown'
    },
    filesIn: namesIn(tree, 'file', server?.isSilent ? undefined : server?.files),
    ...knownKeys(tree, server),
    secretsOf: (namespace) => {
      const lists = withParents(namespace).flatMap((place) => tree.secrets?.get(place) ?? [])
      return lists.length === 0 ? undefined : new Set(lists.flatMap((names) => [...names]))
    },
    isSilent: server?.isSilent === true,
  }
}

/** Flows of the server are parsed when the first asks. */
const documentsBy = (
  desired: ReadonlyMap<string, YamlDocument>,
  live: ReadonlyMap<string, { readonly source: string }>,
): ((name: string) => YamlDocument | undefined) => {
  const parsed = new Map(desired)
  return (name) => {
    const known = parsed.get(name)
    const source = live.get(name)?.source
    if (known || source === undefined) return known
    const document = parseYaml(source)
    parsed.set(name, document)
    return document
  }
}

type NamedFlow = Pick<DesiredFlow, 'namespace' | 'id'>

/** Sorted when the first asks: most trees name no flow that is not there. */
const namesakes = (flows: readonly NamedFlow[]): Pick<KnownTree, 'namespacesOf' | 'idsIn'> => {
  const sorted: Partial<Record<keyof NamedFlow, Map<string, NamedFlow[]>>> = {}
  const having = (part: keyof NamedFlow, text: string): readonly NamedFlow[] => {
    sorted[part] ??= Map.groupBy(flows, (flow) => flow[part])
    return sorted[part].get(text) ?? []
  }
  return {
    namespacesOf: (id) => [...new Set(having('id', id).map(({ namespace }) => namespace))],
    idsIn: (namespace) => [...new Set(having('namespace', namespace).map(({ id }) => id))],
  }
}

const keyName = (namespace: string, key: string) => resourceKey({ kind: 'key-value', namespace, name: key })

const nameOf = (namespace: string, id: string): string => `${namespace}/${id}`
