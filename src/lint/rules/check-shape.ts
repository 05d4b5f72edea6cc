import type { DocumentFinding } from '../../flow/document-finding.ts'
import { isAtLeast, type KnownVersion } from '../../flow/kestra-version.ts'
import { type FlowNode, isFlowableType } from '../../flow/walk-tasks.ts'
import { isMapValue, type MapNode, mapsIn, type NodePath } from '../../yaml/map-value.ts'
import type { FlowRule, RuleContext } from '../rule-context.ts'

/** The shape that Kestra expects of a property, and a test for the values that it accepts. */
interface PropertyShape {
  readonly wanted: string
  readonly fits: (value: unknown) => boolean
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null
const isScalar = (value: unknown): boolean => !Array.isArray(value) && !isMapValue(value)
const BOOLEAN_TEXT = /^(?:|true|True|TRUE|false|False|FALSE)$/

const LIST: PropertyShape = { wanted: 'a list', fits: (value) => isAbsent(value) || Array.isArray(value) }
const MAP: PropertyShape = { wanted: 'a map', fits: (value) => isAbsent(value) || isMapValue(value) }
const TEXT: PropertyShape = { wanted: 'a text', fits: isScalar }
const BOOLEAN: PropertyShape = {
  wanted: 'true or false',
  fits: (value) => (typeof value === 'string' ? BOOLEAN_TEXT.test(value) : isScalar(value)),
}

const OF_FLOW: readonly (readonly [PropertyShape, readonly string[]])[] = [
  [LIST, ['tasks', 'errors', 'finally', 'afterExecution', 'triggers', 'inputs', 'outputs', 'sla']],
  [MAP, ['variables', 'concurrency']],
  [TEXT, ['id', 'namespace', 'description']],
  [BOOLEAN, ['disabled']],
]
const TASK_LISTS = ['tasks', 'then', 'else', 'defaults', 'errors', 'finally']

/**
 * Reports properties that must be a list, a map, a text or a boolean and have another shape. Kestra's parser reads a key without a value as
 * an empty text, so it refuses a bare `triggers:`. It accepts `null` and `~`.
 */
export const checkShape: FlowRule = ({ value, nodes }) => [
  ...OF_FLOW.flatMap(([shape, keys]) => shapeFindings({ value, path: [] }, keys, shape)),
  ...nodes
    .filter(({ kind, type, isCertain }) => kind === 'task' && isCertain && type !== undefined && isFlowableType(type))
    .flatMap((node) => shapeFindings(node, TASK_LISTS, LIST)),
]

const shapeFindings = (
  { value: map, path }: MapNode,
  keys: readonly string[],
  { wanted, fits }: PropertyShape,
): readonly DocumentFinding[] =>
  keys.flatMap((key): readonly DocumentFinding[] => {
    const value = map[key]
    if (fits(value)) return []
    const at = { code: 'wrong-shape', path: [...path, key] } as const
    if (value !== '') return [{ ...at, message: `\`${key}\` must be ${wanted}; this is ${shapeName(value)}.` }]
    const message = `\`${key}\` has no value; Kestra reads an empty text where ${wanted} must be, and refuses the flow.`
    return [{ ...at, part: 'key', message, hint: `Remove the key, or give it ${wanted}.` }]
  })

const shapeName = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (isMapValue(value)) return 'a map'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}

/**
 * Reports missing properties: `id`, `namespace` and `tasks` of the flow, `id` and `type` of tasks and triggers, `id` of inputs and outputs.
 */
export const checkRequired: FlowRule = (flow) => [
  ...['id', 'namespace'].flatMap((key) => (isAbsent(flow.value[key]) ? [missing(key, 'The flow', [])] : [])),
  ...emptyTasks(flow),
  ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap((node) => missingOfNode(flow, node)),
  ...['inputs', 'outputs'].flatMap((key) => missingOfData(flow, key)),
]

const emptyTasks = ({ value }: RuleContext): readonly DocumentFinding[] => {
  const { tasks } = value
  const isEmpty = isAbsent(tasks) || (Array.isArray(tasks) && tasks.length === 0)
  return isEmpty ? [{ code: 'empty-tasks', path: ['tasks'], part: 'key', message: 'The flow has no task.' }] : []
}

const missingOfNode = (
  { version }: RuleContext,
  { kind, value, path, id, type }: FlowNode,
): readonly DocumentFinding[] => {
  const named = id === undefined ? `This ${kind}` : `The ${kind} "${id}"`
  const isWithoutId = kind !== 'condition' && isAbsent(value['id'])
  return [
    ...(isWithoutId ? [{ ...missing('id', named, path), ...nestedSeverity(path, version) }] : []),
    ...(isAbsent(value['type']) || type === '' ? [missing('type', named, path)] : []),
  ]
}

/** Inputs without `id` may have a `name` instead, which was valid before 2.0. */
const missingOfData = ({ value }: RuleContext, list: string): readonly DocumentFinding[] =>
  mapsIn(value[list], [list])
    .filter((item) => isAbsent(item.value['id']) && isAbsent(item.value['name']))
    .map(({ path }) => missing('id', `This ${list.slice(0, -1)}`, path))

const missing = (key: string, owner: string, path: NodePath): DocumentFinding => ({
  code: 'missing-property',
  path: [...path, key],
  part: 'key',
  message: `${owner} has no \`${key}\`.`,
})

/**
 * The severity of a wrong id of a nested task. Kestra does not validate tasks in the `cases` of a Switch, nor before 2.0 tasks in a Dag. It
 * stores the flow, so the fault shows only at run time, and this rule reports a warning.
 */
export const nestedSeverity = (
  path: NodePath,
  version: KnownVersion | undefined,
): Pick<DocumentFinding, 'severity'> => {
  const isUnchecked = path.includes('cases') || (path.includes('task') && !isAtLeast(version, 2, 0))
  return isUnchecked ? { severity: 'warning' } : {}
}

/** Reports a `revision:` in the source. The server ignores a number from 1 and refuses anything else. */
export const checkRevision: FlowRule = ({ value: { revision } }) => {
  if (isAbsent(revision)) return []
  const at = { path: ['revision'], part: 'key' } as const
  const message = 'The server numbers revisions by itself and ignores this line.'
  return typeof revision === 'number' && revision >= 1
    ? [{ ...at, code: 'revision-in-source', message }]
    : [{ ...at, code: 'wrong-shape', message: '`revision` must be a whole number from 1.', hint: 'Remove the line.' }]
}

/** Types that Kestra itself defines. A plugin of another vendor may have a `when`. */
const KESTRA_TYPE = /^io\.kestra\./

/**
 * Reports `when` on a task. Kestra's first guide to 2.0 named it, but every version refuses it and reads `runIf`. Not reported if the
 * schema of the server has it.
 */
export const checkTaskWhen: FlowRule = ({ nodes, isKnown }) =>
  nodes
    .filter(
      ({ kind, type = '', value, path, isCertain }) =>
        kind === 'task' &&
        isCertain &&
        KESTRA_TYPE.test(type) &&
        !isAbsent(value['when']) &&
        !isKnown([...path, 'when']),
    )
    .map(({ path }) => ({
      code: 'unknown-property',
      path: [...path, 'when'],
      part: 'key',
      message: 'A task has no `when`.',
      hint: 'Write `runIf`: a trigger has `when`, a task does not.',
    }))
