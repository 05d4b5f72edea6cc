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
  /** Only this namespace and its dot-children, whatever it is. */
  readonly namespace: string | undefined
  /** Namespaces that the tree has; none = a fresh repository, which takes everything. */
  readonly inTree: ReadonlySet<string>
  readonly protectedNamespaces: readonly string[]
  /** `undefined`: whatever differs. */
  readonly chosen: ChosenResources | undefined
}

/** What alone is to be taken, and over what Git has changed. */
export interface ChosenResources {
  /** As a plan shows them. */
  readonly names: ReadonlySet<string>
  /** Also what was changed on both sides. */
  readonly takesConflicts: boolean
}

/** True for a resource that was asked for, by its name or as one of those that were changed on both sides. */
export const isChosen = (
  { names, takesConflicts }: ChosenResources,
  name: ResourceName,
  change: ChangeClass | undefined,
): boolean => names.has(displayName(name)) || (takesConflicts && change === 'conflict')

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
  const exported = [...new Set([...withParents, ...asked])].filter(
    (namespace) => namespace !== '' && isNamespaceExported(namespace, scope),
  )
  return [...new Set([...exported, ...namespacesNamed(scope)])]
}

/** `company.team/sql/q.sql`, `company.team:size`: whoever names one need not have its namespace in the tree. */
const namespacesNamed = ({ chosen }: ExportScope): readonly string[] =>
  [...(chosen?.names ?? [])].flatMap((name) => /^([^/:]+)[/:]/.exec(name)?.slice(1) ?? []).filter(isNamespace)

/** Refuses a name that neither side has: throws `UserError`. */
export const checkChosen = ({ chosen }: ExportScope, { desiredResources, liveResources }: ExportStates): void => {
  const known = new Set([...desiredResources.values(), ...liveResources.values()].map(({ name }) => displayName(name)))
  const unknown = [...(chosen?.names ?? [])].find((name) => !known.has(name))
  if (unknown === undefined) return
  throw new UserError(
    'invalid-settings',
    `"only" must be the name of a resource as a plan shows it (company.team.flow, company.team/path/of/file, company.team:key, the id of a dashboard); neither Git nor the server has this one; ${gotInstead(unknown, [...known])}`,
  )
}

/** A sentence on what was asked for by its name and is the same on both sides. */
export const sameNotices = ({ chosen }: ExportScope, differing: readonly ResourceName[]): readonly string[] => {
  const named = new Set(differing.map(displayName))
  const same = [...(chosen?.names ?? [])].filter((name) => !named.has(name)).map((name) => `\`${name}\``)
  return same.length === 0 ? [] : [`Git has what the server has already: ${listed(same)}.`]
}

/** Of a server that others use as well, only the namespaces of this tree come along; the rest is counted. */
export const elsewhereNotice = (
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

/** What lives in no namespace does not come along with one. */
const ofTenantNotice = (others: readonly ResourceName[]): readonly string[] => {
  const names = others.filter(({ kind }) => KINDS[kind].scope === 'tenant').map((name) => `\`${displayName(name)}\``)
  if (names.length === 0) return []
  return [
    `Left out, because they belong to the tenant and to no namespace: ${listed(names)}. Leave out "namespace" to export them as well.`,
  ]
}

/** Of an export that may see some namespaces alone: what it did not look at. */
export const notLookedAtNotice = (namespaces: readonly string[]): readonly string[] => {
  if (namespaces.length === 0) return []
  const ofTenant = kindEntries().flatMap(([, { scope, noun }]) => (scope === 'tenant' ? [`${noun}s`] : []))
  const isSeen = isAllowedNamespace(HOME_OF_TENANT, namespaces)
  const others = isSeen ? '' : `, and ${joined(ofTenant)}, which belong to the tenant and to no namespace`
  const advice = isSeen ? '' : ` Add "${HOME_OF_TENANT}" to take ${joined(ofTenant)} as well.`
  return [`Left out by "namespaces": all but ${listed(namespaces)}${others}.${advice}`]
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
