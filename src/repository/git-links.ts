import { posix } from 'node:path'
import { folderOf, isBelow } from './find-layout.ts'

/** What a commit holds: blob hashes of its files, and the targets of its symbolic links. */
export interface GitEntries {
  readonly files: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
}

/**
 * The files of a commit with its links followed, as a walk through the work tree would find them: links out of the repository, dangling
 * ones and circles are left out.
 */
export const followLinks = (entries: GitEntries): ReadonlyMap<string, string> => {
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

const filesBehind = (entries: GitEntries, { path, link, passed }: Step): (readonly [string, string])[] => {
  const target = targetOf(link, entries.links.get(link) ?? '')
  if (target === undefined || passed.includes(link) || isBelow(target, path)) return []
  const further = [...passed, link]
  const hash = entries.files.get(target)
  if (hash !== undefined) return [[path, hash]]
  if (entries.links.has(target)) return filesBehind(entries, { path, link: target, passed: further })
  const moved = (below: string) => `${path}${below.slice(target.length)}`
  const files = [...entries.files].filter(([file]) => isBelow(target, file))
  const links = [...entries.links.keys()].filter((other) => isBelow(target, other))
  return [
    ...files.map(([file, content]) => [moved(file), content] as const),
    ...links.flatMap((other) => filesBehind(entries, { path: moved(other), link: other, passed: further })),
  ]
}

/** `undefined` for a target outside of the repository. */
const targetOf = (link: string, target: string): string | undefined => {
  const path = posix.join(folderOf(link), target).replace(/\/$/, '')
  return posix.isAbsolute(target) || path === '..' || path.startsWith('../') ? undefined : path
}
