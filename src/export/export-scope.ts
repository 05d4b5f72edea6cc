import { isWithinNamespace } from '../resource/namespace.ts'

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
export const isExported = (namespace: string, scope: ExportScope): boolean => {
  if (scope.namespace !== undefined) return isWithinNamespace(namespace, scope.namespace)
  if ([...scope.protectedNamespaces, TUTORIAL].some((parent) => isWithinNamespace(namespace, parent))) return false
  return scope.inTree.size === 0 || [...scope.inTree].some((parent) => isWithinNamespace(namespace, parent))
}

/**
 * Namespaces to read files of: those above a flow may hold files without being in any list of the server, and so may the
 * one that is asked for.
 */
export const namespacesToExport = (namespaces: readonly string[], scope: ExportScope): readonly string[] => {
  const withParents = namespaces.flatMap((namespace) =>
    namespace.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.')),
  )
  const asked = scope.namespace === undefined ? [] : [scope.namespace]
  return [...new Set([...withParents, ...asked])].filter((namespace) => isExported(namespace, scope))
}
