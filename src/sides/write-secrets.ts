import { join } from 'node:path'
import type { KestraClient } from '../kestra/client.ts'
import { UserError } from '../problem/user-error.ts'
import { parseSecretsFile, SECRETS_PATH, writeSecretsFile } from '../settings/config/secrets-file.ts'
import { readNamedFile, writeNamedFile } from '../workspace/named-files.ts'

/**
 * Brings `.kestra/secrets.yml` up to date, for the namespaces that it names; without that file nothing is asked or written. Returns a
 * sentence that says what was done. Throws `UserError` where the file cannot be read, or the server does not tell.
 */
export const writeSecretNames = async (client: KestraClient, directory: string): Promise<readonly string[]> => {
  const file = { path: join(directory, SECRETS_PATH), workspace: directory, as: `the file "${SECRETS_PATH}"` }
  const before = await readText(file)
  if (before === undefined) return []
  const parsed = parseSecretsFile(before)
  if ('problem' in parsed) throw new UserError('invalid-settings', `${SECRETS_PATH}: ${parsed.problem.message}`)
  const read = await client.readSecretNames([...parsed.secrets.keys()])
  const text = writeSecretsFile(new Map([...parsed.secrets].map(([name, names]) => [name, read.get(name) ?? names])))
  if (text === before) return [`${SECRETS_PATH} is up to date.`]
  await writeNamedFile(file, text)
  return [`${SECRETS_PATH} now holds the names of the secrets in the namespaces that it lists, without any value.`]
}

const readText = async (file: Parameters<typeof readNamedFile>[0]): Promise<string | undefined> => {
  try {
    return (await readNamedFile(file)).toString('utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
