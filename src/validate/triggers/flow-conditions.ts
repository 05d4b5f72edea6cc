import type { Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, mapsIn, type NodePath } from '../../yaml/map-value.ts'

const CONDITION = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.(\w+?)(?:Condition)?$/

/** States that a Flow trigger hears where it names none. */
const BY_DEFAULT = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'RETRIED', 'SKIPPED', 'PAUSED']

interface PlacedCondition {
  readonly name: string
  readonly value: MapValue
  readonly path: NodePath
}

/**
 * Of the `conditions` of a Flow trigger of 1.x, which must all hold, those that exclude each other, and of the flows that it names the states
 * that the trigger itself does not hear.
 */
export const excludedBy = ({ value, path }: FlowNode): readonly Omit<Diagnostic, 'code'>[] => {
  const list: readonly unknown[] = Array.isArray(value['conditions']) ? value['conditions'] : []
  const conditions = list.flatMap((condition, index): PlacedCondition[] => {
    const [, name] = isMapValue(condition) ? (CONDITION.exec(plainText(condition['type'])) ?? []) : []
    return name === undefined || !isMapValue(condition)
      ? []
      : [{ name, value: condition, path: [...path, 'conditions', index] }]
  })
  const onFlows = heardFlows(value, path).flatMap((each) => excludedStatesOf(value['states'], each))
  return [...excludedStates(value['states'], conditions), ...onFlows, ...twoFlows(conditions)]
}

/** No state fits the trigger and all of its conditions. */
const excludedStates = (
  states: unknown,
  conditions: readonly PlacedCondition[],
): readonly Omit<Diagnostic, 'code'>[] => {
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

/** `preconditions.flows` of 1.x and `dependsOn` of 2.0, where all of them count. */
const heardFlows = ({ preconditions, dependsOn, mode, minSatisfied }: MapValue, path: NodePath) => {
  if (mode !== undefined || minSatisfied !== undefined) return []
  const of1 = isMapValue(preconditions) ? preconditions['flows'] : undefined
  return [...mapsIn(of1, [...path, 'preconditions', 'flows']), ...mapsIn(dependsOn, [...path, 'dependsOn'])]
}

const excludedStatesOf = (
  states: unknown,
  { value, path }: { readonly value: MapValue; readonly path: NodePath },
): readonly Omit<Diagnostic, 'code'>[] => {
  const [own, wanted] = [textsOf(states) ?? BY_DEFAULT, textsOf(value['states'])]
  if (wanted === undefined || wanted.some((state) => own.includes(state))) return []
  return [{ path: [...path, 'states', 0], message: excludes(own) }]
}

const excludes = (heard: readonly string[]): string =>
  `The trigger hears executions in the state ${heard.join(', ')} alone, which this excludes: it never fires.`

const twoFlows = (conditions: readonly PlacedCondition[]): readonly Omit<Diagnostic, 'code'>[] => {
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
