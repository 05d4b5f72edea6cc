/** Lower case only, dots between the parts, at most 150 characters (docs/internals/facts/kestra.md, "Names"). */
export const NAMESPACE_PATTERN = /^[a-z0-9][a-z0-9._-]*$/
export const MAX_NAMESPACE_LENGTH = 150

/** True when Kestra accepts `name` as a namespace. */
export const isNamespace = (name: string): boolean =>
  name.length <= MAX_NAMESPACE_LENGTH && NAMESPACE_PATTERN.test(name)

/** True for a namespace that may also stand for its dot-children. With a dot at its end it would match none. */
export const isNamespaceParent = (name: string): boolean => isNamespace(name) && !name.endsWith('.')

/** True when `namespace` is `parent` or one of its dot-children: `prod.eu` is within `prod`, `production` is not. */
export const isWithinNamespace = (namespace: string, parent: string): boolean =>
  namespace === parent || namespace.startsWith(`${parent}.`)

/** True where a job limited to `allowed` (and their dot-children) may read or write. An empty list sets no limit. */
export const isAllowedNamespace = (namespace: string, allowed: readonly string[]): boolean =>
  allowed.length === 0 || allowed.some((parent) => isWithinNamespace(namespace, parent))

/** One line of `namespace-map`: renames `from` and its dot-children to `to` and its dot-children. */
export interface NamespaceMapping {
  readonly from: string
  readonly to: string
}

/**
 * A folder of namespace files from the settings. Without `namespace` it is derived as for any other folder of files.
 */
export interface FilesFolder {
  readonly folder: string
  readonly namespace: string | undefined
}

/** Applies the most specific mapping that names the namespace or a dot-parent; unchanged without one. */
export const mapNamespace = (namespace: string, mappings: readonly NamespaceMapping[]): string => {
  const fitting = mappings.filter(({ from }) => isWithinNamespace(namespace, from))
  const [best] = fitting.toSorted((a, b) => b.from.length - a.from.length)
  return best ? best.to + namespace.slice(best.from.length) : namespace
}

/**
 * No server accepts a name with that many parts (docs/internals/facts/kestra.md, "Names"), so its parents are
 * irrelevant.
 */
const MOST_PARTS = 150

/** A namespace and its parents, the namespace first. Flows can read files and keys of parent namespaces. */
export const withParents = (namespace: string): readonly string[] => {
  const parts = namespace.split('.')
  if (parts.length > MOST_PARTS) return [namespace]
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
}
