import { isMapValue, type MapValue } from '../../yaml/map-value.ts'
import type { TaskPlace } from './task-places.ts'

/** When another task runs, seen from one whose way parts from it in the same flow or task. */
export type Order = 'before' | 'later' | 'beside' | 'other branch' | 'after a failure' | 'unknown'

const IN_ORDER: ReadonlySet<string> = new Set(
  ['Sequential', 'WorkingDirectory', 'AllowFailure', 'If', 'Switch', 'Pause', 'LoopUntil', 'Loop'].concat([
    'ForEach',
    'EachSequential',
  ]),
)
/** Lists that run after the others, in this order. */
const LATER_LISTS = ['errors', 'finally', 'outputs', 'afterExecution']

export type Placed = Pick<TaskPlace, 'holder' | 'list' | 'index'>

/** The place of the outputs of the flow, as of a task: after `finally`, before `afterExecution`. */
export const FLOW_OUTPUTS: Placed = { holder: undefined, list: 'outputs', index: 0 }

/** True for what runs whether the tasks before it did or not. */
export const runsInAnyCase = ({ list }: Placed): boolean => list !== 'outputs' && LATER_LISTS.includes(list)

/** Of two that stand in one flow or task. */
export const orderOf = (from: Placed, to: TaskPlace): Order => {
  if (from.list !== to.list) return orderOfLists(from, to)
  const { holder } = to
  if (holder === undefined || LATER_LISTS.includes(to.list) || IN_ORDER.has(holder.flowable))
    return to.index < from.index ? 'before' : 'later'
  if (holder.flowable === 'Dag') return orderInDag(holder, from.index, to.index)
  const isAtOnce = ['Parallel', 'EachParallel'].includes(holder.flowable)
  return isAtOnce && [undefined, 0].some((all) => holder.node.value['concurrent'] === all) ? 'beside' : 'unknown'
}

const orderOfLists = (from: Placed, { list, holder }: TaskPlace): Order => {
  const [own, other] = [LATER_LISTS.indexOf(from.list), LATER_LISTS.indexOf(list)]
  if (list === 'errors') return 'after a failure'
  if (other > own) return 'later'
  if (own !== -1) return 'before'
  return holder?.flowable === 'If' || holder?.flowable === 'Switch' ? 'other branch' : 'unknown'
}

const orderInDag = ({ node: { value } }: TaskPlace, from: number, to: number): Order => {
  const waits = waitsIn(value)
  if (reaches(waits, from, to)) return 'before'
  return reaches(waits, to, from) ? 'later' : 'beside'
}

/** A Dag of thousands of tasks is read once, however often they read each other. */
const known = new WeakMap<MapValue, readonly (readonly number[])[]>()

/** Of each task of a Dag those that it waits for, by their indexes. */
const waitsIn = (dag: MapValue): readonly (readonly number[])[] => {
  const read = known.get(dag)
  if (read !== undefined) return read
  const entries: readonly unknown[] = Array.isArray(dag['tasks']) ? dag['tasks'] : []
  const maps = entries.map((entry) => (isMapValue(entry) ? entry : {}))
  const indexes = new Map(maps.map(({ task }, index) => [isMapValue(task) ? task['id'] : undefined, index]))
  const waits = maps.map(({ dependsOn }) =>
    (Array.isArray(dependsOn) ? dependsOn : []).flatMap((id: unknown) => indexes.get(id) ?? []),
  )
  known.set(dag, waits)
  return waits
}

const reaches = (waits: readonly (readonly number[])[], start: number, goal: number): boolean => {
  const seen = new Uint8Array(waits.length)
  const waiting = [...(waits[start] ?? [])]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (index === goal) return true
    if (seen[index] === 1) continue
    seen[index] = 1
    for (const next of waits[index] ?? []) waiting.push(next)
  }
  return false
}
