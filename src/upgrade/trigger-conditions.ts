import { conditionName } from '../flow/removed-types.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import { isTemplate } from '../pebble/lex-pebble.ts'
import { isMapValue, isTrue, type MapValue, type NodePath } from '../yaml/map-value.ts'
import type { Operation } from '../yaml/operations.ts'
import { whenOfAll } from './condition-expressions.ts'
import { type Construct, has, nodesOf, othersIn, quoted, type Rewrites, together } from './construct.ts'

/** `conditions` of triggers, and `preconditions` of Flow triggers. 1.x has none of the new forms. */
export const CONDITIONS: Construct = {
  isTakenBy1: false,
  rewrite: (flow) =>
    together([
      ...nodesOf(flow, 'trigger.Schedule').map((node) => withWhen(node, 'schedule')),
      ...nodesOf(flow, 'trigger.Webhook').map((node) => withWhen(node, 'webhook')),
      ...nodesOf(flow, 'trigger.Flow').flatMap((node) => [dependsOnOfConditions(node), dependsOnOfPreconditions(node)]),
    ]),
}

const withWhen = ({ value, path }: FlowNode, kind: 'schedule' | 'webhook'): Partial<Rewrites> => {
  const { conditions } = value
  if (!Array.isArray(conditions) || conditions.length === 0) return {}
  const at = [...path, 'conditions']
  if (has(value, 'when')) return obstacle(at, '`when` is set too.')
  const when = whenOfAll(conditions, kind)
  if ('reason' in when) return obstacle(at, when.reason)
  return replaced(at, { act: 'replace', path: at, key: 'when', value: `{{ ${when.expression} }}` })
}

const obstacle = (path: NodePath, reason: string): Partial<Rewrites> => ({ obstacles: [{ path, part: 'key', reason }] })

const replaced = (path: NodePath, operation: Operation): Partial<Rewrites> => ({
  changes: [
    {
      code: 'removed-syntax',
      why: 'The trigger starts the flow as before.',
      path,
      part: 'key',
      operations: [operation],
    },
  ],
})

/** The entry of `dependsOn`, or the reason why there is none. */
type Entry = { readonly entry: MapValue } | { readonly reason: string }

const dependsOnOfConditions = ({ value, path }: FlowNode): Partial<Rewrites> => {
  const { conditions } = value
  if (!Array.isArray(conditions) || conditions.length === 0) return {}
  const at = [...path, 'conditions']
  const beside = ['dependsOn', 'preconditions', 'multipleConditions'].filter((key) => has(value, key))
  if (beside.length > 0) return obstacle(at, `${quoted(beside)} is set too.`)
  const made = entryOf(conditions)
  if ('reason' in made) return obstacle(at, made.reason)
  return replaced(at, { act: 'replace', path: at, key: 'dependsOn', value: [made.entry] })
}

const entryOf = (conditions: readonly unknown[]): Entry => {
  let entry: Record<string, unknown> = {}
  for (const condition of conditions) {
    const part = isMapValue(condition) ? partOf(condition) : { reason: 'A condition is not a map.' }
    if ('reason' in part) return part
    const twice = Object.keys(part.entry).filter((key) => key in entry)
    if (twice.length > 0) return { reason: `Several conditions are about ${quoted(twice)}.` }
    entry = { ...entry, ...part.entry }
  }
  return { entry }
}

const partOf = (condition: MapValue): Entry => {
  const name = typeof condition['type'] === 'string' ? conditionName(condition['type']) : undefined
  switch (name) {
    case 'ExecutionFlow':
      return literals(condition, ['namespace', 'flowId'])
    case 'ExecutionNamespace':
      return ofNamespace(condition)
    case 'ExecutionStatus':
      return ofStates(condition)
    case 'ExecutionLabels':
      return ofLabels(condition)
    default:
      return {
        reason: `${name ?? 'A condition of a plugin'} has no form in \`dependsOn\` that certainly behaves alike.`,
      }
  }
}

const literals = (condition: MapValue, names: readonly string[]): Entry => {
  const others = othersIn(condition, ['type', ...names])
  if (others.length > 0) return { reason: `${quoted(others)} of the condition is not resolved here.` }
  const given = names.filter((name) => has(condition, name))
  const wrong = given.find((name) => typeof condition[name] !== 'string' || isTemplate(String(condition[name])))
  if (wrong !== undefined) return { reason: `\`${wrong}\` is not a literal text.` }
  return { entry: Object.fromEntries(given.map((name) => [name, condition[name]])) }
}

const ofNamespace = (condition: MapValue): Entry => {
  const { comparison, prefix, ...rest } = condition
  const read = literals(rest, ['namespace'])
  const namespace = String(condition['namespace'])
  if ('reason' in read) return read
  if (comparison === 'PREFIX' || (comparison === undefined && isTrue(prefix)))
    return /['\\]/.test(namespace)
      ? { reason: '`namespace` has a quote.' }
      : { entry: { when: `{{ flow.namespace | startsWith('${namespace}') }}` } }
  return comparison === undefined || comparison === 'EQUALS' ? read : { reason: '`SUFFIX` has no form that was tried.' }
}

/** The states in which an execution has ended. */
const ENDED = new Set<unknown>(['SUCCESS', 'FAILED', 'WARNING', 'KILLED', 'CANCELLED'])

const ofStates = (condition: MapValue): Entry => {
  const states = condition['in']
  const others = othersIn(condition, ['type', 'in'])
  if (others.length > 0) return { reason: `${quoted(others)} of the condition has no counterpart.` }
  if (!Array.isArray(states) || !states.every((state) => ENDED.has(state)))
    return { reason: 'The states are not those of an execution that has ended.' }
  return { entry: { states } }
}

const ofLabels = (condition: MapValue): Entry => {
  const { labels } = condition
  const isLiteral =
    isMapValue(labels) && Object.values(labels).every((each) => typeof each === 'string' && !isTemplate(each))
  if (othersIn(condition, ['type', 'labels']).length > 0 || !isLiteral)
    return { reason: 'The labels are not a map of literal texts.' }
  return { entry: { labels } }
}

const dependsOnOfPreconditions = ({ value, path }: FlowNode): Partial<Rewrites> => {
  const { preconditions } = value
  if ((preconditions ?? null) === null) return {}
  const at = [...path, 'preconditions']
  const beside = ['dependsOn', 'conditions', 'multipleConditions'].filter((key) => has(value, key))
  if (beside.length > 0) return obstacle(at, `${quoted(beside)} is set too.`)
  if (!isMapValue(preconditions)) return obstacle(at, 'It is not a map.')
  const others = othersIn(preconditions, ['id', 'flows'])
  if (others.length > 0) return obstacle(at, `${quoted(others)} has no form that certainly behaves alike.`)
  const { flows } = preconditions
  if (!Array.isArray(flows) || flows.length === 0) return obstacle(at, 'It names no flows.')
  const wrong = flows.find((each) => !isMapValue(each) || othersIn(each, ['namespace', 'flowId', 'states']).length > 0)
  if (wrong !== undefined) return obstacle(at, 'An entry has more than `namespace`, `flowId` and `states`.')
  return replaced(at, { act: 'replace', path: at, key: 'dependsOn', from: [...at, 'flows'] })
}
