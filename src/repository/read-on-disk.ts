import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, UserError } from '../problem/user-error.ts'

/** As much as a run takes from a server at once: what is larger could not be read back (docs/security.md, "Budgets"). */
export const MAX_FILE_BYTES = 256 * 1024 * 1024

/**
 * The bytes of one file below `top`, in `scratch` where they fit. Throws `UserError` where it cannot be read, or is larger than a run
 * can read back.
 */
export const readOnDisk = async (top: string, path: string, scratch?: Buffer): Promise<Uint8Array> => {
  const file = join(top, ...path.split('/'))
  try {
    await using handle = await open(file)
    const { size } = await handle.stat()
    if (size > MAX_FILE_BYTES) throw fileTooLarge(path, size)
    return scratch !== undefined && size < scratch.length ? await readInto(scratch, handle) : await handle.readFile()
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'file-not-readable',
      `Cannot read ${path}, which Git lists: ${messageOf(error)}. Its name may hold bytes that are no UTF-8 (then rename it: no server could store it), or something removed it while this ran.`,
      { cause: error },
    )
  }
}

/** To the end of the file, which may have grown since it was asked for its size. */
const readInto = async (scratch: Buffer, handle: FileHandle): Promise<Uint8Array> => {
  let length = 0
  while (length < scratch.length) {
    const { bytesRead } = await handle.read(scratch, length, scratch.length - length, length)
    if (bytesRead === 0) return scratch.subarray(0, length)
    length += bytesRead
  }
  return Buffer.concat([scratch, await handle.readFile()])
}

const fileTooLarge = (path: string, bytes: number): UserError =>
  new UserError(
    'file-too-large',
    `${path} has ${Math.ceil(bytes / 1_048_576)} MB. Files of more than ${MAX_FILE_BYTES / 1_048_576} MB are not read: nobody could read them back from the server. Name it in \`.kestraignore\`, or keep it out of Git.`,
  )
