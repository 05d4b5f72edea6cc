import { isWithinNamespace } from '../resource/namespace.ts'
import type { ResourceKind } from '../resource/resource.ts'

/** What to do about resources that were edited on the server. `seed`: nothing, ever; Git only says what a resource begins with. */
export type OnDrift = 'keep' | 'overwrite' | 'fail'

/** What the user allows (action inputs or flags only: a pull request may not widen it). */
export interface Policy {
  readonly whenMissing: 'keep' | 'delete' | 'mirror'
  /** The kinds of which `mirror` deletes what was never in Git. */
  readonly mirrorKinds: readonly ResourceKind[]
  readonly onDrift: OnDrift
  /** Of these kinds another. */
  readonly onDriftOf: Readonly<Partial<Record<ResourceKind, OnDrift | 'seed'>>>
  readonly maxDeletes: number
  /** How many texts that were not deployed from here a run may replace; by hand as many as there are. */
  readonly maxOverwrites: number
  /** Never pruned, with their dot-children. */
  readonly protectedNamespaces: readonly string[]
  /** A person started this run by hand (`workflow_dispatch`) and thereby confirms what is refused otherwise. */
  readonly isByHand: boolean
  /** What was not deployed from here is never taken over: the run is refused. */
  readonly refusesAdoption?: true
}

export const onDriftOf = ({ onDrift, onDriftOf: ofKind }: Policy, kind: ResourceKind): OnDrift | 'seed' =>
  ofKind[kind] ?? onDrift

/** True where what was never in Git is to be deleted. */
export const isMirrored = ({ whenMissing, mirrorKinds }: Policy, kind: ResourceKind): boolean =>
  whenMissing === 'mirror' && mirrorKinds.includes(kind)

/** Why nothing of a namespace is ever deleted, as a clause; `undefined` where what Git no longer has goes. */
export const whyKept = (
  { whenMissing, protectedNamespaces }: Pick<Policy, 'whenMissing' | 'protectedNamespaces'>,
  namespace: string,
): string | undefined => {
  if (whenMissing === 'keep') return 'when-missing is keep'
  const guard = guardOf(protectedNamespaces, namespace)
  return guard === undefined ? undefined : `namespace ${guard} is protected`
}

const guardOf = (protectedNamespaces: readonly string[], namespace: string): string | undefined =>
  protectedNamespaces.find((parent) => isWithinNamespace(namespace, parent))

/** The one way to delete what is kept in a namespace, as a clause; `isEdited`: somebody changed it on the server since it was deployed. */
export const wayToDelete = (
  { protectedNamespaces }: Pick<Policy, 'protectedNamespaces'>,
  namespace: string,
  isEdited: boolean,
): string =>
  isEdited || guardOf(protectedNamespaces, namespace) !== undefined
    ? 'delete it in the Kestra UI if it is not needed'
    : 'a deploy with `when-missing: delete` deletes it'
