import type { ReadResource } from '../../src/resource/sides.ts'

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
