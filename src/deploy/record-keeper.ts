import { concurrently } from '../kestra/api.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { OwnerRecord, RecordedResource } from '../plan/deployment-record.ts'
import { isSameRecord } from '../plan/next-record.ts'
import {
  parseRecord,
  RECORD_KEY,
  type RecordReading,
  type RecordRewrite,
  type RecordSigning,
  rewriteRecord,
} from '../plan/record-json.ts'
import { isUserError, UserError } from '../problem/user-error.ts'
import { isNamespace } from '../resource/namespace.ts'
import type { ResourceKey } from '../resource/resource.ts'

type RecordClient = Pick<KestraClient, 'readValue' | 'writeValue' | 'deleteValue'>

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
  /** Namespaces that this owner's records name and that this run may not read: their records stay, and stay named. */
  readonly beyond: readonly string[]
  /** Of the input `record-key`: own records are signed with it, and believed only when they are. */
  readonly key: string | undefined
  /** Sentences on records that could not be read, or not be believed. */
  readonly notices: readonly string[]
}

/**
 * Reads the records of `namespaces`, one small request each, and then of the namespaces that these name and that were
 * not asked for: the ones that left the tree, where `isAllowed`. A record that cannot be read is a notice, never a failure, and proves nothing.
 */
export const readRecords = async (
  client: RecordClient,
  owner: string,
  { namespaces, isAllowed = () => true, key }: RecordsToRead,
): Promise<Records> => {
  const signing = key === undefined ? undefined : { owner, key }
  const readings = new Map<string, RecordReading>()
  const beyond = new Set<string>()
  let next: readonly string[] = namespaces
  while (next.length > 0) {
    const round = await concurrently(
      next,
      async (namespace) => [namespace, await readRecord(client, namespace, signing)] as const,
    )
    for (const [namespace, reading] of round) readings.set(namespace, reading)
    const named = round.flatMap(([, reading]) => ownRecord(reading, owner)?.namespaces ?? [])
    const unread = [...new Set(named)].filter((namespace) => !readings.has(namespace))
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
): Promise<RecordReading> => {
  const stored = await readStored(client, namespace)
  return stored instanceof UserError
    ? { kind: 'unreadable', why: stored.message }
    : parseRecord(namespace, stored, signing)
}

/** What the key holds, `undefined` when there is none; the error when it cannot be read and trying again is no use. */
const readStored = async (client: RecordClient, namespace: string): Promise<unknown> => {
  try {
    const reading = await client.readValue(namespace, RECORD_KEY)
    return reading.kind === 'value' ? reading.value : undefined
  } catch (error) {
    // A failure that passes must not make an edit on the server look like a flow that was never ours.
    if (!isUserError(error) || PASSING_REASONS.has(error.reason)) throw error
    return error
  }
}

const ownRecord = (reading: RecordReading, owner: string): OwnerRecord | undefined =>
  reading.kind === 'read' ? reading.owners.get(owner) : undefined

const merge = (owner: string, readings: ReadonlyMap<string, RecordReading>): Omit<Records, 'beyond' | 'key'> => {
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
  return {
    owner,
    byNamespace,
    recorded,
    claims,
    unreadable: new Set(unreadable),
    notices,
  }
}

const isBelieved = (reading: RecordReading): boolean =>
  reading.kind === 'absent' || (reading.kind === 'read' && reading.distrusted === undefined)

const distrustedNotice = (namespace: string, why: string): string =>
  `The deployment record of namespace ${namespace} is ${why}, and "record-key" is set: it is not believed, and Git stands in for it. The next deploy writes and signs it anew. If a record with this key was there before, somebody changed it.`

/** What came of writing records. */
export interface RecordsWritten {
  /** This owner's records as they are on the server now, where that can be told. */
  readonly byNamespace: Records['byNamespace']
  /** Sentences on what could not be written. */
  readonly notices: readonly string[]
}

/**
 * Writes the records that tell something else than before, and empties those of namespaces that have none any more.
 * The parts of other owners stay as this run read them. A record makes deletes and drift safer, but a deploy does not
 * depend on it: what did not work comes back as sentences.
 */
export const writeRecords = async (
  client: RecordClient,
  before: Records,
  planned: ReadonlyMap<string, OwnerRecord>,
): Promise<RecordsWritten> => {
  const next = new Map([...planned].map(([namespace, record]) => [namespace, alsoNaming(before.beyond, record)]))
  const namespaces = new Set([...before.byNamespace.keys(), ...next.keys()])
  const changed = [...namespaces].filter(
    (namespace) => !isSameRecord(before.byNamespace.get(namespace), next.get(namespace)),
  )
  const byNamespace = new Map(before.byNamespace)
  const failures = await concurrently(changed, async (namespace) => {
    const record = next.get(namespace)
    const failure = await tryToWrite(client, { namespace, owner: before.owner, next: record, key: before.key })
    if (failure === undefined && record !== undefined) byNamespace.set(namespace, record)
    if (failure === undefined && record === undefined) byNamespace.delete(namespace)
    return failure
  })
  return { byNamespace, notices: [...new Set(failures)].filter((failure) => failure !== undefined) }
}

/** A run that may not read a namespace must not make a later one forget it. */
const alsoNaming = (beyond: readonly string[], record: OwnerRecord): OwnerRecord => ({
  ...record,
  namespaces: [...new Set([...record.namespaces, ...beyond])].toSorted(),
})

/** Why the record was not written, as a sentence; `undefined` when it was. */
const tryToWrite = async (client: RecordClient, write: RecordRewrite): Promise<string | undefined> => {
  try {
    await writeRecord(client, write)
    return undefined
  } catch (error) {
    if (!isUserError(error)) throw error
    return `The deployment record could not be written: ${error.message} Deletes and drift fall back to what Git proves.`
  }
}

/** Reads the namespace's record once more, so that what another owner, who may deploy at the same time, wrote is kept. */
const writeRecord = async (client: RecordClient, rewrite: RecordRewrite): Promise<void> => {
  const { namespace } = rewrite
  const value = rewriteRecord(await readStored(client, namespace), rewrite)
  if (value === undefined) await client.deleteValue(namespace, RECORD_KEY)
  else await client.writeValue({ namespace, key: RECORD_KEY, value })
}
