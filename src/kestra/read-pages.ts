import { UserError } from '../finding/user-error.ts'

/** One page of a list of which the server keeps no snapshot. */
export interface Page<T> {
  readonly results: readonly T[]
  readonly total: number
}

/** The items of all pages, by name. */
export interface PagedItems<T> {
  readonly items: ReadonlyMap<string, T>
  readonly pages: number
}

// More than any server keeps; a longer list never ends.
const MOST_ITEMS = 200_000

/**
 * Reads all pages of a list whose items move between pages while others write. Returns each item once, as it was read
 * last. An item that moved from a later page to one already read is missing. Reading ends at the total that the server
 * reports, or when a page brings nothing new. Throws `UserError` on a list without an end.
 */
export const readPages = async <T>(
  readPage: (page: number) => Promise<Page<T>>,
  itemName: (item: T) => string,
): Promise<PagedItems<T>> => {
  const items = new Map<string, T>()
  let read = 0
  for (let page = 1; ; page += 1) {
    const { results, total } = await readPage(page)
    const known = items.size
    for (const item of results) items.set(itemName(item), item)
    read += results.length
    if (items.size === known || read >= total) return { items, pages: page }
    if (read >= MOST_ITEMS) throw endless(read, total)
  }
}

const endless = (read: number, total: number): UserError =>
  new UserError(
    'endless-listing',
    `Cannot list what the server has: it reports ${total} items, and this run stopped reading after ${read}. No Kestra server has that many; check that "server" is the address of one.`,
  )

// Changes between the pages of this many passes in a row are deliberate.
const MOST_PASSES = 5

/**
 * Reads a list again until two passes in a row agree. When an item was missed because others moved, one of the others
 * has a new state in the next pass. A list of one page is one answer and complete. Items that a later pass lacks may be
 * in the result.
 */
export const readUntilStable = async <T>(
  first: PagedItems<T>,
  readAgain: () => Promise<PagedItems<T>>,
  stateOf: (item: T) => string,
): Promise<ReadonlyMap<string, T>> => {
  const items = new Map(first.items)
  let last = first
  for (let pass = 2; pass <= MOST_PASSES && last.pages > 1; pass += 1) {
    const next = await readAgain()
    for (const [name, item] of next.items) items.set(name, item)
    if (haveSameStates(last.items, next.items, stateOf)) break
    last = next
  }
  return items
}

const haveSameStates = <T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  stateOf: (item: T) => string,
): boolean =>
  before.size === after.size &&
  [...after].every(([name, item]) => {
    const earlier = before.get(name)
    return earlier !== undefined && stateOf(earlier) === stateOf(item)
  })
