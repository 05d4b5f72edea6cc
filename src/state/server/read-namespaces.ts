import { isUserError, orUserError } from '../../finding/user-error.ts'
import { concurrently, type KestraClient } from '../../kestra/client.ts'
import type { KindOnServer, Needs } from '../../kinds/kind-on-server.ts'
import { KINDS } from '../../kinds/kinds.ts'
import { type KindReading, kindsRead, readLiveResources } from '../../kinds/on-server.ts'
import type { Records } from '../../record/read-records.ts'
import {
  type ResourceKey,
  type ResourceKind,
  type ResourceName,
  resourceKey,
  resourceName,
} from '../../resource/resource.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import { isPathStep } from '../../resource/route-names.ts'
import { counted, listed } from '../../text/lists.ts'

export interface NamespaceContents {
  readonly resourceStates: ResourceMap
  /** Kinds that the server does not offer. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  /** Resources that were not read because Git equals the last deploy. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** Resources on the server that were not needed, known by name alone. */
  readonly unmanagedKeys: ReadonlySet<ResourceKey>
  /** Per kind: the names in every namespace that was read. */
  readonly listed: ReadonlyMap<ResourceKind, ReadonlyMap<string, readonly ResourceKey[]>>
  /** A sentence for each kind that was not read completely. */
  readonly notRead: readonly string[]
}

export interface NamespacesToRead {
  readonly desiredResources: ResourceMap
  readonly baseResources: ResourceMap | undefined
  readonly records: Records
  /** Namespaces to read for every kind, even if nothing is known there. */
  readonly also: readonly string[]
  /** True: also reads resources for which Git equals the last deploy. */
  readonly isEverything: boolean
  /** True for kinds whose contents are read even if Git never had the resource. */
  readonly needsAll: (kind: ResourceKind) => boolean
  /** Namespaces whose names are needed, even if nothing is known there. */
  readonly toList: (kind: ResourceKind) => readonly string[]
  /** A clock in milliseconds. */
  readonly now: () => number
}

/**
 * Reads the kinds that take one request per namespace: namespaces that differ from the record, and a few more if that is fast
 * (`readMore`). For kinds that are listed first, it reads only resources written since they were recorded.
 */
export const readNamespaces = async (client: KestraClient, options: NamespacesToRead): Promise<NamespaceContents> => {
  const all = await Promise.all(kindsRead('by-namespace').map((entry) => readIfOffered(client, entry, options)))
  const readings = all.filter((reading) => 'resourceStates' in reading)
  return {
    unsupportedKinds: new Set(all.flatMap((reading) => ('resourceStates' in reading ? [] : [reading.kind]))),
    resourceStates: new Map(readings.flatMap(({ resourceStates }) => [...resourceStates])),
    listed: new Map(readings.map(({ kind, listed }) => [kind, listed])),
    unmanagedKeys: new Set(readings.flatMap(({ unmanagedKeys }) => unmanagedKeys)),
    skippedUnchanged: new Set(readings.flatMap(({ skippedUnchanged }) => [...skippedUnchanged.values()].flat())),
    notRead: readings.flatMap(({ kind, skippedUnchanged, unlisted }) => [
      ...notReadText(kind, [...skippedUnchanged.keys()]),
      ...unlistedSentences(kind, unlisted),
    ]),
  }
}

/** Only the kind if the server has no route for it (405). */
const readIfOffered = async (
  client: KestraClient,
  entry: readonly [ResourceKind, KindOnServer],
  options: NamespacesToRead,
) => {
  const reading = await orUserError(readKind(client, entry, options))
  if (!isUserError(reading)) return reading
  if (reading.reason !== 'unsupported') throw reading
  return { kind: entry[0] }
}

