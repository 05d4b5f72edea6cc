import { isUserError, UserError } from '../finding/user-error.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { deleteValue, writeValue } from '../kestra/key-values.ts'
import { ON_SERVER } from '../kinds/on-server.ts'
import type { CallingFlow } from '../plan/known-flows.ts'
import { orderSteps, type Step } from '../plan/order-steps.ts'
import type { Outcome, Plan } from '../plan/plan.ts'
import { isSameRecord, nextRecords, type OwnerRecord, type RecordStamp } from '../record/deployment-record.ts'
import { newerNotice, type Records, readStored } from '../record/read-records.ts'
import { newerVersion, type RecordRewrite, rewriteRecord } from '../record/record-json.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import {
  RECORD_KEY,
  type ResourceKey,
  type ResourceKind,
  type ResourceName,
  resourceKey,
} from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { type ApplyOptions, applyPlan } from './apply-plan.ts'

export interface DeployOptions extends ApplyOptions {
  readonly desiredResources: ResourceMap
  /** In Git as it was last deployed, and not read: live is as Git says. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** Kinds that this server does not have. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  readonly records: Records
  readonly keepsRecord: boolean
  /** The namespace whose record leads to all others; none where the tree does. */
  readonly index?: string | undefined
  readonly stamp: RecordStamp
  readonly knownFlows: readonly CallingFlow[]
}

/**
 * Makes the server what the plan says and keeps the record: before the first write it notes what is intended, so that a
 * run that is killed in the middle leaves nothing that looks like somebody else's edit; afterwards what came of it.
 */
export const deployPlan = async (plan: Plan, options: DeployOptions): Promise<Outcome> => {
  const steps = orderSteps(plan.resources, options.knownFlows)
  const records = steps.length === 0 ? options.records : await noteIntent(steps, options)
  const outcome = await applyPlan(steps, options)
  const kept = await keepOutcome(steps, outcome, { options, records })
  return { ...outcome, notices: [...outcome.notices, ...kept] }
}

/** An intent that cannot be written is no reason to stop: what is new Git proves, should this run be killed. */
const noteIntent = async (steps: readonly Step[], options: DeployOptions): Promise<Records> => {
  if (!options.keepsRecord) return options.records
  const intended = new Map(steps.map((step) => [resourceKey(step), step.wanted]))
  const next = nextRecords({ ...recordInput(options), ...liveAsRead(options), intended })
  const { byNamespace } = await writeRecords(options.client, options.records, next)
  return { ...options.records, byNamespace }
}

const keepOutcome = async (
  steps: readonly Step[],
  outcome: Outcome,
  { options, records }: { readonly options: DeployOptions; readonly records: Records },
): Promise<readonly string[]> => {
  // What was intended stands in the record since before the first write: the next run goes on from there.
  if (!options.keepsRecord || options.client.http.unavailableError() !== undefined) return []
  const { liveNow, updated } = liveAsRead(options)
  const uncertain = new Map<ResourceKey, Fingerprint>()
  const outcomes = new Map(outcome.resources.map((resource) => [resourceKey(resource), resource]))
  for (const step of steps) {
    const key = resourceKey(step)
    const { outcome: result, updated: writtenAt } = outcomes.get(key) ?? {}
    const { wanted } = step
    if (result === 'applied' && wanted === NOTHING) liveNow.delete(key)
    if (result === 'applied' && wanted !== NOTHING) liveNow.set(key, wanted)
    if (result === 'applied') note(updated, step, writtenAt)
    // A failed write may be stored all the same, and one that was not put back is: both are ours, not somebody's edit.
    if (result === 'failed' || result === 'unconfirmed' || result === 'rollback-failed') uncertain.set(key, wanted)
  }
  const next = nextRecords({ ...recordInput(options), liveNow, updated, intended: uncertain })
  const comparesCommits = isAsBefore(outcome)
  const stamped = comparesCommits ? withStampsBefore(next, options.records) : next
  const { notices } = await writeRecords(options.client, records, stamped, { comparesCommits })
  return notices
}

