import { displayName, KINDS } from '../kinds/kinds.ts'
import { type OwnedByOthers, ownedByOthersText } from '../record/owned-by-others.ts'
import { type ResourceKey, type ResourceName, resourceKey, resourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { onDriftOf, type Policy } from '../settings/policy.ts'
import { listed } from '../text/lists.ts'
import { OVERWRITING, type PlannedResource, type Refusal } from './plan.ts'

/** What refusing a plan depends on, beside the resources. */
export interface RefusalInput extends OwnedByOthers {
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
  /** What was not read because it is in Git as the record says: taken as live = recorded. */
  readonly skippedUnchanged: ReadonlySet<ResourceKey>
  /** On the server and not in Git, by name alone. */
  readonly others: ReadonlySet<ResourceKey>
  readonly policy: Policy
}

/** The first reason for which a deploy of these resources must not write anything; `undefined` when there is none. */
export const refuse = (resources: readonly PlannedResource[], input: RefusalInput): Refusal | undefined =>
  refuseOwnedByOthers(input) ??
  refuseAdoption(resources, input) ??
  refuseCreates(resources, input) ??
  refuseConflicts(resources) ??
  refuseDrift(resources, input) ??
  refuseOverwrites(resources, input) ??
  refuseDeletes(resources, input)

/** Two repositories (or roots) that claim the same resource would overwrite each other for ever. */
const refuseOwnedByOthers = ({ desiredResources, ...ownedByOthers }: RefusalInput): Refusal | undefined => {
  const message = ownedByOthersText(desiredResources, ownedByOthers)
  return message === undefined ? undefined : { reason: 'claimed-by-another', message }
}

/** A preview must not remove later what it found there. */
const refuseAdoption = (
  resources: readonly PlannedResource[],
  { policy: { refusesAdoption } }: RefusalInput,
): Refusal | undefined => {
  const adopted = resources.filter(({ change, action }) => change === 'adopt' && action !== 'none')
  if (refusesAdoption !== true || adopted.length === 0) return undefined
  return {
    reason: 'not-of-the-preview',
    message: `The preview would replace what was not deployed by it: ${nameSome(adopted)}. Somebody made it there by hand, or the deployment record was lost. Rename or delete it in the Kestra UI, and run the job again; nothing was written.`,
  }
}

/** What the server could not hold beside what it has. */
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

/** A lost or forged record makes everything on the server look like somebody's edit; then a person must look first. */
const refuseOverwrites = (
  resources: readonly PlannedResource[],
  { policy: { maxOverwrites, isByHand } }: RefusalInput,
): Refusal | undefined => {
  const overwritten = resources.filter(({ change, action }) => OVERWRITING.has(change) && action === 'update')
  if (isByHand || overwritten.length <= maxOverwrites) return undefined
  return {
    reason: 'too-many-overwrites',
    message: `${countOf(overwritten.length, 'resource', 'resources')} that were made or edited on the server would be overwritten, more than max-overwrites (${maxOverwrites}): ${nameSome(overwritten)}. Look at their diffs; if Git shall win, start the deploy by hand (workflow_dispatch, or --by-hand), or raise max-overwrites for this run.`,
  }
}

const refuseDeletes = (resources: readonly PlannedResource[], input: RefusalInput): Refusal | undefined => {
  const deletes = resources.filter(({ action }) => action === 'delete')
  const { maxDeletes, isByHand } = input.policy
  if (deletes.length > maxDeletes) {
    return {
      reason: 'too-many-deletes',
      message: `${deletes.length} resources would be deleted, more than max-deletes (${maxDeletes}): ${nameSome(deletes)}. If they shall go, raise max-deletes for this run.`,
    }
  }
  const emptied = isByHand ? undefined : emptiedNamespace(resources, input)
  if (emptied === undefined) return undefined
  return {
    reason: 'empties-namespace',
    message: `All ${KINDS[emptied.kind].noun}s of ${emptied.namespace === '' ? 'the tenant' : `namespace ${emptied.namespace}`} would be deleted at once, which is more often a renamed folder or a wrong root than a wish. If they shall go, start the deploy by hand (workflow_dispatch, or --by-hand).`,
  }
}

/**
 * A namespace that would lose all its flows (or its files, where the server has no flow in it): two or more, or a single one
 * that the same plan creates in another namespace, which is a namespace renamed. One in which the plan creates a flow (or a file) is not emptied.
 */
const emptiedNamespace = (
  resources: readonly PlannedResource[],
  { liveResources, skippedUnchanged, others }: RefusalInput,
): ResourceName | undefined => {
  const deletes = resources.filter(({ action }) => action === 'delete')
  const doomed = new Set(deletes.map(resourceKey))
  const creates = resources.filter(({ action }) => action === 'create')
  const created = new Set(creates.map(nameAnywhere))
  const names = new Set([...liveResources.keys(), ...skippedUnchanged, ...others])
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
        names.every((name) => doomed.has(resourceKey(name))) &&
        (names.length >= 2 || names.some((name) => created.has(nameAnywhere(name)))),
    )?.[0]
}

const nameAnywhere = ({ kind, name }: ResourceName): string => `${kind} ${name}`

const nameSome = (resources: readonly PlannedResource[]): string => listed(resources.map(displayName))

const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
