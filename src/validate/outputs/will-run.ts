import { isDisabled, isMapValue, type MapValue } from '../../yaml/map-value.ts'
import type { TaskPlace } from './task-places.ts'

/** Whether a task runs when what holds it does; `because` ends the sentence `The task "x" …`. */
export type WillRun = { readonly runs: 'always' } | { readonly runs: 'never' | 'maybe'; readonly because: string }

const ALWAYS: WillRun = { runs: 'always' }

/** Of one task among those beside it, whatever stands around them. */
export const willRun = ({ node: { value }, holder, list }: TaskPlace): WillRun => {
  if (isDisabled(value)) return { runs: 'never', because: 'is disabled' }
  const own = truthOf(value['runIf'] ?? true)
  if (own === false) return { runs: 'never', because: 'never runs: its `runIf` is false' }
  const ofBranch = holder === undefined ? ALWAYS : willBeTaken(holder, list)
  if (ofBranch.runs !== 'always' || own === true) return ofBranch
  return { runs: 'maybe', because: 'runs only where its `runIf` holds' }
}

const willBeTaken = ({ flowable, node: { id, value } }: TaskPlace, list: string): WillRun => {
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

const willBeChosen = ({ value: chosen, cases }: MapValue, id: string | undefined, list: string): WillRun => {
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
