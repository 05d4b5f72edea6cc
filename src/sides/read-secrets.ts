import type { DesiredFlow } from '../flow/desired-flow.ts'
import { findSecretReferences } from '../flow/secret-references.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import { isUserError } from '../problem/user-error.ts'
import type { Tree } from '../repository/tree.ts'
import { isAllowedNamespace } from '../resource/namespace.ts'
import { isPathStep } from '../resource/route-names.ts'
import { parseSecretsFile, SECRETS_PATH } from '../settings/config/secrets-file.ts'
import type { KnownSecrets } from '../validate/known-tree.ts'
import type { RunOptions } from './run-options.ts'

/** The names of the secrets that flows may read, or why they are not known. */
export interface SecretReading {
  readonly secrets: KnownSecrets
  readonly problems: readonly Problem[]
}

const NOT_KNOWN: SecretReading = { secrets: new Map(), problems: [] }

interface FlowsWithSecrets {
  readonly flows: readonly DesiredFlow[]
  readonly tree: Pick<Tree, 'paths' | 'read'>
}

/**
 * The names of the secrets in the namespaces whose secrets the flows read: of the server, or offline as `.kestra/secrets.yml` has them. No
 * flow that reads one: nothing is asked. A server that does not tell is one info. Throws `UserError` where the server has gone.
 */
export const readSecrets = async (
  { flows, tree }: FlowsWithSecrets,
  client: KestraClient | undefined,
  { settings, host }: Pick<RunOptions, 'settings' | 'host'>,
): Promise<SecretReading> => {
  const read = flows.flatMap(({ document }) => findSecretReferences(document)).map(({ namespace }) => namespace)
  if (read.length === 0) return NOT_KNOWN
  if (client === undefined) return readFile(tree)
  const namespaces = [...new Set(read)].filter(isPathStep).toSorted()
  const allowed = namespaces.filter((namespace) => isAllowedNamespace(namespace, settings.namespaces))
  try {
    return { secrets: await client.readSecretNames(allowed), problems: [] }
  } catch (error) {
    if (!isUserError(error) || client.gone() !== undefined || host.signal.aborted) throw error
    const message = `The secrets that flows read were not looked for: the server did not list their names. ${error.message}`
    return { secrets: new Map(), problems: [makeProblem('secrets-not-read', { message })] }
  }
}

const readFile = async ({ paths, read }: Pick<Tree, 'paths' | 'read'>): Promise<SecretReading> => {
  if (!paths.includes(SECRETS_PATH)) return NOT_KNOWN
  const parsed = parseSecretsFile(new TextDecoder().decode(await read(SECRETS_PATH)))
  return 'problem' in parsed ? { secrets: new Map(), problems: [parsed.problem] } : { ...parsed, problems: [] }
}
