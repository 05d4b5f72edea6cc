import { findFlowMentions } from '../../../flow/flow-references.ts'
import { walkTasks } from '../../../flow/walk-tasks.ts'
import { joined } from '../../../text/lists.ts'
import { isAtOrBelow, isMapValue, type NodePath, valueAt } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { code, scalarText } from '../../describe-change.ts'
import { lastName, type PluginNode } from './describe-plugin.ts'

const CORE = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.(Webhook|Flow|McpToolTrigger)$/

/**
 * The events that start the flow through a trigger without a cron:
 * - `` `Flow` after `company.team.load` ``
 * - `` `Webhook` at `/executions/webhook/company.team/orders/{key}` ``
 * - `` `McpToolTrigger`: AI agents can start it as the tool `orders` of the MCP server `default` ``
 *
 * The key of a webhook lets everyone who knows it start the flow, so it is never shown.
 */
export const describeStart = ({ id, type, properties }: PluginNode, document: YamlDocument): string => {
  const name = code(lastName(type))
  const kind = CORE.exec(type)?.[1]
  if (kind === 'Webhook')
    return `${name} at ${code(`/executions/webhook/${document.namespace ?? '?'}/${document.id ?? '?'}/{key}`)}`
  if (kind === 'McpToolTrigger') return `${name}: ${describeTool(properties)}`
  return kind === 'Flow' ? `${name} ${describeHeard(id, document)}` : name
}

/** The way to start a flow through its McpToolTrigger: the name of the tool and of its server. */
const describeTool = ({ toolName, mcpServer }: PluginNode['properties']): string =>
  `AI agents can start it as the tool ${code(scalarText(toolName) ?? '?')} of the MCP server ${code(scalarText(mcpServer) ?? 'default')}`

const MAX_NAMES = 3

/** The flows after which a Flow trigger fires, as far as its text names them. */
const describeHeard = (id: string, document: YamlDocument): string => {
  const nodes = walkTasks(document)
  const trigger = nodes.find((node) => node.kind === 'trigger' && node.id === id)
  if (trigger === undefined) return ''
  const mentions = findFlowMentions(document, nodes).filter(({ path }) => isAtOrBelow(path, trigger.path))
  const heard = mentions.flatMap((mention) => heardFlow(mention, document) ?? [])
  const names = [...new Set(heard)]
  const { conditions, preconditions, dependsOn } = trigger.value
  if (names.length === 0)
    return [conditions, preconditions, dependsOn].every((each) => each === undefined)
      ? 'after every other flow'
      : 'after the flows that match its conditions'
  const more = names.length > MAX_NAMES ? [`${names.length - MAX_NAMES} more`] : []
  return `after ${joined([...names.slice(0, MAX_NAMES), ...more])}`
}

type Mention = ReturnType<typeof findFlowMentions>[number]

/** A flow or namespace that a mention names in full; `undefined` for a filter that excludes flows. */
const heardFlow = ({ namespace, id, path }: Mention, document: YamlDocument): string | undefined => {
  if (namespace === undefined || isOtherFilter(document.value, path)) return undefined
  const place = namespace.text.includes('flow.namespace') ? (document.namespace ?? '') : namespace.text
  return id === undefined ? `flows of ${code(place)}` : code(`${place}.${id}`)
}

const isOtherFilter = (flow: unknown, path: NodePath): boolean => {
  const filter = valueAt(flow, path)
  return isMapValue(filter) && filter['field'] !== undefined && filter['type'] !== 'EQUAL_TO'
}