const readKind = async (
  client: KestraClient,
  [kind, onServer]: readonly [ResourceKind, KindOnServer],
  options: NamespacesToRead,
) => {
  const isOneList = onServer.listedBy?.(client) === 'tenant'
  // If one request returns names and contents, a namespace to list is read.
  const isReadByListing = onServer.listedBy === undefined
  const { toRead, asRecorded } = sortNamespaces(kind, options, isReadByListing ? options.toList(kind) : [])
  const isToRead = new Set(toRead)
  const toList = new Set(options.toList(kind).filter((namespace) => !isToRead.has(namespace)))
  const needs = needsOf(kind, options, toList)
  const read = async (namespaces: readonly string[]) => {
    const contents =
      namespaces.length === 0 ? undefined : await readLiveResources(onServer, client, { namespaces, needs })
    return contents === undefined ? [] : [contents]
  }
  const [wanted, more, only] = await Promise.all([
    read([...toRead, ...(isOneList ? [...asRecorded.keys(), ...toList] : [])]),
    isOneList
      ? { found: [], namespaces: new Set(asRecorded.keys()) }
      : readMore([...asRecorded.keys()], read, options.now),
    isOneList ? { found: [], unlisted: new Map<string, string>() } : listOnly([...toList], read),
  ])
  const resourceStates = new Map([...wanted, ...more.found].flatMap((contents) => [...contents.resourceStates]))
  const names = new Set([...wanted, ...more.found, ...only.found].flatMap(({ keys }) => keys))
  const namesThere = byNamespace(kind, names)
  const isListed = (namespace: string) => !only.unlisted.has(namespace)
  const namespaces = [...toRead, ...[...toList].filter(isListed), ...more.namespaces]
  const isThere = (key: ResourceKey) => !toList.has(resourceName(key).namespace) || names.has(key)
  const skippedUnchanged = new Map(
    [...asRecorded]
      .filter(([namespace]) => !more.namespaces.has(namespace))
      .map(([namespace, keys]) => [namespace, keys.filter(isThere)]),
  )
  const isKnown = new Set([...resourceStates.keys(), ...[...skippedUnchanged.values()].flat()])
  return {
    kind,
    skippedUnchanged,
    unlisted: only.unlisted,
    resourceStates,
    listed: new Map(namespaces.map((namespace) => [namespace, namesThere.get(namespace) ?? []])),
    unmanagedKeys: [...names].filter((key) => !isKnown.has(key)),
  }
}

/** The needs of a kind: the resources that this run needs, and none in namespaces that are only listed. */
const needsOf = (kind: ResourceKind, options: NamespacesToRead, toList: ReadonlySet<string>): Needs => {
  const isRead = isNeeded(kind, options)
  return {
    isNeeded: (name) => !toList.has(name.namespace) && isRead(name),
    expected: (name) => options.desiredResources.get(resourceKey(name))?.fingerprint,
    knownAt: options.isEverything ? () => undefined : knownAt(options),
  }
}

/** Errors that concern single resources only. A run that needs names alone continues without them. */
const NOT_LISTED: ReadonlySet<string> = new Set(['forbidden', 'answer-too-large'])

/**
 * Lists the names in namespaces, one request each. `unlisted`: by namespace, the server's error if it does not allow listing.
 * Throws the `UserError` of any other failure.
 */
const listOnly = async (
  namespaces: readonly string[],
  read: (namespaces: readonly string[]) => Promise<readonly KindReading[]>,
): Promise<{ readonly found: readonly KindReading[]; readonly unlisted: ReadonlyMap<string, string> }> => {
  const unlisted = new Map<string, string>()
  const found = await concurrently(namespaces, async (namespace) => {
    const answer = await orUserError(read([namespace]))
    if (!isUserError(answer)) return answer
    if (!NOT_LISTED.has(answer.reason)) throw answer
    unlisted.set(namespace, answer.message)
    return []
  })
  return { found: found.flat(), unlisted }
}

const unlistedSentences = (kind: ResourceKind, unlisted: ReadonlyMap<string, string>): readonly string[] =>
  [...unlisted].map(
    ([namespace, message]) =>
      `Not looked at on the server: the ${KINDS[kind].noun}s of \`${namespace}\` that flows of this tree read. ${message}`,
  )

/** True for resources in Git, in the base or in the record. */
const isNeeded = (kind: ResourceKind, { needsAll, desiredResources, baseResources, records }: NamespacesToRead) => {
  const isAll = needsAll(kind)
  return (name: ResourceName): boolean => {
    const key = resourceKey(name)
    return isAll || desiredResources.has(key) || baseResources?.has(key) === true || records.recorded.has(key)
  }
}

