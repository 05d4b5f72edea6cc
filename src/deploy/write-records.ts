import { concurrently } from '../kestra/api.ts'
import type { OwnerRecord } from '../plan/deployment-record.ts'
import { isSameRecord } from '../plan/next-record.ts'
import { newerVersion, type RecordRewrite, rewriteRecord } from '../plan/record-json.ts'
import { isUserError, UserError } from '../problem/user-error.ts'
import { RECORD_KEY } from '../resource/resource.ts'
import { newerNotice, type RecordClient, type Records, readStored } from './read-records.ts'

/** What came of writing records. */
export interface RecordsWritten {
  /** This owner's records as they are on the server now, where that can be told. */
  readonly byNamespace: Records['byNamespace']
  /** Sentences on what could not be written. */
  readonly notices: readonly string[]
}

/**
 * Writes the records that tell something else than before (with `comparesCommits`, or of another commit) or were another owner's, and empties those
 * of namespaces that have none any more.
 * The parts of other owners stay as this run read them. A record makes deletes and drift safer, but a deploy does not
 * depend on it: what did not work comes back as sentences.
 */
export const writeRecords = async (
  client: RecordClient,
  before: Records,
  planned: ReadonlyMap<string, OwnerRecord>,
  { comparesCommits = false }: { readonly comparesCommits?: boolean } = {},
): Promise<RecordsWritten> => {
  const next = new Map([...planned].map(([namespace, record]) => [namespace, alsoNaming(before.beyond, record)]))
  const namespaces = new Set([...before.byNamespace.keys(), ...next.keys()])
  const changed = [...namespaces].filter((namespace) => {
    const [was, is] = [before.byNamespace.get(namespace), next.get(namespace)]
    const isOther = !isSameRecord(was, is) || (comparesCommits && was?.commit !== is?.commit)
    return (isOther || before.takenOver.has(namespace)) && !before.newer.has(namespace)
  })
  const byNamespace = new Map(before.byNamespace)
  const failures = await concurrently(changed, async (namespace) => {
    const record = next.get(namespace)
    const { owner, key, formerly } = before
    const failure = await tryToWrite(client, { namespace, owner, next: record, key, formerly })
    if (failure === undefined && record !== undefined) byNamespace.set(namespace, record)
    if (failure === undefined && record === undefined) byNamespace.delete(namespace)
    return failure
  })
  return { byNamespace, notices: [...new Set(failures)].filter((failure) => failure !== undefined) }
}

/** A run that may not read a namespace must not make a later one forget it. */
const alsoNaming = (beyond: readonly string[], record: OwnerRecord): OwnerRecord =>
  beyond.length === 0 ? record : { ...record, namespaces: [...new Set([...record.namespaces, ...beyond])].toSorted() }

/** Why the record was not written, as a sentence; `undefined` when it was. */
const tryToWrite = async (client: RecordClient, write: RecordRewrite): Promise<string | undefined> => {
  try {
    return await writeRecord(client, write)
  } catch (error) {
    if (!isUserError(error)) throw error
    return `The deployment record could not be written: ${error.message} Deletes and drift fall back to what Git proves.`
  }
}

/** Reads the namespace's record once more, so that what another owner, who may deploy at the same time, wrote is kept. */
const writeRecord = async (client: RecordClient, rewrite: RecordRewrite): Promise<string | undefined> => {
  const { namespace } = rewrite
  const found = await readStored(client, namespace)
  const stored = found instanceof UserError ? undefined : found.value
  const newer = newerVersion(stored)
  if (newer !== undefined) return newerNotice(namespace, newer)
  const value = rewriteRecord(stored, rewrite)
  if (value === undefined) await client.deleteValue(namespace, RECORD_KEY)
  else await client.writeValue({ namespace, key: RECORD_KEY, value })
  return undefined
}
