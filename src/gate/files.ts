import type { Hide } from '../problem/hide-secrets.ts'
import { UserError } from '../problem/user-error.ts'
import { writeNamedFile } from '../workspace/named-files.ts'

interface DocumentFile {
  readonly file: string
  /** The setting that names it. */
  readonly of: string
  /** Below which no link is followed. */
  readonly workspace: string
}

/** Writes a rendered document through the opening of the gate that is for it, to the file that a user named in a setting. Throws `UserError` where it cannot be written. */
export const writeDocument = async (hide: Hide, { file, of, workspace }: DocumentFile, text: string): Promise<void> => {
  try {
    await writeNamedFile({ path: file, workspace, as: `the file "${file}" of "${of}"` }, hide(text))
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError('invalid-settings', `Cannot write the file "${file}" of "${of}".`, { cause: error })
  }
}
