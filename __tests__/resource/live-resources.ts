import type { Content } from '../../src/resource/resource.ts'
import type { LiveResource } from '../../src/resource/resource-state.ts'

/** A resource of a server with its content. */
export type ReadResource = Extract<LiveResource, { readonly content: Content }>

/** A published flow of the server, in its first revision. */
export const aLiveFlow = (
  namespace: string,
  id: string,
  content = `id: ${id}`,
  overrides: Partial<ReadResource> = {},
): ReadResource => ({ kind: 'flow', namespace, name: id, content, revision: 1, isDraft: false, ...overrides })

/** A namespace file of the server; `path` has a leading slash. */
export const aLiveFile = (namespace: string, path: string, text = ''): ReadResource => ({
  kind: 'file',
  namespace,
  name: path,
  content: new TextEncoder().encode(text),
  revision: undefined,
  isDraft: false,
})
