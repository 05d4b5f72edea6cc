import { plainText } from '../../../text/json.ts'
import { isDisabled, neverRuns } from '../../../yaml/map-value.ts'
import { collectedByFlow, defineRule, yaml } from '../../define-rule.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { PlacedFinding } from '../../rule-finding.ts'
import { findingOf } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'same-tool-name': {
      severity: 'warning',
      title: 'Two tools of one MCP server with one name',
      why: 'Two triggers of type McpToolTrigger have the same `toolName` and the same `mcpServer`: an agent identifies a tool by its name only.',
      fix: 'Give each tool a name of its own, or another `mcpServer`.',
      versions: '≥ 2.0',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: report
            - id: second
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: report
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: report
            - id: second
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: total
        `,
      },
    },
  },
  tree: collectedByFlow(
    (flow) => mcpToolsOf(flow),
    (tools) => checkToolNames(tools.flat()),
  ),
})

const MCP_TOOL = 'io.kestra.plugin.core.trigger.McpToolTrigger'

/** A trigger that offers its flow as a tool of an MCP server. */
interface McpTool extends Pick<RuleContext, 'file' | 'document'> {
  /** `<server>/<tool name>`. */
  readonly key: string
  readonly path: readonly (string | number)[]
}

/** The MCP tools of a flow in the order of its triggers, without disabled triggers and flows. */
const mcpToolsOf = ({ file, document, value, nodes }: RuleContext): readonly McpTool[] =>
  nodes
    .filter(
      ({ kind, type, path }) =>
        kind === 'trigger' && type === MCP_TOOL && !isDisabled(value) && !neverRuns(value, path),
    )
    .flatMap(({ value: { toolName, mcpServer }, path }): McpTool[] => {
      if (typeof toolName !== 'string') return []
      return [{ file, document, key: `${plainText(mcpServer ?? 'default')}/${toolName}`, path: [...path, 'toolName'] }]
    })

/**
 * Reports tools of one MCP server with the name of an earlier tool. Kestra documents the name as unique; this was not run against its MCP
 * server.
 */
const checkToolNames = (tools: readonly McpTool[]): readonly PlacedFinding[] =>
  [...Map.groupBy(tools, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    others.map((tool) => {
      const message = `The flow "${first?.document.namespace}.${first?.document.id}" is a tool of the same name on the same MCP server.`
      return findingOf(tool, { code: 'same-tool-name', path: tool.path, message })
    }),
  )
