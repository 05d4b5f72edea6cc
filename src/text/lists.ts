/** A whole number with separators, `1,204`. `Intl` would take 20 ms to load its locale data. */
export const grouped = (amount: number): string => String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** `1 task`, `1,204 tasks`. */
export const counted = (amount: number, noun: string): string => `${grouped(amount)} ${noun}${amount === 1 ? '' : 's'}`

/** The verb for a count: `is`, `are`. */
export const isOrAre = (amount: number): string => (amount === 1 ? 'is' : 'are')

/** `3 flows and 1 file`: the size of each group, in the order of `nouns`; empty groups are left out. */
export const countedGroups = <Item, Group>(
  items: readonly Item[],
  groupOf: (item: Item) => Group,
  nouns: readonly (readonly [group: Group, noun: string])[],
): string => {
  const groups = Map.groupBy(items, groupOf)
  return joined(
    nouns.flatMap(([group, noun]) => {
      const { length } = groups.get(group) ?? []
      return length === 0 ? [] : [counted(length, noun)]
    }),
  )
}

/** `a`, `a and b`, `a, b and c`. */
export const joined = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** The first `most` items as one text, and the number of the others: `a, b and 3 more`. */
export const listed = (items: readonly string[], most = 5): string =>
  joined([...items.slice(0, most), ...(items.length > most ? [`${items.length - most} more`] : [])])

/** Whole seconds, from a minute on with minutes: `4 s`, `2 min 5 s`. */
export const seconds = (milliseconds: number): string => {
  const all = Math.round(milliseconds / 1_000)
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`
}
