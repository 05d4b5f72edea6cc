import { posix } from 'node:path'
import { UserError } from '../finding/user-error.ts'
import { grouped } from '../text/lists.ts'
import { belowIn, folderOf, isBelow } from './tree.ts'

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
  const search = { files, targets, below, spend: linkBudget() }
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
  readonly spend: SpendPath
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
  search.spend(path, way)
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
        search.spend(moved, way)
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

/** Links that hold links multiply: forty folders of which each links twice to the next are 2^40 paths. */
const MOST_PATHS = 100_000
/** Of all these paths together. */
const MOST_CHARACTERS = 50_000_000
/** As far as Linux goes (path_resolution(7)): what lies deeper nobody could open. */
const MOST_LINKS_ON_THE_WAY = 40

/**
 * What the symbolic links of one tree may still lead to: counts `path`, found through `links` links one in the other of which `link` is the
 * first. Throws `UserError` `too-many-links`.
 */
export type SpendPath = (path: string, way: { readonly link: string; readonly links: number }) => void

/** For one tree. A link that is followed counts like a file behind it: folders without a file multiply as well. */
export const linkBudget = (): SpendPath => {
  let [paths, characters] = [0, 0]
  return (path, { link, links }) => {
    paths += 1
    characters += path.length
    if (links > MOST_LINKS_ON_THE_WAY) throw tooMany(link, `leads through more than ${MOST_LINKS_ON_THE_WAY} links`)
    if (paths > MOST_PATHS) throw tooMany(link, `and those before it lead to more than ${grouped(MOST_PATHS)} paths`)
    if (characters > MOST_CHARACTERS)
      throw tooMany(link, `and those before it lead to paths of more than ${grouped(MOST_CHARACTERS)} characters`)
  }
}

const tooMany = (link: string, does: string): UserError =>
  new UserError(
    'too-many-links',
    `The symbolic link ${link} ${does}. Probably it leads to folders that hold links to folders themselves, which multiplies them. Remove links until each folder is reached on one way.`,
  )
