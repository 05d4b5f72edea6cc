/** Orders texts by UTF-16 unit, so that the order is the same on every machine and in every locale. For `toSorted`. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
