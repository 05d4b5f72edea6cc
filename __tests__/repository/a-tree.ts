import type { Tree } from '../../src/repository/tree.ts'

/** A tree in memory, from paths and their contents. */
export const aTree = (files: Readonly<Record<string, string | Uint8Array>>): Tree => ({
  paths: Object.keys(files).sort(),
  read: (path) => {
    const content = files[path]
    if (content === undefined) return Promise.reject(new Error(`${path} is not a file of the tree`))
    return Promise.resolve(typeof content === 'string' ? Buffer.from(content) : content)
  },
})

/** The text of a flow that says hello, with the lines of `more` behind. */
export const aFlowText = (namespace: string | undefined, id: string, more = ''): string =>
  [
    `id: ${id}`,
    ...(namespace === undefined ? [] : [`namespace: ${namespace}`]),
    'tasks:',
    '  - id: hello',
    '    type: io.kestra.plugin.core.log.Log',
    '    message: Hello',
    more,
  ].join('\n')
