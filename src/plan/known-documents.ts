import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findFlowReferences } from '../flow/flow-references.ts'
import { mayNameFlows, mayNameKeys } from '../flow/may-name.ts'
import { KINDS } from '../kinds/kinds.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceKind, resourceKey } from '../resource/resource.ts'
import { isPathStep } from '../resource/route-names.ts'
import type { SideIndex } from '../resource/sides.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import type { KnownFlow } from './known-flow.ts'

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
