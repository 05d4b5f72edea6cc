import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { diskReader } from './read-on-disk.ts'
import { isMisnamed, type Tree } from './tree.ts'

/** Never part of a deployment, and large enough to make a walk slow. */
const SKIPPED_DIRECTORIES = new Set(['.git', 'node_modules'])

/** A directory on the way down, and the real paths above it that a link may not lead back to. */
interface Visit {
  readonly path: string
  readonly realPath: string
  readonly ancestors: readonly string[]
}

/**
 * Opens the files below `directory`, a folder that is no Git checkout. Links are followed as long as they stay below it and do not run
 * in circles; what leads elsewhere is left out, because no Git would hold it, and so is a checkout in it, which is another repository.
 */
export const openFolder = async (directory: string): Promise<Tree> => {
  const top = await realpath(directory)
  const found = await walk(top, { path: '', realPath: top, ancestors: [] })
  const places = new Map(found.filter(([path]) => !isMisnamed(path)))
  const read = diskReader(top)
  return {
    paths: [...places.keys()].sort(),
    misnamed: found.flatMap(([path]) => (isMisnamed(path) ? [path] : [])).sort(),
    read: async (path, scratch) => {
      const place = places.get(path)
      if (place === undefined) throw new Error(`${path} is not a file of the folder`)
      return read(place, scratch)
    },
  }
}

/** A file of the tree, and where it really lies below the top. */
type Found = readonly [path: string, place: string]

const walk = async (top: string, visit: Visit): Promise<Found[]> => {
  if (visit.ancestors.includes(visit.realPath)) return []
  const entries = await readdir(visit.realPath, { withFileTypes: true })
  if (visit.path !== '' && entries.some(({ name }) => name === '.git')) return []
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly Found[]> => {
      if (SKIPPED_DIRECTORIES.has(entry.name)) return []
      const path = visit.path === '' ? entry.name : `${visit.path}/${entry.name}`
      if (isMisnamed(entry.name)) return [[entry.isDirectory() ? `${path}/` : path, path]]
      const realPath = join(visit.realPath, entry.name)
      if (entry.isFile()) return [foundAt(top, { path, realPath })]
      const below = { path, realPath, ancestors: [...visit.ancestors, visit.realPath] }
      if (entry.isDirectory()) return await walk(top, below)
      return entry.isSymbolicLink() ? await follow(top, below) : []
    }),
  )
  return found.flat()
}

const foundAt = (top: string, { path, realPath }: Pick<Visit, 'path' | 'realPath'>): Found => [
  path,
  relative(top, realPath).split(sep).join('/'),
]

const follow = async (top: string, link: Visit): Promise<Found[]> => {
  const target = await targetOf(link.realPath)
  if (target === undefined || !isInside(top, target) || isMisnamed(relative(top, target))) return []
  const kind = await stat(target)
  if (kind.isDirectory()) return await walk(top, { ...link, realPath: target })
  return kind.isFile() ? [foundAt(top, { path: link.path, realPath: target })] : []
}

/** `undefined` when the link dangles or runs in a circle. */
const targetOf = async (link: string): Promise<string | undefined> => {
  try {
    return await realpath(link)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP'))
      return undefined
    throw error
  }
}

const isInside = (top: string, path: string): boolean => {
  const steps = relative(top, path).split(sep)
  return !steps.some((step) => step === '..' || SKIPPED_DIRECTORIES.has(step))
}
