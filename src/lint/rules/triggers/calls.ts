import type { PlacedDocument } from '../../../flow/desired-flow.ts'
import { type FlowRelation, findFlowReferences } from '../../../flow/flow-references.ts'
import type { NodePath } from '../../../yaml/map-value.ts'
import type { RuleContext } from '../../rule-context.ts'

/** One flow starts another, by a call or by a Flow trigger. */
export interface Call {
  /** Names of the two flows: `<namespace>/<id>`. */
  readonly from: string
  readonly to: string
  readonly relation: FlowRelation
  /** The flow that contains the reference: the caller, or the listener. */
  readonly flow: PlacedDocument
  readonly path: NodePath
}

/** The calls that a flow makes, and those of the flows that its triggers listen to. */
export const callsOf = ({ file, document, nodes }: RuleContext): readonly Call[] => {
  const flow = { file, document }
  const own = `${document.namespace}/${document.id}`
  return findFlowReferences(document, nodes).flatMap(({ relation, namespace, id, path }): Call[] => {
    const other = `${namespace}/${id}`
    if (relation === 'flow-trigger') return [{ from: other, to: own, relation, flow, path }]
    // The rule `self-call` reports a flow that calls itself; here only a flow that listens to itself is a cycle of one.
    return other === own ? [] : [{ from: own, to: other, relation, flow, path }]
  })
}
