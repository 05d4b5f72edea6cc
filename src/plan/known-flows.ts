import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findFlowReferences, mayNameFlows, mayNameKeys } from '../flow/flow-references.ts'
import type { Caller } from '../kinds/kind.ts'
import { displayName, KINDS, kindEntries } from '../kinds/kinds.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceKey, type ResourceKind, resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { isPathStep } from '../resource/route-names.ts'
import { compareText } from '../text/compare.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import type { FlowEdge } from './plan.ts'

/** A flow with the flows that it calls or listens to. Names are `namespace/id`. */
export interface CallingFlow {
  readonly name: string
  readonly references: readonly { readonly relation: FlowEdge['relation']; readonly target: string }[]
}

/** A flow as it will be after the deploy: from the tree, or from the server if the tree has no flow of that name. */
export interface KnownFlow extends CallingFlow {
  readonly namespace: string
  readonly id: string
  readonly document: YamlDocument
  /** Path in the tree; `undefined` if only the server has the flow. */
  readonly file: string | undefined
}

/** The resource key of a flow. */
export const flowKey = ({ namespace, id }: Pick<KnownFlow, 'namespace' | 'id'>): ResourceKey =>
  resourceKey({ kind: 'flow', namespace, name: id })

/**
 * Finds every flow of the tree, and those of the server's other flows that are in `wanted` or may refer to another flow.
 * `wanted`: keys of flows on the server that the result must contain (those that will be deleted).
 */
export const findKnownFlows = (
  flows: readonly Pick<DesiredFlow, 'namespace' | 'id' | 'file' | 'document'>[],
  liveResources: ResourceMap,
  wanted: ReadonlySet<string>,
): readonly KnownFlow[] => {
  const treeKeys = new Set(flows.map(flowKey))
  const server = [...liveResources].flatMap(([key, { name, content }]) => {
    if (name.kind !== 'flow' || treeKeys.has(key) || typeof content !== 'string') return []
    if (!wanted.has(key) && !mayNameFlows(content) && !mayNameKeys(content)) return []
    return [{ namespace: name.namespace, id: name.name, document: parseYaml(content), file: undefined }]
  })
  return [...flows, ...server].map(({ namespace, id, document, file }) => ({
    ...{ namespace, id, document, file },
    name: `${namespace}/${id}`,
    references: findFlowReferences(document).map((reference) => ({
      relation: reference.relation,
      target: `${reference.namespace}/${reference.id}`,
    })),
  }))
}

/**
 * Namespaces in which flows of the tree read resources of a kind that the tree does not have, sorted. Includes parent namespaces if
 * flows inherit this kind from them.
 */
export const namespacesRead = (
  kind: ResourceKind,
  { flows, desiredResources }: { readonly flows: readonly DesiredFlow[]; readonly desiredResources: ResourceMap },
): readonly string[] => {
  const read = flows.flatMap(({ document }) => KINDS[kind].readBy(document))
  const missing = read.filter((name) => !desiredResources.has(resourceKey({ kind, ...name })))
  const namespaces = missing.flatMap(({ namespace }) =>
    KINDS[kind].isInherited ? withParents(namespace) : [namespace],
  )
  return [...new Set(namespaces)].filter(isPathStep).toSorted()
}

/** True if the flow with that name (`namespace/id`) starts itself again, directly or through references of `flows`. */
export const reachesItself = (name: string, flows: readonly CallingFlow[]): boolean => {
  const targetsOf = new Map(flows.map((flow) => [flow.name, flow.references.map(({ target }) => target)]))
  const seen = new Set<string>()
  const next = [...(targetsOf.get(name) ?? [])]
  for (let current = next.pop(); current !== undefined; current = next.pop()) {
    if (current === name) return true
    if (seen.has(current)) continue
    seen.add(current)
    for (const target of targetsOf.get(current) ?? []) next.push(target)
  }
  return false
}

/** Readable as a graph on a phone, and far below the 500 edges at which Mermaid fails. */
const MAX_EDGES = 40

/** `edges`: at most 40, nearest to the changed flows first. `rest`: the number of edges left out. */
interface BlastRadius {
  readonly edges: readonly FlowEdge[]
  readonly rest: number
}

/**
 * Finds the flows that a change of the `changed` flows (names, `namespace/id`) affects: flows that call or listen to them,
 * directly or indirectly, and flows that the changed flows call themselves. `flows` are those of the tree and of the server.
 * Contains each edge once, sorted by distance and name. The order of the arguments does not matter.
 */
export const blastRadius = (options: {
  readonly flows: readonly CallingFlow[]
  readonly changed: readonly string[]
}): BlastRadius => {
  const changed = new Set(options.changed)
  const edges = options.flows.flatMap(edgesOf)
  const callers = edges.filter(({ to }) => changed.has(to))
  const callees = edges.filter(({ from }) => changed.has(from))
  const near = new Set(callers.map(({ from }) => from))
  const callersOfCallers = edges.filter(({ to }) => near.has(to))
  const found = new Map([callers, callees, callersOfCallers].flatMap(keyedInOrder))
  return { edges: [...found.values()].slice(0, MAX_EDGES), rest: Math.max(0, found.size - MAX_EDGES) }
}

const edgesOf = ({ name, references }: CallingFlow): FlowEdge[] =>
  references.map(({ relation, target }) => ({ from: name, to: target, relation }))

const keyedInOrder = (edges: readonly FlowEdge[]): (readonly [string, FlowEdge])[] =>
  edges
    .map((edge): [string, FlowEdge] => [JSON.stringify([edge.from, edge.to, edge.relation]), edge])
    .sort(([a], [b]) => compareText(a, b))

/** Callers of each flow and readers of each resource that is named literally. Callers of the tree come before those of the server. */
export const callersByKey = (flows: readonly KnownFlow[]): ReadonlyMap<ResourceKey, readonly Caller[]> => {
  const calls = Map.groupBy(flows.flatMap(callsOf), ({ key }) => key)
  return new Map([...calls].map(([key, all]) => [key, all.map(({ caller }) => caller)]))
}

const callsOf = ({ namespace, id, file, document }: KnownFlow) => {
  const name = displayName({ kind: 'flow', namespace, name: id })
  const called = findFlowReferences(document).filter(({ relation }) => relation !== 'flow-trigger')
  const read = kindEntries().flatMap(([kind, { readBy }]) => readBy(document).map((of) => resourceKey({ kind, ...of })))
  return [
    ...called.map((of) => ({ key: flowKey(of), caller: { name, inputs: Object.keys(of.inputs ?? {}), file } })),
    ...read.map((key) => ({ key, caller: { name, inputs: [], file } })),
  ]
}
