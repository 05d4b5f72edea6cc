import type { Problem } from './problem.ts'

/**
 * Several checks' findings as one list, in the order of files and places. A fault that an earlier list tells as an error
 * at the same place is not told again: the server repeats what the offline rules found, in other words. A file whose
 * YAML cannot be read gets no second verdict on that.
 */
export const mergeProblems = (lists: readonly (readonly Problem[])[]): readonly Problem[] => {
  const kept: Problem[] = []
  const errorPlaces = new Set<string>()
  const unreadable = new Set<string | undefined>()
  for (const list of lists) {
    const fresh = list.filter(
      (problem) =>
        !errorPlaces.has(placeOf(problem)) && !(problem.code === 'yaml-syntax' && unreadable.has(problem.file)),
    )
    kept.push(...fresh)
    for (const problem of fresh.filter(({ severity }) => severity === 'error')) {
      if (problem.line !== undefined) errorPlaces.add(placeOf(problem))
      if (problem.code === 'yaml-syntax') unreadable.add(problem.file)
    }
  }
  return kept.toSorted(
    (a, b) => compare(a.file ?? '', b.file ?? '') || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  )
}

const placeOf = ({ file, line, column }: Problem): string => JSON.stringify([file, line, column])

const compare = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
