import type { Problem } from '../../finding/problem.ts'
import { problemOf } from '../../flow/document-finding.ts'
import { plainText } from '../../text/json.ts'
import { isDisabled, neverRuns } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'

const MCP_TOOL = 'io.kestra.plugin.core.trigger.McpToolTrigger'

/** A trigger that offers its flow as a tool of an MCP server. */
export interface McpTool extends Pick<RuleContext, 'file' | 'document'> {
  /** `<server>/<tool name>`. */
  readonly key: string
  readonly path: readonly (string | number)[]
}

/** The MCP tools of a flow in the order of its triggers, without disabled triggers and flows. */
export const mcpToolsOf = ({ file, document, value, nodes }: RuleContext): readonly McpTool[] =>
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
export const checkToolNames = (tools: readonly McpTool[]): readonly Problem[] =>
  [...Map.groupBy(tools, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    others.map((tool) => {
      const message = `The flow "${first?.document.namespace}.${first?.document.id}" is a tool of the same name on the same MCP server.`
      return problemOf(tool, { code: 'same-tool-name', path: tool.path, message })
    }),
  )
