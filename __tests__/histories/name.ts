/** What a resource is called in the model: one text, so that it can be a key. */
export type Name = `flow ${string} ${string}` | `file ${string} ${string}`

export const flowName = (namespace: string, id: string): Name => `flow ${namespace} ${id}`

/** `path` has a leading slash. */
export const fileName = (namespace: string, path: string): Name => `file ${namespace} ${path}`

export interface NameParts {
  readonly kind: 'flow' | 'file'
  readonly namespace: string
  /** The flow's id, or the file's path. */
  readonly own: string
}

export const partsOf = (name: Name): NameParts => {
  const [kind, namespace = '', ...own] = name.split(' ')
  return { kind: kind === 'flow' ? 'flow' : 'file', namespace, own: own.join(' ') }
}
