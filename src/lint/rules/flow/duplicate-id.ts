import { problemCodes } from '../../../finding/problem-codes.ts'
import { dataIds, type PlacedId } from '../../../flow/declarations.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'duplicate-id': {
      ...problemCodes['duplicate-id'],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Bye
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
            - id: bye
              type: io.kestra.plugin.core.log.Log
              message: Bye
        `,
      },
    },
  },
  flow: (flow, known) => checkDuplicates(flow, known),
})

/** Reports ids that appear twice among the tasks (at any nesting), the triggers, the inputs or the outputs of a flow. */
const checkDuplicates: FlowRule = (flow) => [
  ...repeated(flow, 'task', nodeIds(flow.nodes, 'task')),
  ...repeated(flow, 'trigger', nodeIds(flow.nodes, 'trigger')),
  ...repeated(flow, 'input', dataIds(flow.document, 'inputs')),
  ...repeated(flow, 'output', dataIds(flow.document, 'outputs')),
]

const nodeIds = (nodes: readonly FlowNode[], kind: FlowNode['kind']): readonly PlacedId[] =>
  nodes.flatMap((node) =>
    node.kind === kind && node.isCertain && node.id !== undefined ? [{ id: node.id, path: [...node.path, 'id'] }] : [],
  )

const repeated = ({ document }: RuleContext, owner: string, ids: readonly PlacedId[]): readonly RuleFinding[] =>
  [...Map.groupBy(ids, ({ id }) => id).values()].flatMap(([first, ...others]) => {
    const line = first && document.positionOf(first.path)?.line
    return others.map(({ id, path }): RuleFinding => {
      const message = `The ${owner} id "${id}" is already used on line ${line}.`
      return { code: 'duplicate-id', path, message }
    })
  })
