import { writeFile } from 'node:fs/promises'
import { UserError } from '../problem/user-error.ts'
import type { Gate } from './gate.ts'

/** Writes a rendered document to a file that the user named. Throws `UserError` where it cannot be written. */
export const writeDocument = async (gate: Gate, file: string, text: string): Promise<void> => {
  try {
    await writeFile(file, gate.document(text))
  } catch (error) {
    throw new UserError('invalid-settings', `Cannot write the file "${file}" of "comment-file".`, { cause: error })
  }
}
