import type { Diagnostic } from '../../flow/diagnostic.ts'
import { type FlowNode, isFlowableType } from '../../flow/walk-tasks.ts'
import { isAtLeast, type KnownVersion } from '../../kestra/server.ts'
import { isMapValue, type NodePath } from '../../yaml/map-value.ts'
import type { CheckedFlow, FlowRule } from '../checked-flow.ts'

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

const expectList = (value: unknown, path: NodePath): readonly Diagnostic[] =>
  value === undefined || value === null || Array.isArray(value) ? [] : [wrongShape({ value, path, wanted: 'a list' })]

const expectMap = (value: unknown, path: NodePath): readonly Diagnostic[] =>
  value === undefined || value === null || isMapValue(value) ? [] : [wrongShape({ value, path, wanted: 'a map' })]

const expectText = (value: unknown, path: NodePath): readonly Diagnostic[] =>
  Array.isArray(value) || isMapValue(value) ? [wrongShape({ value, path, wanted: 'a text' })] : []

const expectBoolean = (value: unknown, path: NodePath): readonly Diagnostic[] => {
  const isRead = typeof value === 'string' ? BOOLEAN_TEXT.test(value) : !Array.isArray(value) && !isMapValue(value)
  return isRead ? [] : [wrongShape({ value, path, wanted: 'true or false' })]
}

interface Shape {
  readonly value: unknown
  readonly path: NodePath
  readonly wanted: string
}

const wrongShape = ({ value, path, wanted }: Shape): Diagnostic => {
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

/** `id`, `namespace` and `tasks` of the flow; `id` and `type` of tasks and triggers; `id` of inputs and outputs. */
export const checkRequired: FlowRule = (flow) => [
  ...['id', 'namespace'].flatMap((key) => (isAbsent(flow.value[key]) ? [missing(key, 'The flow', [])] : [])),
  ...emptyTasks(flow),
  ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap((node) => missingOfNode(flow, node)),
  ...['inputs', 'outputs'].flatMap((key) => missingOfData(flow, key)),
]

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const emptyTasks = ({ value }: CheckedFlow): readonly Diagnostic[] => {
  const { tasks } = value
  const isEmpty = isAbsent(tasks) || (Array.isArray(tasks) && tasks.length === 0)
  return isEmpty ? [{ code: 'empty-tasks', path: ['tasks'], part: 'key', message: 'The flow has no task.' }] : []
}

const missingOfNode = ({ version }: CheckedFlow, { kind, value, path, id, type }: FlowNode): readonly Diagnostic[] => {
  const named = id === undefined ? `This ${kind}` : `The ${kind} "${id}"`
  const keys = kind === 'condition' ? ['type'] : ['id', 'type']
  const isBlankType = type === ''
  return keys
    .filter((key) => isAbsent(value[key]) || (key === 'type' && isBlankType))
    .map((key) => ({ ...missing(key, named, path), ...(key === 'id' ? nestedSeverity(path, version) : {}) }))
}

const missingOfData = ({ value }: CheckedFlow, list: string): readonly Diagnostic[] => {
  const items: unknown = value[list]
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown, index) => {
    // Inputs could be called by `name` before 2.0.
    const isNamed = !isMapValue(item) || !isAbsent(item['id']) || !isAbsent(item['name'])
    return isNamed ? [] : [missing('id', `This ${list.slice(0, -1)}`, [list, index])]
  })
}

const missing = (key: string, owner: string, path: NodePath): Diagnostic => ({
  code: 'missing-property',
  path: [...path, key],
  message: `${owner} has no \`${key}\`.`,
})

/**
 * The severity of what is wrong with the id of a nested task. Kestra does not validate the tasks in the `cases` of a Switch, nor
 * before 2.0 those of a Dag: it stores such a flow, and what comes of it shows only when it runs.
 */
export const nestedSeverity = (path: NodePath, version: KnownVersion | undefined): Pick<Diagnostic, 'severity'> => {
  const isUnchecked = path.includes('cases') || (path.includes('task') && !isAtLeast(version, 2, 0))
  return isUnchecked ? { severity: 'warning' } : {}
}

/** A `revision:` in the source: ignored by the server when it is a number, refused otherwise. */
export const checkRevision: FlowRule = ({ value }) => {
  const { revision } = value
  if (revision === undefined || revision === null) return []
  const at = { path: ['revision'], part: 'key' as const }
  if (typeof revision === 'number' && revision >= 1) {
    return [
      { ...at, code: 'revision-in-source', message: 'The server numbers revisions by itself and ignores this line.' },
    ]
  }
  return [
    { ...at, code: 'wrong-shape', message: '`revision` must be a whole number from 1.', hint: 'Remove the line.' },
  ]
}
