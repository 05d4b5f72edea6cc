import { findFlowMentions, findFlowReferences } from '../../flow/flow-references.ts'
import type { FlowRule } from '../flow-rule.ts'

/** Subflow and ForEachItem tasks that call their own flow: refused when written out, an endless loop by expression. */
export const checkSelfCall: FlowRule = ({ document, nodes }) => {
  const { id, namespace } = document
  const written = findFlowMentions(document, nodes).filter(
    (mention) => mention.id === id && mention.namespace?.text === namespace,
  )
  return findFlowReferences(document, nodes)
    .filter(
      (reference) => reference.relation !== 'flow-trigger' && reference.id === id && reference.namespace === namespace,
    )
    .map(({ path }) => ({
      code: 'self-call',
      path: [...path, 'flowId'],
      message: 'This task calls its own flow.',
      severity: written.some((mention) => mention.path === path) ? 'error' : 'warning',
    }))
}
