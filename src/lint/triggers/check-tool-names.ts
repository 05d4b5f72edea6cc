import type { Problem } from '../../finding/problem.ts'
import { problemOf } from '../../flow/document-finding.ts'
import { plainText } from '../../text/json.ts'
import { isDisabled, neverRuns } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'

const MCP_TOOL = 'io.kestra.plugin.core.trigger.McpToolTrigger'

/** A flow as a tool of an MCP server: what agents call it by. */
export interface McpTool extends Pick<RuleContext, 'file' | 'document'> {
  /** `<server>/<tool name>`. */
  readonly key: string
  readonly path: readonly (string | number)[]
}

/** The tools that a flow is for agents, in the order of its triggers; none of a disabled trigger or flow. */
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

/** Tools of one MCP server that have the name of an earlier one (Kestra calls the name unique; its server for tools could not be run). */
export const checkToolNames = (tools: readonly McpTool[]): readonly Problem[] =>
  [...Map.groupBy(tools, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    others.map((tool) => {
      const message = `The flow "${first?.document.namespace}.${first?.document.id}" is a tool of the same name on the same MCP server.`
      return problemOf(tool, { code: 'same-tool-name', path: tool.path, message })
    }),
  )
