/** Lower case only, dots between the parts, at most 150 characters (docs/internals/facts/kestra.md, "Names"). */
export const NAMESPACE_PATTERN = /^[a-z0-9][a-z0-9._-]*$/
export const MAX_NAMESPACE_LENGTH = 150

/** True when Kestra would take `name` as a namespace. */
export const isNamespace = (name: string): boolean =>
  name.length <= MAX_NAMESPACE_LENGTH && NAMESPACE_PATTERN.test(name)

/** True for a namespace that may stand for its dot-children as well: with a dot at its end it would name none. */
export const isNamespaceParent = (name: string): boolean => isNamespace(name) && !name.endsWith('.')

/** True when `namespace` is `parent` or one of its dot-children: `prod.eu` is within `prod`, `production` is not. */
export const isWithinNamespace = (namespace: string, parent: string): boolean =>
  namespace === parent || namespace.startsWith(`${parent}.`)

/** True where a job that is limited to `allowed` (and their dot-children) may read or write; none = no limit. */
export const isAllowedNamespace = (namespace: string, allowed: readonly string[]): boolean =>
  allowed.length === 0 || allowed.some((parent) => isWithinNamespace(namespace, parent))

/** One line of `namespace-map`: `from` and its dot-children become `to` and its dot-children. */
export interface NamespaceMapping {
  readonly from: string
  readonly to: string
}

/** A folder of namespace files that was named; without `namespace` it is found out as for other such folders. */
export interface FilesFolder {
  readonly folder: string
  readonly namespace: string | undefined
}

/** A namespace under a map: the most specific line that names it or a dot-parent of it decides; none = unchanged. */
export const mapNamespace = (namespace: string, mappings: readonly NamespaceMapping[]): string => {
  const fitting = mappings.filter(({ from }) => isWithinNamespace(namespace, from))
  const [best] = fitting.toSorted((a, b) => b.from.length - a.from.length)
  return best ? best.to + namespace.slice(best.from.length) : namespace
}

/** No server takes a name as long as that (docs/internals/facts/kestra.md, "Names"), so it has no parents either. */
const MOST_PARTS = 150

/** A namespace and its parents: a server may let children see the files of their parents, and flows read the keys of theirs. */
export const withParents = (namespace: string): readonly string[] => {
  const parts = namespace.split('.')
  if (parts.length > MOST_PARTS) return [namespace]
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
}
