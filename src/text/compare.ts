/** Orders texts by UTF-16 unit, so that the order is the same on every machine and in every locale. For `toSorted`. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Where a part stands in a text, one behind the other; nowhere an empty one. */
export const offsetsOf = (part: string, text: string): readonly number[] => {
  const found: number[] = []
  if (part === '') return found
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) found.push(at)
  return found
}

/** The first of the indices from 0 on for which `isReached`, `length` where there is none. It must hold for all that come after one. */
export const firstIndex = (length: number, isReached: (index: number) => boolean): number => {
  let [from, to] = [0, length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isReached(middle)) to = middle
    else from = middle + 1
  }
  return from
}
