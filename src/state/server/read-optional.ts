import { isUserError } from '../../finding/user-error.ts'
import type { KestraClient } from '../../kestra/client.ts'
import type { KindOnServer } from '../../kinds/kind-on-server.ts'
import { KINDS } from '../../kinds/kinds.ts'
import { kindsRead, readLiveResources } from '../../kinds/on-server.ts'
import { type ResourceKey, type ResourceKind, type ResourceName, resourceName } from '../../resource/resource.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import type { NamespacesToRead } from './read-namespaces.ts'

/** What was read of the kinds that not every server has. */
export interface OptionalContents {
  readonly resourceStates: ResourceMap
  /** The server does not offer these kinds. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** A sentence for each kind that only the record or the Git base has, and that the server does not offer. */
  readonly notices: readonly string[]
  /** A sentence for each kind that could not be looked at. */
  readonly notRead: readonly string[]
}

interface OptionalToRead extends Pick<NamespacesToRead, 'desiredResources' | 'baseResources' | 'records'> {
  /** Also where neither Git nor the record has one: what the server has is wanted. */
  readonly isSought: boolean
}

/** Reads the kinds that not every server has: where Git or the record has one, or what the server has is wanted. */
export const readOptional = async (client: KestraClient, options: OptionalToRead): Promise<OptionalContents> => {
  const readings = await Promise.all(kindsRead('optional').map((entry) => readKind(client, entry, options)))
  return {
    resourceStates: new Map(readings.flatMap(({ resourceStates }) => [...resourceStates])),
    unsupportedKinds: new Set(readings.flatMap(({ unsupportedKinds }) => [...unsupportedKinds])),
    notices: readings.flatMap(({ notices }) => notices),
    notRead: readings.flatMap(({ notRead }) => notRead),
  }
}

/** Nobody wants any, or may see them. */
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
  const wanted = namesOf(kind, desiredResources.keys())
  const known = [...namesOf(kind, records.recorded.keys()), ...namesOf(kind, baseResources?.keys() ?? [])]
  const isMeant = wanted.length + known.length > 0
  if (!isMeant && !isSought) return NONE_READ
  try {
    const found = await readLiveResources(onServer, client, { namespaces: [] })
    if (found !== undefined) return { ...NONE_READ, resourceStates: found.resourceStates }
    const isRecordedAlone = isMeant && wanted.length === 0
    return { ...NONE_READ, unsupportedKinds: new Set([kind]), notices: isRecordedAlone ? [absentNotice(kind)] : [] }
  } catch (error) {
    // Whoever has none in Git need not be allowed to see those of others.
    if (isMeant || !isUserError(error) || error.reason !== 'forbidden') throw error
    return { ...NONE_READ, notRead: [`Not looked at on the server: its ${KINDS[kind].noun}s. ${error.message}`] }
  }
}

const namesOf = (kind: ResourceKind, keys: Iterable<ResourceKey>): readonly ResourceName[] =>
  [...keys].map(resourceName).filter((name) => name.kind === kind)

/** For a kind that the record or the Git base has and the tree does not: each file of the tree has a warning of its own. */
const absentNotice = (kind: ResourceKind): string =>
  `This server does not offer ${KINDS[kind].noun}s. The deployment record keeps what it knows of them.`
