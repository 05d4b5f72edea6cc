import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, realpath, rm } from 'node:fs/promises'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'
import { UserError } from '../finding/user-error.ts'

/** A file named by a setting or by the tree. */
export interface NamedFile {
  /** Absolute, or relative to the working directory. `..` is resolved in the name, before links. */
  readonly path: string
  /** The folder with untrusted content, such as the checkout of a pull request. */
  readonly workspace: string
  /** Description for errors: `the file "x.html" of "html"`. */
  readonly as: string
}

/** The real location of an existing or new file. */
interface RealLocation {
  readonly path: string
  /** The real path of the workspace, below which no link is followed; `undefined` for a file outside of it. */
  readonly below: string | undefined
}

/** The bytes of a named file. Throws `UserError` `symbolic-link`, or the error of the file system. */
export const readNamedFile = async (file: NamedFile): Promise<Buffer> => {
  await using handle = await openLocation(file, await linkFree(file), constants.O_RDONLY)
  return await handle.readFile()
}

/** The text of a named file. Throws as `readNamedFile`. */
export const readNamedText = async (file: NamedFile): Promise<string> => (await readNamedFile(file)).toString('utf8')

/** The text of a named file; `undefined` if it does not exist. */
export const findNamedText = (file: NamedFile): Promise<string | undefined> => ifThere(readNamedText(file))

interface FileWriteOptions {
  /** Fails with the code `EEXIST` if the file exists. */
  readonly isNew?: boolean
  /** Creates missing folders. */
  readonly makesFolders?: boolean
}

/** Writes a named file. Throws `UserError` `symbolic-link`, or the error of the file system. */
export const writeNamedFile = async (
  file: NamedFile,
  content: string | Uint8Array,
  { isNew = false, makesFolders = false }: FileWriteOptions = {},
): Promise<void> => {
  const location = await linkFree(file)
  if (makesFolders) await makeFolders(file, location)
  const start = isNew ? constants.O_EXCL : constants.O_TRUNC
  await using handle = await openLocation(file, location, constants.O_WRONLY | constants.O_CREAT | start)
  await handle.writeFile(content)
}

/** Removes a named file. Throws `UserError` `symbolic-link`, or the error of the file system. */
export const removeNamedFile = async (file: NamedFile): Promise<void> => {
  const { path } = await linkFree(file)
  await rm(path)
}

/**
 * Removes a named regular file if it exists. A device, or a link outside of the workspace, stays. Throws `UserError` `symbolic-link`, or
 * the error of the file system.
 */
export const removeStaleFile = async (file: NamedFile): Promise<void> => {
  await linkFree(file)
  if ((await ifThere(lstat(file.path)))?.isFile() === true) await rm(file.path)
}

/** Refuses a link that was created between the check and `open`. Windows does not have this flag. */
const NO_LINK = constants.O_NOFOLLOW ?? 0

const openLocation = async (file: NamedFile, { path, below }: RealLocation, flags: number): Promise<FileHandle> => {
  try {
    return await open(path, flags | (below === undefined ? 0 : NO_LINK))
  } catch (error) {
    if (below !== undefined && codeOf(error) === 'ELOOP') throw linkInTheWay(file.as, relative(below, path))
    throw error
  }
}

/** Creates the folders step by step: a recursive `mkdir` would follow a link created meanwhile. */
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
 * The real location of a named file. Outside of the workspace, links are followed, because the author of the workflow chose the path.
 * In the workspace no link is followed: a pull request can add one that leads to any file of the machine. Throws `UserError`
 * `symbolic-link` for a link there, or the error of the file system.
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
    // ENOTDIR: a parent is a file. The later `open` reports it.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw error
    return undefined
  }
}

/** The error for a link at `link`, a path from the top of the workspace. */
const linkInTheWay = (as: string, link: string): UserError =>
  new UserError(
    'symbolic-link',
    `Cannot use ${as}: "${link.split(sep).join('/')}" in the workspace is a symbolic link, and none is followed there, because a pull request can add one that leads to any file of this machine. Name a path without links, or one outside of the workspace.`,
  )
