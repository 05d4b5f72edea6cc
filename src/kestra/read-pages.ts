import { UserError } from '../finding/user-error.ts'

/** One page of a list that the server keeps no snapshot of. */
export interface Page<T> {
  readonly results: readonly T[]
  readonly total: number
}

/** What all pages held, by name. */
export interface PagedItems<T> {
  readonly items: ReadonlyMap<string, T>
  readonly pages: number
}

// More than any server keeps; a list that goes on beyond is none.
const MOST_ITEMS = 200_000

/**
 * All pages of a list in which items move when somebody writes: each item once, as it was read last. An item that moved from a page
 * not yet read to one already read is missing. Ends when as many were read as the server says there are, or a page brings
 * nothing new. Throws `UserError` on a list without an end.
 */
export const readPages = async <T>(
  readPage: (page: number) => Promise<Page<T>>,
  nameOf: (item: T) => string,
): Promise<PagedItems<T>> => {
  const items = new Map<string, T>()
  let read = 0
  for (let page = 1; ; page += 1) {
    const { results, total } = await readPage(page)
    const known = items.size
    for (const item of results) items.set(nameOf(item), item)
    read += results.length
    if (items.size === known || read >= total) return { items, pages: page }
    if (read >= MOST_ITEMS) throw endless(read, total)
  }
}

const endless = (read: number, total: number): UserError =>
  new UserError(
    'endless-listing',
    `Cannot list what the server has: it says that there are ${total}, and after ${read} of them this run stopped reading. No Kestra keeps so many; check that "server" is one.`,
  )

// Who writes between the pages of that many readings in a row does it on purpose.
const MOST_PASSES = 5

/**
 * Reads again until two passes in a row agree: where an item was missed because others moved, one of these has another state in the
 * next pass. What fits on one page is one answer, and whole. Items that a later pass does not have any more may be in the
 * result.
 */
export const readUntilSettled = async <T>(
  first: PagedItems<T>,
  readAgain: () => Promise<PagedItems<T>>,
  stateOf: (item: T) => string,
): Promise<ReadonlyMap<string, T>> => {
  const items = new Map(first.items)
  let last = first
  for (let pass = 2; pass <= MOST_PASSES && last.pages > 1; pass += 1) {
    const next = await readAgain()
    for (const [name, item] of next.items) items.set(name, item)
    if (isSame(last.items, next.items, stateOf)) break
    last = next
  }
  return items
}

const isSame = <T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  stateOf: (item: T) => string,
): boolean =>
  before.size === after.size &&
  [...after].every(([name, item]) => {
    const earlier = before.get(name)
    return earlier !== undefined && stateOf(earlier) === stateOf(item)
  })
