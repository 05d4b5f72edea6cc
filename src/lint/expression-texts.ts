import { mayBeRendered, renderedTexts } from '../flow/context-references.ts'
import { type FlowNode, isFlowableType } from '../flow/walk-tasks.ts'
import { parsePebble } from '../pebble/parse-pebble.ts'
import { expressionsIn, type PebbleExpression, type PebbleFault, type PebbleTemplate } from '../pebble/pebble-tree.ts'
import { isDisabled, type MapValue, mapsIn, type NodePath, type PlacedText, textsIn } from '../yaml/map-value.ts'

/** A text of a flow that Kestra renders, with its parsed template. */
export interface ExpressionText extends PlacedText {
  readonly template: PebbleTemplate | undefined
  /** Why the template could not be parsed; `undefined` if it could. */
  readonly fault: PebbleFault | undefined
  /** Every part of every expression, parents first. */
  readonly parts: readonly PebbleExpression[]
  /** True if the text is rendered in the execution of this flow. Texts of triggers are rendered outside of it. */
  readonly seesExecution: boolean
}

/** Top-level properties whose values Kestra passes on without rendering. */
const NOT_RENDERED = new Set<unknown>(['variables', 'labels'])

/** The texts of a flow with tags that Kestra renders at run time (docs/internals/facts/kestra.md, "What is rendered"). */
export const readExpressions = (flow: MapValue): readonly ExpressionText[] => [
  ...renderedTexts(flow)
    .filter(({ path }) => !NOT_RENDERED.has(path[0]))
    .flatMap((text) => parseText(text, true)),
  ...triggerTexts(flow).flatMap((text) => parseText(text, false)),
]

const parseText = (rendered: PlacedText, seesExecution: boolean): readonly ExpressionText[] => {
  const { text } = rendered
  if (!mayBeRendered(text)) return []
  const parsed = parsePebble(text)
  if ('says' in parsed) return [{ ...rendered, template: undefined, fault: parsed, parts: [], seesExecution }]
  return [{ ...rendered, template: parsed, fault: undefined, parts: expressionsIn(parsed), seesExecution }]
}

/** The texts of enabled triggers, without descriptions. */
const triggerTexts = (flow: MapValue): readonly PlacedText[] =>
  mapsIn(flow['triggers'], ['triggers'])
    .filter(({ value }) => !isDisabled(value))
    .flatMap(({ value, path }) => textsIn(value).map((below) => ({ ...below, path: [...path, ...below.path] })))
    .filter(({ path }) => path.at(-1) !== 'description')

const CORE = /^io\.kestra\.(?:plugin\.core|core\.tasks)\./
const SCRIPTS = /^io\.kestra\.plugin\.scripts\./
/** Core tasks that render with additional variables: an item, a count, the arguments of a template. */
const OWN_NAMES = /\.(?:FilterItems|DeduplicateItems|Counts?|TemplatedTask|Template)$/

/** True if Kestra surely renders the text: all texts of core tasks and script tasks, and the outputs of a flow. */
export const isSurelyRendered = (nodes: readonly FlowNode[], text: ExpressionText): boolean => {
  const type = ownType(nodes, text)
  return text.path[0] === 'outputs' || (type !== undefined && (CORE.test(type) || SCRIPTS.test(type)))
}

/** True if only the context of the execution is available to the text. */
export const closedContext = (nodes: readonly FlowNode[], text: ExpressionText): boolean => {
  const type = ownType(nodes, text)
  return text.path[0] === 'outputs' || (type !== undefined && CORE.test(type) && !OWN_NAMES.test(type))
}

/**
 * The types of the tasks around the text, outermost first. `undefined` if a surrounding task is not a core flowable task, or if the text is
 * not in a task.
 */
export const enclosing = (nodes: readonly FlowNode[], text: ExpressionText): readonly string[] | undefined => {
  const around = tasksAround(nodes, text)
  if (around.length === 0 || around.slice(0, -1).some(({ type }) => !isFlowableType(type ?? ''))) return undefined
  return around.map(({ type = '' }) => type)
}

/** The type of the task to which the text belongs; `undefined` for texts of task runners and other nested parts. */
const ownType = (nodes: readonly FlowNode[], text: ExpressionText): string | undefined => {
  const node = tasksAround(nodes, text).at(-1)
  return text.seesExecution && node?.isCertain === true ? node.type : undefined
}

const tasksAround = (nodes: readonly FlowNode[], { path }: ExpressionText): readonly FlowNode[] => {
  const byPath = tasksByPath.get(nodes) ?? tasksByPathKey(nodes)
  tasksByPath.set(nodes, byPath)
  return path.flatMap((_, index) => byPath.get(pathKey(path.slice(0, index + 1))) ?? [])
}

const tasksByPath = new WeakMap<readonly FlowNode[], ReadonlyMap<string, FlowNode>>()

const tasksByPathKey = (nodes: readonly FlowNode[]): ReadonlyMap<string, FlowNode> =>
  new Map(nodes.flatMap((node) => (node.kind === 'task' ? [[pathKey(node.path), node] as const] : [])))

const pathKey = (path: NodePath): string => JSON.stringify(path)