/** Nothing that this run wrote is on the server. */
const isAsBefore = ({ isComplete, resources }: Outcome): boolean =>
  !isComplete &&
  resources.every(
    ({ outcome, isUnknown }) =>
      outcome === 'rolled-back' || outcome === 'not-attempted' || (outcome === 'failed' && !isUnknown),
  )

/** This commit was not deployed, so the records keep naming the one that was: what came since still waits for its receipt. */
const withStampsBefore = (
  next: ReadonlyMap<string, OwnerRecord>,
  { byNamespace }: Records,
): ReadonlyMap<string, OwnerRecord> =>
  new Map(
    [...next].map(([namespace, record]) => {
      const { commit, committed, run } = byNamespace.get(namespace) ?? record
      return [namespace, { ...record, commit, committed, run }]
    }),
  )

const recordInput = ({ desiredResources, records, stamp, unsupportedKinds, index }: DeployOptions) => ({
  stamp,
  index,
  unsupportedKinds,
  desiredResources,
  recorded: records.recorded,
  ownedByOthers: records.ownedByOthers,
  homesWithMore: new Set([...records.byNamespace].filter(([, { hasMore }]) => hasMore).map(([namespace]) => namespace)),
})

interface KnownState {
  readonly liveNow: Map<ResourceKey, Fingerprint>
  readonly updated: Map<ResourceKey, string>
}

/** What was not read is as the record says. */
const liveAsRead = ({ liveResources, desiredResources, skippedUnchanged, records }: DeployOptions): KnownState => {
  const liveNow = new Map([...liveResources].map(([key, { fingerprint }]) => [key, fingerprint]))
  const updated = new Map<ResourceKey, string>()
  for (const side of liveResources.values()) note(updated, side.name, side.updated)
  for (const [key, { name, fingerprint }] of desiredResources) {
    if (!skippedUnchanged.has(key)) continue
    liveNow.set(key, fingerprint)
    note(updated, name, records.recorded.get(key)?.updated)
  }
  return { liveNow, updated }
}

/** Only of the kinds of which a list tells it again. */
const note = (updated: Map<ResourceKey, string>, name: ResourceName, time: string | undefined): void => {
  if (time === undefined || ON_SERVER[name.kind].listedBy === undefined) updated.delete(resourceKey(name))
  else updated.set(resourceKey(name), time)
}

/** What came of writing records. */
interface RecordsWritten {
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
  client: KestraClient,
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
    const failure = await writeRecord(client, { namespace, owner, next: record, key, formerly })
    if (failure === undefined && record !== undefined) byNamespace.set(namespace, record)
    if (failure === undefined && record === undefined) byNamespace.delete(namespace)
    return failure
  })
  return { byNamespace, notices: [...new Set(failures)].filter((failure) => failure !== undefined) }
}

/** A run that may not read a namespace must not make a later one forget it. */
const alsoNaming = (beyond: readonly string[], record: OwnerRecord): OwnerRecord =>
  beyond.length === 0 ? record : { ...record, namespaces: [...new Set([...record.namespaces, ...beyond])].toSorted() }

/**
 * Reads the namespace's record once more, so that what another owner, who may deploy at the same time, wrote is kept, and writes it.
 * Why it was not written, as a sentence; `undefined` when it was.
 */
const writeRecord = async (client: KestraClient, rewrite: RecordRewrite): Promise<string | undefined> => {
  const { namespace } = rewrite
  try {
    const found = await readStored(client, namespace)
    const stored = found instanceof UserError ? undefined : found
    const newer = newerVersion(stored)
    if (newer !== undefined) return newerNotice(namespace, newer)
    const value = rewriteRecord(stored, rewrite)
    if (value === undefined) await deleteValue(client, namespace, RECORD_KEY)
    else await writeValue(client, { namespace, key: RECORD_KEY, value })
    return undefined
  } catch (error) {
    if (!isUserError(error)) throw error
    return `The deployment record could not be written: ${error.message} Deletes and drift fall back to what Git proves.`
  }
}
