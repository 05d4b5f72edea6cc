import { problemCodes } from '../../../finding/problem-codes.ts'
import { dataIds, type PlacedId } from '../../../flow/declarations.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { FLOW_ID } from '../../../resource/resource.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { namespace, quoted } from './ids.ts'
import { nestedSeverity } from './node-faults.ts'

export default defineRule({
  codes: {
    'invalid-id': {
      ...problemCodes['invalid-id'],
      examples: {
        reported: yaml`
          id: daily report
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'invalid-namespace': {
      ...problemCodes['invalid-namespace'],
      examples: {
        reported: yaml`
          id: daily
          namespace: Company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
    'reserved-id': {
      ...problemCodes['reserved-id'],
      examples: {
        reported: yaml`
          id: search
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: find
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
      },
    },
  },
  flow: (flow, known) => checkIds(flow, known),
})

// Sources: docs/internals/facts/kestra.md, "Names"; for tasks, triggers, inputs and outputs the classes TaskInterface, TriggerInterface,
// Input and Output of Kestra's core.
const MAX_FLOW_ID_LENGTH = 100

const NODE_ID = /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/

const MAX_TASK_ID_LENGTH = 256

const DATA_ID = /^[a-zA-Z0-9][.a-zA-Z0-9_-]*$/

const RESERVED_FLOW_IDS = new Set(
  'pause resume force-run change-status kill executions search source disable enable'.split(' '),
)

/** Checks the form and length of every id and of the namespace, and ids that servers from 1.0 to 1.3 reserve. */
const checkIds: FlowRule = (flow) => [
  ...flowId(flow),
  ...namespace(flow),
  ...flow.nodes.flatMap((node) =>
    nodeId(node).map((finding) => ({ ...finding, ...nestedSeverity(node.path, flow.version) })),
  ),
  ...badDataIds(flow, 'inputs'),
  ...badDataIds(flow, 'outputs'),
]

const flowId = ({ document, version }: RuleContext): readonly RuleFinding[] => {
  const { id } = document
  if (id === undefined) return []
  const wrong = wrongId({ owner: 'flow', id, path: ['id'] }, FLOW_ID, MAX_FLOW_ID_LENGTH)
  const isReserved = RESERVED_FLOW_IDS.has(id) && (version === undefined || version.major === 1)
  if (wrong.length > 0 || !isReserved) return wrong
  const message = `Servers from 1.0 to 1.3 refuse the flow id "${id}": they reserve this word.`
  return [{ code: 'reserved-id', path: ['id'], message, severity: version ? 'error' : 'warning' }]
}

const nodeId = ({ kind, id, path, isCertain }: FlowNode): readonly RuleFinding[] => {
  if (kind === 'condition' || id === undefined || !isCertain) return []
  return wrongId({ owner: kind, id, path: [...path, 'id'] }, NODE_ID, kind === 'task' ? MAX_TASK_ID_LENGTH : Infinity)
}

const badDataIds = (flow: RuleContext, list: 'inputs' | 'outputs'): readonly RuleFinding[] =>
  dataIds(flow.document, list).flatMap((id) => wrongId({ owner: list.slice(0, -1), ...id }, DATA_ID))

const wrongId = (
  { owner, id, path }: PlacedId & { readonly owner: string },
  pattern: RegExp,
  maxLength = Infinity,
): readonly RuleFinding[] => {
  const punctuation = pattern === NODE_ID ? '`_` and `-`' : '`.`, `_` and `-`'
  const message = pattern.test(id)
    ? `The ${owner} id has ${id.length} characters; at most ${maxLength} are allowed.`
    : `The ${owner} id ${quoted(id)} is not valid: letters, digits, ${punctuation} only, first a letter or digit.`
  return pattern.test(id) && id.length <= maxLength ? [] : [{ code: 'invalid-id', path, message }]
}
