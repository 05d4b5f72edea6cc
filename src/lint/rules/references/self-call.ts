import { problemCodes } from '../../../finding/problem-codes.ts'
import { findFlowMentions, findFlowReferences } from '../../../flow/flow-references.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'

export default defineRule({
  codes: {
    'self-call': {
      ...problemCodes['self-call'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: daily
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
        `,
      },
    },
  },
  flow: (flow, known) => checkSelfCall(flow, known),
})

/** Reports Subflow and ForEachItem tasks that call their own flow. Kestra refuses a literal name; a computed name makes an endless loop. */
const checkSelfCall: FlowRule = ({ document, nodes }) => {
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
