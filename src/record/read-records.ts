import { isUserError, orUserError, UserError } from '../finding/user-error.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { listKeys, listsTenant, readKey } from '../kestra/key-values.ts'
import { isNamespace } from '../resource/namespace.ts'
import { RECORD_KEY, type ResourceKey } from '../resource/resource.ts'
import type { OwnerRecord, RecordedResource, RecordStamp } from './deployment-record.ts'
import { type ParsedRecord, parseRecord, RECORD_VERSION, type RecordSigning } from './record-json.ts'

/** All that the records of the namespaces of one owner say, merged. */
export interface Records {
  readonly owner: string
  /** This owner's record per namespace that has one. */
  readonly byNamespace: ReadonlyMap<string, OwnerRecord>
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** Resources that other owners deploy, with the owner's name. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  /** The last commit that each of them deployed, as far as was read. */
  readonly owners: ReadonlyMap<string, RecordStamp>
  /** Owners whose part counts as this owner's (`take-over`), and is it once a deploy has written it. */
  readonly formerly: readonly string[]
  /** By namespace which of them have a part there. */
  readonly takenOver: ReadonlyMap<string, readonly string[]>
  /** Namespaces whose record cannot be read, or not be believed: nobody knows who deploys there. */
  readonly unreadable: ReadonlySet<string>
  /** Those of them whose record only a newer release understands: it is never written. */
  readonly newer: ReadonlySet<string>
  /** Namespaces that this owner's records name and that this run may not read: their records stay, and stay named. */
  readonly beyond: readonly string[]
  /** Of the input `record-key`: own records are signed with it, and believed only when they are. */
  readonly key: string | undefined
  /** Sentences on records that could not be read, or not be believed. */
  readonly notices: readonly string[]
}

/**
 * Reads the records of `namespaces`, one small request each (docs/internals/decisions.md, "What is read, and when"), and then of the namespaces that these name and that were not asked for: the ones that left the tree, where `isAllowed`. A record that cannot be read is a notice, never a failure, and proves nothing.
 */
export const readRecords = async (
  client: KestraClient,
  owner: string,
  { namespaces, isAllowed = () => true, key, formerly = [] }: RecordsToRead,
): Promise<Records> => {
  const signing = key === undefined ? undefined : { owner, key, formerly }
  const read = (namespace: string) => readRecord(client, namespace, signing)
  const parsedByNamespace = new Map<string, ParsedRecord>()
  const beyond = new Set<string>()
  let next: readonly string[] = namespaces
  while (next.length > 0) {
    const round = await concurrently(next, async (namespace) => [namespace, await read(namespace)] as const)
    for (const [namespace, parsed] of round) parsedByNamespace.set(namespace, parsed)
    // Thousands of records may hold one and the same list.
    const own = round.flatMap(([, parsed]) => [...partsOf(parsed, [...formerly, owner]).values()])
    const lists = new Set(own.map((part) => part.namespaces))
    const unread = [...new Set([...lists].flat())].filter((namespace) => !parsedByNamespace.has(namespace))
    for (const namespace of unread.filter((one) => !isAllowed(one))) beyond.add(namespace)
    next = unread.filter(isAllowed).filter(isNamespace)
  }
  return mergeRecords({ owner, formerly, beyond: [...beyond], key }, parsedByNamespace)
}

export interface RecordsToRead {
  readonly namespaces: readonly string[]
  /** Whether this run may read a namespace that a record names; default all. */
  readonly isAllowed?: (namespace: string) => boolean
  readonly key?: string | undefined
  /** Owners whose part counts as this owner's, where it can be believed. */
  readonly formerly?: readonly string[]
}

const PASSING_REASONS: ReadonlySet<string> = new Set(['server-unreachable', 'server-timeout', 'server-error'])

const readRecord = async (
  client: KestraClient,
  namespace: string,
  signing: RecordSigning | undefined,
): Promise<ParsedRecord> => {
  const stored = await readStored(client, namespace)
  return stored instanceof UserError
    ? { kind: 'unreadable', why: stored.message }
    : parseRecord(namespace, stored, signing)
}

/** What the key holds, `undefined` when there is none; the error (a `UserError`) when it cannot be read and trying again is no use. */
export const readStored = async (client: KestraClient, namespace: string): Promise<unknown> => {
  const read = await orUserError(readKey(client, namespace, RECORD_KEY))
  if (!isUserError(read)) return read?.value
  // A failure that passes must not make an edit on the server look like a flow that was never ours.
  if (PASSING_REASONS.has(read.reason)) throw read
  return read
}

/**
 * Those of `namespaces` that have a record of any owner, by one list of keys; all of them where the server has no such list, or does not show it:
 * an account may read its records and yet list no keys.
 */
