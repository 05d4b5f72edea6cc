import { displayName, KINDS } from '../kinds/kinds.ts'
import type { ResourceKey, ResourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { counted, joined, listed } from '../text/lists.ts'
import { repositoryOf } from './deployment-record.ts'

/** Another owner whose record lists resources of this tree. */
export interface OtherOwner {
  /** The last commit that it deployed, from its record. */
  readonly commit: string
  /** True when the checked-out history contains that commit; `undefined`: not known. */
  readonly isInHistory: boolean | undefined
}

/** Ownership of resources, as the deployment records show it. */
export interface OwnedByOthers {
  /** The owner that deploys from this repository. */
  readonly owner: string
  /** Resources of other owners, with the owner's name. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  /** Details about owners of resources of this tree, by name. */
  readonly owners: ReadonlyMap<string, OtherOwner>
}

/**
 * The resources of this tree that other owners deploy, the most likely cause (derived from the other's commit) and what
 * to do; `undefined` where there are none.
 */
export const ownedByOthersText = (
  desiredResources: ResourceMap,
  { owner, ownedByOthers, owners }: OwnedByOthers,
): string | undefined => {
  const owned = [...desiredResources].flatMap(([key, { name, file }]) => {
    const otherOwner = ownedByOthers.get(key)
    return otherOwner === undefined ? [] : [{ name, file, otherOwner }]
  })
  const [first] = owned
  if (first === undefined) return undefined
  const others = [...new Set(owned.map(({ otherOwner }) => otherOwner))]
  const causes = others.map((other) => causeText(other, owner, owners.get(other)))
  return `${firstOwnedText(first, owned.length)} ${owned.length > 1 ? 'are' : 'is'} also deployed by ${joined(others)}. A resource can have only one source. ${causes.join(' ')}`
}

/** The result of `take-over`, one sentence per owner that it names. */
export const takeOverText = ({
  owner,
  formerly,
  takenOver,
}: {
  readonly owner: string
  readonly formerly: readonly string[]
  readonly takenOver: ReadonlyMap<string, readonly string[]>
}): readonly string[] =>
  formerly.map((former) => {
    const namespaces = [...takenOver].filter(([, owners]) => owners.includes(former)).map(([namespace]) => namespace)
    if (namespaces.length === 0)
      return `"take-over" names ${former}, but no deployment record of this tree's namespaces has it: remove it, or write the name as the refusal shows it.`
    return `"take-over": resources that ${former} deployed to ${counted(namespaces.length, 'namespace')} (${listed(namespaces)}) count as deployed by ${owner}. A deploy writes this into the record; remove "take-over" after that.`
  })

const firstOwnedText = (
  { name, file }: { readonly name: ResourceName; readonly file: string | undefined },
  count: number,
): string => {
  const more = count === 1 ? '' : ` and ${count - 1} more`
  return `${KINDS[name.kind].noun} ${displayName(name)}${more} (${file ?? 'this tree'})`
}

const causeText = (other: string, owner: string, otherOwner: OtherOwner | undefined): string => {
  const takeOver = `run the deploy with "take-over" set to ${other} (--take-over ${shellWord(other)})`
  if (repositoryOf(other) === repositoryOf(owner))
    return `Both are this repository with different settings: this run is ${owner} ("root", "namespace", "namespace-from" and "namespace-map" are part of the name). If another job deploys these resources, remove them from one of the two; if the settings of this job have changed, ${takeOver}.`
  const commit = otherOwner?.commit.slice(0, 7)
  switch (otherOwner?.isInHistory) {
    case true:
      return `${other} deployed commit ${commit}, which is in the history here: most likely this is the same repository, called ${owner} since it was renamed, moved or given a remote. In that case ${takeOver}. If this is a fork and both deploy, remove the resources from one of the two.`
    case false:
      return `${other} deployed commit ${commit}, which is not in the history here: most likely it is another repository, and this one is ${owner}. Remove the resources from one of the two. If ${other} no longer deploys, ${takeOver}.`
    default:
      return `This repository is ${owner}. If it was renamed, moved or given a remote since, or if ${other} no longer deploys, ${takeOver}; otherwise remove the resources from one of the two.`
  }
}

/**
 * One argument of a shell command. The name comes from a record, which anyone with write access to key-value pairs can
 * change.
 */
const shellWord = (text: string): string =>
  /^[\w.@:/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
