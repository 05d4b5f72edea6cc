import { lstat, realpath } from 'node:fs/promises'
import { join, parse, relative, resolve, sep } from 'node:path'
import { UserError } from '../problem/user-error.ts'

/** A file that somebody names: a setting, the place of something in the tree. */
export interface NamedFile {
  /** Absolute, or from the working directory; `..` goes up in the name, whatever links there are. */
  readonly path: string
  /** The folder whose content others choose: a pull request that is checked out. */
  readonly workspace: string
  /** In the words of the user, for errors: `the file "x.html" of "html"`. */
  readonly as: string
}

/** Where a file really lies, or will lie. */
export interface RealLocation {
  readonly path: string
  /** The real folder that it lies in, with what is to follow no link from there on; `undefined` outside of the workspace. */
  readonly below: string | undefined
}

/**
 * Where a named file lies. Outside of the workspace links are followed: who wrote the workflow named that path. Below it none is, at
 * no step, because a pull request can put one there that leads to any file of the machine. Throws `UserError` `symbolic-link` where
 * one is in the way; else only when the disk refuses.
 */
export const linkFree = async ({ path, workspace, as }: NamedFile): Promise<RealLocation> => {
  const top = (await ifThere(realpath(workspace))) ?? resolve(workspace)
  const absolute = resolve(path)
  const { root } = parse(absolute)
  const steps = absolute.slice(root.length).split(sep)
  let at = root
  for (const step of steps.filter((name) => name !== '')) {
    const next = join(at, step)
    if (!isWithin(top, at)) at = (await ifThere(realpath(next))) ?? next
    else if ((await ifThere(lstat(next)))?.isSymbolicLink() === true) throw linkInTheWay(as, relative(top, next))
    else at = next
  }
  return { path: at, below: isWithin(top, at) ? top : undefined }
}

const isWithin = (top: string, path: string): boolean => {
  const [first = ''] = relative(top, path).split(sep)
  return first !== '..' && parse(relative(top, path)).root === ''
}

const ifThere = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked
  } catch (error) {
    // What lies below a file is told by who opens it.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}

/** The error for a link at `link`, a path from the top of the workspace. */
export const linkInTheWay = (as: string, link: string): UserError =>
  new UserError(
    'symbolic-link',
    `Cannot use ${as}: "${link.split(sep).join('/')}" in the workspace is a symbolic link, and none is followed there, because a pull request can put one that leads to any file of this machine. Name a path without links, or one outside of the workspace.`,
  )
