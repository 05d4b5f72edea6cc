import { isDisabled, isMapValue, type MapValue } from '../../yaml/map-value.ts'
import type { TaskPlace } from './output-reads.ts'

/** When another task runs, seen from one whose way parts from it in the same flow or task. */
export type Order = 'before' | 'later' | 'beside' | 'other branch' | 'after a failure' | 'unknown'

const IN_ORDER: ReadonlySet<string> = new Set(
  'Sequential WorkingDirectory AllowFailure If Switch Pause LoopUntil Loop ForEach EachSequential'.split(' '),
)
/** Lists that run after the others, in this order. */
const LATER_LISTS = ['errors', 'finally', 'outputs', 'afterExecution']

export type PlaceInFlow = Pick<TaskPlace, 'holder' | 'list' | 'index'>

/** The place of the outputs of the flow, as of a task: after `finally`, before `afterExecution`. */
export const FLOW_OUTPUTS: PlaceInFlow = { holder: undefined, list: 'outputs', index: 0 }

/** True for what runs whether the tasks before it did or not. */
export const runsInAnyCase = ({ list }: PlaceInFlow): boolean => list !== 'outputs' && LATER_LISTS.includes(list)

/** Of two that stand in one flow or task. */
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
  /** Whether a task waits for another, however far; `undefined` where that was not looked for. */
  waits(task: number, other: number): boolean | undefined
}

const dagOrders = new WeakMap<MapValue, DagOrder>()

const orderInDag = ({ node: { value } }: TaskPlace, from: number, to: number): Order => {
  const order = dagOrders.get(value) ?? openDagOrder(value)
  dagOrders.set(value, order)
  const isBefore = order.waits(from, to)
  const isLater = isBefore === true ? false : order.waits(to, from)
  if (isBefore === true) return 'before'
  if (isLater === true) return 'later'
  return isBefore === undefined || isLater === undefined ? 'unknown' : 'beside'
}

/** Steps from a task to one that it waits for, in one Dag: every read looks along them, so that their number grows with the square of the tasks. */
const MOST_DAG_STEPS = 2_000_000

const openDagOrder = (dag: MapValue): DagOrder => {
  const waits = waitsIn(dag)
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

/** Of each task of a Dag those that it waits for, by their indexes. */
const waitsIn = (dag: MapValue): readonly (readonly number[])[] => {
  const entries: readonly unknown[] = Array.isArray(dag['tasks']) ? dag['tasks'] : []
  const maps = entries.map((entry) => (isMapValue(entry) ? entry : {}))
  const indexes = new Map(maps.map(({ task }, index) => [isMapValue(task) ? task['id'] : undefined, index]))
  return maps.map(({ dependsOn }) => [
    ...new Set((Array.isArray(dependsOn) ? dependsOn : []).flatMap((id: unknown) => indexes.get(id) ?? [])),
  ])
}

/** Whether a task runs when what holds it does; `because` ends the sentence `The task "x" …`. */
export type RunCertainty = { readonly runs: 'always' } | { readonly runs: 'never' | 'maybe'; readonly because: string }

const ALWAYS: RunCertainty = { runs: 'always' }

/** Of one task among those beside it, whatever stands around them. */
export const willRun = ({ node: { value }, holder, list }: TaskPlace): RunCertainty => {
  if (isDisabled(value)) return { runs: 'never', because: 'is disabled' }
  const own = truthOf(value['runIf'] ?? true)
  if (own === false) return { runs: 'never', because: 'never runs: its `runIf` is false' }
  const ofBranch = holder === undefined ? ALWAYS : willBeTaken(holder, list)
  if (ofBranch.runs !== 'always' || own === true) return ofBranch
  return { runs: 'maybe', because: 'runs only where its `runIf` holds' }
}

const willBeTaken = ({ flowable, node: { id, value } }: TaskPlace, list: string): RunCertainty => {
  if (flowable === 'If' && (list === 'then' || list === 'else')) {
    const condition = truthOf(value['condition'])
    const holds = list === 'then'
    if (condition === holds) return ALWAYS
    const because = `runs only where the condition of "${id}" ${holds ? 'holds' : 'does not hold'}`
    return { runs: condition === undefined ? 'maybe' : 'never', because }
  }
  return flowable === 'Switch' && (list === 'defaults' || list.startsWith('cases.'))
    ? willBeChosen(value, id, list)
    : ALWAYS
}

const willBeChosen = ({ value: chosen, cases }: MapValue, id: string | undefined, list: string): RunCertainty => {
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

/** What a condition always is; `undefined` where that depends on the run. */
const truthOf = (condition: unknown): boolean | undefined => {
  if (typeof condition === 'boolean') return condition
  const [, inBraces, plain] = typeof condition === 'string' ? (LITERAL.exec(condition) ?? []) : []
  const word = inBraces ?? plain
  return word === undefined ? undefined : word === 'true'
}

const ENDS = /^io\.kestra\.(?:plugin\.core\.execution|core\.tasks\.executions)\.(?:Fail|Exit)$/

/** True for a task that ends the execution, where it runs. */
export const isEnd = ({ node: { type = '' } }: TaskPlace): boolean => ENDS.test(type)

/** Of each list of tasks the first behind which nothing of the list runs: it ends the execution, or is among those that fail. */
export const endsOfLists = (
  places: readonly TaskPlace[],
  failing: ReadonlySet<TaskPlace> = new Set(),
): ReadonlyMap<string, TaskPlace> => {
  const ends = places.filter(
    (place) =>
      !AT_ONCE.has(place.holder?.flowable ?? '') &&
      place.node.value['allowFailure'] !== true &&
      (failing.has(place) || (isEnd(place) && place.node.value['condition'] === undefined)) &&
      willRun(place).runs !== 'never' &&
      place.node.value['runIf'] === undefined,
  )
  // The last one to be set is the first of its list.
  return new Map(ends.toReversed().map((place) => [place.listKey, place]))
}

const AT_ONCE = new Set(['Parallel', 'EachParallel', 'Dag'])

/** The one that keeps a task from running. */
export const endBefore = (place: TaskPlace, ends: ReadonlyMap<string, TaskPlace>): TaskPlace | undefined => {
  const end = ends.get(place.listKey)
  return end !== undefined && end.index < place.index ? end : undefined
}
