import type { Problem } from './problem.ts'
import { comparePlaces } from './problem.ts'

/**
 * Several checks' problems as one list, in the order of files and places. What an earlier list tells at the same
 * place, as gravely or more so, is not told again: the server repeats what the offline rules found, in other words, and thereby
 * makes it its own; where it says so more gravely, its word stands alone. A file whose YAML cannot be read gets no second verdict on that.
 */
export const mergeProblems = (lists: readonly (readonly Problem[])[]): readonly Problem[] => {
  const kept: Problem[] = []
  const told = new Map<string, Map<string, Problem>>()
  const unreadable = new Set<string | undefined>()
  const confirmed = new Set<Problem>()
  const outweighed = new Set<Problem>()
  const isNew = (problem: Problem): boolean => {
    const here = [...(told.get(placeOf(problem))?.values() ?? [])]
    const same = here.find((earlier) => isSame(earlier, problem))
    if (problem.source === 'server' && problem.severity === 'error') {
      if (same !== undefined) confirmed.add(same)
      else for (const earlier of here) if (earlier.code === problem.code) outweighed.add(earlier)
    }
    return same === undefined && !(problem.code === 'yaml-syntax' && unreadable.has(problem.file))
  }
  for (const list of lists) {
    const fresh = list.filter(isNew)
    for (const problem of fresh) {
      kept.push(problem)
      if (problem.line !== undefined) {
        const alike = told.get(placeOf(problem)) ?? new Map<string, Problem>()
        if (!alike.has(likenessOf(problem))) alike.set(likenessOf(problem), problem)
        told.set(placeOf(problem), alike)
      }
      if (problem.code === 'yaml-syntax') unreadable.add(problem.file)
    }
  }
  return kept
    .filter((problem) => !outweighed.has(problem))
    .map((problem): Problem => (confirmed.has(problem) ? { ...problem, source: 'server' } : problem))
    .toSorted(comparePlaces)
}

/** What a schema or a server says of a key or a value for which it has no rule: in its words, whatever is wrong. */
const GENERIC_CODES: ReadonlySet<string> = new Set(['server-invalid', 'wrong-type', 'unknown-type', 'unknown-property'])

/** What is missing stands at the node, where others stand as well. */
const ABSENCE_CODES: ReadonlySet<string> = new Set(['missing-property', 'empty-tasks'])

const GRAVITY = { info: 0, warning: 1, error: 2 } as const

/** Of two problems at one place. */
const isSame = (earlier: Problem, later: Problem): boolean => {
  if (GRAVITY[earlier.severity] < GRAVITY[later.severity]) return false
  if (earlier.severity !== 'error') return earlier.code === later.code
  if (!ABSENCE_CODES.has(earlier.code)) return earlier.code === later.code || GENERIC_CODES.has(later.code)
  if (!ABSENCE_CODES.has(later.code)) return false
  const [known, told] = [missingProperty(earlier), missingProperty(later)]
  return known === undefined || told === undefined || known === told
}

/** All that `isSame` looks at: of thousands at one place that are alike in it, one stands for all. */
const likenessOf = (problem: Problem): string =>
  JSON.stringify([
    problem.severity,
    problem.code,
    ...(ABSENCE_CODES.has(problem.code) ? [missingProperty(problem)] : []),
  ])

/** From ``This task has no `id`.`` and from the server's `load.message: must not be null`. */
const missingProperty = ({ message }: Problem): string | undefined =>
  /`([^`]+)`[^`]*$/.exec(message)?.[1] ?? /([\w$-]{1,200})(?:"?\])?: /.exec(message)?.[1]

const placeOf = ({ file, line, column }: Problem): string => JSON.stringify([file, line, column])
