import type { MapNode } from '../../flow/map-value.ts'

export type FlowSection = 'task' | 'trigger' | 'input' | 'output'

const SECTION_KEYS: Readonly<Record<string, FlowSection>> = { triggers: 'trigger', inputs: 'input', outputs: 'output' }

/** Keys of a flow below which an `id` names no task. */
const NO_TASKS = new Set(['labels', 'variables', 'pluginDefaults', 'taskDefaults', 'sla', 'concurrency', 'checks'])

/** The nodes of one section that have this id, in document order; tasks at any nesting. */
export const nodesWithId = (nodes: readonly MapNode[], section: FlowSection, id: string): MapNode[] =>
  nodes.filter((node) => sectionOf(node) === section && String(node.value['id'] ?? node.value['name']) === id)

const sectionOf = ({ path, value }: MapNode): FlowSection | undefined => {
  const [first] = path
  if (first === undefined || NO_TASKS.has(String(first))) return undefined
  const section = SECTION_KEYS[String(first)]
  if (section === undefined) return Object.hasOwn(value, 'type') ? 'task' : undefined
  return typeof path.at(-1) === 'number' ? section : undefined
}
