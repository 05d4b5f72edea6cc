import type { CheckedFlow, Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { plainText } from '../../text/json.ts'
import { joined } from '../../text/lists.ts'
import { isOfEachSecond, isOfNoDay } from '../../trigger/cron/schedule-dates.ts'
import { isDisabled, isMapValue, isTrue, neverRuns } from '../../yaml/map-value.ts'
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
  typeof cron === 'string' && isOfNoDay(cron, isTrue(withSeconds))
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

/** Schedules that fire in every second of the minutes that they name: with `withSeconds` the first field is that of the seconds. */
export const checkEachSecond: FlowRule = (flow) =>
  flow.nodes.flatMap((node): readonly Diagnostic[] => {
    const { cron, withSeconds } = node.value
    if (coreTrigger(node) !== 'Schedule' || !isTrue(withSeconds) || typeof cron !== 'string') return []
    if (neverRuns(flow.value, node.path) || !isOfEachSecond(cron)) return []
    const message = `"${cron}" begins an execution in each second of the minutes that it names.`
    return [{ code: 'fires-each-second', path: [...node.path, 'cron'], message }]
  })

/**
 * Webhooks of one flow with one key: the first answers all calls (docs/facts/kestra.md, "Triggers"). The address holds the flow, so two flows
 * may have the same. Disabled ones do not count.
 */
export const checkWebhookKeys: FlowRule = ({ nodes }) => {
  const first = new Map<string, string | undefined>()
  return nodes.flatMap((node): readonly Diagnostic[] => {
    const { key, conditions, when } = node.value
    if (coreTrigger(node) !== 'Webhook' || typeof key !== 'string' || isDisabled(node.value) || key.includes('{{'))
      return []
    if (conditions !== undefined || when !== undefined) return []
    if (!first.has(key)) {
      first.set(key, node.id)
      return []
    }
    const message = `The trigger "${first.get(key)}" has the same key, and answers all calls: this one starts nothing.`
    return [{ code: 'same-webhook-key', path: [...node.path, 'key'], message }]
  })
}
