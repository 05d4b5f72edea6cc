/** `1 task`, `1,204 tasks`. */
export const counted = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`

/** `a`, `a and b`, `a, b and c`. */
export const joined = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** Whole seconds, then minutes: `4 s`, `2 min 5 s`. */
export const seconds = (milliseconds: number): string => {
  const all = Math.round(milliseconds / 1_000)
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`
}
