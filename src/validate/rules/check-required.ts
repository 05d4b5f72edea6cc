import { isMapValue } from '../../flow/map-value.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import type { CheckedFlow, Fault, FlowRule } from '../flow-rule.ts'
import { nestedSeverity } from './nested-severity.ts'

/** `id`, `namespace` and `tasks` of the flow; `id` and `type` of tasks and triggers; `id` of inputs and outputs. */
export const checkRequired: FlowRule = (flow) => [
  ...['id', 'namespace'].flatMap((key) => (isAbsent(flow.value[key]) ? [missing(key, 'The flow', [])] : [])),
  ...emptyTasks(flow),
  ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap((node) => missingOfNode(flow, node)),
  ...['inputs', 'outputs'].flatMap((key) => missingOfData(flow, key)),
]

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const emptyTasks = ({ value }: CheckedFlow): readonly Fault[] => {
  const { tasks } = value
  const isEmpty = isAbsent(tasks) || (Array.isArray(tasks) && tasks.length === 0)
  return isEmpty ? [{ code: 'empty-tasks', path: ['tasks'], part: 'key', message: 'The flow has no task.' }] : []
}

const missingOfNode = ({ version }: CheckedFlow, { kind, value, path, id, type }: FlowNode): readonly Fault[] => {
  const named = id === undefined ? `This ${kind}` : `The ${kind} "${id}"`
  const keys = kind === 'condition' ? ['type'] : ['id', 'type']
  const isBlankType = type === ''
  return keys
    .filter((key) => isAbsent(value[key]) || (key === 'type' && isBlankType))
    .map((key) => ({ ...missing(key, named, path), ...(key === 'id' ? nestedSeverity(path, version) : {}) }))
}

const missingOfData = ({ value }: CheckedFlow, list: string): readonly Fault[] => {
  const items: unknown = value[list]
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown, index) => {
    // Inputs could be called by `name` before 2.0.
    const isNamed = !isMapValue(item) || !isAbsent(item['id']) || !isAbsent(item['name'])
    return isNamed ? [] : [missing('id', `This ${list.slice(0, -1)}`, [list, index])]
  })
}

const missing = (key: string, owner: string, path: Fault['path']): Fault => ({
  code: 'missing-property',
  path: [...path, key],
  message: `${owner} has no \`${key}\`.`,
})
