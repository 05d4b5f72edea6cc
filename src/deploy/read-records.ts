import { concurrently } from '../kestra/api.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { OwnerRecord, RecordedResource } from '../plan/deployment-record.ts'
import { type ParsedRecord, parseRecord, RECORD_VERSION, type RecordSigning } from '../plan/record-json.ts'
import { isUserError, UserError } from '../problem/user-error.ts'
import { isNamespace } from '../resource/namespace.ts'
import { RECORD_KEY } from '../resource/record-key.ts'
import type { ResourceKey } from '../resource/resource.ts'

export type RecordClient = Pick<KestraClient, 'readValue' | 'writeValue' | 'deleteValue'>

/** All that the records of the namespaces of one owner say, merged. */
export interface Records {
  readonly owner: string
  /** This owner's record per namespace that has one. */
  readonly byNamespace: ReadonlyMap<string, OwnerRecord>
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** Resources that other owners deploy, with the owner's name. */
  readonly claims: ReadonlyMap<ResourceKey, string>
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
 * Reads the records of `namespaces`, one small request each (docs/decisions.md, "What is read, and when"), and then of the namespaces that these name and that were not asked for: the ones that left the tree, where `isAllowed`. A record that cannot be read is a notice, never a failure, and proves nothing.
 */
export const readRecords = async (
  client: RecordClient,
  owner: string,
  { namespaces, isAllowed = () => true, key }: RecordsToRead,
): Promise<Records> => {
  const signing = key === undefined ? undefined : { owner, key }
  const read = (namespace: string) => readRecord(client, namespace, signing)
  const readings = new Map<string, ParsedRecord>()
  const beyond = new Set<string>()
  let next: readonly string[] = namespaces
  while (next.length > 0) {
    const round = await concurrently(next, async (namespace) => [namespace, await read(namespace)] as const)
    for (const [namespace, reading] of round) readings.set(namespace, reading)
    // Thousands of records may hold one and the same list.
    const lists = new Set(round.map(([, reading]) => ownRecord(reading, owner)?.namespaces ?? []))
    const unread = [...new Set([...lists].flat())].filter((namespace) => !readings.has(namespace))
    for (const namespace of unread.filter((one) => !isAllowed(one))) beyond.add(namespace)
    next = unread.filter(isAllowed).filter(isNamespace)
  }
  return { ...merge(owner, readings), beyond: [...beyond], key }
}

export interface RecordsToRead {
  readonly namespaces: readonly string[]
  /** Whether this run may read a namespace that a record names; default all. */
  readonly isAllowed?: (namespace: string) => boolean
  readonly key?: string | undefined
}

const PASSING_REASONS: ReadonlySet<string> = new Set(['server-unreachable', 'server-timeout', 'server-error'])

const readRecord = async (
  client: RecordClient,
  namespace: string,
  signing: RecordSigning | undefined,
): Promise<ParsedRecord> => {
  const stored = await readStored(client, namespace)
  return stored instanceof UserError
    ? { kind: 'unreadable', why: stored.message }
    : parseRecord(namespace, stored.value, signing)
}

interface StoredRecord {
  /** `undefined` when there is none. */
  readonly value: unknown
}

/** What the key holds; the error when it cannot be read and trying again is no use. */
export const readStored = async (client: RecordClient, namespace: string): Promise<StoredRecord | UserError> => {
  try {
    const reading = await client.readValue(namespace, RECORD_KEY)
    return { value: reading.kind === 'value' ? reading.value : undefined }
  } catch (error) {
    // A failure that passes must not make an edit on the server look like a flow that was never ours.
    if (!isUserError(error) || PASSING_REASONS.has(error.reason)) throw error
    return error
  }
}

const ownRecord = (reading: ParsedRecord, owner: string): OwnerRecord | undefined =>
  reading.kind === 'read' ? reading.owners.get(owner) : undefined

const merge = (owner: string, readings: ReadonlyMap<string, ParsedRecord>): Omit<Records, 'beyond' | 'key'> => {
  const byNamespace = new Map<string, OwnerRecord>()
  const recorded = new Map<ResourceKey, RecordedResource>()
  const claims = new Map<ResourceKey, string>()
  const unreadable = [...readings].filter(([, reading]) => !isBelieved(reading)).map(([namespace]) => namespace)
  const notices: string[] = []
  for (const [namespace, reading] of readings) {
    if (reading.kind === 'unreadable')
      notices.push(
        `The deployment record of namespace ${namespace} cannot be read (${reading.why}); Git stands in for it.`,
      )
    if (reading.kind === 'newer') notices.push(newerNotice(namespace, reading.version))
    if (reading.kind !== 'read') continue
    if (reading.distrusted !== undefined) notices.push(distrustedNotice(namespace, reading.distrusted))
    for (const [name, record] of reading.owners) {
      if (name === owner) byNamespace.set(namespace, record)
      for (const [key, resource] of record.resources) {
        if (name === owner) recorded.set(key, resource)
        else if (resource.isGone !== true) claims.set(key, name)
      }
    }
  }
  const newer = [...readings].filter(([, { kind }]) => kind === 'newer').map(([namespace]) => namespace)
  return { owner, byNamespace, recorded, claims, unreadable: new Set(unreadable), newer: new Set(newer), notices }
}

const isBelieved = (reading: ParsedRecord): boolean =>
  reading.kind === 'absent' || (reading.kind === 'read' && reading.distrusted === undefined)

const distrustedNotice = (namespace: string, why: string): string =>
  `The deployment record of namespace ${namespace} is ${why}, and "record-key" is set: it is not believed, and Git stands in for it. The next deploy writes and signs it anew. If a record with this key was there before, somebody changed it.`

export const newerNotice = (namespace: string, version: number): string =>
  `The deployment record of namespace ${namespace} was written by a newer kestra-gitops (format ${version}, this release knows ${RECORD_VERSION}): it is left as it is, and Git stands in for it. Update the action, or the command line.`
