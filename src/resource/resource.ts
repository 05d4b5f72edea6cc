export const RESOURCE_KINDS = ['flow', 'file', 'dashboard', 'key-value'] as const
export type ResourceKind = (typeof RESOURCE_KINDS)[number]

/**
 * The name of a resource on the server. `namespace` is empty for tenant-wide kinds. `name` is by kind:
 * - flow: the id, as written in its YAML
 * - namespace file: the path, with a leading slash
 * - dashboard: the id
 * - key-value pair: the key
 */
export interface ResourceName {
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
}

/** The kind of a resource and its namespace. */
export type ResourcePlace = Pick<ResourceName, 'kind' | 'namespace'>

/**
 * `flow company.team daily`: a key for maps, never shown. Kinds and namespaces contain no blank, so the key is
 * unambiguous.
 */
export type ResourceKey = string & { readonly brand: 'ResourceKey' }

/** Two resources have the same key exactly if Kestra stores them under the same name. */
export const resourceKey = ({ kind, namespace, name }: ResourceName): ResourceKey =>
  `${kind} ${namespace} ${name}` as ResourceKey

/** The name that a key was made from. */
export const resourceName = (key: ResourceKey): ResourceName => {
  const [kind = '', namespace = ''] = key.split(' ', 2)
  return { kind: kind as ResourceKind, namespace, name: key.slice(kind.length + namespace.length + 2) }
}

/** The content of a resource. Flows and dashboards are text, stored by Kestra as sent; namespace files are bytes. */
export type Content = string | Uint8Array

/** The content as text; bytes are decoded as UTF-8. */
export const contentText = (content: Content): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content)

export const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** The pattern of flow ids in Kestra (docs/internals/facts/kestra.md, "Names"). */
export const FLOW_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

/** The key of the deployment record in a namespace's key-value store. No key-value pair in Git may have this key. */
export const RECORD_KEY = 'kestra-gitops'
