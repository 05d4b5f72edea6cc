import { mayBeRendered, renderedTexts } from '../flow/context-references.ts'
import { type FlowNode, isFlowableType } from '../flow/walk-tasks.ts'
import { parsePebble } from '../pebble/parse-pebble.ts'
import { expressionsIn, type PebbleExpression, type PebbleFault, type PebbleTemplate } from '../pebble/pebble-tree.ts'
import { isDisabled, type MapValue, mapsIn, type NodePath, type PlacedText, textsIn } from '../yaml/map-value.ts'

/** A text of a flow that Kestra renders, with its braces read. */
export interface ExpressionText extends PlacedText {
  readonly template: PebbleTemplate | undefined
  /** Where there is no template. */
  readonly fault: PebbleFault | undefined
  /** Every part of every expression, parents first. */
  readonly parts: readonly PebbleExpression[]
  /** It sees this execution; triggers see another, or none. */
  readonly seesExecution: boolean
}

/** What reads these gets them as they are. */
const NOT_RENDERED = new Set<unknown>(['variables', 'labels'])

/** The texts of a flow that hold tags and that Kestra renders when it runs (docs/internals/facts/kestra.md, "What is rendered"). */
export const readExpressions = (flow: MapValue): readonly ExpressionText[] => [
  ...renderedTexts(flow)
    .filter(({ path }) => !NOT_RENDERED.has(path[0]))
    .flatMap((text) => read(text, true)),
  ...triggerTexts(flow).flatMap((text) => read(text, false)),
]

const read = (rendered: PlacedText, seesExecution: boolean): readonly ExpressionText[] => {
  const { text } = rendered
  if (!mayBeRendered(text)) return []
  const parsed = parsePebble(text)
  if ('says' in parsed) return [{ ...rendered, template: undefined, fault: parsed, parts: [], seesExecution }]
  return [{ ...rendered, template: parsed, fault: undefined, parts: expressionsIn(parsed), seesExecution }]
}

/** Of those that are not disabled. */
const triggerTexts = (flow: MapValue): readonly PlacedText[] =>
  mapsIn(flow['triggers'], ['triggers'])
    .filter(({ value }) => !isDisabled(value))
    .flatMap(({ value, path }) => textsIn(value).map((below) => ({ ...below, path: [...path, ...below.path] })))
    .filter(({ path }) => path.at(-1) !== 'description')

const CORE = /^io\.kestra\.(?:plugin\.core|core\.tasks)\./
const SCRIPTS = /^io\.kestra\.plugin\.scripts\./
/** They render with names of their own: an item, a count, the arguments of a template. */
const OWN_NAMES = /\.(?:FilterItems|DeduplicateItems|Counts?|TemplatedTask|Template)$/

/** Kestra's own tasks and those that run scripts render every text that they have; so do the outputs of a flow. */
export const isSurelyRendered = (nodes: readonly FlowNode[], text: ExpressionText): boolean => {
  const type = ownType(nodes, text)
  return text.path[0] === 'outputs' || (type !== undefined && (CORE.test(type) || SCRIPTS.test(type)))
}

/** True where nothing but the context of the execution can be named. */
export const closedContext = (nodes: readonly FlowNode[], text: ExpressionText): boolean => {
  const type = ownType(nodes, text)
  return text.path[0] === 'outputs' || (type !== undefined && CORE.test(type) && !OWN_NAMES.test(type))
}

/** The types of the tasks that the text stands in, its own last; `undefined` where one of them is not Kestra's, or there is none. */
export const enclosing = (nodes: readonly FlowNode[], text: ExpressionText): readonly string[] | undefined => {
  const around = tasksAround(nodes, text)
  if (around.length === 0 || around.slice(0, -1).some(({ type }) => !isFlowableType(type ?? ''))) return undefined
  return around.map(({ type = '' }) => type)
}

/** Of the task whose own text it is, and not that of a task runner or another part in it. */
const ownType = (nodes: readonly FlowNode[], text: ExpressionText): string | undefined => {
  const node = tasksAround(nodes, text).at(-1)
  return text.seesExecution && node?.isCertain === true ? node.type : undefined
}

const tasksAround = (nodes: readonly FlowNode[], { path }: ExpressionText): readonly FlowNode[] => {
  const byPath = tasksByPath.get(nodes) ?? indexOf(nodes)
  tasksByPath.set(nodes, byPath)
  return path.flatMap((_, index) => byPath.get(keyOf(path.slice(0, index + 1))) ?? [])
}

const tasksByPath = new WeakMap<readonly FlowNode[], ReadonlyMap<string, FlowNode>>()

const indexOf = (nodes: readonly FlowNode[]): ReadonlyMap<string, FlowNode> =>
  new Map(nodes.flatMap((node) => (node.kind === 'task' ? [[keyOf(node.path), node] as const] : [])))

const keyOf = (path: NodePath): string => JSON.stringify(path)
