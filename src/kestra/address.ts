import { UserError } from '../finding/user-error.ts'
import { type FilledRoute, isOtherRoute, isPathStep } from '../resource/route-names.ts'
import type { Target } from './server.ts'

/** The placeholder names of a route, for instance `namespace` and `id`. */
type NamesOf<Route extends string> = Route extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesOf<Rest>
  : never

/**
 * The path of a route with its names filled in, percent-encoded. Every read, update and delete by name uses this
 * function. Throws `UserError` when the path would be that of another API route, or when a name cannot be a path
 * segment. One of those routes deletes every flow of the tenant.
 */
export const addressOf = <Route extends FilledRoute>(
  { base, target }: { readonly base: string; readonly target: Target },
  route: Route,
  names: Readonly<Record<NamesOf<Route>, string>>,
): string => {
  const filled = new Map<string, string>(Object.entries(names))
  const shown = route.replace(/\{(\w+)\}/g, (_, name: string) => filled.get(name) ?? '')
  const refused = [...filled.values()].find((name) => !isPathStep(name))
  if (refused !== undefined) {
    throw new UserError(
      'name-not-addressable',
      `Refused to ask Kestra at ${target.server} for ${shown}: the name ${JSON.stringify(refused)} in it would lead to another address. Nothing was sent. Rename it.`,
    )
  }
  if (isOtherRoute(route, { ...names, tenant: target.tenant })) {
    throw new UserError(
      'name-is-a-route',
      `Refused to ask Kestra at ${target.server} for ${shown}: that address is another route of its API, and a request there may do something else, up to deleting every flow of the tenant. Nothing was sent. Rename it, in the Kestra UI if only the server has it.`,
    )
  }
  return base + route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(filled.get(name) ?? ''))
}