export const withRecord = async (client: KestraClient, namespaces: readonly string[]): Promise<readonly string[]> => {
  if (namespaces.length < 2 || !listsTenant(client)) return namespaces
  const keys = await orUserError(listKeys(client, namespaces))
  if (isUserError(keys)) return namespaces
  const having = new Set(keys.filter(({ key }) => key === RECORD_KEY).map(({ namespace }) => namespace))
  return namespaces.filter((namespace) => having.has(namespace))
}

/** The parts of these owners, in their order, that are there and can be believed. */
const partsOf = (parsed: ParsedRecord, owners: readonly string[]): ReadonlyMap<string, OwnerRecord> => {
  if (parsed.kind !== 'read') return new Map()
  return new Map(
    owners.flatMap((name) => {
      const part = parsed.unproven.has(name) ? undefined : parsed.owners.get(name)
      return part === undefined ? [] : [[name, part] as const]
    }),
  )
}

/** Of two parts that tell of one resource the later counts. */
const joinParts = (parts: readonly OwnerRecord[]): OwnerRecord | undefined =>
  parts.reduce<OwnerRecord | undefined>((joined, part) => {
    if (joined === undefined) return part
    const namespaces = [...new Set([...joined.namespaces, ...part.namespaces])].toSorted()
    const resources = new Map([...joined.resources, ...part.resources])
    return { ...part, namespaces, resources, hasMore: joined.hasMore || part.hasMore }
  }, undefined)

/** What these records say together to their reader; without any, nothing. */
export const mergeRecords = (
  reader: Pick<Records, 'owner' | 'formerly' | 'beyond' | 'key'>,
  parsedByNamespace: ReadonlyMap<string, ParsedRecord>,
): Records => {
  const { owner, formerly } = reader
  const byNamespace = new Map<string, OwnerRecord>()
  const recorded = new Map<ResourceKey, RecordedResource>()
  const ownedByOthers = new Map<ResourceKey, string>()
  const owners = new Map<string, RecordStamp>()
  const takenOver = new Map<string, readonly string[]>()
  for (const [namespace, parsed] of parsedByNamespace) {
    if (parsed.kind !== 'read') continue
    const parts = partsOf(parsed, [...formerly, owner])
    const own = joinParts([...parts.values()])
    if (own !== undefined) byNamespace.set(namespace, own)
    for (const [key, resource] of own?.resources ?? []) recorded.set(key, resource)
    const taken = formerly.filter((name) => parts.has(name))
    if (taken.length > 0) takenOver.set(namespace, taken)
    for (const [name, record] of parsed.owners) {
      if (parts.has(name)) continue
      if (record.committed >= (owners.get(name)?.committed ?? 0)) owners.set(name, record)
      for (const [key, { isGone }] of record.resources) if (isGone !== true) ownedByOthers.set(key, name)
    }
  }
  const unreadable = [...parsedByNamespace].filter(([, parsed]) => !isBelieved(parsed)).map(([namespace]) => namespace)
  const newer = [...parsedByNamespace].filter(([, { kind }]) => kind === 'newer').map(([namespace]) => namespace)
  return {
    ...{ ...reader, byNamespace, recorded, ownedByOthers, owners, takenOver },
    unreadable: new Set(unreadable),
    newer: new Set(newer),
    notices: [...parsedByNamespace].flatMap(([namespace, parsed]) => noticesOf(namespace, parsed)),
  }
}

const noticesOf = (namespace: string, parsed: ParsedRecord): readonly string[] => {
  switch (parsed.kind) {
    case 'absent':
      return []
    case 'unreadable':
      return [`The deployment record of namespace ${namespace} cannot be read (${parsed.why}); Git stands in for it.`]
    case 'newer':
      return [newerNotice(namespace, parsed.version)]
    case 'read':
      return [
        ...(parsed.distrusted === undefined ? [] : [distrustedNotice(namespace, parsed.distrusted)]),
        ...[...parsed.unproven].map((owner) => unprovenNotice(namespace, owner)),
      ]
  }
}

const isBelieved = (parsed: ParsedRecord): boolean =>
  parsed.kind === 'absent' || (parsed.kind === 'read' && parsed.distrusted === undefined)

const distrustedNotice = (namespace: string, why: string): string =>
  `The deployment record of namespace ${namespace} is ${why}, and "record-key" is set: it is not believed, and Git stands in for it. The next deploy writes and signs it anew. If a record with this key was there before, somebody changed it.`

const unprovenNotice = (namespace: string, owner: string): string =>
  `What ${owner} deployed to namespace ${namespace} is not taken over: its part of the deployment record is not signed with this "record-key". Give the key that it was signed with, or take it over once without "record-key".`

export const newerNotice = (namespace: string, version: number): string =>
  `The deployment record of namespace ${namespace} was written by a newer kestra-gitops (format ${version}, this release knows ${RECORD_VERSION}): it is left as it is, and Git stands in for it. Update the action, or the command line.`
