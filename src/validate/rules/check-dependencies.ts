import { flowInputs } from '../../flow/declarations.ts'
import type { Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue } from '../../yaml/map-value.ts'

/** Dependencies among the flow's own inputs. */
export const checkInputs: FlowRule = ({ value }) => {
  const declared = flowInputs(value)
  const { inputs } = value
  if (!declared || !Array.isArray(inputs)) return []
  return inputs.flatMap((input: unknown, index): Diagnostic[] => {
    const dependsOn = isMapValue(input) && isMapValue(input['dependsOn']) ? input['dependsOn'] : {}
    const wanted: unknown = dependsOn['inputs']
    if (!Array.isArray(wanted)) return []
    return wanted.flatMap((id: unknown, at): Diagnostic[] => {
      const path = ['inputs', index, 'dependsOn', 'inputs', at]
      const isKnown = typeof id !== 'string' || declared.ids.has(id)
      return isKnown ? [] : [{ code: 'unknown-input-dependency', path, message: `The flow has no input "${id}".` }]
    })
  })
}

const DAG = /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\.Dag$/

/** `dependsOn` of the tasks of a Dag: each must name a task of the same Dag. */
export const checkDag: FlowRule = ({ nodes }) =>
  nodes.filter(({ kind, type = '' }) => kind === 'task' && DAG.test(type)).flatMap(unknownTasks)

const unknownTasks = ({ value, path }: FlowNode): readonly Diagnostic[] => {
  const { tasks } = value
  if (!Array.isArray(tasks)) return []
  const items = tasks.map((item: unknown) => (isMapValue(item) ? item : {}))
  const known = new Set(items.map(({ task }) => (isMapValue(task) ? plainText(task['id']) : undefined)))
  return items.flatMap(({ dependsOn }, index): Diagnostic[] => {
    if (!Array.isArray(dependsOn)) return []
    return dependsOn.flatMap((id: unknown, at): Diagnostic[] => {
      const isKnown = typeof id !== 'string' || known.has(id)
      const message = `The Dag has no task "${id}".`
      return isKnown
        ? []
        : [{ code: 'unknown-dag-dependency', path: [...path, 'tasks', index, 'dependsOn', at], message }]
    })
  })
}
