/** Namespaces in which nothing is known to differ are looked at all the same as long as that takes so many requests, */
const MOST_READS = 20
/** or so long, as the first of them tell. */
const MOST_MS = 2000

/** Reads namespaces, one request each. */
export type ReadNamespaces<T> = (namespaces: readonly string[]) => Promise<readonly T[]>

export interface LookedAt<T> {
  readonly found: readonly T[]
  readonly namespaces: ReadonlySet<string>
}

/**
 * Looks into `namespaces`: into all of them where there are at most 20, or where the first 20 were read so fast that all take at
 * most 2 s; else into the first 20 alone. `now` is a clock in milliseconds.
 */
export const lookAtMore = async <T>(
  namespaces: readonly string[],
  read: ReadNamespaces<T>,
  now: () => number,
): Promise<LookedAt<T>> => {
  const first = namespaces.slice(0, MOST_READS)
  const started = now()
  const found = await read(first)
  const expectedMs = ((now() - started) / MOST_READS) * namespaces.length
  const rest = expectedMs <= MOST_MS ? namespaces.slice(MOST_READS) : []
  return { found: [...found, ...(await read(rest))], namespaces: new Set([...first, ...rest]) }
}
