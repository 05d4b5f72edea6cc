import { hasExpression } from '../pebble/lex-pebble.ts'
import { isDisabled, isMapValue, isTrue, type MapValue, mapsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { isFlowTrigger, isOwnNamespace } from './flow-references.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A flow, identified by its namespace and id on the server. */
export interface HeardFlow {
  readonly namespace: string
  readonly id: string
}

/**
 * The ids of the Flow triggers of a flow of 1.x that an execution of one of `heard` may fire: triggers without conditions, and those whose
 * conditions do not exclude every flow of `heard`. Disabled triggers and those of a disabled flow are left out.
 */
export const triggersHearing = (document: YamlDocument, heard: readonly HeardFlow[]): readonly string[] => {
  if (isDisabled(document.value)) return []
  const hears = ({ value }: FlowNode): boolean =>
    heard.some((flow) => mayHoldAll(value['conditions'], flow, document) && mayMatch(value['preconditions'], flow))
  return walkTasks(document)
    .filter((node) => node.kind === 'trigger' && isFlowTrigger(node.type) && !isDisabled(node.value) && hears(node))
    .map(({ id }) => id ?? '')
}

/** `undefined`: known at run time only. */
type Holds = boolean | undefined

const mayHoldAll = (conditions: unknown, flow: HeardFlow, document: YamlDocument): boolean =>
  conditionsIn(conditions).every((condition) => holds(condition, flow, document) !== false)

/** The conditions of a list, or of the map that MultipleCondition has. */
const conditionsIn = (conditions: unknown): readonly MapValue[] =>
  isMapValue(conditions)
    ? Object.values(conditions).filter(isMapValue)
    : mapsIn(conditions, []).map(({ value }) => value)

const CONDITION = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.(\w+?)(?:Condition)?$/

const holds = (condition: MapValue, flow: HeardFlow, document: YamlDocument): Holds => {
  const { type, namespace, flowId } = condition
  const name = typeof type === 'string' ? CONDITION.exec(type)?.[1] : undefined
  const inner = () => conditionsIn(condition['conditions']).map((each) => holds(each, flow, document))
  if (name === 'ExecutionFlow')
    return allOf([isNamed(resolved(namespace, document), flow.namespace), isNamed(flowId, flow.id)])
  if (name === 'ExecutionNamespace') return compares(condition, resolved(namespace, document), flow.namespace)
  if (name === 'And') return allOf(inner())
  if (name === 'Or' || name === 'Multiple') return anyOf(inner())
  return name === 'Not' ? noneOf(inner()) : undefined
}

const resolved = (namespace: unknown, document: YamlDocument): unknown =>
  typeof namespace === 'string' && isOwnNamespace(namespace) ? document.namespace : namespace

const isNamed = (written: unknown, name: string): Holds =>
  typeof written !== 'string' || hasExpression(written) ? undefined : written === name

const compares = ({ comparison, prefix }: MapValue, written: unknown, name: string): Holds => {
  if (typeof written !== 'string' || hasExpression(written)) return undefined
  const way = comparison ?? (isTrue(prefix) ? 'PREFIX' : 'EQUALS')
  if (way === 'EQUALS') return written === name
  if (way === 'PREFIX') return name.startsWith(written)
  return way === 'SUFFIX' ? name.endsWith(written) : undefined
}

const allOf = (all: readonly Holds[]): Holds => {
  if (all.includes(false)) return false
  return all.includes(undefined) ? undefined : true
}

const anyOf = (all: readonly Holds[]): Holds => {
  if (all.includes(true)) return true
  return all.includes(undefined) || all.length === 0 ? undefined : false
}

/** The negation of several results; `undefined` if they differ. */
const noneOf = (all: readonly Holds[]): Holds => {
  const [first] = all
  return first === undefined || all.some((each) => each !== first) ? undefined : !first
}

/** True if one entry of the preconditions may match: Kestra waits for each of them separately. */
const mayMatch = (preconditions: unknown, flow: HeardFlow): boolean => {
  if (!isMapValue(preconditions)) return true
  const flows = mapsIn(preconditions['flows'], []).map(({ value }) => value)
  const groups = mapsIn(preconditions['where'], []).map(({ value }) => value)
  if (flows.length + groups.length === 0) return true
  const isHeard = ({ namespace, flowId }: MapValue): boolean =>
    (namespace === undefined || isNamed(namespace, flow.namespace) !== false) &&
    (flowId === undefined || isNamed(flowId, flow.id) !== false)
  return flows.some(isHeard) || groups.some((group) => filterHolds(group, flow) !== false)
}

const filterHolds = (group: MapValue, flow: HeardFlow): Holds => {
  const all = mapsIn(group['filters'], []).map(({ value }) => oneFilterHolds(value, flow))
  return group['operand'] === 'OR' ? anyOf(all) : allOf(all)
}

const oneFilterHolds = ({ field, type, value, values }: MapValue, flow: HeardFlow): Holds => {
  const name = field === 'NAMESPACE' ? flow.namespace : flow.id
  if (field !== 'NAMESPACE' && field !== 'FLOW_ID') return undefined
  if (Array.isArray(values) && (type === 'IN' || type === 'NOT_IN')) return values.includes(name) === (type === 'IN')
  if (typeof value !== 'string') return undefined
  const compare = Object.hasOwn(FILTERS, String(type)) ? FILTERS[String(type)] : undefined
  return compare?.(name, value)
}

const FILTERS: Readonly<Record<string, (name: string, value: string) => boolean>> = {
  EQUAL_TO: (name, value) => name === value,
  NOT_EQUAL_TO: (name, value) => name !== value,
  STARTS_WITH: (name, value) => name.startsWith(value),
  ENDS_WITH: (name, value) => name.endsWith(value),
  CONTAINS: (name, value) => name.includes(value),
}
