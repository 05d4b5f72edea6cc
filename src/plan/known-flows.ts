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

/** A flow with the flows it calls or listens to. Names are `namespace/id`. */
export interface CallingFlow {
  readonly name: string
  readonly references: readonly { readonly relation: FlowEdge['relation']; readonly target: string }[]
}

/** A flow of the tree, or of the server where the tree has none of that name: as it will be after the deploy. */
export interface KnownFlow extends CallingFlow {
  readonly namespace: string
  readonly id: string
  readonly document: YamlDocument
  /** Of the tree; `undefined` where only the server has it. */
  readonly file: string | undefined
}

/** The key of a flow of which only namespace and id are at hand. */
export const flowKey = ({ namespace, id }: Pick<KnownFlow, 'namespace' | 'id'>): ResourceKey =>
  resourceKey({ kind: 'flow', namespace, name: id })

/**
 * Every flow of the tree, and of the server's other flows those that are asked for or that may refer to another flow.
 * `wanted` are keys of flows on the server that must be there whatever they hold (those that will be deleted).
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
 * Namespaces in which flows of the tree read resources of a kind that the tree does not have, sorted; with the namespaces above them where
 * flows find resources of this kind there.
 */
export const namespacesRead = (
  kind: ResourceKind,
  { flows, desiredResources }: { readonly flows: readonly DesiredFlow[]; readonly desiredResources: ResourceMap },
): readonly string[] => {
  const read = flows.flatMap(({ document }) => KINDS[kind].readBy(document))
  const missing = read.filter((name) => !desiredResources.has(resourceKey({ kind, ...name })))
  const places = missing.flatMap(({ namespace }) => (KINDS[kind].isInherited ? withParents(namespace) : [namespace]))
  return [...new Set(places)].filter(isPathStep).toSorted()
}

/** True when the flow of that name (`namespace/id`) starts itself again, by whatever way over the references of `flows`. */
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

/** What a reader can still follow as a graph on a phone, and well below the 500 edges at which Mermaid refuses. */
const MAX_EDGES = 40

/** `edges` are at most 40, the nearest to the changed flows first; `rest` counts those left out. */
interface BlastRadius {
  readonly edges: readonly FlowEdge[]
  readonly rest: number
}

/**
 * Who is touched when the `changed` flows (names, `namespace/id`) change: the flows that call or listen to them, the
 * callers and listeners of those, and what the changed flows call themselves. `flows` are those of the tree and of the
 * server. Each edge once, sorted by distance, then by name; the order of the arguments does not matter.
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

/** Who calls each flow, and who reads each resource in so many words: those of the tree before those that only the server has. */
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
