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
