import { UserError } from '../finding/user-error.ts'
import { concurrently } from '../kestra/client.ts'
import { readRecords, withRecord } from '../record/read-records.ts'
import { previewPrefix, pullRequestOfPreview, settingsOfPreview } from '../settings/preview.ts'
import type { RunOptions } from '../state/run-options.ts'
import { ownerOf } from '../state/server/read-server.ts'
import { openConnection } from '../state/server-connection.ts'

/**
 * Finds the pull requests with a preview on the server that this job made, according to its record. Searches namespaces with a flow,
 * and those of `also`. Throws `UserError` without a server, or if the server cannot be read.
 */
export const findPreviews = async (
  run: Pick<RunOptions, 'settings' | 'repository' | 'directory' | 'log' | 'runtime'>,
  also: readonly number[],
): Promise<readonly number[]> => {
  const { server: address } = run.settings
  if (address === undefined)
    throw new UserError('no-server', 'Previews need a Kestra server. Set "server", "username" and "password".')
  const settings = { ...run.settings, namespaces: [] }
  await using server = openConnection(address, { ...run, settings })
  const client = await server.client
  const ofFlows = [...(await server.flows).values()].map(({ name }) => pullRequestOfPreview(name.namespace))
  const candidates = [...new Set([...ofFlows.filter((number) => number !== undefined), ...also])]
  const having = new Set(await withRecord(client, candidates.map(previewPrefix)))
  const recorded = candidates.filter((number) => having.has(previewPrefix(number)))
  const owned = await concurrently(recorded, async (number) => {
    const owner = ownerOf({ ...run, settings: settingsOfPreview(settings, number, true) })
    const namespaces = [previewPrefix(number)]
    const isAllowed = (namespace: string) => namespaces.includes(namespace)
    const { byNamespace } = await readRecords(client, owner, { namespaces, isAllowed, key: settings.recordKey })
    return byNamespace.size > 0 ? [number] : []
  })
  return owned.flat().toSorted((a, b) => a - b)
}
