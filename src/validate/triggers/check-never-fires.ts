import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { joined } from '../../text/lists.ts'
import { plainText } from '../../text/plain-text.ts'
import { isOfNoDay } from '../../trigger/cron/schedule-dates.ts'
import { isMapValue, neverRuns } from '../../yaml/map-value.ts'
import { excludedBy } from './flow-conditions.ts'
import { isNeverTrue } from './never-true.ts'
import { coreTrigger } from './trigger-types.ts'

/** Triggers that can never start their flow, as far as the flow alone tells (docs/facts/kestra.md, "Triggers"). */
export const checkNeverFires: FlowRule = (flow) =>
  flow.nodes.flatMap((node) => {
    const type = coreTrigger(node)
    if (type === undefined || neverRuns(flow.value, node.path)) return []
    return [
      ...(type === 'Schedule' ? noDay(node) : []),
      ...(type === 'Flow' ? [...unheardStates(node), ...excludedBy(node)] : []),
      ...neverTrue(flow, node),
    ].map((diagnostic) => ({ code: 'trigger-never-fires' as const, ...diagnostic }))
  })

type Reason = Omit<Diagnostic, 'code'>

const noDay = ({ value: { cron, withSeconds }, path }: FlowNode): readonly Reason[] =>
  typeof cron === 'string' && isOfNoDay(cron, withSeconds === true)
    ? [{ path: [...path, 'cron'], message: `No month has the days of "${cron}": the schedule never fires.` }]
    : []

/** In these a Flow trigger hears no execution; executed on both generations. */
const UNHEARD: ReadonlySet<unknown> = new Set(['CREATED'])

const unheardStates = ({ value: { states }, path }: FlowNode): readonly Reason[] => {
  if (!Array.isArray(states) || states.length === 0 || !states.every((state) => UNHEARD.has(state))) return []
  const message = `A Flow trigger does not hear executions in the state ${joined(states.map(String))}: it never fires.`
  return [{ path: [...path, 'states', 0], message }]
}

const EXPRESSION =
  /^io\.kestra\.(?:plugin\.core\.condition\.Expression|core\.models\.conditions\.types\.VariableCondition)$/

/** `when` of 2.0, and the Expression conditions of 1.x that all must hold. */
const neverTrue = ({ document }: CheckedFlow, { value, path }: FlowNode): readonly Reason[] => {
  const conditions: readonly unknown[] = Array.isArray(value['conditions']) ? value['conditions'] : []
  const expressions = [
    { expression: value['when'], at: [...path, 'when'] },
    ...conditions.map((condition, index) => ({
      expression:
        isMapValue(condition) && EXPRESSION.test(plainText(condition['type'])) ? condition['expression'] : undefined,
      at: [...path, 'conditions', index, 'expression'],
    })),
  ]
  return expressions
    .filter(({ expression }) => isNeverTrue(expression, document))
    .map(({ at }) => ({ path: at, message: 'This is never true: the trigger never fires.' }))
}
