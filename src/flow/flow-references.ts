import type { FlowDocument } from './flow-document.ts'
import { type FlowMention, type FlowRelation, findFlowMentions } from './flow-mentions.ts'
import { isMapValue, type MapValue, type NodePath } from './map-value.ts'
import type { FlowNode } from './walk-tasks.ts'

/** One flow that another calls or listens to. */
export interface FlowReference {
  readonly relation: FlowRelation
  readonly namespace: string
  readonly id: string
  /** The map that holds `namespace` and `flowId`. */
  readonly path: NodePath
  readonly revision?: number
  /** What a caller passes; absent when it passes none, or for a trigger (its `inputs` are the listener's own). */
  readonly inputs?: MapValue
}

/**
 * The flows that a flow calls (Subflow, ForEachItem) or listens to (Flow triggers: `conditions` and `preconditions` of
 * 1.x, `dependsOn` of 2.x). `{{ flow.namespace }}` stands for the flow's own namespace; a reference with any other
 * expression in it is known only when it runs and is left out. `nodes` = `walkTasks(document)` where it is at hand.
 */
export const findFlowReferences = (document: FlowDocument, nodes?: readonly FlowNode[]): readonly FlowReference[] =>
  findFlowMentions(document, nodes).flatMap((mention) => {
    const namespace = resolveOwn(mention.namespace?.text, document)
    const id = resolveOwn(mention.id, document)
    return namespace && id ? [{ namespace, id, ...describe(mention) }] : []
  })

const describe = ({ relation, path, node }: FlowMention): Omit<FlowReference, 'namespace' | 'id'> => {
  const { revision, inputs } = relation === 'flow-trigger' ? {} : node.value
  return {
    relation,
    path,
    ...(typeof revision === 'number' ? { revision } : {}),
    ...(isMapValue(inputs) ? { inputs } : {}),
  }
}

const OWN_NAMESPACE = /^\{\{-?\s*flow\.namespace\s*-?\}\}$/
const OWN_ID = /^\{\{-?\s*flow\.id\s*-?\}\}$/

const resolveOwn = (text: string | undefined, document: FlowDocument): string | undefined => {
  if (text === undefined) return undefined
  if (OWN_NAMESPACE.test(text)) return document.namespace
  if (OWN_ID.test(text)) return document.id
  return /\{\{|\{%/.test(text) ? undefined : text
}
