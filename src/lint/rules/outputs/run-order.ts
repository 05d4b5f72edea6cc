import { isDisabled, isMapValue, type MapValue } from '../../../yaml/map-value.ts'
import type { TaskPlace } from '../../outputs/output-reads.ts'

/** When another task runs, seen from a task of the same flow or parent task. */
export type Order = 'before' | 'later' | 'beside' | 'other branch' | 'after a failure' | 'unknown'

const IN_ORDER: ReadonlySet<string> = new Set(
  'Sequential WorkingDirectory AllowFailure If Switch Pause LoopUntil Loop ForEach EachSequential'.split(' '),
)
/** Lists that run after the other lists, in this order. */
const LATER_LISTS = ['errors', 'finally', 'outputs', 'afterExecution']

export type PlaceInFlow = Pick<TaskPlace, 'holder' | 'list' | 'index'>

/** The position of the flow outputs among its tasks: after `finally`, before `afterExecution`. */
export const FLOW_OUTPUTS: PlaceInFlow = { holder: undefined, list: 'outputs', index: 0 }

/** True if the task runs even if the tasks before it did not. */
export const runsInAnyCase = ({ list }: PlaceInFlow): boolean => list !== 'outputs' && LATER_LISTS.includes(list)

/** The order of two tasks of the same flow or parent task. */
export const orderOf = (from: PlaceInFlow, to: TaskPlace): Order => {
  if (from.list !== to.list) return orderOfLists(from, to)
  const { holder } = to
  if (holder === undefined || LATER_LISTS.includes(to.list) || IN_ORDER.has(holder.flowable))
    return to.index < from.index ? 'before' : 'later'
  if (holder.flowable === 'Dag') return orderInDag(holder, from.index, to.index)
  const isAtOnce = ['Parallel', 'EachParallel'].includes(holder.flowable)
  return isAtOnce && [undefined, 0].some((all) => holder.node.value['concurrent'] === all) ? 'beside' : 'unknown'
}

const orderOfLists = (from: PlaceInFlow, { list, holder }: TaskPlace): Order => {
  const [own, other] = [LATER_LISTS.indexOf(from.list), LATER_LISTS.indexOf(list)]
  if (list === 'errors') return 'after a failure'
  if (other > own) return 'later'
  if (own !== -1) return 'before'
  return holder?.flowable === 'If' || holder?.flowable === 'Switch' ? 'other branch' : 'unknown'
}

/** Which tasks of a Dag run before which. */
interface DagOrder {
  /** True if a task waits for another, directly or through others. `undefined` if the search limit was reached. */
  waits(task: number, other: number): boolean | undefined
}

const dagOrders = new WeakMap<MapValue, DagOrder>()

const orderInDag = ({ node: { value } }: TaskPlace, from: number, to: number): Order => {
  const order = dagOrders.get(value) ?? dagOrder(value)
  dagOrders.set(value, order)
  const isBefore = order.waits(from, to)
  const isLater = isBefore === true ? false : order.waits(to, from)
  if (isBefore === true) return 'before'
  if (isLater === true) return 'later'
  return isBefore === undefined || isLater === undefined ? 'unknown' : 'beside'
}

/** Limit of steps along `dependsOn` in one Dag. Without it the work grows with the square of the tasks. */
const MOST_DAG_STEPS = 2_000_000

const dagOrder = (dag: MapValue): DagOrder => {
  const waits = dagDependencies(dag)
  const reached = new Map<number, ReadonlySet<number>>()
  let steps = 0
  const reachedFrom = (start: number): ReadonlySet<number> | undefined => {
    const all = new Set(waits[start])
    for (const index of all) {
      const next = waits[index] ?? []
      steps += 1 + next.length
      if (steps > MOST_DAG_STEPS) return undefined
      for (const each of next) all.add(each)
    }
    reached.set(start, all)
    return all
  }
  return {
    waits: (task, other) =>
      waits[task]?.includes(other) === true || (reached.get(task) ?? reachedFrom(task))?.has(other),
  }
}

/** For each task of a Dag the indexes of the tasks that it waits for. */
const dagDependencies = (dag: MapValue): readonly (readonly number[])[] => {
  const entries: readonly unknown[] = Array.isArray(dag['tasks']) ? dag['tasks'] : []
  const maps = entries.map((entry) => (isMapValue(entry) ? entry : {}))
  const indexes = new Map(maps.map(({ task }, index) => [isMapValue(task) ? task['id'] : undefined, index]))
  return maps.map(({ dependsOn }) => [
    ...new Set((Array.isArray(dependsOn) ? dependsOn : []).flatMap((id: unknown) => indexes.get(id) ?? [])),
  ])
}

