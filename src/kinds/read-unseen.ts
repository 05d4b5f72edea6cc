import { readEach, type Tree } from '../repository/tree.ts'

/** What was found in a file. */
export interface SeenContent {
  /** `Tree.identityOf` of the file, where other trees of the run are read. */
  readonly identity: string | undefined
}

interface UnseenReader<I, T> {
  /** What was found before, by paths; `undefined` where no other tree is read. */
  readonly seen: Map<string, T> | undefined
  /** True where what was found in the same bytes counts for `item` as well. */
  readonly counts: (known: T, item: I) => boolean
  readonly take: (item: I, content: Uint8Array, identity: string | undefined) => T
}

/** What is in each of the files, in their order; one that another tree of this run has as well is not read again, and held once. */
export const readUnseen = async <I extends { readonly file: string }, T extends SeenContent>(
  tree: Tree,
  items: readonly I[],
  { seen, counts, take }: UnseenReader<I, T>,
): Promise<readonly T[]> => {
  const knownOf = (item: I): T | undefined => {
    const known = seen?.get(item.file)
    if (known?.identity === undefined || known.identity !== tree.identityOf?.(item.file)) return undefined
    return counts(known, item) ? known : undefined
  }
  const news = items.filter((item) => knownOf(item) === undefined)
  const identityOf = seen === undefined ? undefined : tree.identityOf
  const looked = await readEach(tree, news, (item, content) => take(item, content, identityOf?.(item.file)))
  const queue = looked.values()
  const found = items.map((item) => knownOf(item) ?? queue.next().value).filter((of) => of !== undefined)
  for (const [index, { file }] of news.entries()) {
    const of = looked[index]
    if (of !== undefined) seen?.set(file, of)
  }
  return found
}
