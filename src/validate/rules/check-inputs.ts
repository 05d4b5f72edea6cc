import { flowInputs } from '../../flow/flow-inputs.ts'
import { isMapValue } from '../../flow/map-value.ts'
import { isAtLeast } from '../../resource/server-version.ts'
import type { CheckedFlow, Fault, FlowRule } from '../flow-rule.ts'

const SELF_STARTING = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.(?:Schedule|Webhook)$/

/** The flow's own inputs: dependencies among them, and triggers that start executions without a required one. */
export const checkInputs: FlowRule = (flow) => [...unknownDependencies(flow), ...startedWithout(flow)]

const unknownDependencies = ({ value }: CheckedFlow): readonly Fault[] => {
  const known = flowInputs(value)?.map(({ id }) => id)
  const { inputs } = value
  if (!known || !Array.isArray(inputs)) return []
  return inputs.flatMap((input: unknown, index): Fault[] => {
    const dependsOn = isMapValue(input) && isMapValue(input['dependsOn']) ? input['dependsOn'] : {}
    const wanted: unknown = dependsOn['inputs']
    if (!Array.isArray(wanted)) return []
    return wanted.flatMap((id: unknown, at): Fault[] => {
      const path = ['inputs', index, 'dependsOn', 'inputs', at]
      const isKnown = typeof id !== 'string' || known.includes(id)
      return isKnown ? [] : [{ code: 'unknown-input-dependency', path, message: `The flow has no input "${id}".` }]
    })
  })
}

const startedWithout = ({ value, nodes, version }: CheckedFlow): readonly Fault[] => {
  const wanted = flowInputs(value)?.filter(({ mustBePassed }) => mustBePassed) ?? []
  if (wanted.length === 0) return []
  return nodes.flatMap((node): Fault[] => {
    if (node.kind !== 'trigger' || !SELF_STARTING.test(node.type ?? '')) return []
    const passed = isMapValue(node.value['inputs']) ? node.value['inputs'] : {}
    const missing = wanted.filter(({ id }) => !Object.hasOwn(passed, id)).map(({ id }) => `"${id}"`)
    if (missing.length === 0) return []
    const message = `The trigger "${node.id}" starts the flow without its required ${missing.length === 1 ? 'input' : 'inputs'} ${missing.join(', ')}.`
    return [
      {
        code: 'trigger-misses-input',
        path: node.path,
        message,
        severity: isAtLeast(version, 2, 0) ? 'error' : 'warning',
      },
    ]
  })
}
