import { posix } from 'node:path'
import { UserError } from '../finding/user-error.ts'
import { grouped } from '../text/lists.ts'
import { belowIn, folderOf, isBelow } from './tree.ts'

/** The entries of Git: its files, each with the source of its content, and the targets of its symbolic links. */
export interface GitEntries<T> {
  readonly files: ReadonlyMap<string, T>
  readonly links: ReadonlyMap<string, string>
}

/**
 * The files with links followed, as a walk through the folders finds them. Circular links are left out, and links to what Git does not
 * contain (outside of the repository, ignored or missing files). Throws `UserError` `too-many-links`.
 */
export const followLinks = <T>({ files, links }: GitEntries<T>): ReadonlyMap<string, T> => {
  if (links.size === 0) return files
  const targets = new Map([...links].map(([link, target]) => [link, targetOf(link, target)]))
  const below = belowIn([...files.keys(), ...links.keys()].sort(), (path) => path)
  const search = { files, targets, below, spend: linkBudget() }
  const found = new Map(files)
  for (const link of links.keys()) {
    for (const [path, held] of filesBehind(search, { path: link, link, from: '', passed: [] })) found.set(path, held)
  }
  return found
}

interface LinkSearch<T> {
  readonly files: ReadonlyMap<string, T>
  /** Target by link; `undefined` for a target outside of the repository. */
  readonly targets: ReadonlyMap<string, string | undefined>
  /** Files and links below a folder. */
  readonly below: (folder: string) => readonly string[]
  readonly spend: SpendPath
}

/** A followed link, and the folder that was entered from the top, or from the previous link, to find it. */
interface PassedLink {
  readonly link: string
  readonly from: string
}

interface LinkStep extends PassedLink {
  /** The path under which the files appear. */
  readonly path: string
  readonly passed: readonly PassedLink[]
}

function* filesBehind<T>(search: LinkSearch<T>, { path, passed, ...here }: LinkStep): Generator<readonly [string, T]> {
  const further = [...passed, here]
  const way = { link: further[0]?.link ?? here.link, links: further.length }
  search.spend(path, way)
  const target = search.targets.get(here.link)
  if (target === undefined || passed.some(({ link }) => link === here.link) || further.some(isBackTo(target))) return
  const content = search.files.get(target)
  if (content !== undefined) yield [path, content]
  // A link to a link: no folder around the second link was entered.
  else if (search.targets.has(target)) yield* filesBehind(search, { path, link: target, from: target, passed: further })
  else {
    for (const below of search.below(target)) {
      const moved = `${path}${below.slice(target.length)}`
      const held = search.files.get(below)
      if (held === undefined) yield* filesBehind(search, { path: moved, link: below, from: target, passed: further })
      else {
        search.spend(moved, way)
        yield [moved, held]
      }
    }
  }
}

/** True if the path to a link went through the folder `target`. */
const isBackTo =
  (target: string) =>
  ({ link, from }: PassedLink): boolean =>
    isBelow(target, link) && (target === from || isBelow(from, target))

/** The path of a link's target; `undefined` outside of the repository. */
const targetOf = (link: string, target: string): string | undefined => {
  const path = posix.join(folderOf(link), target).replace(/\/$/, '')
  return posix.isAbsolute(target) || path === '..' || path.startsWith('../') ? undefined : path
}

/** Nested links multiply: forty folders with two links each to the next make 2^40 paths. */
const MOST_PATHS = 100_000
/** The limit for all these paths together. */
const MOST_CHARACTERS = 50_000_000
/** The limit of Linux (path_resolution(7)). A deeper path cannot be opened. */
const MOST_LINKS_ON_THE_WAY = 40

/**
 * Counts a `path` that was found through links, against the budget of one tree. `links` is the number of nested links, `link` the first
 * of them. Throws `UserError` `too-many-links`.
 */
export type SpendPath = (path: string, way: { readonly link: string; readonly links: number }) => void

/** A new budget for one tree. A followed link counts like a file, because folders without files also multiply. */
export const linkBudget = (): SpendPath => {
  let [paths, characters] = [0, 0]
  return (path, { link, links }) => {
    paths += 1
    characters += path.length
    if (links > MOST_LINKS_ON_THE_WAY)
      throw tooManyLinksError(link, `leads through more than ${MOST_LINKS_ON_THE_WAY} links`)
    if (paths > MOST_PATHS)
      throw tooManyLinksError(link, `and those before it lead to more than ${grouped(MOST_PATHS)} paths`)
    if (characters > MOST_CHARACTERS)
      throw tooManyLinksError(
        link,
        `and those before it lead to paths of more than ${grouped(MOST_CHARACTERS)} characters`,
      )
  }
}

const tooManyLinksError = (link: string, does: string): UserError =>
  new UserError(
    'too-many-links',
    `The symbolic link ${link} ${does}. It probably leads to folders that contain further links to folders, which multiplies the paths. Remove links until only one path leads to each folder.`,
  )
