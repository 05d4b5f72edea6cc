import { posix } from 'node:path'
import { folderOf, isBelow } from './tree.ts'

/** What Git holds: its files, each with where its content is found, and the targets of its symbolic links. */
export interface GitEntries<T> {
  readonly files: ReadonlyMap<string, T>
  readonly links: ReadonlyMap<string, string>
}

/**
 * The files with the links followed, as a walk through the folders would find them. Links to what Git does not hold (out of the
 * repository, to ignored files), dangling ones and circles are left out.
 */
export const followLinks = <T>(entries: GitEntries<T>): ReadonlyMap<string, T> => {
  if (entries.links.size === 0) return entries.files
  const found = new Map(entries.files)
  for (const link of entries.links.keys()) {
    for (const [path, hash] of filesBehind(entries, { path: link, link, passed: [] })) found.set(path, hash)
  }
  return found
}

interface Step {
  /** Where the files are to appear. */
  readonly path: string
  readonly link: string
  readonly passed: readonly string[]
}

const filesBehind = <T>(entries: GitEntries<T>, { path, link, passed }: Step): (readonly [string, T])[] => {
  const target = targetOf(link, entries.links.get(link) ?? '')
  if (target === undefined || passed.includes(link) || isBelow(target, path)) return []
  const further = [...passed, link]
  const content = entries.files.get(target)
  if (content !== undefined) return [[path, content]]
  if (entries.links.has(target)) return filesBehind(entries, { path, link: target, passed: further })
  const moved = (below: string) => `${path}${below.slice(target.length)}`
  const files = [...entries.files].filter(([file]) => isBelow(target, file))
  const links = [...entries.links.keys()].filter((other) => isBelow(target, other))
  return [
    ...files.map(([file, held]) => [moved(file), held] as const),
    ...links.flatMap((other) => filesBehind(entries, { path: moved(other), link: other, passed: further })),
  ]
}

/** `undefined` for a target outside of the repository. */
const targetOf = (link: string, target: string): string | undefined => {
  const path = posix.join(folderOf(link), target).replace(/\/$/, '')
  return posix.isAbsolute(target) || path === '..' || path.startsWith('../') ? undefined : path
}
