import { concurrently } from '../../kestra/client.ts'
import { fingerprintOf, KINDS } from '../../kinds/kinds.ts'
import { isOurs, type RecordedResource } from '../../record/deployment-record.ts'
import { openHistory } from '../../repository/history.ts'
import type { Fingerprint } from '../../resource/fingerprint.ts'
import type { ResourceKey } from '../../resource/resource.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import type { Settings } from '../../settings/settings.ts'
import type { GitState } from './read-git.ts'

interface ServerToExplain {
  readonly liveResources: ResourceMap
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
}

interface Checkout {
  readonly directory: string
  readonly settings: Pick<Settings, 'preview'>
}

// A first deploy to a server that differs everywhere would ask git about every resource. Above this limit resources stay "adopt".
const MOST_FILES = 300

/**
 * Reads fingerprints of older commits for files whose live resource differs from Git and is not explained by the record or the base.
 * They can show that the live text is an older version from Git (docs/decisions.md, "Classes"). Empty for a preview: no commit contains
 * the texts that it sends, so only its record counts.
 */
export const readFileHistory = async (
  {
    desiredResources,
    baseResources,
    namespaceMap,
  }: Pick<GitState, 'desiredResources' | 'baseResources' | 'namespaceMap'>,
  { liveResources, recorded }: ServerToExplain,
  { directory, settings }: Checkout,
  open = openHistory,
): Promise<ReadonlyMap<ResourceKey, readonly Fingerprint[]>> => {
  if (settings.preview !== undefined) return new Map()
  const unexplained = [...liveResources].flatMap(([key, { name, fingerprint }]) => {
    const desired = desiredResources.get(key)
    const record = recorded.get(key)
    const file = desired?.file ?? record?.file
    if (file === undefined || fingerprint === desired?.fingerprint || isOurs(record, fingerprint)) return []
    return fingerprint === baseResources?.get(key)?.fingerprint ? [] : [{ key, name, file }]
  })
  const byFile = Map.groupBy(unexplained.slice(0, MOST_FILES), ({ file }) => file)
  await using history = open({ cwd: directory })
  const found = await concurrently([...byFile], async ([file, resources]) => {
    const contents = await history.contentsOf(file)
    return resources.map(({ key, name: { kind, name } }) => {
      // The texts as they would have been sent; `undefined` if the commit had no text for the resource.
      const deployed = contents.map((content) => KINDS[kind].toServer(content, { name, namespaceMap }))
      return [
        key,
        deployed.filter((content) => content !== undefined).map((content) => fingerprintOf(kind, content)),
      ] as const
    })
  })
  return new Map(found.flat())
}
