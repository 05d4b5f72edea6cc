import { posix } from 'node:path'
import { belowIn } from './below.ts'
import { type LinkBudget, linkBudget } from './link-budget.ts'
import { folderOf, isBelow } from './tree.ts'

/** What Git holds: its files, each with where its content is found, and the targets of its symbolic links. */
export interface GitEntries<T> {
  readonly files: ReadonlyMap<string, T>
  readonly links: ReadonlyMap<string, string>
}

/**
 * The files with the links followed, as a walk through the folders would find them. Links to what Git does not hold (out of the
 * repository, to ignored files), dangling ones and circles are left out. Throws `UserError` `too-many-links`.
 */
export const followLinks = <T>({ files, links }: GitEntries<T>): ReadonlyMap<string, T> => {
  if (links.size === 0) return files
  const targets = new Map([...links].map(([link, target]) => [link, targetOf(link, target)]))
  const below = belowIn([...files.keys(), ...links.keys()].sort(), (path) => path)
  const search = { files, targets, below, budget: linkBudget() }
  const found = new Map(files)
  for (const link of links.keys()) {
    for (const [path, held] of filesBehind(search, { path: link, link, from: '', passed: [] })) found.set(path, held)
  }
  return found
}

interface LinkSearch<T> {
  readonly files: ReadonlyMap<string, T>
  /** By link; `undefined` for what leads out of the repository. */
  readonly targets: ReadonlyMap<string, string | undefined>
  /** Files and links below a folder. */
  readonly below: (folder: string) => readonly string[]
  readonly budget: LinkBudget
}

/** A link on the way, and the folder that was gone into from the top, or from the link before, to find it. */
interface PassedLink {
  readonly link: string
  readonly from: string
}

interface LinkStep extends PassedLink {
  /** Where the files are to appear. */
  readonly path: string
  readonly passed: readonly PassedLink[]
}

function* filesBehind<T>(search: LinkSearch<T>, { path, passed, ...here }: LinkStep): Generator<readonly [string, T]> {
  const further = [...passed, here]
  const way = { link: further[0]?.link ?? here.link, links: further.length }
  search.budget.spend(path, way)
  const target = search.targets.get(here.link)
  if (target === undefined || passed.some(({ link }) => link === here.link) || further.some(isBackTo(target))) return
  const content = search.files.get(target)
  if (content !== undefined) yield [path, content]
  // Of the folders around this second link none was gone into.
  else if (search.targets.has(target)) yield* filesBehind(search, { path, link: target, from: target, passed: further })
  else {
    for (const below of search.below(target)) {
      const moved = `${path}${below.slice(target.length)}`
      const held = search.files.get(below)
      if (held === undefined) yield* filesBehind(search, { path: moved, link: below, from: target, passed: further })
      else {
        search.budget.spend(moved, way)
        yield [moved, held]
      }
    }
  }
}

/** True where the way to a link went through the folder `target`. */
const isBackTo =
  (target: string) =>
  ({ link, from }: PassedLink): boolean =>
    isBelow(target, link) && (target === from || isBelow(from, target))

/** `undefined` for a target outside of the repository. */
const targetOf = (link: string, target: string): string | undefined => {
  const path = posix.join(folderOf(link), target).replace(/\/$/, '')
  return posix.isAbsolute(target) || path === '..' || path.startsWith('../') ? undefined : path
}
