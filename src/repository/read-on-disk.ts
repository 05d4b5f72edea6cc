import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, UserError } from '../problem/user-error.ts'

/** As much as a run takes from a server at once: what is larger could not be read back (docs/security.md, "Budgets"). */
export const MAX_FILE_BYTES = 256 * 1024 * 1024

/** The bytes of one file below `top`. Throws `UserError` where it cannot be read, or is larger than a run can read back. */
export const readOnDisk = async (top: string, path: string): Promise<Uint8Array> => {
  const file = join(top, ...path.split('/'))
  try {
    const { size } = await stat(file)
    if (size > MAX_FILE_BYTES) throw fileTooLarge(path, size)
    return await readFile(file)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'file-not-readable',
      `Cannot read ${path}, which Git lists: ${messageOf(error)}. Its name may hold bytes that are no UTF-8 (then rename it: no server could store it), or something removed it while this ran.`,
      { cause: error },
    )
  }
}

const fileTooLarge = (path: string, bytes: number): UserError =>
  new UserError(
    'file-too-large',
    `${path} has ${Math.ceil(bytes / 1_048_576)} MB. Files of more than ${MAX_FILE_BYTES / 1_048_576} MB are not read: nobody could read them back from the server. Name it in \`.kestraignore\`, or keep it out of Git.`,
  )
