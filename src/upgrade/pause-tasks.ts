import { currentType } from '../flow/removed-types.ts'
import type { FlowNode } from '../flow/walk-tasks.ts'
import type { RuleContext } from '../lint/rule-context.ts'
import { valueAt } from '../yaml/map-value.ts'
import { CORE, type Construct, has, nodesOf, othersIn, quoted, type Rewrites, together } from './construct.ts'

/** `tasks` of a Pause task: they move behind it. 1.x accepts that. */
export const PAUSE_TASKS: Construct = {
  isTakenBy1: true,
  rewrite: (flow) => together(nodesOf(flow, 'flow.Pause').map((node) => moved(flow, node))),
}

const KEPT = ['id', 'type', 'description', 'delay', 'pauseDuration', 'onResume', 'tasks']

const moved = (flow: RuleContext, { value, path }: FlowNode): Partial<Rewrites> => {
  if (!has(value, 'tasks')) return {}
  const at = [...path, 'tasks']
  const reason = reasonAgainst(flow, { value, path })
  if (reason !== undefined) return { obstacles: [{ path: at, part: 'key', reason }] }
  const operations = [
    { act: 'items', path, from: at },
    { act: 'remove', path: at },
  ] as const
  const why = 'The tasks run after the pause, as before.'
  return { changes: [{ code: 'removed-syntax', why, path: at, part: 'key', operations }] }
}

const reasonAgainst = ({ value: root }: RuleContext, { value, path }: Pick<FlowNode, 'value' | 'path'>) => {
  const others = othersIn(value, KEPT)
  if (others.length > 0) return `${quoted(others)} of this task would not apply to the moved tasks.`
  const list = path.at(-2)
  const type = valueAt(root, [...path.slice(0, -2), 'type'])
  const isTogether = typeof type === 'string' && /\.(?:Parallel|Dag|EachParallel)$/.test(currentType(type))
  if (typeof path.at(-1) !== 'number' || list === 'dag') return 'The tasks need a list of their own.'
  return isTogether && String(type).startsWith(CORE) && list === 'tasks'
    ? 'Tasks of this list run at the same time. Put both into a Sequential task.'
    : undefined
}
