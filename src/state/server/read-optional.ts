import { isUserError } from '../../finding/user-error.ts'
import type { KestraClient } from '../../kestra/client.ts'
import type { KindOnServer } from '../../kinds/kind-on-server.ts'
import { KINDS } from '../../kinds/kinds.ts'
import { kindsRead, readLiveResources } from '../../kinds/on-server.ts'
import { type ResourceKey, type ResourceKind, type ResourceName, resourceName } from '../../resource/resource.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import type { NamespacesToRead } from './read-namespaces.ts'

/** The resources of kinds that not every server has. */
export interface OptionalContents {
  readonly resourceStates: ResourceMap
  /** Kinds that the server does not offer. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** A sentence for each kind that only the record or the Git base has, and that the server does not offer. */
  readonly notices: readonly string[]
  /** A sentence for each kind that could not be read. */
  readonly notRead: readonly string[]
}

interface OptionalToRead extends Pick<NamespacesToRead, 'desiredResources' | 'baseResources' | 'records'> {
  /** True: reads the kinds even if neither Git nor the record has one. */
  readonly isSought: boolean
}

/** Reads the kinds that not every server has, if Git or the record has one or `isSought` is set. */
export const readOptional = async (client: KestraClient, options: OptionalToRead): Promise<OptionalContents> => {
  const readings = await Promise.all(kindsRead('optional').map((entry) => readKind(client, entry, options)))
  return {
    resourceStates: new Map(readings.flatMap(({ resourceStates }) => [...resourceStates])),
    unsupportedKinds: new Set(readings.flatMap(({ unsupportedKinds }) => [...unsupportedKinds])),
    notices: readings.flatMap(({ notices }) => notices),
    notRead: readings.flatMap(({ notRead }) => notRead),
  }
}

/** The result if nothing is needed or may be read. */
export const NONE_READ: OptionalContents = {
  resourceStates: new Map(),
  unsupportedKinds: new Set(),
  notices: [],
  notRead: [],
}

const readKind = async (
  client: KestraClient,
  [kind, onServer]: readonly [ResourceKind, KindOnServer],
  { desiredResources, baseResources, records, isSought }: OptionalToRead,
): Promise<OptionalContents> => {
  const wanted = namesOfKind(kind, desiredResources.keys())
  const known = [...namesOfKind(kind, records.recorded.keys()), ...namesOfKind(kind, baseResources?.keys() ?? [])]
  const isExpected = wanted.length + known.length > 0
  if (!isExpected && !isSought) return NONE_READ
  try {
    const found = await readLiveResources(onServer, client, { namespaces: [] })
    if (found !== undefined) return { ...NONE_READ, resourceStates: found.resourceStates }
    const isRecordedAlone = isExpected && wanted.length === 0
    return { ...NONE_READ, unsupportedKinds: new Set([kind]), notices: isRecordedAlone ? [absentNotice(kind)] : [] }
  } catch (error) {
    // Without resources of the kind in Git, the account needs no permission to read those of others.
    if (isExpected || !isUserError(error) || error.reason !== 'forbidden') throw error
    return { ...NONE_READ, notRead: [`Not looked at on the server: its ${KINDS[kind].noun}s. ${error.message}`] }
  }
}

const namesOfKind = (kind: ResourceKind, keys: Iterable<ResourceKey>): readonly ResourceName[] =>
  [...keys].map(resourceName).filter((name) => name.kind === kind)

/** For a kind that only the record or the Git base has. Files in the tree get a warning each instead. */
const absentNotice = (kind: ResourceKind): string =>
  `This server does not offer ${KINDS[kind].noun}s. The deployment record keeps what it knows of them.`
