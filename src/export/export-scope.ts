import { UserError } from '../finding/user-error.ts'
import { displayName, KINDS, kindEntries } from '../kinds/kinds.ts'
import type { ChangeClass } from '../plan/plan.ts'
import { HOME_OF_TENANT } from '../record/deployment-record.ts'
import { isAllowedNamespace, isNamespace, isWithinNamespace, type NamespaceMapping } from '../resource/namespace.ts'
import type { ResourceName } from '../resource/resource.ts'
import { gotInstead } from '../text/closest-word.ts'
import { joined, listed } from '../text/lists.ts'
import type { ExportStates } from './describe-export.ts'

export interface ExportScope {
  /** Only this namespace and its dot-children, even if they are protected. */
  readonly namespace: string | undefined
  /** Namespaces of the tree. Empty for a new repository, which takes everything. */
  readonly inTree: ReadonlySet<string>
  readonly protectedNamespaces: readonly string[]
  /** The selected resources; `undefined`: all that differ. */
  readonly chosen: ChosenResources | undefined
}

/** Selects the resources to export, also over changes in Git. */
export interface ChosenResources {
  /** Names as in a plan. */
  readonly names: ReadonlySet<string>
  /** True: also takes resources that were changed both in Git and on the server. */
  readonly takesConflicts: boolean
}

/** True for a resource selected by its name, or as one that was changed both in Git and on the server. */
export const isChosen = (
  { names, takesConflicts }: ChosenResources,
  name: ResourceName,
  change: ChangeClass | undefined,
): boolean => names.has(displayName(name)) || (takesConflicts && change === 'conflict')

/** Kestra creates flows of its own in this namespace. */
const TUTORIAL = 'tutorial'

/**
 * True for a namespace whose resources are exported although Git does not have them yet: the requested one, else those of the tree
 * with their dot-children. Protected namespaces and `tutorial` must be requested.
 */
const isNamespaceExported = (namespace: string, scope: ExportScope): boolean => {
  if (scope.namespace !== undefined) return isWithinNamespace(namespace, scope.namespace)
  if ([...scope.protectedNamespaces, TUTORIAL].some((parent) => isWithinNamespace(namespace, parent))) return false
  return scope.inTree.size === 0 || [...scope.inTree].some((parent) => isWithinNamespace(namespace, parent))
}

/**
 * True for a resource to export although Git does not have it yet. Tenant-wide resources are included unless a namespace is requested.
 */
export const isExported = ({ kind, namespace }: ResourceName, scope: ExportScope): boolean =>
  KINDS[kind].scope === 'tenant' ? scope.namespace === undefined : isNamespaceExported(namespace, scope)

/**
 * The namespaces to read files of. Parents of a namespace with flows, and the requested namespace, may contain files although no list
 * of the server names them.
 */
export const namespacesToExport = (namespaces: readonly string[], scope: ExportScope): readonly string[] => {
  const withParents = namespaces.flatMap((namespace) =>
    namespace.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.')),
  )
  const asked = scope.namespace === undefined ? [] : [scope.namespace]
  const exported = [...new Set([...withParents, ...asked])].filter(
    (namespace) => namespace !== '' && isNamespaceExported(namespace, scope),
  )
  return [...new Set([...exported, ...namespacesNamed(scope)])]
}

/** The namespaces in selected names such as `company.team/sql/q.sql` and `company.team:size`, which the tree need not have. */
const namespacesNamed = ({ chosen }: ExportScope): readonly string[] =>
  [...(chosen?.names ?? [])].flatMap((name) => /^([^/:]+)[/:]/.exec(name)?.slice(1) ?? []).filter(isNamespace)

/** Refuses a selected name that neither Git nor the server has. Throws `UserError`. */
export const checkChosen = ({ chosen }: ExportScope, { desiredResources, liveResources }: ExportStates): void => {
  const known = new Set([...desiredResources.values(), ...liveResources.values()].map(({ name }) => displayName(name)))
  const unknown = [...(chosen?.names ?? [])].find((name) => !known.has(name))
  if (unknown === undefined) return
  throw new UserError(
    'invalid-settings',
    `"only" must be the name of a resource as a plan shows it (company.team.flow, company.team/path/of/file, company.team:key, the id of a dashboard); neither Git nor the server has this one; ${gotInstead(unknown, [...known])}`,
  )
}

/** A sentence about selected resources that are equal in Git and on the server. */
export const sameNotices = ({ chosen }: ExportScope, differing: readonly ResourceName[]): readonly string[] => {
  const named = new Set(differing.map(displayName))
  const same = [...(chosen?.names ?? [])].filter((name) => !named.has(name)).map((name) => `\`${name}\``)
  return same.length === 0 ? [] : [`Git has what the server has already: ${listed(same)}.`]
}

/** A server may contain other namespaces than this tree: they are counted, not exported. */
export const outOfScopeNotice = (
  { desiredResources, liveResources }: ExportStates,
  scope: ExportScope,
): readonly string[] => {
  if (scope.chosen !== undefined) return []
  const others = [...liveResources].filter(([key, { name }]) => !desiredResources.has(key) && !isExported(name, scope))
  if (scope.namespace !== undefined) return ofTenantNotice(others.map(([, { name }]) => name))
  if (others.length === 0) return []
  const namespaces = [...new Set(others.map(([, { name }]) => name.namespace))].toSorted()
  const names = namespaces.map((namespace) => `\`${namespace}\``)
  return [
    `${others.length} resources of namespaces that this tree does not have were left: ${listed(names)}. Name one with "namespace" to export it.`,
  ]
}

/** Tenant-wide resources are not exported together with a single namespace. */
const ofTenantNotice = (others: readonly ResourceName[]): readonly string[] => {
  const names = others.filter(({ kind }) => KINDS[kind].scope === 'tenant').map((name) => `\`${displayName(name)}\``)
  if (names.length === 0) return []
  return [
    `Left out, because they belong to the tenant and to no namespace: ${listed(names)}. Leave out "namespace" to export them too.`,
  ]
}

/** A sentence about what an export limited by `namespaces` did not read. */
export const notLookedAtNotice = (namespaces: readonly string[]): readonly string[] => {
  if (namespaces.length === 0) return []
  const ofTenant = kindEntries().flatMap(([, { scope, noun }]) => (scope === 'tenant' ? [`${noun}s`] : []))
  const isSeen = isAllowedNamespace(HOME_OF_TENANT, namespaces)
  const others = isSeen ? '' : `, and ${joined(ofTenant)}, which belong to the tenant and to no namespace`
  const advice = isSeen ? '' : ` Add "${HOME_OF_TENANT}" to export ${joined(ofTenant)} too.`
  return [`Left out by "namespaces": all but ${listed(namespaces)}${others}.${advice}`]
}

/** Maps the server's namespaces to Git's. Throws `UserError` if two namespaces of Git become one on the server. */
export const toGitNamespaces = (mappings: readonly NamespaceMapping[]): readonly NamespaceMapping[] => {
  for (const [index, { from, to }] of mappings.entries()) {
    const other = mappings.slice(index + 1).find((later) => later.to === to)
    if (other === undefined) continue
    throw new UserError(
      'ambiguous-namespace-map',
      `Cannot export: "namespace-map" sends both ${from} and ${other.from} to ${to}, so it is not known to which of the two a resource of ${to} belongs in Git. Export with a map that names only one of them.`,
    )
  }
  return mappings.map(({ from, to }) => ({ from: to, to: from }))
}
