import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, UserError } from '../finding/user-error.ts'
import { folderOf } from './tree.ts'

/** The limit of one answer of a server. A larger file could not be read back (docs/internals/threat-model.md, "Budgets"). */
export const MAX_FILE_BYTES = 256 * 1024 * 1024

/** Reads one file, into `scratch` if it fits. */
export type ReadOnDisk = (path: string, scratch?: Buffer) => Uint8Array

/**
 * Makes a reader for files below `top`, a real path. It reads synchronously: for thousands of small files, waiting costs several times
 * more than reading. Links were resolved before, so none is followed here, even if one was created since.
 * The reader throws `UserError` if a file cannot be read, or is larger than `MAX_FILE_BYTES`.
 */
export const diskReader = (top: string): ReadOnDisk => {
  /** Folders that are known not to be links. */
  const known = new Set([''])
  const checkFolder = (folder: string): void => {
    if (known.has(folder)) return
    checkFolder(folderOf(folder))
    if (lstatSync(join(top, ...folder.split('/'))).isSymbolicLink()) throw new Error(`${folder} is a symbolic link`)
    known.add(folder)
  }
  return (path, scratch) => {
    try {
      checkFolder(folderOf(path))
      const file = openSync(join(top, ...path.split('/')), constants.O_RDONLY | NO_LINK)
      try {
        const { size } = fstatSync(file)
        if (size > MAX_FILE_BYTES) throw fileTooLarge(path, size)
        return scratch !== undefined && size < scratch.length ? readInto(scratch, file) : readFileSync(file)
      } finally {
        closeSync(file)
      }
    } catch (error) {
      if (error instanceof UserError) throw error
      throw notReadable(path, error)
    }
  }
}

/** Windows does not have this flag. */
const NO_LINK = constants.O_NOFOLLOW ?? 0

/** The error for a file that cannot be read, or a folder that cannot be listed. */
export const notReadable = (path: string, cause: unknown): UserError =>
  new UserError(
    'file-not-readable',
    `Cannot read ${path}: ${messageOf(cause)}. Something removed it while this ran, or this user may not read it.`,
    { cause },
  )

/** Reads to the end of the file, which may have grown since its size was read. */
const readInto = (scratch: Buffer, file: number): Uint8Array => {
  let length = 0
  while (length < scratch.length) {
    const count = readSync(file, scratch, length, scratch.length - length, length)
    if (count === 0) return scratch.subarray(0, length)
    length += count
  }
  return readFileSync(file)
}

const fileTooLarge = (path: string, bytes: number): UserError =>
  new UserError(
    'file-too-large',
    `${path} has ${Math.ceil(bytes / 1_048_576)} MB. Files of more than ${MAX_FILE_BYTES / 1_048_576} MB are not read, because they could not be read back from the server. Name it in \`.kestraignore\`, or keep it out of Git.`,
  )
