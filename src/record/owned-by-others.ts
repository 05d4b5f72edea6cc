import { displayName, KINDS } from '../kinds/kinds.ts'
import type { ResourceKey, ResourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { counted, joined, listed } from '../text/lists.ts'
import { repositoryOf } from './deployment-record.ts'

/** Another owner whose record tells of resources of this tree. */
export interface OtherOwner {
  /** The last commit that it deployed, as its record says. */
  readonly commit: string
  /** Whether what is checked out goes back to that commit; `undefined`: not known. */
  readonly isInHistory: boolean | undefined
}

/** Who deploys what, beside this owner. */
export interface OwnedByOthers {
  /** Who deploys from here. */
  readonly owner: string
  /** Resources of other owners, with the name of the owner. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  /** What is known of owners of resources of this tree. */
  readonly owners: ReadonlyMap<string, OtherOwner>
}

/**
 * Which resources of this tree others deploy, what most likely happened (the commit that the other deployed tells) and what to do about it;
 * `undefined` where there are none.
 */
export const ownedByOthersText = (
  desiredResources: ResourceMap,
  { owner, ownedByOthers, owners }: OwnedByOthers,
): string | undefined => {
  const claimed = [...desiredResources].flatMap(([key, { name, file }]) => {
    const owner_ = ownedByOthers.get(key)
    return owner_ === undefined ? [] : [{ name, file, owner_ }]
  })
  const [first] = claimed
  if (first === undefined) return undefined
  const others = [...new Set(claimed.map(({ owner_ }) => owner_))]
  const causes = others.map((other) => causeText(other, owner, owners.get(other)))
  return `${firstOwnedName(first, claimed.length)} ${claimed.length > 1 ? 'are' : 'is'} also deployed by ${joined(others)}. One resource can have one source. ${causes.join(' ')}`
}

/** What `take-over` comes to, a sentence for each owner that it names. */
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
      return `"take-over" names ${former}, and no deployment record of this tree's namespaces tells of it: leave it out, or write it as the refusal names it.`
    return `"take-over": what ${former} has deployed to ${counted(namespaces.length, 'namespace')} (${listed(namespaces)}) counts as deployed by ${owner}, and a deploy writes so into the record. Leave "take-over" out after that.`
  })

const firstOwnedName = (
  { name, file }: { readonly name: ResourceName; readonly file: string | undefined },
  count: number,
): string => {
  const more = count === 1 ? '' : ` and ${count - 1} more`
  return `${KINDS[name.kind].noun} ${displayName(name)}${more} (${file ?? 'this tree'})`
}

const causeText = (other: string, owner: string, owner_: OtherOwner | undefined): string => {
  const takeOver = `run the deploy with "take-over" set to ${other} (--take-over ${shellWord(other)})`
  if (repositoryOf(other) === repositoryOf(owner))
    return `Both are this repository, with other settings: this run is ${owner} ("root", "namespace", "namespace-from" and "namespace-map" are part of the name). If another job deploys these resources, take them out of one of the two; if the settings of this one were changed, ${takeOver}.`
  const commit = owner_?.commit.slice(0, 7)
  switch (owner_?.isInHistory) {
    case true:
      return `${other} has deployed commit ${commit}, and that is in the history here: most likely this is the same repository, which is called ${owner} since it was renamed, moved or given a remote. Then ${takeOver}. If it is a fork of it, and both deploy, remove the resources from one of the two.`
    case false:
      return `${other} has deployed commit ${commit}, and that is not in the history here: most likely it is another repository, and this one is ${owner}. Remove the resources from one of the two. If ${other} does not deploy any more, ${takeOver}.`
    default:
      return `This one is ${owner}. If it was renamed, moved or given a remote since, or if ${other} does not deploy any more, ${takeOver}; else remove the resources from one of the two.`
  }
}

/** As one argument of a shell; the name is from a record, which anybody with the right to write key-value pairs can write. */
const shellWord = (text: string): string =>
  /^[\w.@:/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
