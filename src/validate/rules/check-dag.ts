import { isMapValue } from '../../flow/map-value.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import type { Fault, FlowRule } from '../flow-rule.ts'

const DAG = /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\.Dag$/

/** `dependsOn` of the tasks of a Dag: each must name a task of the same Dag. */
export const checkDag: FlowRule = ({ nodes }) =>
  nodes.filter(({ kind, type = '' }) => kind === 'task' && DAG.test(type)).flatMap(unknownDependencies)

const unknownDependencies = ({ value, path }: FlowNode): readonly Fault[] => {
  const { tasks } = value
  if (!Array.isArray(tasks)) return []
  const items = tasks.map((item: unknown) => (isMapValue(item) ? item : {}))
  const known = items.map(({ task }) => (isMapValue(task) ? String(task['id']) : undefined))
  return items.flatMap(({ dependsOn }, index): Fault[] => {
    if (!Array.isArray(dependsOn)) return []
    return dependsOn.flatMap((id: unknown, at): Fault[] => {
      const isKnown = typeof id !== 'string' || known.includes(id)
      const message = `The Dag has no task "${id}".`
      return isKnown
        ? []
        : [{ code: 'unknown-dag-dependency', path: [...path, 'tasks', index, 'dependsOn', at], message }]
    })
  })
}
