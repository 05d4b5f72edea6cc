export type ResourceKind = 'flow' | 'file'

/**
 * What a resource is called on the server: a flow by (namespace, id) as written in its YAML, a namespace file by
 * (namespace, path) with a leading slash. `name` is the id or the path.
 */
export interface ResourceName {
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
}

/** `flow company.team/daily` or `file company.team/sql/q.sql`: unique over both kinds, for maps and sorting. */
export type ResourceKey = string & { readonly brand: 'ResourceKey' }

/** Two resources have the same key exactly if Kestra holds them at one place. */
export const resourceKey = ({ kind, namespace, name }: ResourceName): ResourceKey =>
  `${kind} ${namespace}${kind === 'flow' ? '/' : ''}${name}` as ResourceKey

/** What a resource holds. Flows are text, stored by Kestra as sent; namespace files are bytes. */
export type Content = string | Uint8Array
