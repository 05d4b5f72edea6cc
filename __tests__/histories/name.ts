/** What a resource is called in the model: one text, so that it can be a key. */
export type Name =
  | `flow ${string} ${string}`
  | `file ${string} ${string}`
  | `dashboard  ${string}`
  | `key-value ${string} ${string}`

export const flowName = (namespace: string, id: string): Name => `flow ${namespace} ${id}`

/** `path` has a leading slash. */
export const fileName = (namespace: string, path: string): Name => `file ${namespace} ${path}`

/** It lives in the tenant. */
export const dashboardName = (id: string): Name => `dashboard  ${id}`

export const pairName = (namespace: string, key: string): Name => `key-value ${namespace} ${key}`

export interface NameParts {
  readonly kind: 'flow' | 'file' | 'dashboard' | 'key-value'
  /** Empty for what lives in the tenant. */
  readonly namespace: string
  /** The id of the flow or dashboard, the file's path, or the key. */
  readonly own: string
}

export const partsOf = (name: Name): NameParts => {
  const [kind, namespace = '', ...own] = name.split(' ')
  return { kind: kind as NameParts['kind'], namespace, own: own.join(' ') }
}

/** The namespace whose record tells of it. */
export const homeOf = (name: Name): string => partsOf(name).namespace || 'system'
