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
  /** Resources that equal the last deploy in Git and were not read: live counts as equal to Git. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** Kinds that this server does not offer. */
  readonly unsupportedKinds: ReadonlySet<ResourceKind>
  readonly records: Records
  readonly keepsRecord: boolean
  /** The namespace whose record names all others; `undefined` where the tree contains it. */
  readonly index?: string | undefined
  readonly stamp: RecordStamp
  readonly knownFlows: readonly CallingFlow[]
}

/**
 * Applies the plan and updates the deployment record. Before the first write the record notes what this run intends to
 * write. So after a killed run nothing looks like another client's edit. Afterwards the record notes the outcome.
 */
export const deployPlan = async (plan: Plan, options: DeployOptions): Promise<Outcome> => {
  const steps = orderSteps(plan.resources, options.knownFlows)
  const records = steps.length === 0 ? options.records : await noteIntent(steps, options)
  const outcome = await applyPlan(steps, options)
  const kept = await recordOutcome(steps, outcome, { options, records })
  return { ...outcome, notices: [...outcome.notices, ...kept] }
}

/**
 * Notes the intended writes. A failure here does not stop the deploy: after a killed run, Git's history shows what is
 * new.
 */
const noteIntent = async (steps: readonly Step[], options: DeployOptions): Promise<Records> => {
  if (!options.keepsRecord) return options.records
  const intended = new Map(steps.map((step) => [resourceKey(step), step.wanted]))
  const next = nextRecords({ ...recordInput(options), ...liveAsRead(options), intended })
  const { byNamespace } = await writeRecords(options.client, options.records, next)
  return { ...options.records, byNamespace }
}

/** Records the outcome of each step. Returns notices about records that could not be written. */
const recordOutcome = async (
  steps: readonly Step[],
  outcome: Outcome,
  { options, records }: { readonly options: DeployOptions; readonly records: Records },
): Promise<readonly string[]> => {
  // The record has the intended writes since before the first one, so the next run can continue from there.
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
    if (result === 'applied') noteUpdated(updated, step, writtenAt)
    // A failed write may be stored, and a write that was not rolled back is stored. Both are this run's, not another
    // client's edit.
    if (result === 'failed' || result === 'unconfirmed' || result === 'rollback-failed') uncertain.set(key, wanted)
  }
  const next = nextRecords({ ...recordInput(options), liveNow, updated, intended: uncertain })
  const comparesCommits = isUnchanged(outcome)
  const stamped = comparesCommits ? withStampsBefore(next, options.records) : next
  const { notices } = await writeRecords(options.client, records, stamped, { comparesCommits })
  return notices
}

/** True when nothing that this run wrote is on the server. */
const isUnchanged = ({ isComplete, resources }: Outcome): boolean =>
  !isComplete &&
  resources.every(
    ({ outcome, isUnknown }) =>
      outcome === 'rolled-back' || outcome === 'not-attempted' || (outcome === 'failed' && !isUnknown),
  )

/**
 * Keeps commit and run of the previous deploy in the records, because this commit was not deployed. Later commits still
 * wait for their receipt.
 */
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

/** The live state as read; resources that were not read are taken from the record. */
const liveAsRead = ({ liveResources, desiredResources, skippedUnchanged, records }: DeployOptions): KnownState => {
  const liveNow = new Map([...liveResources].map(([key, { fingerprint }]) => [key, fingerprint]))
  const updated = new Map<ResourceKey, string>()
  for (const state of liveResources.values()) noteUpdated(updated, state.name, state.updated)
  for (const [key, { name, fingerprint }] of desiredResources) {
    if (!skippedUnchanged.has(key)) continue
    liveNow.set(key, fingerprint)
    noteUpdated(updated, name, records.recorded.get(key)?.updated)
  }
  return { liveNow, updated }
}

/** Stores the time only for kinds whose list reports it again. */
const noteUpdated = (updated: Map<ResourceKey, string>, name: ResourceName, time: string | undefined): void => {
  if (time === undefined || ON_SERVER[name.kind].listedBy === undefined) updated.delete(resourceKey(name))
  else updated.set(resourceKey(name), time)
}

/** The result of writing records. */
interface RecordsWritten {
  /** This owner's records as they are on the server now, as far as known. */
  readonly byNamespace: Records['byNamespace']
  /** One sentence per record that could not be written. */
  readonly notices: readonly string[]
}

/**
 * Writes the records that changed, and those taken over from another owner. With `comparesCommits` a new commit also
 * counts as a change. Records of namespaces without resources are emptied. Parts of other owners stay as this run read
 * them. A record makes deletes and drift safer, but a deploy does not depend on it: failures are returned as notices.
 */
export const writeRecords = async (
  client: KestraClient,
  before: Records,
  planned: ReadonlyMap<string, OwnerRecord>,
  { comparesCommits = false }: { readonly comparesCommits?: boolean } = {},
): Promise<RecordsWritten> => {
  const next = new Map(
    [...planned].map(([namespace, record]) => [namespace, withUnreadableNamespaces(before.beyond, record)]),
  )
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

/** Keeps the namespaces that this run may not read, so that a later run still finds them. */
const withUnreadableNamespaces = (beyond: readonly string[], record: OwnerRecord): OwnerRecord =>
  beyond.length === 0 ? record : { ...record, namespaces: [...new Set([...record.namespaces, ...beyond])].toSorted() }

/**
 * Writes the record of one namespace. Reads it once more first, to keep what another owner wrote meanwhile. Returns a
 * sentence why it was not written; `undefined` on success.
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
    return `The deployment record could not be written: ${error.message} Deletes and drift fall back to the Git history.`
  }
}
