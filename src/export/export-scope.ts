import { KINDS } from '../kinds/kinds.ts'
import { UserError } from '../problem/user-error.ts'
import { isWithinNamespace, type NamespaceMapping } from '../resource/namespace.ts'
import type { ResourceName } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { listed } from '../text/lists.ts'

export interface ExportScope {
  /** Only this namespace and its dot-children, whatever it is. */
  readonly namespace: string | undefined
  /** Namespaces that the tree has; none = a fresh repository, which takes everything. */
  readonly inTree: ReadonlySet<string>
  readonly protectedNamespaces: readonly string[]
}

/** Kestra fills it with flows of its own. */
const TUTORIAL = 'tutorial'

/**
 * True for a namespace whose resources come into the tree although Git does not have them yet: the one that is asked
 * for, else those of the tree with their dot-children. Protected ones and `tutorial` only when they are asked for.
 */
const isNamespaceExported = (namespace: string, scope: ExportScope): boolean => {
  if (scope.namespace !== undefined) return isWithinNamespace(namespace, scope.namespace)
  if ([...scope.protectedNamespaces, TUTORIAL].some((parent) => isWithinNamespace(namespace, parent))) return false
  return scope.inTree.size === 0 || [...scope.inTree].some((parent) => isWithinNamespace(namespace, parent))
}

/**
 * True for a resource that comes into the tree although Git does not have it yet. What lives in the tenant comes along unless
 * a namespace is asked for.
 */
export const isExported = ({ kind, namespace }: ResourceName, scope: ExportScope): boolean =>
  KINDS[kind].scope === 'tenant' ? scope.namespace === undefined : isNamespaceExported(namespace, scope)

/**
 * Namespaces to read files of: those above a flow may hold files without being in any list of the server, and so may the
 * one that is asked for.
 */
export const namespacesToExport = (namespaces: readonly string[], scope: ExportScope): readonly string[] => {
  const withParents = namespaces.flatMap((namespace) =>
    namespace.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.')),
  )
  const asked = scope.namespace === undefined ? [] : [scope.namespace]
  return [...new Set([...withParents, ...asked])].filter(
    (namespace) => namespace !== '' && isNamespaceExported(namespace, scope),
  )
}

/** Of a server that others use as well, only the namespaces of this tree come along; the rest is counted. */
export const elsewhereNotice = (
  { desiredSides, liveSides }: { readonly desiredSides: SideIndex; readonly liveSides: SideIndex },
  scope: ExportScope,
): readonly string[] => {
  if (scope.namespace !== undefined) return []
  const others = [...liveSides].filter(([key, { name }]) => !desiredSides.has(key) && !isExported(name, scope))
  if (others.length === 0) return []
  const namespaces = [...new Set(others.map(([, { name }]) => name.namespace))].toSorted()
  const names = namespaces.map((namespace) => `\`${namespace}\``)
  return [
    `${others.length} resources of namespaces that this tree does not have were left: ${listed(names)}. Name one with "namespace" to export it.`,
  ]
}

/** From the server's namespaces to Git's. Throws `UserError` where two of Git's namespaces become one on the server. */
export const toGitNamespaces = (mappings: readonly NamespaceMapping[]): readonly NamespaceMapping[] => {
  for (const [index, { from, to }] of mappings.entries()) {
    const other = mappings.slice(index + 1).find((later) => later.to === to)
    if (other === undefined) continue
    throw new UserError(
      'ambiguous-namespace-map',
      `Cannot export: "namespace-map" sends both ${from} and ${other.from} to ${to}, so nothing tells to which of the two a resource of ${to} belongs in Git. Export with a map that names only one of them.`,
    )
  }
  return mappings.map(({ from, to }) => ({ from: to, to: from }))
}
