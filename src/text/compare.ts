/** Orders texts by UTF-16 unit, which is the same on every machine and in every locale. For `toSorted`. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The offsets of all occurrences of a part in a text, ascending and without overlaps; empty for an empty part. */
export const offsetsOf = (part: string, text: string): readonly number[] => {
  const found: number[] = []
  if (part === '') return found
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) found.push(at)
  return found
}

/**
 * The first index from 0 on for which `isReached` is true; `length` where there is none. Binary search: `isReached`
 * must stay true for all later indices.
 */
export const firstIndex = (length: number, isReached: (index: number) => boolean): number => {
  let [from, to] = [0, length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isReached(middle)) to = middle
    else from = middle + 1
  }
  return from
}
