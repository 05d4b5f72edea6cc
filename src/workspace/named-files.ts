import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { linkFree, linkInTheWay, type NamedFile, type RealLocation } from './link-free.ts'

/** The bytes of a named file. Throws `UserError` `symbolic-link`, or what the disk says. */
export const readNamedFile = async (file: NamedFile): Promise<Buffer> => {
  await using handle = await openPlace(file, await linkFree(file), constants.O_RDONLY)
  return await handle.readFile()
}

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
