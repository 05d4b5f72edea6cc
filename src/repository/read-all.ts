import type { Tree } from './tree.ts'

/** Enough to keep the disk busy, well below the number of files that a process may hold open. */
const CONCURRENT_READS = 64

/** Reads the files at `paths`, some at a time; the answer has the order of `paths`. */
export const readAll = async (tree: Tree, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const contents = new Map<string, Uint8Array>()
  const queue = paths.values()
  const readOn = async () => {
    for (const path of queue) contents.set(path, await tree.read(path))
  }
  await Promise.all(Array.from({ length: Math.min(CONCURRENT_READS, paths.length) }, readOn))
  return new Map(paths.map((path) => [path, contents.get(path) ?? new Uint8Array()]))
}
