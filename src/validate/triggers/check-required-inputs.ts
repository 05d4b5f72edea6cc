import { type DeclaredInputs, flowInputs, missingInputs } from '../../flow/declarations.ts'
import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isAtLeast } from '../../kestra/server.ts'
import type { Severity } from '../../problem/problem.ts'
import { joined } from '../../text/lists.ts'
import { isDisabled, isMapValue, mapsIn } from '../../yaml/map-value.ts'
import { coreTrigger } from './trigger-types.ts'

/** Of one trigger; thousands of triggers of a flow with thousands of inputs would be told in millions of words. */
const MOST_NAMES = 20

interface StartWithout {
  readonly node: FlowNode
  readonly count: number
  readonly first: readonly string[]
}

/**
 * Triggers that start the flow without an input that it needs. Servers of 2.0 refuse such a Schedule, and the problem is told there; else
 * executions fail, and it is told at the input (docs/facts/kestra.md, "Triggers").
 */
export const checkRequiredInputs: FlowRule = (flow) => {
  const declared = flowInputs(flow.value)
  if (declared === undefined) return []
  const starts = flow.nodes.filter(isSelfStarting).map((node) => startOf(node, declared))
  const lacking = starts.filter(({ count }) => count > 0)
  const bySeverity = Map.groupBy(lacking, ({ node }) => severityOf(node, flow.version))
  const warned = Map.groupBy(bySeverity.get('warning') ?? [], ({ count }) => count <= MOST_NAMES)
  return [
    ...toldOfInputs(flow, warned.get(true) ?? []),
    ...(warned.get(false) ?? []).map((start) => toldOfTrigger(start, 'warning')),
    ...(bySeverity.get('error') ?? []).map((start) => toldOfTrigger(start, 'error')),
    ...(bySeverity.get('info') ?? []).map((start) => toldOfTrigger(start, 'info')),
  ]
}

const SELF_STARTING: ReadonlySet<string | undefined> = new Set(['Schedule', 'ScheduleOnDates', 'Webhook', 'Flow'])

const isSelfStarting = (node: FlowNode): boolean => SELF_STARTING.has(coreTrigger(node))

/** Servers of 2.0 refuse a Schedule alone, the others start an execution that fails. */
const severityOf = (node: FlowNode, version: CheckedFlow['version']): Severity => {
  if (coreTrigger(node) === 'Schedule' && isAtLeast(version, 2, 0)) return 'error'
  return isDisabled(node.value) ? 'info' : 'warning'
}

const startOf = (node: FlowNode, declared: DeclaredInputs): StartWithout => {
  const passed = isMapValue(node.value['inputs']) ? node.value['inputs'] : {}
  return { node, ...missingInputs(declared, passed, MOST_NAMES) }
}

const toldOfTrigger = ({ node, count, first }: StartWithout, severity: Diagnostic['severity']): Diagnostic => {
  const names = first.map((id) => `"${id}"`)
  const all = count > MOST_NAMES ? joined([...names, `${count - MOST_NAMES} more`]) : names.join(', ')
  const message = `The trigger "${node.id}" starts the flow without its required ${count === 1 ? 'input' : 'inputs'} ${all}.`
  return { code: 'trigger-misses-input', path: node.path, message, severity }
}

const toldOfInputs = ({ value }: CheckedFlow, starts: readonly StartWithout[]): readonly Diagnostic[] => {
  const triggers = Map.groupBy(
    starts.flatMap(({ node, first }) => first.map((input) => ({ input, trigger: `"${node.id}"` }))),
    ({ input }) => input,
  )
  return mapsIn(value['inputs'], ['inputs']).flatMap(({ value: input, path }): readonly Diagnostic[] => {
    const id = input['id'] ?? input['name']
    const without = typeof id === 'string' ? triggers.get(id) : undefined
    if (without === undefined) return []
    const who = joined(without.slice(0, MOST_NAMES).map(({ trigger }) => trigger))
    const which = without.length === 1 ? 'the trigger' : 'the triggers'
    const message = `The input "${id}" must be passed, and ${which} ${who} ${without.length === 1 ? 'starts' : 'start'} the flow without it.`
    const key = input['required'] === undefined ? 'id' : 'required'
    return [{ code: 'trigger-misses-input', path: [...path, key], message, severity: 'warning' }]
  })
}
