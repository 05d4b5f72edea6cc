import { isOfNoDay } from '../../../flow/cron/schedule-dates.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { plainText } from '../../../text/json.ts'
import { joined } from '../../../text/lists.ts'
import {
  isMapValue,
  isTrue,
  type MapNode,
  type MapValue,
  mapsIn,
  type NodePath,
  neverRuns,
} from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { checkWhen } from './check-when.ts'
import { coreTrigger } from './core-trigger.ts'
import { type ComparedFlow, isNeverTrue, needsEach } from './flow-triggers.ts'

export default defineRule({
  codes: {
    'trigger-never-fires': {
      severity: 'warning',
      title: 'A trigger that never starts its flow',
      why: 'It waits for a date that does not exist, for a state that it never receives, for two conditions that exclude each other, or for a condition that is never true. Or its `when` reads an unknown name, which only the log of the server shows. Or it is a webhook with a blank key.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
              key: " "
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
              key: "key"
        `,
      },
    },
  },
  flow: (flow, known) => [...checkNeverFires(flow, known), ...checkWhen(flow, known)],
})

/** Reports triggers that can never start their flow, as far as the flow alone shows (docs/internals/facts/kestra.md, "Triggers"). */
const checkNeverFires: FlowRule = (flow) =>
  flow.nodes.flatMap((node) => {
    const type = coreTrigger(node)
    if (type === undefined || neverRuns(flow.value, node.path)) return []
    return [
      ...(type === 'Schedule' ? impossibleDate(node) : []),
      ...(type === 'Webhook' ? blankKey(flow, node) : []),
      ...(type === 'Flow' ? [...unheardStates(node), ...excludedBy(node)] : []),
      ...neverTrue(flow, node),
    ].map((finding) => ({ code: 'trigger-never-fires' as const, ...finding }))
  })

/** A finding of `trigger-never-fires`, unless it names another code. */
type Reason = Omit<RuleFinding, 'code'> & Partial<Pick<RuleFinding, 'code'>>

const impossibleDate = ({ value: { cron, withSeconds }, path }: FlowNode): readonly Reason[] =>
  typeof cron === 'string' && isOfNoDay(cron, isTrue(withSeconds))
    ? [{ path: [...path, 'cron'], message: `No month has the days of "${cron}": the schedule never fires.` }]
    : []

/** The key is the last part of the address of a webhook: 1.x stores a blank one, 2.0 refuses it at the key, or at the blanks. */
const blankKey = ({ version }: RuleContext, { value: { key }, path }: FlowNode): readonly Reason[] => {
  if (typeof key !== 'string' || key.trim() !== '') return []
  const at = { path: [...path, 'key'], hint: 'Write a key.' }
  if (version === undefined || !isAtLeast(version, 2, 0))
    return [{ ...at, message: 'A webhook with a blank key can never be called.' }]
  const message = 'Kestra 2.0 refuses a blank `key`.'
  return [{ ...at, code: 'missing-property', message, part: key === '' ? 'key' : 'value' }]
}

/** Reports a Flow trigger that only lists the state CREATED, which it never receives (executed on 1.x and 2.0). */
const unheardStates = ({ value: { states }, path }: FlowNode): readonly Reason[] => {
  if (!Array.isArray(states) || states.length === 0 || !states.every((state) => state === 'CREATED')) return []
  const message = `A Flow trigger does not hear executions in the state ${joined(states.map(String))}: it never fires.`
  return [{ path: [...path, 'states', 0], message }]
}

const EXPRESSION =
  /^io\.kestra\.(?:plugin\.core\.condition\.Expression|core\.models\.conditions\.types\.VariableCondition)$/

/**
 * Reports conditions that are always false: `when` of 2.0, and the Expression conditions of 1.x, which must all be true. In `when` of a
 * Flow trigger and of its `dependsOn` entries, `flow` is the flow that the trigger listens to.
 */
const neverTrue = (flow: RuleContext, node: FlowNode): readonly Reason[] => {
  const { document } = flow
  const conditions = mapsIn(node.value['conditions'], [...node.path, 'conditions'])
    .filter((condition) => EXPRESSION.test(plainText(condition.value['type'])))
    .map(({ value: { expression }, path }) => ({
      expression,
      at: [...path, 'expression'],
      flows: [document],
      isOfMany: false,
    }))
  return [...conditions, ...whenConditions(flow, node)]
    .filter(({ expression, flows }) => flows.every((each) => isNeverTrue(expression, each)))
    .map(({ at, isOfMany }) => {
      const consequence = isOfMany ? 'this entry never starts the flow' : 'the trigger never fires'
      return { path: at, message: `This is never true: ${consequence}.` }
    })
}

/**
 * Each `when` of a trigger with the flows that it can refer to, at least one. An unknown name is `undefined`. `isOfMany`: another entry may start
 * the flow.
 */
const whenConditions = ({ document }: RuleContext, node: FlowNode) => {
  const { value, path } = node
  const own = { expression: value['when'], at: [...path, 'when'], isOfMany: false }
  if (coreTrigger(node) !== 'Flow') return [{ ...own, flows: [document] }]
  const entries = mapsIn(value['dependsOn'], [...path, 'dependsOn']).map(({ value: { when, ...entry }, path: at }) => ({
    expression: when,
    at: [...at, 'when'],
    flows: [{ id: plainName(entry['flowId']), namespace: plainName(entry['namespace']) }],
    isOfMany: !needsEach(value),
  }))
  const all = entries.flatMap(({ flows }) => flows)
  return [{ ...own, flows: all.length === 0 ? [UNKNOWN_FLOW] : all }, ...entries]
}

const UNKNOWN_FLOW: ComparedFlow = { id: undefined, namespace: undefined }

const plainName = (name: unknown): string | undefined =>
  typeof name === 'string' && !isTemplate(name) ? name : undefined

const CONDITION = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.(\w+?)(?:Condition)?$/

/** States that a Flow trigger reacts to if it lists none. */
const BY_DEFAULT = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'RETRIED', 'SKIPPED', 'PAUSED']

interface NamedCondition extends MapNode {
  readonly name: string
}

/**
 * Reports `conditions` of a 1.x Flow trigger that exclude each other, because all must be true. Also reports states of a heard flow that
 * the trigger itself does not react to.
 */
const excludedBy = ({ value, path }: FlowNode): readonly Reason[] => {
  const conditions = mapsIn(value['conditions'], [...path, 'conditions']).flatMap((condition): NamedCondition[] => {
    const [, name] = CONDITION.exec(plainText(condition.value['type'])) ?? []
    return name === undefined ? [] : [{ ...condition, name }]
  })
  const onFlows = heardFlows(value, path).flatMap((each) => excludedFlowStates(value['states'], each))
  return [...excludedStates(value['states'], conditions), ...onFlows, ...twoFlows(conditions)]
}

/** Reports the first condition after which no state is left for the trigger. */
const excludedStates = (states: unknown, conditions: readonly NamedCondition[]): readonly Reason[] => {
  let left: readonly string[] = textsOf(states) ?? BY_DEFAULT
  for (const { name, value, path } of conditions) {
    if (name !== 'ExecutionStatus') continue
    const [wanted, unwanted] = [textsOf(value['in']), textsOf(value['notIn'])]
    const before = left
    left = left.filter((state) => (wanted?.includes(state) ?? true) && !(unwanted?.includes(state) ?? false))
    if (left.length > 0) continue
    const key = wanted === undefined ? 'notIn' : 'in'
    return [{ path: [...path, key, 0], message: excludes(before) }]
  }
  return []
}

/** The entries of `preconditions.flows` (1.x) and `dependsOn` (2.0); empty if the trigger does not wait for all of them. */
const heardFlows = (trigger: MapValue, path: NodePath) => {
  const { preconditions, dependsOn } = trigger
  if (!needsEach(trigger)) return []
  const preconditionFlows = isMapValue(preconditions) ? preconditions['flows'] : undefined
  return [
    ...mapsIn(preconditionFlows, [...path, 'preconditions', 'flows']),
    ...mapsIn(dependsOn, [...path, 'dependsOn']),
  ]
}

const excludedFlowStates = (states: unknown, { value, path }: MapNode): readonly Reason[] => {
  const [own, wanted] = [textsOf(states) ?? BY_DEFAULT, textsOf(value['states'])]
  if (wanted === undefined || wanted.some((state) => own.includes(state))) return []
  return [{ path: [...path, 'states', 0], message: excludes(own) }]
}

const excludes = (heard: readonly string[]): string =>
  `The trigger hears executions in the state ${heard.join(', ')} alone, which this excludes: it never fires.`

const twoFlows = (conditions: readonly NamedCondition[]): readonly Reason[] => {
  const [first, ...others] = conditions.filter(({ name }) => name === 'ExecutionFlow')
  const other = others.find(
    ({ value }) =>
      isOther(value['flowId'], first?.value['flowId']) || isOther(value['namespace'], first?.value['namespace']),
  )
  if (other === undefined) return []
  const message = 'No execution is of two flows: all conditions of a trigger must hold, so it never fires.'
  return [{ path: [...other.path, 'flowId'], message, hint: 'Use one trigger for each flow, or a condition `Or`.' }]
}

const isOther = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' && a !== b && !a.includes('{') && !b.includes('{')

const textsOf = (list: unknown): readonly string[] | undefined =>
  Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string') ? list : undefined
