import { displayName, KINDS } from '../kinds/kinds.ts'
import { type OwnedByOthers, ownedByOthersText } from '../record/owned-by-others.ts'
import { type ResourceKey, type ResourceName, resourceKey, resourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { onDriftOf, type Policy } from '../settings/policy.ts'
import { listed } from '../text/lists.ts'
import { OVERWRITING, type PlannedResource, type Refusal } from './plan.ts'

/** The input of `refuse` besides the planned resources. */
export interface RefusalInput extends OwnedByOthers {
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
  /** Resources that were not read because Git equals the record. Their live state is taken from the record. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** Resources that are on the server and not in Git, known by name alone. */
  readonly unmanagedKeys: ReadonlySet<ResourceKey>
  readonly policy: Policy
}

/** Returns the first reason why a deploy of these resources must not write anything; `undefined` if there is none. */
export const refuse = (resources: readonly PlannedResource[], input: RefusalInput): Refusal | undefined =>
  refuseOwnedByOthers(input) ??
  refuseAdoption(resources, input) ??
  refuseCreates(resources, input) ??
  refuseConflicts(resources) ??
  refuseDrift(resources, input) ??
  refuseOverwrites(resources, input) ??
  refuseDeletes(resources, input)

/** Two repositories (or roots) that own the same resource would overwrite each other forever. */
const refuseOwnedByOthers = ({ desiredResources, ...ownedByOthers }: RefusalInput): Refusal | undefined => {
  const message = ownedByOthersText(desiredResources, ownedByOthers)
  return message === undefined ? undefined : { reason: 'claimed-by-another', message }
}

/** A preview deletes its resources when it ends, so it must not adopt existing ones. */
const refuseAdoption = (
  resources: readonly PlannedResource[],
  { policy: { refusesAdoption } }: RefusalInput,
): Refusal | undefined => {
  const adopted = resources.filter(({ change, action }) => change === 'adopt' && action !== 'none')
  if (refusesAdoption !== true || adopted.length === 0) return undefined
  return {
    reason: 'not-of-the-preview',
    message: `The preview would replace resources that it did not deploy: ${nameSome(adopted)}. They were made by hand, or the deployment record was lost. Nothing was written. Rename or delete them in the Kestra UI, and run the job again.`,
  }
}

/** Refuses resources that the server cannot store next to its existing ones. */
const refuseCreates = (resources: readonly PlannedResource[], { liveResources }: RefusalInput): Refusal | undefined => {
  const created = Map.groupBy(
    resources.filter(({ action }) => action === 'create'),
    ({ kind }) => kind,
  )
  const names = [...liveResources.values()].map(({ name }) => name)
  return [...created]
    .flatMap(([kind, all]) => all.map(KINDS[kind].refuseCreate(names.filter((name) => name.kind === kind))))
    .find((refusal) => refusal !== undefined)
}

const refuseConflicts = (resources: readonly PlannedResource[]): Refusal | undefined => {
  const conflicts = resources.filter(({ change, action }) => change === 'conflict' && action === 'none')
  if (conflicts.length === 0) return undefined
  return {
    reason: 'conflict',
    message: `${countOf(conflicts.length, 'resource was', 'resources were')} changed both in Git and on the server: ${nameSome(conflicts)}. Bring the server's edit into Git with \`kestra-gitops export --conflicts\` (in a workflow \`command: export\` and \`conflicts: true\`), or undo it there, or set on-drift to overwrite to let Git win.`,
  }
}

const refuseDrift = (resources: readonly PlannedResource[], { policy }: RefusalInput): Refusal | undefined => {
  const drifted = resources.filter(({ kind, change }) => change === 'drift' && onDriftOf(policy, kind) === 'fail')
  if (drifted.length === 0) return undefined
  return {
    reason: 'drift',
    message: `${countOf(drifted.length, 'resource was', 'resources were')} changed on the server since the last deploy: ${nameSome(drifted)}. on-drift is fail, so nothing is deployed until Git and the server agree.`,
  }
}

/** With a lost or forged record, everything on the server looks edited. A person must look first. */
const refuseOverwrites = (
  resources: readonly PlannedResource[],
  { policy: { maxOverwrites, isByHand } }: RefusalInput,
): Refusal | undefined => {
  const overwritten = resources.filter(({ change, action }) => OVERWRITING.has(change) && action === 'update')
  if (isByHand || overwritten.length <= maxOverwrites) return undefined
  return {
    reason: 'too-many-overwrites',
    message: `${countOf(overwritten.length, 'resource', 'resources')} that were made or edited on the server would be overwritten, more than max-overwrites (${maxOverwrites}): ${nameSome(overwritten)}. Look at their diffs. To let Git win, start the deploy by hand (workflow_dispatch, or --by-hand), or raise max-overwrites for this run.`,
  }
}

const refuseDeletes = (resources: readonly PlannedResource[], input: RefusalInput): Refusal | undefined => {
  const deletes = resources.filter(({ action }) => action === 'delete')
  const { maxDeletes, isByHand } = input.policy
  if (deletes.length > maxDeletes) {
    return {
      reason: 'too-many-deletes',
      message: `${deletes.length} resources would be deleted, more than max-deletes (${maxDeletes}): ${nameSome(deletes)}. To delete them, raise max-deletes for this run.`,
    }
  }
  const emptied = isByHand ? undefined : nameInEmptiedNamespace(resources, input)
  if (emptied === undefined) return undefined
  return {
    reason: 'empties-namespace',
    message: `All ${KINDS[emptied.kind].noun}s of ${emptied.namespace === '' ? 'the tenant' : `namespace ${emptied.namespace}`} would be deleted at once, which is more often a renamed folder or a wrong root than intended. To delete them, start the deploy by hand (workflow_dispatch, or --by-hand).`,
  }
}

/**
 * Finds a namespace that would lose all its flows (or all its files, if the server has no flow in it). It must lose two or more, or
 * one that the plan creates in another namespace (a renamed namespace). A namespace in which the plan creates a flow (or a file)
 * is not emptied. Returns one of its resources.
 */
const nameInEmptiedNamespace = (
  resources: readonly PlannedResource[],
  { liveResources, skippedUnchanged, unmanagedKeys }: RefusalInput,
): ResourceName | undefined => {
  const deletes = resources.filter(({ action }) => action === 'delete')
  const deleted = new Set(deletes.map(resourceKey))
  const creates = resources.filter(({ action }) => action === 'create')
  const created = new Set(creates.map(nameWithoutNamespace))
  const names = new Set([...liveResources.keys(), ...skippedUnchanged, ...unmanagedKeys])
  const live = Map.groupBy([...names].map(resourceName), ({ namespace }) => namespace)
  const namesIn = (namespace: string): readonly ResourceName[] => {
    const here = live.get(namespace) ?? []
    const executed = here.filter(({ kind }) => KINDS[kind].isExecuted)
    return executed.length > 0 ? executed : here
  }
  const isFilledAgain = (namespace: string): boolean => {
    const isRunning = namesIn(namespace).some(({ kind }) => KINDS[kind].isExecuted)
    return creates.some((one) => one.namespace === namespace && (!isRunning || KINDS[one.kind].isExecuted))
  }
  return [...new Set(deletes.map(({ namespace }) => namespace))]
    .filter((namespace) => !isFilledAgain(namespace))
    .map(namesIn)
    .find(
      (names) =>
        names.every((name) => deleted.has(resourceKey(name))) &&
        (names.length >= 2 || names.some((name) => created.has(nameWithoutNamespace(name)))),
    )?.[0]
}

const nameWithoutNamespace = ({ kind, name }: ResourceName): string => `${kind} ${name}`

const nameSome = (resources: readonly PlannedResource[]): string => listed(resources.map(displayName))

const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
