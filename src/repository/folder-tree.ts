import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { linkBudget, type SpendPath } from './links.ts'
import { diskReader, notReadable } from './read-on-disk.ts'
import { isMisnamed, type Tree } from './tree.ts'

/** Directories that are never deployed, and are large enough to make a walk slow. */
const SKIPPED_DIRECTORIES = new Set(['.git', 'node_modules'])

/** A directory of the walk, and the real paths above it, which a link may not lead back to. */
interface Visit {
  readonly path: string
  readonly realPath: string
  readonly ancestors: readonly string[]
  /** The links on the path, outermost first. */
  readonly links: readonly string[]
}

/** A folder outside of Git, and the folders of the checkouts in it. */
interface FolderTree extends Tree {
  readonly checkouts: readonly string[]
}

/** The state of one walk: the real path of its top, and the remaining budget for links. */
interface FolderScope {
  readonly top: string
  readonly spend: SpendPath
  /** The entries of folders reached by links, by real path, so that each folder is read once. */
  readonly entries: Map<string, Promise<readonly Dirent[]>>
  readonly targets: Map<string, Promise<LinkTarget | undefined>>
  /** The checkouts found so far. */
  readonly checkouts: Set<string>
}

interface LinkTarget {
  readonly realPath: string
  readonly isFolder: boolean
}

/**
 * Opens the files below `directory`, a folder outside of Git. Links are followed if they stay below it and are not circular.
 * Other links are left out, because Git would not contain their targets. Checkouts in it are left out, because they are other repositories.
 * Throws `UserError` `too-many-links`, or `file-not-readable` if a folder cannot be listed or a link cannot be followed.
 */
export const openFolder = async (directory: string): Promise<FolderTree> => {
  const top = await realpath(directory)
  const scope = { top, spend: linkBudget(), entries: new Map(), targets: new Map(), checkouts: new Set<string>() }
  const found = await walk(scope, { path: '', realPath: top, ancestors: [], links: [] })
  const located = new Map(found.filter(([path]) => !isMisnamed(path)))
  const read = diskReader(top)
  return {
    paths: [...located.keys()].sort(),
    checkouts: [...scope.checkouts].sort(),
    misnamed: found.flatMap(([path]) => (isMisnamed(path) ? [path] : [])).sort(),
    read: async (path, scratch) => {
      const realPath = located.get(path)
      if (realPath === undefined) throw new Error(`${path} is not a file of the folder`)
      return read(realPath, scratch)
    },
  }
}

/** A file of the tree, and its real path from the top. */
type LocatedFile = readonly [path: string, realPath: string]

const walk = async (scope: FolderScope, visit: Visit): Promise<readonly LocatedFile[]> => {
  if (visit.ancestors.includes(visit.realPath)) return []
  const read = () => entriesOf(visit)
  const entries = await (visit.links.length === 0 ? read() : lookedUp(scope.entries, visit.realPath, read))
  if (visit.path !== '' && entries.some(({ name }) => name === '.git')) {
    scope.checkouts.add(visit.path)
    return []
  }
  const { steps = [], links = [] } = Object.groupBy(
    entries.filter(({ name }) => !SKIPPED_DIRECTORIES.has(name)),
    (entry) => (entry.isSymbolicLink() ? 'links' : 'steps'),
  )
  const found = await Promise.all(steps.map((entry) => enter(scope, entry, visit)))
  // Sequential, so that the first link over the limit ends the walk.
  for (const link of links) found.push(await enter(scope, link, visit))
  return found.flat()
}

const entriesOf = async ({ path, realPath }: Visit): Promise<readonly Dirent[]> => {
  try {
    return await readdir(realPath, { withFileTypes: true })
  } catch (error) {
    throw notReadable(path === '' ? realPath : path, error)
  }
}

const enter = async (scope: FolderScope, entry: Dirent, visit: Visit): Promise<readonly LocatedFile[]> => {
  const path = visit.path === '' ? entry.name : `${visit.path}/${entry.name}`
  const links = entry.isSymbolicLink() ? [...visit.links, path] : visit.links
  const [link] = links
  if (link !== undefined) scope.spend(path, { link, links: links.length })
  if (isMisnamed(entry.name)) return [[entry.isDirectory() ? `${path}/` : path, path]]
  const realPath = join(visit.realPath, entry.name)
  if (entry.isFile()) return [foundAt(scope, { path, realPath })]
  const below = { path, realPath, ancestors: [...visit.ancestors, visit.realPath], links }
  if (entry.isDirectory()) return await walk(scope, below)
  return entry.isSymbolicLink() ? await follow(scope, below) : []
}

const foundAt = ({ top }: FolderScope, { path, realPath }: Pick<Visit, 'path' | 'realPath'>): LocatedFile => [
  path,
  relative(top, realPath).split(sep).join('/'),
]

const follow = async (scope: FolderScope, link: Visit): Promise<readonly LocatedFile[]> => {
  const target = await lookedUp(scope.targets, link.realPath, () => targetOf(link, scope.top))
  if (target === undefined) return []
  const { realPath, isFolder } = target
  return isFolder ? await walk(scope, { ...link, realPath }) : [foundAt(scope, { path: link.path, realPath })]
}

/** The target of a link; `undefined` if it is missing, circular, outside of `top`, or neither a file nor a folder. */
const targetOf = async (link: Visit, top: string): Promise<LinkTarget | undefined> => {
  try {
    const target = await realpath(link.realPath)
    if (!isInside(top, target) || isMisnamed(relative(top, target))) return undefined
    const kind = await stat(target)
    if (kind.isDirectory()) return { realPath: target, isFolder: true }
    return kind.isFile() ? { realPath: target, isFolder: false } : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP'))
      return undefined
    throw notReadable(link.path, error)
  }
}

const lookedUp = <T>(known: Map<string, T>, path: string, look: () => T): T => {
  const found = known.get(path) ?? look()
  known.set(path, found)
  return found
}

const isInside = (top: string, path: string): boolean => {
  const steps = relative(top, path).split(sep)
  return !steps.some((step) => step === '..' || SKIPPED_DIRECTORIES.has(step))
}
