import type { Name } from './name.ts'

/** A text, or that there is none. */
export type State = string | undefined

/**
 * What the record must say of one resource. Where a run was disturbed it may say one of several things; as long as the
 * resource is `at` what that run left, only `meanwhile` is right.
 */
interface Remembered {
  readonly at: State
  readonly meanwhile: readonly State[]
  readonly otherwise: readonly State[]
}

/** What the deployment record must hold, as far as the histories can know: kept beside the tool, never read from it. */
export type Memory = ReadonlyMap<Name, Remembered>

/** All that the record may say was deployed of a resource that now is `live`. */
export const recorded = (memory: Memory, name: Name, live: State): readonly State[] => {
  const memoize = memory.get(name)
  if (memoize === undefined) return [undefined]
  return memoize.at === live ? memoize.meanwhile : memoize.otherwise
}

export const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]

/** What one run leaves behind of one resource. */
export interface Trace {
  readonly before: State
  readonly after: State
  /** What the run was to make of it, if it was to write at all. */
  readonly wanted: State
  /** `kept`: the record was written last thing. `begun`: only before the writes. `none`: not at all, or unclear. */
  readonly record: 'kept' | 'begun' | 'none'
  /** The run came to its end, undisturbed or not. */
  readonly hasEnded: boolean
  /** Some write of it failed or was not read back, so that the record may hold what was intended in place of what was deployed. */
  readonly hasFailedWrite: boolean
}

/** The memory of one resource after a run that keeps a record. */
export const remember = (memory: Memory, name: Name, trace: Trace): Remembered => {
  const { before, after, wanted, record } = trace
  const old = recorded(memory, name, before)
  const reached = after === wanted ? [wanted] : old
  const anything = unique([...old, ...reached, wanted])
  if (record === 'kept' && trace.hasEnded)
    return { at: after, meanwhile: reached, otherwise: after === wanted && !trace.hasFailedWrite ? reached : anything }
  if (after === before && after !== wanted) return { at: after, meanwhile: old, otherwise: anything }
  if (after !== before && record !== 'none') return { at: after, meanwhile: [after], otherwise: anything }
  return { at: after, meanwhile: anything, otherwise: anything }
}

/** Anything may be recorded of it: two runs at once, or a person in the middle of one. */
export const blurred = (memory: Memory, name: Name, states: readonly State[]): Remembered => {
  const memoize = memory.get(name)
  const all = unique([...(memoize?.meanwhile ?? []), ...(memoize?.otherwise ?? []), ...states, undefined])
  return { at: undefined, meanwhile: all, otherwise: all }
}
