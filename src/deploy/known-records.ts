import type { KestraClient } from '../kestra/client.ts'
import { unlessRefused } from '../kestra/key-value-pairs.ts'
import { type RecordedResource, recordHome } from '../plan/deployment-record.ts'
import { readDescription, recordAsDescribed } from '../plan/describe-record.ts'
import type { RecordReading } from '../plan/record-json.ts'
import { RECORD_KEY } from '../resource/record-key.ts'
import type { ResourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'

export interface RecordsToKnow {
  readonly owner: string
  readonly key: string | undefined
  readonly namespaces: readonly string[]
  /** What Git wants: a record that tells just this need not be read. */
  readonly desired: SideIndex
  /** What records say of flows in which this release finds nothing. */
  readonly marksOf: () => ReadonlyMap<ResourceKey, string>
  /** The fewest namespaces for which keys are listed. */
  readonly fewest: number
  readonly read: (namespace: string) => Promise<RecordReading>
}

/** Below, reading each record takes no longer than a list. */
export const FEWEST_TO_LIST = 21
/** A page of 1,000 keys takes 30 to 100 ms, 1,000 reads side by side 3.6 s (2.0.0, H2). */
const READS_PER_PAGE = 25
/** A record of this owner names all its namespaces, which every other one must name as well; one of another owner does not. */
const MOST_TRIES = 3
/** To check so many flows again takes no longer than to read a record. */
const MOST_CHECKED = 10

/**
 * The records that one listing of keys proves to be what the tree would have there, and those that were read to prove it. What is
 * not among them must be read: a key that is not listed may be there all the same, unread pages move while somebody writes.
 */
export const knownRecords = async (
  client: Pick<KestraClient, 'skimKeys'>,
  { owner, key, namespaces, desired, marksOf, fewest, read }: RecordsToKnow,
): Promise<ReadonlyMap<string, RecordReading>> => {
  const known = new Map<string, RecordReading>()
  if (namespaces.length < fewest) return known
  const described = await describedRecords(client, namespaces)
  let list: readonly string[] | undefined
  for (const { namespace } of described.slice(0, MOST_TRIES)) {
    const reading = await read(namespace)
    known.set(namespace, reading)
    list = reading.kind === 'read' ? reading.owners.get(owner)?.namespaces : undefined
    if (list !== undefined) break
  }
  if (list === undefined) return known
  const wanted = byHome(desired)
  const marks = marksOf()
  for (const { namespace, revision, line } of described) {
    if (known.has(namespace)) continue
    const resources = wanted.get(namespace) ?? new Map()
    const proven = recordAsDescribed(line, { namespace, owner, revision, key }, { namespaces: list, resources, marks })
    if (proven === undefined || (!proven.knowsMarks && resources.size > MOST_CHECKED)) continue
    const { record } = proven
    known.set(namespace, { kind: 'read', owners: new Map([[owner, record]]), distrusted: undefined })
  }
  return known
}

interface DescribedRecord {
  readonly namespace: string
  readonly revision: number
  readonly line: string
}

/** Those whose line speaks for the revision that is stored. A list that is refused, or too long, tells of none. */
const describedRecords = async (
  client: Pick<KestraClient, 'skimKeys'>,
  namespaces: readonly string[],
): Promise<readonly DescribedRecord[]> => {
  const isWorth = (pages: number) => pages * READS_PER_PAGE <= namespaces.length + READS_PER_PAGE
  const listed = (await unlessRefused(client.skimKeys(isWorth))) ?? []
  const wanted = new Set(namespaces)
  return listed.flatMap(({ namespace, key, description: line, revision, expires }) => {
    if (key !== RECORD_KEY || !wanted.has(namespace) || line === undefined || revision === undefined) return []
    if (expires !== undefined || readDescription(line)?.revision !== revision) return []
    return [{ namespace, revision, line }]
  })
}

const byHome = (desired: SideIndex): ReadonlyMap<string, ReadonlyMap<ResourceKey, RecordedResource>> => {
  const homes = new Map<string, Map<ResourceKey, RecordedResource>>()
  for (const [key, { name, fingerprint, file }] of desired) {
    const home = recordHome(name)
    homes.set(home, (homes.get(home) ?? new Map()).set(key, { deployed: fingerprint, file }))
  }
  return homes
}
