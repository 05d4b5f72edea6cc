import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import { flowInputs, missingInputs } from '../../flow/flow-inputs.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isAtLeast, type KnownVersion } from '../../kestra/server.ts'
import type { Severity } from '../../problem/problem.ts'
import { joined } from '../../text/lists.ts'
import { plainText } from '../../text/plain-text.ts'
import { isMapValue } from '../../yaml/map-value.ts'

const SELF_STARTING = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.(?:Schedule|Webhook)$/

/** The flow's own inputs: dependencies among them, and triggers that start executions without a required one. */
export const checkInputs: FlowRule = (flow) => [...unknownInputs(flow), ...startedWithout(flow)]

const unknownInputs = ({ value }: CheckedFlow): readonly Diagnostic[] => {
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

const MOST_NAMES = 20

const startedWithout = ({ value, nodes, version }: CheckedFlow): readonly Diagnostic[] => {
  const declared = flowInputs(value)
  if (declared === undefined) return []
  return nodes.flatMap((node): Diagnostic[] => {
    if (node.kind !== 'trigger' || !SELF_STARTING.test(node.type ?? '')) return []
    const passed = isMapValue(node.value['inputs']) ? node.value['inputs'] : {}
    const { count, first } = missingInputs(declared, passed, MOST_NAMES)
    if (count === 0) return []
    const names = first.map((id) => `"${id}"`)
    const all = count > MOST_NAMES ? joined([...names, `${count - MOST_NAMES} more`]) : names.join(', ')
    const message = `The trigger "${node.id}" starts the flow without its required ${count === 1 ? 'input' : 'inputs'} ${all}.`
    return [
      {
        code: 'trigger-misses-input',
        path: node.path,
        message,
        severity: severityOf(node, version),
      },
    ]
  })
}

/** Before 2.0 it is stored, and fails when it fires. */
const severityOf = ({ value }: FlowNode, version: KnownVersion | undefined): Severity => {
  if (isAtLeast(version, 2, 0)) return 'error'
  return value['disabled'] === true ? 'info' : 'warning'
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
