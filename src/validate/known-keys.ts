import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findKeyReferences, writesAnyKeyIn } from '../flow/outside-references.ts'
import { withParents } from '../resource/namespace.ts'
import { type ResourceName, resourceKey } from '../resource/resource.ts'

/** What is known of key-value pairs. */
export interface KnownKeys {
  /** Of the key-value store, in the namespace or above it; `found` also where a flow of the tree writes it. `unknown` when it was not listed. */
  keyAt(namespace: string, key: string): 'found' | 'missing' | 'unknown'
  /** What the pair holds that an expression of the namespace finds, where the tree alone tells. */
  dataAt(namespace: string, key: string): unknown
  /** Those of a namespace that somebody may have meant who named another, for a hint. */
  keysIn(namespace: string): readonly string[]
}

interface TreeWithKeys {
  readonly flows: readonly DesiredFlow[]
  readonly desired: { readonly resources: readonly ResourceName[] }
  readonly dataOf?: (resource: ResourceName) => unknown
}

interface ListedKeys {
  readonly keys?: ReadonlyMap<string, ReadonlySet<string>>
  readonly isSilent?: boolean
}

/** Tree ∪ server, as of `KnownTree`. */
export const knownKeys = (tree: TreeWithKeys, server: ListedKeys | undefined): KnownKeys => {
  const inTree = new Set(tree.desired.resources.filter(({ kind }) => kind === 'key-value').map(resourceKey))
  const written = writtenKeys(tree)
  const writtenAnyhow = new Set(tree.flows.flatMap(({ document }) => writesAnyKeyIn(document)))
  const pairAt = (namespace: string, name: string): ResourceName => ({ kind: 'key-value', namespace, name })
  const mayWrite = (namespace: string): boolean => writtenAnyhow.has(undefined) || writtenAnyhow.has(namespace)
  return {
    keyAt: (namespace, key) => {
      const places = withParents(namespace)
      const isThere = (place: string) =>
        inTree.has(resourceKey(pairAt(place, key))) ||
        written.has(nameOf(place, key)) ||
        server?.keys?.get(place)?.has(key) === true
      if (places.some(isThere)) return 'found'
      if (places.some(mayWrite)) return 'unknown'
      return places.every((place) => server?.keys?.has(place) === true) ? 'missing' : 'unknown'
    },
    dataAt: (namespace, key) => {
      // The nearest counts: one above it is not seen.
      for (const place of withParents(namespace)) {
        if (written.has(nameOf(place, key)) || mayWrite(place)) return undefined
        if (inTree.has(resourceKey(pairAt(place, key)))) return tree.dataOf?.(pairAt(place, key))
        if (server?.keys?.get(place)?.has(key) !== false) return undefined
      }
      return undefined
    },
    keysIn: namesIn(tree, 'key-value', server?.isSilent ? undefined : server?.keys),
  }
}

/** The names of one kind that a namespace has in the tree or on the server; those of the tree are sorted when the first asks. */
export const namesIn = (
  { desired }: Pick<TreeWithKeys, 'desired'>,
  wanted: ResourceName['kind'],
  onServer: ReadonlyMap<string, ReadonlySet<string>> | undefined,
): ((namespace: string) => readonly string[]) => {
  let inTree: ReadonlyMap<string, readonly ResourceName[]> | undefined
  return (namespace) => {
    inTree ??= Map.groupBy(
      desired.resources.filter(({ kind }) => kind === wanted),
      (resource) => resource.namespace,
    )
    const own = inTree.get(namespace) ?? []
    return [...new Set([...own.map(({ name }) => name), ...(onServer?.get(namespace) ?? [])])]
  }
}

const writtenKeys = ({ flows }: Pick<TreeWithKeys, 'flows'>): ReadonlySet<string> =>
  new Set(
    flows
      .flatMap(({ document }) => findKeyReferences(document))
      .filter(({ does }) => does === 'writes')
      .map(({ namespace, key }) => nameOf(namespace, key)),
  )

const nameOf = (namespace: string, key: string): string => `${namespace}/${key}`
