import { isMapValue, type NodePath } from '../../flow/map-value.ts'
import { isFlowableType } from '../../flow/walk-tasks.ts'
import type { Fault, FlowRule } from '../flow-rule.ts'

const FLOW_LISTS = ['tasks', 'errors', 'finally', 'afterExecution', 'triggers', 'inputs', 'outputs', 'sla']
const FLOW_MAPS = ['variables', 'concurrency']
const TASK_LISTS = ['tasks', 'then', 'else', 'defaults', 'errors', 'finally']
const TEXTS = ['id', 'namespace', 'description']
const BOOLEAN_TEXT = /^(?:|true|True|TRUE|false|False|FALSE)$/

/**
 * Properties that Kestra reads as a list, a map, a text or a boolean and that hold something else. A key without a
 * value is an empty text to Kestra's parser, so `triggers:` alone is refused; `null` and `~` are accepted.
 */
export const checkShape: FlowRule = ({ value, nodes }) => [
  ...FLOW_LISTS.flatMap((key) => expectList(value[key], [key])),
  ...FLOW_MAPS.flatMap((key) => expectMap(value[key], [key])),
  ...TEXTS.flatMap((key) => expectText(value[key], [key])),
  ...expectBoolean(value['disabled'], ['disabled']),
  ...nodes
    .filter(({ kind, type, isCertain }) => kind === 'task' && isCertain && type !== undefined && isFlowableType(type))
    .flatMap((node) => TASK_LISTS.flatMap((key) => expectList(node.value[key], [...node.path, key]))),
]

const expectList = (value: unknown, path: NodePath): readonly Fault[] =>
  value === undefined || value === null || Array.isArray(value) ? [] : [wrongShape({ value, path, wanted: 'a list' })]

const expectMap = (value: unknown, path: NodePath): readonly Fault[] =>
  value === undefined || value === null || isMapValue(value) ? [] : [wrongShape({ value, path, wanted: 'a map' })]

const expectText = (value: unknown, path: NodePath): readonly Fault[] =>
  Array.isArray(value) || isMapValue(value) ? [wrongShape({ value, path, wanted: 'a text' })] : []

const expectBoolean = (value: unknown, path: NodePath): readonly Fault[] => {
  const isRead = typeof value === 'string' ? BOOLEAN_TEXT.test(value) : !Array.isArray(value) && !isMapValue(value)
  return isRead ? [] : [wrongShape({ value, path, wanted: 'true or false' })]
}

interface Shape {
  readonly value: unknown
  readonly path: NodePath
  readonly wanted: string
}

const wrongShape = ({ value, path, wanted }: Shape): Fault => {
  const key = path.at(-1)
  if (value !== '')
    return { code: 'wrong-shape', path, message: `\`${key}\` must be ${wanted}; this is ${kindOf(value)}.` }
  return {
    code: 'wrong-shape',
    path,
    part: 'key',
    message: `\`${key}\` has no value; Kestra reads an empty text where ${wanted} must be, and refuses the flow.`,
    hint: `Remove the key, or give it ${wanted}.`,
  }
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (isMapValue(value)) return 'a map'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
