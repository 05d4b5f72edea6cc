import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findFlowReferences, mayNameFlows, mayNameKeys } from '../flow/flow-references.ts'
import { KINDS } from '../kinds/kinds.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceKind, resourceKey } from '../resource/resource.ts'
import { isPathStep } from '../resource/route-names.ts'
import type { SideIndex } from '../resource/sides.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import type { FlowEdge } from './plan.ts'

/** A flow of the tree, or of the server where the tree has none of that name. */
export interface KnownDocument {
  readonly namespace: string
  readonly id: string
  readonly document: YamlDocument
  /** Of the tree; `undefined` where only the server has it. */
  readonly file: string | undefined
}

/**
 * Every flow of the tree, and of the server's other flows those that are asked for or that may refer to another flow.
 * `wanted` are keys of flows on the server that must be there whatever they hold (those that will be deleted).
 */
export const knownDocuments = (
  flows: readonly DesiredFlow[],
  liveSides: SideIndex,
  wanted: ReadonlySet<string>,
): readonly KnownDocument[] => {
  const tree = flows.map(({ namespace, id, file, document }) => ({ namespace, id, file, document }))
  const treeKeys = new Set(tree.map(({ namespace, id }) => resourceKey({ kind: 'flow', namespace, name: id })))
  const server = [...liveSides].flatMap(([key, { name, content }]) => {
    if (name.kind !== 'flow' || treeKeys.has(key) || typeof content !== 'string') return []
    if (!wanted.has(key) && !mayRefer(content)) return []
    return [{ namespace: name.namespace, id: name.name, document: parseYaml(content), file: undefined }]
  })
  return [...tree, ...server]
}

const mayRefer = (source: string): boolean => mayNameFlows(source) || mayNameKeys(source)

/** Who calls whom, for the order of writes and the blast radius. */
export const toKnownFlow = ({ namespace, id, document }: KnownDocument): KnownFlow => ({
  name: `${namespace}/${id}`,
  references: findFlowReferences(document).map((reference) => ({
    relation: reference.relation,
    target: `${reference.namespace}/${reference.id}`,
  })),
})

/** Namespaces in which flows of the tree read resources of a kind that the tree does not have, with the namespaces above them. */
export const namespacesRead = (kind: ResourceKind, { flows, desiredSides }: FlowsOfTree): readonly string[] => {
  const read = flows.flatMap(({ document }) => KINDS[kind].readBy(document))
  const missing = read.filter((name) => !desiredSides.has(resourceKey({ kind, ...name })))
  return [...new Set(missing.flatMap(({ namespace }) => withParents(namespace)))].filter(isPathStep).toSorted()
}

interface FlowsOfTree {
  readonly flows: readonly DesiredFlow[]
  readonly desiredSides: SideIndex
}

/**
 * A flow of the tree or of the server with the flows it calls or listens to. Names are `namespace/id`. One value per
 * name: where both sides hold the flow, the one that will be on the server after the deploy.
 */
export interface KnownFlow {
  readonly name: string
  readonly references: readonly { readonly relation: FlowEdge['relation']; readonly target: string }[]
}

/** True when the flow of that name (`namespace/id`) starts itself again, by whatever way over the references of `flows`. */
export const reachesItself = (name: string, flows: readonly KnownFlow[]): boolean => {
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
