import { readRecords } from '../deploy/read-records.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { listKeys } from '../kestra/key-values.ts'
import { isAtLeast } from '../kestra/server.ts'
import { isUserError, orUserError, UserError } from '../problem/user-error.ts'
import { RECORD_KEY } from '../resource/resource.ts'
import { previewPrefix, pullRequestOfPreview, settingsOfPreview } from '../settings/preview.ts'
import type { RunOptions } from '../sides/run-options.ts'
import { ownerOf } from '../sides/server/read-server.ts'
import { openConnection } from '../sides/server-connection.ts'

/**
 * The pull requests of which the server has a preview that this job made, by its record: among those whose namespaces hold a flow,
 * and `also`. Throws `UserError` without a server, or when it cannot be read.
 */
export const findPreviews = async (
  run: Pick<RunOptions, 'settings' | 'repository' | 'directory' | 'log' | 'host'>,
  also: readonly number[],
): Promise<readonly number[]> => {
  const { server: address } = run.settings
  if (address === undefined)
    throw new UserError('no-server', 'Previews are on a Kestra server: set "server", "username" and "password".')
  const settings = { ...run.settings, namespaces: [] }
  await using server = openConnection(address, { ...run, settings })
  const client = await server.client
  const ofFlows = [...(await server.flows).values()].map(({ name }) => pullRequestOfPreview(name.namespace))
  const candidates = [...new Set([...ofFlows.filter((number) => number !== undefined), ...also])]
  const owned = await concurrently(await withRecord(client, candidates), async (number) => {
    const owner = ownerOf({ ...run, settings: settingsOfPreview(settings, number, true) })
    const namespaces = [previewPrefix(number)]
    const isAllowed = (namespace: string) => namespaces.includes(namespace)
    const { byNamespace } = await readRecords(client, owner, { namespaces, isAllowed, key: settings.recordKey })
    return byNamespace.size > 0 ? [number] : []
  })
  return owned.flat().toSorted((a, b) => a - b)
}

/** Those in whose namespace there is a record of somebody, by one list of keys; all of them where the server has no such list, or does not show it. */
const withRecord = async (client: KestraClient, candidates: readonly number[]): Promise<readonly number[]> => {
  if (candidates.length < 2 || !isAtLeast(client.info, 2, 0)) return candidates
  const keys = await orUserError(listKeys(client, candidates.map(previewPrefix)))
  // An account may read its records and yet list no keys. What else is wrong the reads say.
  if (isUserError(keys)) return candidates
  const kept = new Set(keys.filter(({ key }) => key === RECORD_KEY).map(({ namespace }) => namespace))
  return candidates.filter((number) => kept.has(previewPrefix(number)))
}
