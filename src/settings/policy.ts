import { isWithinNamespace } from '../resource/namespace.ts'
import type { ResourceKind } from '../resource/resource.ts'

/** The treatment of resources that were edited on the server. */
export type OnDrift = 'keep' | 'overwrite' | 'fail'

/** The limits of a deploy. They come only from action inputs or flags, so that a pull request cannot widen them. */
export interface Policy {
  readonly whenMissing: 'keep' | 'delete' | 'mirror'
  /** The kinds of which `mirror` also deletes resources that were never in Git. */
  readonly mirrorKinds: readonly ResourceKind[]
  readonly onDrift: OnDrift
  /** The policy of single kinds, in place of `onDrift`. `seed`: Git only creates the resource, and later edits stay. */
  readonly onDriftOf: Readonly<Partial<Record<ResourceKind, OnDrift | 'seed'>>>
  readonly maxDeletes: number
  /** The highest number of texts deployed by others that a run may replace. A run by hand has no limit. */
  readonly maxOverwrites: number
  /** Namespaces in which nothing is deleted, with their child namespaces. */
  readonly protectedNamespaces: readonly string[]
  /** A person started this run by hand (`workflow_dispatch`). That confirms what an automatic run refuses. */
  readonly isByHand: boolean
  /** The run refuses to adopt resources that were not deployed from here. */
  readonly refusesAdoption?: true
}

/** The drift policy of one kind. */
export const onDriftOf = ({ onDrift, onDriftOf: ofKind }: Policy, kind: ResourceKind): OnDrift | 'seed' =>
  ofKind[kind] ?? onDrift

/** True if resources of a kind are deleted even when they were never in Git. */
export const isMirrored = ({ whenMissing, mirrorKinds }: Policy, kind: ResourceKind): boolean =>
  whenMissing === 'mirror' && mirrorKinds.includes(kind)

/** Why nothing in a namespace is deleted, as a clause. `undefined` if the deploy deletes what Git no longer has. */
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

/** How to delete a kept resource of a namespace, as a clause. `isEdited`: it was changed on the server since its deploy. */
export const wayToDelete = (
  { protectedNamespaces }: Pick<Policy, 'protectedNamespaces'>,
  namespace: string,
  isEdited: boolean,
): string =>
  isEdited || guardOf(protectedNamespaces, namespace) !== undefined
    ? 'delete it in the Kestra UI if it is not needed'
    : 'a deploy with `when-missing: delete` deletes it'
