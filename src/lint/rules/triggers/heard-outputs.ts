import { findFlowMentions, findFlowReferences } from '../../../flow/flow-references.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { closestWord, didYouMean } from '../../../text/closest-word.ts'
import { isAtOrBelow, type NodePath } from '../../../yaml/map-value.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import type { SymbolIndex } from '../../symbol-index.ts'

/** The flows that a trigger listens to. */
export interface HeardFlows {
  readonly flows: readonly { readonly namespace: string; readonly id: string; readonly outputs: ReadonlySet<string> }[]
  /** True for `dependsOn` of 2.x, which provides the outputs of the flow that ended last. 1.x provides the outputs of all flows. */
  readonly isOfLast: boolean
}

/** The flows that the trigger names. `undefined` if it also listens to others, or if their outputs are not known. */
export const heardFlows = (
  { document, nodes }: RuleContext,
  { path, value }: FlowNode,
  known: SymbolIndex,
): HeardFlows | undefined => {
  const isHeard = (mention: { readonly path: NodePath }) => isAtOrBelow(mention.path, path)
  const heard = findFlowReferences(document, nodes).filter(isHeard)
  if (heard.length === 0 || findFlowMentions(document, nodes).filter(isHeard).length !== heard.length) return undefined
  const flows = heard.flatMap(({ namespace, id }) => {
    const outputs = known.flowOf(namespace, id)?.outputs
    return outputs === undefined ? [] : [{ namespace, id, outputs }]
  })
  return flows.length === heard.length ? { flows, isOfLast: value['dependsOn'] !== undefined } : undefined
}

/**
 * Reports `trigger.outputs.<name>` where no heard flow has that output, or where its presence depends on which flow ended last. `undefined`
 * where it is always there, or the heard flows are not known (docs/internals/facts/kestra.md, "Triggers").
 */
export const missingOutput = (
  name: string,
  heard: readonly (HeardFlows | undefined)[],
): Pick<RuleFinding, 'code' | 'message' | 'hint'> | undefined => {
  if (!heard.every((each) => each !== undefined)) return undefined
  const flows = heard.flatMap((each) => each.flows)
  const ofLast = heard.filter((each) => each.isOfLast)
  const having = flows.filter(({ outputs }) => outputs.has(name))
  if (having.length === 0) {
    const earlier = ofLast.some(
      (each) => each.flows.length > 1 && each.flows.some(({ namespace }) => namespace === name),
    )
    const near = closestWord(
      name,
      flows.flatMap(({ outputs }) => [...outputs]),
    )
    return earlier
      ? {
          code: 'uncertain-trigger-value',
          message: `\`trigger.outputs['${name}']\` exists only if the flows end in a certain order.`,
        }
      : {
          code: 'unknown-trigger-value',
          message: `No flow that the trigger listens to has an output "${name}".`,
          hint: didYouMean(near && `trigger.outputs.${near}`),
        }
  }
  const mixed = ofLast.find((each) => each.flows.some((flow) => having.includes(flow)))
  const lacking = mixed?.flows.find(({ outputs }) => !outputs.has(name))
  if (lacking === undefined) return undefined
  const last = `${lacking.namespace}.${lacking.id}`
  return {
    code: 'uncertain-trigger-value',
    message: `Where the flow "${last}" ends last, there is no \`trigger.outputs.${name}\`.`,
  }
}
