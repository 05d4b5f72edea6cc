/** An item whose key another one had before. */
export interface Repeated<T> {
  readonly item: T
  readonly first: T
}

/** Of items with one key the first stands, in its order; each later one is told with the first. */
export const firstOfEach = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly firsts: readonly T[]; readonly repeated: readonly Repeated<T>[] } => {
  const firsts = new Map<string, T>()
  const repeated: Repeated<T>[] = []
  for (const item of items) {
    const key = keyOf(item)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, item)
    else repeated.push({ item, first })
  }
  return { firsts: [...firsts.values()], repeated }
}
