import { isUserError, orUserError, UserError } from '../finding/user-error.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { listKeys, listsTenant, readKey } from '../kestra/key-values.ts'
import { isNamespace } from '../resource/namespace.ts'
import { RECORD_KEY, type ResourceKey } from '../resource/resource.ts'
import type { OwnerRecord, RecordedResource, RecordStamp } from './deployment-record.ts'
import { type ParsedRecord, parseRecord, RECORD_VERSION, type RecordSigning } from './record-json.ts'

/** The merged records of one owner's namespaces. */
export interface Records {
  readonly owner: string
  /** This owner's record per namespace that has one. */
  readonly byNamespace: ReadonlyMap<string, OwnerRecord>
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** Resources that other owners deploy, with the owner's name. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  /** The last commit that each of them deployed, as far as it was read. */
  readonly owners: ReadonlyMap<string, RecordStamp>
  /** Owners whose part counts as this owner's (`take-over`); the next deploy writes this into the record. */
  readonly formerly: readonly string[]
  /** The owners from `formerly` with a part in a namespace, by namespace. */
  readonly takenOver: ReadonlyMap<string, readonly string[]>
  /** Namespaces whose record is unreadable or not trusted: their owners are unknown. */
  readonly unreadable: ReadonlySet<string>
  /** The namespaces in `unreadable` whose record only a newer release understands: it is never written. */
  readonly newer: ReadonlySet<string>
  /** Namespaces that this owner's records name but this run may not read: their records and names are kept. */
  readonly beyond: readonly string[]
  /** The input `record-key`: own records are signed with it, and trusted only when they are. */
  readonly key: string | undefined
  /** One sentence per record that is unreadable or not trusted. */
  readonly notices: readonly string[]
}

/**
 * Reads the records of `namespaces`, one small request each (docs/internals/decisions.md, "What is read, and when").
 * Then reads the namespaces that these records name, where `isAllowed`: they have left the tree. An unreadable record
 * gives a notice, never a failure, and is never evidence.
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
    // Thousands of records may have the same list.
    const own = round.flatMap(([, parsed]) => [...partsOf(parsed, [...formerly, owner]).values()])
    const lists = new Set(own.map((part) => part.namespaces))
    const notRead = [...new Set([...lists].flat())].filter((namespace) => !parsedByNamespace.has(namespace))
    for (const namespace of notRead.filter((one) => !isAllowed(one))) beyond.add(namespace)
    next = notRead.filter(isAllowed).filter(isNamespace)
  }
  return mergeRecords({ owner, formerly, beyond: [...beyond], key }, parsedByNamespace)
}

export interface RecordsToRead {
  readonly namespaces: readonly string[]
  /** True when this run may read a namespace that a record names; default: all. */
  readonly isAllowed?: (namespace: string) => boolean
  readonly key?: string | undefined
  /** Owners whose part counts as this owner's, where it can be believed. */
  readonly formerly?: readonly string[]
}

/** Reasons of temporary failures. */
const TEMPORARY_REASONS: ReadonlySet<string> = new Set(['server-unreachable', 'server-timeout', 'server-error'])

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

/**
 * The value of the record's key; `undefined` without the key. Returns the `UserError` of a permanent failure, and
 * throws that of a temporary one.
 */
export const readStored = async (client: KestraClient, namespace: string): Promise<unknown> => {
  const read = await orUserError(readKey(client, namespace, RECORD_KEY))
  if (!isUserError(read)) return read?.value
  // A temporary failure must not make an edit on the server look like a flow that was never deployed from Git.
  if (TEMPORARY_REASONS.has(read.reason)) throw read
  return read
}

/**
 * The namespaces that have a record of any owner, by one list of keys. Returns all of `namespaces` where the server has
 * no such list or refuses it: an account may read its records without permission to list keys.
 */
export const withRecord = async (client: KestraClient, namespaces: readonly string[]): Promise<readonly string[]> => {
  if (namespaces.length < 2 || !listsTenant(client)) return namespaces
  const keys = await orUserError(listKeys(client, namespaces))
  if (isUserError(keys)) return namespaces
  const having = new Set(keys.filter(({ key }) => key === RECORD_KEY).map(({ namespace }) => namespace))
  return namespaces.filter((namespace) => having.has(namespace))
}

/** The parts of these owners, in their order, that exist and are trusted. */
const partsOf = (parsed: ParsedRecord, owners: readonly string[]): ReadonlyMap<string, OwnerRecord> => {
  if (parsed.kind !== 'read') return new Map()
  return new Map(
    owners.flatMap((name) => {
      const part = parsed.unproven.has(name) ? undefined : parsed.owners.get(name)
      return part === undefined ? [] : [[name, part] as const]
    }),
  )
}

/** Merges parts; for a resource in several parts the last one wins. */
const joinParts = (parts: readonly OwnerRecord[]): OwnerRecord | undefined =>
  parts.reduce<OwnerRecord | undefined>((joined, part) => {
    if (joined === undefined) return part
    const namespaces = [...new Set([...joined.namespaces, ...part.namespaces])].toSorted()
    const resources = new Map([...joined.resources, ...part.resources])
    return { ...part, namespaces, resources, hasMore: joined.hasMore || part.hasMore }
  }, undefined)

/** Merges the parsed records for their reader; without records everything is empty. */
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
  const unreadable = [...parsedByNamespace].filter(([, parsed]) => !isTrusted(parsed)).map(([namespace]) => namespace)
  const newer = [...parsedByNamespace].filter(([, { kind }]) => kind === 'newer').map(([namespace]) => namespace)
  return {
    ...reader,
    byNamespace,
    recorded,
    ownedByOthers,
    owners,
    takenOver,
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
      return [`The deployment record of namespace ${namespace} cannot be read (${parsed.why}); Git is used instead.`]
    case 'newer':
      return [newerNotice(namespace, parsed.version)]
    case 'read':
      return [
        ...(parsed.distrusted === undefined ? [] : [distrustedNotice(namespace, parsed.distrusted)]),
        ...[...parsed.unproven].map((owner) => unprovenNotice(namespace, owner)),
      ]
  }
}

const isTrusted = (parsed: ParsedRecord): boolean =>
  parsed.kind === 'absent' || (parsed.kind === 'read' && parsed.distrusted === undefined)

const distrustedNotice = (namespace: string, why: string): string =>
  `The deployment record of namespace ${namespace} is ${why}, but "record-key" is set: it is not trusted, and Git is used instead. The next deploy writes and signs it again. If it was signed with this key before, another client changed it.`

const unprovenNotice = (namespace: string, owner: string): string =>
  `Resources that ${owner} deployed to namespace ${namespace} are not taken over: its part of the deployment record is not signed with this "record-key". Give the key that it was signed with, or take it over once without "record-key".`

export const newerNotice = (namespace: string, version: number): string =>
  `The deployment record of namespace ${namespace} was written by a newer kestra-gitops (format ${version}, this release knows ${RECORD_VERSION}): it is left as it is, and Git is used instead. Update the action, or the command line.`
