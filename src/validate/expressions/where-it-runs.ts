import type { CheckedFlow } from '../../flow/diagnostic.ts'
import { type FlowNode, isFlowableType } from '../../flow/walk-tasks.ts'
import { isAtOrBelow } from '../../yaml/map-value.ts'
import type { ExpressionText } from './read-expressions.ts'

const CORE = /^io\.kestra\.(?:plugin\.core|core\.tasks)\./
const SCRIPTS = /^io\.kestra\.plugin\.scripts\./
/** They render with names of their own: an item, a count, the arguments of a template. */
const OWN_NAMES = /\.(?:FilterItems|DeduplicateItems|Counts?|TemplatedTask|Template)$/

/** Kestra's own tasks and those that run scripts render every text that they have; so do the outputs of a flow. */
export const isSurelyRendered = (flow: CheckedFlow, text: ExpressionText): boolean => {
  const type = ownType(flow, text)
  return text.path[0] === 'outputs' || (type !== undefined && (CORE.test(type) || SCRIPTS.test(type)))
}

/** True where nothing but the context of the execution can be named. */
export const closedContext = (flow: CheckedFlow, text: ExpressionText): boolean => {
  const type = ownType(flow, text)
  return text.path[0] === 'outputs' || (type !== undefined && CORE.test(type) && !OWN_NAMES.test(type))
}

/** The types of the tasks that the text stands in, its own last; `undefined` where one of them is not Kestra's, or there is none. */
export const enclosing = (flow: CheckedFlow, text: ExpressionText): readonly string[] | undefined => {
  const around = tasksAround(flow, text)
  if (around.length === 0 || around.slice(0, -1).some(({ type }) => !isFlowableType(type ?? ''))) return undefined
  return around.map(({ type = '' }) => type)
}

/** Of the task whose own text it is, and not that of a task runner or another part in it. */
const ownType = (flow: CheckedFlow, text: ExpressionText): string | undefined => {
  const node = tasksAround(flow, text).at(-1)
  return text.seesExecution && node?.isCertain === true ? node.type : undefined
}

const tasksAround = ({ nodes }: CheckedFlow, { path }: ExpressionText): readonly FlowNode[] =>
  nodes.filter((node) => node.kind === 'task' && isAtOrBelow(path, node.path))
