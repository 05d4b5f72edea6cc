import { join } from 'node:path'
import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { isUserError, UserError } from '../finding/user-error.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findSecretReferences } from '../flow/external-references.ts'
import type { KestraClient } from '../kestra/client.ts'
import { readSecretNames } from '../kestra/secret-names.ts'
import type { KnownSecrets } from '../lint/symbol-index.ts'
import { findNamedText, writeNamedFile } from '../repository/named-files.ts'
import type { Tree } from '../repository/tree.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import { isPathStep } from '../resource/route-names.ts'
import { parseSecretsFile, SECRETS_PATH, writeSecretsFile } from '../settings/config/secrets-file.ts'
import type { RunOptions } from './run-options.ts'

/** The names of the secrets that flows may read, or why they are not known. */
interface SecretNames {
  readonly secrets: KnownSecrets
  readonly problems: readonly Problem[]
}

const NOT_KNOWN: SecretNames = { secrets: new Map(), problems: [] }

interface FlowsWithSecrets {
  readonly flows: readonly DesiredFlow[]
  readonly tree: Pick<Tree, 'paths' | 'read'>
}

/**
 * Reads the names of the secrets in the namespaces whose secrets the flows read: from the server, or offline from
 * `.kestra/secrets.yml`. Asks nothing if no flow reads a secret. A server that does not list them is a problem of severity info. Throws
 * `UserError` if the server is unavailable.
 */
export const readSecrets = async (
  { flows, tree }: FlowsWithSecrets,
  client: KestraClient | undefined,
  { settings, runtime }: Pick<RunOptions, 'settings' | 'runtime'>,
): Promise<SecretNames> => {
  const read = flows.flatMap(({ document }) => findSecretReferences(document)).map(({ namespace }) => namespace)
  if (read.length === 0) return NOT_KNOWN
  if (client === undefined) return readFile(tree)
  const namespaces = [...new Set(read)].filter(isPathStep).toSorted()
  const allowed = namespaces.filter((namespace) => isAllowedNamespace(namespace, settings.namespaces))
  try {
    return { secrets: await readSecretNames(client, allowed), problems: [] }
  } catch (error) {
    if (!isUserError(error) || client.http.unavailableError() !== undefined || runtime.signal.aborted) throw error
    const message = `The secrets that flows read were not looked for: the server did not list their names. ${error.message}`
    return { secrets: new Map(), problems: [makeProblem('secrets-not-read', { message })] }
  }
}

const readFile = async ({ paths, read }: Pick<Tree, 'paths' | 'read'>): Promise<SecretNames> => {
  if (!paths.includes(SECRETS_PATH)) return NOT_KNOWN
  const parsed = parseSecretsFile(new TextDecoder().decode(await read(SECRETS_PATH)))
  return { ...NOT_KNOWN, ...parsed }
}

/**
 * Updates `.kestra/secrets.yml` for the namespaces in it. Without that file it asks and writes nothing. Returns sentences that say
 * what was done. Throws `UserError` if the file cannot be read or the server does not list the names.
 */
export const writeSecretNames = async (client: KestraClient, directory: string): Promise<readonly string[]> => {
  const file = { path: join(directory, SECRETS_PATH), workspace: directory, as: `the file "${SECRETS_PATH}"` }
  const before = await findNamedText(file)
  if (before === undefined) return []
  const parsed = parseSecretsFile(before)
  if ('problems' in parsed)
    throw new UserError(
      'invalid-settings',
      `${SECRETS_PATH}: ${parsed.problems.map(({ message }) => message).join(' ')}`,
    )
  const read = await readSecretNames(client, [...parsed.secrets.keys()])
  const text = writeSecretsFile(new Map([...parsed.secrets].map(([name, names]) => [name, read.get(name) ?? names])))
  if (text === before) return [`${SECRETS_PATH} is up to date.`]
  await writeNamedFile(file, text)
  return [`${SECRETS_PATH} now holds the names of the secrets in the namespaces that it lists, without any value.`]
}
