export const RESOURCE_KINDS = ['flow', 'file', 'dashboard', 'key-value'] as const
export type ResourceKind = (typeof RESOURCE_KINDS)[number]

/**
 * What a resource is called on the server: a flow by (namespace, id) as written in its YAML, a namespace file by
 * (namespace, path) with a leading slash, a dashboard by its id, a pair by (namespace, key). `name` is the id, the path or the key; `namespace` is empty for what lives in the tenant.
 */
export interface ResourceName {
  readonly kind: ResourceKind
  readonly namespace: string
  readonly name: string
}

/** Where a resource lives. */
export type ResourcePlace = Pick<ResourceName, 'kind' | 'namespace'>

/** `flow company.team daily`: for maps, never shown. No kind and no namespace holds a blank, so nothing can be read twice. */
export type ResourceKey = string & { readonly brand: 'ResourceKey' }

/** Two resources have the same key exactly if Kestra holds them at one place. */
export const resourceKey = ({ kind, namespace, name }: ResourceName): ResourceKey =>
  `${kind} ${namespace} ${name}` as ResourceKey

/** The name that a key was made of. */
export const resourceName = (key: ResourceKey): ResourceName => {
  const [kind = '', namespace = ''] = key.split(' ', 2)
  return { kind: kind as ResourceKind, namespace, name: key.slice(kind.length + namespace.length + 2) }
}

/** What a resource holds. Flows and dashboards are text, stored by Kestra as sent; namespace files are bytes. */
export type Content = string | Uint8Array

export const textOf = (content: Content): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content)

export const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** What Kestra takes for the id of a flow (docs/internals/facts/kestra.md, "Names"). */
export const FLOW_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

/** The key of a namespace's key-value store that holds the deployment record; no key-value pair of Git may have it. */
export const RECORD_KEY = 'kestra-gitops'
