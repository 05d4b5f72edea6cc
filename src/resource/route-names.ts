import { LITERAL_ROUTES } from './literal-routes.ts'

/** A route of Kestra's API, below the tenant, that is filled with names. */
export type FilledRoute = keyof typeof LITERAL_ROUTES

export type RouteNames = Readonly<Record<string, string>>

/**
 * True when the path of `route`, filled with `names`, is that of another route: whoever sends a request there does something
 * else than asked. `names` may hold the `tenant`. A name counts as what a proxy may make of it that decodes once more.
 */
export const isOtherRoute = (route: FilledRoute, names: RouteNames): boolean =>
  LITERAL_ROUTES[route].some((other: RouteNames) =>
    Object.keys(other).every((name) => decoded(names[name] ?? '') === other[name]),
  )

/** True when `name` can be one step of a path: not empty, no step up or to itself, nothing that begins another step. */
export const isPathStep = (name: string): boolean => {
  const plain = decoded(name)
  return name.isWellFormed() && plain !== '' && plain !== '.' && plain !== '..' && !/[/\\?#;\p{Cc}]/u.test(plain)
}

// More rounds than any chain of proxies takes.
const MOST_ROUNDS = 5

/** Without percent-encoding, also where that was done several times over. */
const decoded = (name: string): string => {
  // Nearly every name, thousands of times.
  if (!name.includes('%')) return name
  let plain = name
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = decodedOnce(plain)
    if (next === plain) break
    plain = next
  }
  return plain
}

/** Without percent-encoding; a text that is none as it is. */
export const decodedOnce = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