/** The recorded fingerprint if Git still has it and the server has not written the resource since. */
const knownAt =
  ({ desiredResources, records }: NamespacesToRead): Needs['knownAt'] =>
  (name, updated) => {
    const key = resourceKey(name)
    const [wanted, before] = [desiredResources.get(key)?.fingerprint, records.recorded.get(key)]
    const isAsRecorded = updated !== undefined && before?.updated === updated && before.intended === undefined
    return isAsRecorded && before.deployed === wanted ? wanted : undefined
  }

/** Splits the namespaces of a kind: `toRead` (always those in `alwaysRead`), and `asRecorded` (Git equals the last deploy). */
const sortNamespaces = (
  kind: ResourceKind,
  { desiredResources, baseResources, records, also, isEverything }: NamespacesToRead,
  alwaysRead: readonly string[],
) => {
  const wanted = byNamespace(kind, desiredResources.keys())
  const recorded = byNamespace(kind, records.recorded.keys())
  const known = new Set([
    ...wanted.keys(),
    ...byNamespace(kind, baseResources?.keys() ?? []).keys(),
    ...also,
    ...recorded.keys(),
  ])
  const isAsRecorded = (namespace: string): boolean => {
    const keys = wanted.get(namespace) ?? []
    if (!records.byNamespace.has(namespace) || keys.length !== (recorded.get(namespace) ?? []).length) return false
    return keys.every((key) => {
      const before = records.recorded.get(key)
      // An intended write without a result means that a run was killed while it wrote.
      return before?.deployed === desiredResources.get(key)?.fingerprint && before?.intended === undefined
    })
  }
  // Invalid namespaces are errors at their lines. The server is not asked about them.
  const sorted = [...known].filter(isPathStep).toSorted()
  const asRecorded = new Map(
    (isEverything ? [] : sorted.filter((name) => !alwaysRead.includes(name) && isAsRecorded(name))).map((namespace) => [
      namespace,
      wanted.get(namespace) ?? [],
    ]),
  )
  return { toRead: sorted.filter((namespace) => !asRecorded.has(namespace)), asRecorded }
}

const byNamespace = (kind: ResourceKind, keys: Iterable<ResourceKey>): ReadonlyMap<string, readonly ResourceKey[]> =>
  Map.groupBy(
    [...keys].filter((key) => resourceName(key).kind === kind),
    (key) => resourceName(key).namespace,
  )

const notReadText = (kind: ResourceKind, namespaces: readonly string[]): string[] => {
  if (namespaces.length === 0) return []
  const names = namespaces.map((namespace) => `\`${namespace}\``)
  const of = `${counted(namespaces.length, 'namespace')} (${listed(names)})`
  return [
    `Not looked at on the server: the ${KINDS[kind].noun}s of ${of}, which are in Git as they were last deployed. "refresh" also reads them.`,
  ]
}

/** Up to this many requests, namespaces without known differences are read anyway. */
const MOST_READS = 20
/** Above `MOST_READS`, they are read if this estimated time in ms is enough. */
const MOST_MS = 2000

/**
 * Reads all `namespaces` if there are at most 20, or if the first 20 were so fast that all take at most 2 s. Otherwise it reads only
 * the first 20. `read` takes one request per namespace. `now` is a clock in milliseconds.
 */
export const readMore = async <T>(
  namespaces: readonly string[],
  read: (namespaces: readonly string[]) => Promise<readonly T[]>,
  now: () => number,
): Promise<{ readonly found: readonly T[]; readonly namespaces: ReadonlySet<string> }> => {
  const first = namespaces.slice(0, MOST_READS)
  const started = now()
  const found = await read(first)
  const expectedMs = ((now() - started) / MOST_READS) * namespaces.length
  const rest = expectedMs <= MOST_MS ? namespaces.slice(MOST_READS) : []
  return { found: [...found, ...(await read(rest))], namespaces: new Set([...first, ...rest]) }
}
