import { writeFile } from 'node:fs/promises'
import { UserError } from '../problem/user-error.ts'
import type { Gate } from './gate.ts'

/** Writes a rendered document to the file that a user named in the setting `of`. Throws `UserError` where it cannot be written. */
export const writeDocument = async (
  gate: Gate,
  { file, of }: { readonly file: string; readonly of: string },
  text: string,
): Promise<void> => {
  try {
    await writeFile(file, gate.document(text))
  } catch (error) {
    throw new UserError('invalid-settings', `Cannot write the file "${file}" of "${of}".`, { cause: error })
  }
}
