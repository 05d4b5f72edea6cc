import { LITERAL_ROUTES } from './literal-routes.ts'

/** A route of Kestra's API with placeholders for names, below the tenant. */
export type FilledRoute = keyof typeof LITERAL_ROUTES

export type RouteNames = Readonly<Record<string, string>>

/**
 * True when the path of `route`, filled with `names`, is that of another route, so that a request there would do
 * something else. `names` may contain the `tenant`. Names are also compared after percent-decoding, because a proxy may
 * decode once more.
 */
export const isOtherRoute = (route: FilledRoute, names: RouteNames): boolean =>
  LITERAL_ROUTES[route].some((other: RouteNames) =>
    Object.keys(other).every((name) => decoded(names[name] ?? '') === other[name]),
  )

/**
 * True when `name` can be one segment of a path: not empty, not `.` or `..`, without characters that begin another
 * segment.
 */
export const isPathStep = (name: string): boolean => {
  const plain = decoded(name)
  return name.isWellFormed() && plain !== '' && plain !== '.' && plain !== '..' && !/[/\\?#;\p{Cc}]/u.test(plain)
}

// More than any chain of proxies decodes.
const MOST_ROUNDS = 5

/** Removes percent-encoding, also when it was applied several times. */
const decoded = (name: string): string => {
  // The fast path for nearly every name.
  if (!name.includes('%')) return name
  let plain = name
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = decodedOnce(plain)
    if (next === plain) break
    plain = next
  }
  return plain
}

/** Removes percent-encoding once; a text with invalid encoding comes back unchanged. */
export const decodedOnce = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
