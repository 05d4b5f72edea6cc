/**
 * Which of `after` have another place among the items that both lists hold: the fewest that, put elsewhere, turn one
 * order into the other (all but a longest increasing run of old places). Items are unique within a list.
 */
export const movedItems = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const places = new Map(before.map((item, index) => [item, index]))
  const common = after.flatMap((item) => {
    const place = places.get(item)
    return place === undefined ? [] : [{ item, place }]
  })
  const kept = longestIncreasing(common.map(({ place }) => place))
  return common.filter(({ place }) => !kept.has(place)).map(({ item }) => item)
}

interface Run {
  readonly last: number
  readonly previous: Run | undefined
}

/** Patience sorting: `runs[n]` is the run of n + 1 numbers that ends lowest. */
const longestIncreasing = (numbers: readonly number[]): ReadonlySet<number> => {
  const runs: Run[] = []
  for (const last of numbers) {
    const found = runs.findIndex((run) => run.last > last)
    const length = found === -1 ? runs.length : found
    runs[length] = { last, previous: runs[length - 1] }
  }
  const kept = new Set<number>()
  for (let run = runs.at(-1); run; run = run.previous) kept.add(run.last)
  return kept
}