/** Whether a task runs if its parent runs. `because` ends the sentence `The task "x" …`. */
export type RunCertainty = { readonly runs: 'always' } | { readonly runs: 'never' | 'maybe'; readonly because: string }

const ALWAYS: RunCertainty = { runs: 'always' }

/** The certainty that a task runs, without regard to the tasks around its parent. */
export const willRun = ({ node: { value }, holder, list }: TaskPlace): RunCertainty => {
  if (isDisabled(value)) return { runs: 'never', because: 'is disabled' }
  const own = truthOf(value['runIf'] ?? true)
  if (own === false) return { runs: 'never', because: 'never runs: its `runIf` is false' }
  const branch = holder === undefined ? ALWAYS : branchCertainty(holder, list)
  if (branch.runs !== 'always' || own === true) return branch
  return { runs: 'maybe', because: 'runs only where its `runIf` holds' }
}

const branchCertainty = ({ flowable, node: { id, value } }: TaskPlace, list: string): RunCertainty => {
  if (flowable === 'If' && (list === 'then' || list === 'else')) {
    const condition = truthOf(value['condition'])
    const holds = list === 'then'
    if (condition === holds) return ALWAYS
    const because = `runs only where the condition of "${id}" ${holds ? 'holds' : 'does not hold'}`
    return { runs: condition === undefined ? 'maybe' : 'never', because }
  }
  return flowable === 'Switch' && (list === 'defaults' || list.startsWith('cases.'))
    ? caseCertainty(value, id, list)
    : ALWAYS
}

const caseCertainty = ({ value: chosen, cases }: MapValue, id: string | undefined, list: string): RunCertainty => {
  const name = list === 'defaults' ? undefined : list.slice('cases.'.length)
  if (typeof chosen === 'string' && !chosen.includes('{') && isMapValue(cases)) {
    const taken = Object.hasOwn(cases, chosen) ? chosen : undefined
    if (taken === name) return ALWAYS
    return { runs: 'never', because: `never runs: the value of "${id}" is always "${chosen}"` }
  }
  const where = name === undefined ? `where no case of "${id}" fits` : `in the case "${name}" of "${id}"`
  return { runs: 'maybe', because: `runs only ${where}` }
}

const LITERAL = /^\s*(?:\{\{-?\s*(true|false)\s*-?\}\}|(true|false))\s*$/

/** The constant value of a condition; `undefined` if it depends on the run. */
const truthOf = (condition: unknown): boolean | undefined => {
  if (typeof condition === 'boolean') return condition
  const [, inBraces, plain] = typeof condition === 'string' ? (LITERAL.exec(condition) ?? []) : []
  const word = inBraces ?? plain
  return word === undefined ? undefined : word === 'true'
}

const ENDS = /^io\.kestra\.(?:plugin\.core\.execution|core\.tasks\.executions)\.(?:Fail|Exit)$/

/** True for a Fail or Exit task, which ends the execution. */
export const isEnd = ({ node: { type = '' } }: TaskPlace): boolean => ENDS.test(type)

/**
 * Maps the key of each task list to its first task that surely ends the execution or is in `failing`. Later tasks of the list never run.
 */
export const endsOfLists = (
  positions: readonly TaskPlace[],
  failing: ReadonlySet<TaskPlace> = new Set(),
): ReadonlyMap<string, TaskPlace> => {
  const ends = positions.filter(
    (place) =>
      !AT_ONCE.has(place.holder?.flowable ?? '') &&
      place.node.value['allowFailure'] !== true &&
      (failing.has(place) || (isEnd(place) && place.node.value['condition'] === undefined)) &&
      willRun(place).runs !== 'never' &&
      place.node.value['runIf'] === undefined,
  )
  // In reverse order, so that the first task of a list wins.
  return new Map(ends.toReversed().map((place) => [place.listKey, place]))
}

const AT_ONCE = new Set(['Parallel', 'EachParallel', 'Dag'])

/** The earlier task of the same list that keeps this one from running. */
export const endBefore = (place: TaskPlace, ends: ReadonlyMap<string, TaskPlace>): TaskPlace | undefined => {
  const end = ends.get(place.listKey)
  return end !== undefined && end.index < place.index ? end : undefined
}
