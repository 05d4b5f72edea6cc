import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, realpath, rm } from 'node:fs/promises'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'
import { UserError } from '../finding/user-error.ts'

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
interface RealLocation {
  readonly path: string
  /** The real folder that it lies in, with what is to follow no link from there on; `undefined` outside of the workspace. */
  readonly below: string | undefined
}

/** The bytes of a named file. Throws `UserError` `symbolic-link`, or what the disk says. */
export const readNamedFile = async (file: NamedFile): Promise<Buffer> => {
  await using handle = await openPlace(file, await linkFree(file), constants.O_RDONLY)
  return await handle.readFile()
}

/** The text of a named file. Throws as `readNamedFile`. */
export const readNamedText = async (file: NamedFile): Promise<string> => (await readNamedFile(file)).toString('utf8')

/** `readNamedText`, and `undefined` where there is no such file. */
export const findNamedText = (file: NamedFile): Promise<string | undefined> => ifThere(readNamedText(file))

interface FileWriteOptions {
  /** A file that is there stays, and what is thrown has the code `EEXIST`. */
  readonly isNew?: boolean
  /** Folders on the way that are not there are made. */
  readonly makesFolders?: boolean
}

/** Writes a named file. Throws `UserError` `symbolic-link`, or what the disk says. */
export const writeNamedFile = async (
  file: NamedFile,
  content: string | Uint8Array,
  { isNew = false, makesFolders = false }: FileWriteOptions = {},
): Promise<void> => {
  const place = await linkFree(file)
  if (makesFolders) await makeFolders(file, place)
  const start = isNew ? constants.O_EXCL : constants.O_TRUNC
  await using handle = await openPlace(file, place, constants.O_WRONLY | constants.O_CREAT | start)
  await handle.writeFile(content)
}

/** Removes a named file. Throws `UserError` `symbolic-link`, or what the disk says. */
export const removeNamedFile = async (file: NamedFile): Promise<void> => {
  const { path } = await linkFree(file)
  await rm(path)
}

/**
 * Removes the regular file of this name, if there is one. A device, or a link outside of the workspace, stays. Throws `UserError`
 * `symbolic-link`, or what the disk says.
 */
export const removeStaleFile = async (file: NamedFile): Promise<void> => {
  await linkFree(file)
  if ((await ifThere(lstat(file.path)))?.isFile() === true) await rm(file.path)
}

/** Between the look and the opening somebody may put a link there; Windows knows no such flag. */
const NO_LINK = constants.O_NOFOLLOW ?? 0

const openPlace = async (file: NamedFile, { path, below }: RealLocation, flags: number): Promise<FileHandle> => {
  try {
    return await open(path, flags | (below === undefined ? 0 : NO_LINK))
  } catch (error) {
    if (below !== undefined && codeOf(error) === 'ELOOP') throw linkInTheWay(file.as, relative(below, path))
    throw error
  }
}

/** Step by step: all at once would go through a link that was put there meanwhile. */
const makeFolders = async (file: NamedFile, { path, below }: RealLocation): Promise<void> => {
  const folder = dirname(path)
  if (below === undefined) {
    await mkdir(folder, { recursive: true })
    return
  }
  let at = below
  for (const step of relative(below, folder).split(sep)) {
    at = join(at, step)
    await makeFolder(file, at, below)
  }
}

const makeFolder = async ({ as }: NamedFile, folder: string, below: string): Promise<void> => {
  try {
    await mkdir(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if ((await lstat(folder)).isSymbolicLink()) throw linkInTheWay(as, relative(below, folder))
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

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
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw error
    return undefined
  }
}

/** The error for a link at `link`, a path from the top of the workspace. */
const linkInTheWay = (as: string, link: string): UserError =>
  new UserError(
    'symbolic-link',
    `Cannot use ${as}: "${link.split(sep).join('/')}" in the workspace is a symbolic link, and none is followed there, because a pull request can put one that leads to any file of this machine. Name a path without links, or one outside of the workspace.`,
  )
