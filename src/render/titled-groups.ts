import type { Plan, PlannedResource, Summary } from '../plan/plan.ts'
import { groupResources, type Rename } from '../report/plan-groups.ts'
import { changeLabel, renameWords } from './resource-words.ts'

/** Resources of a plan below one heading. */
interface TitledGroup {
  readonly title: string
  /** A rename is its new name, with what ends with the old one. */
  readonly resources: readonly PlannedResource[]
  readonly isRename: boolean
}

/** What happens to a resource of the group, in one or two words. */
export const labelIn = ({ isRename }: TitledGroup, resource: PlannedResource): string =>
  isRename ? 'rename' : changeLabel(resource)

/** The groups of a plan that hold something, each with its heading, from what cannot be undone down. */
export const titledGroups = (plan: Plan, serverTitle: string): readonly TitledGroup[] => {
  const { conflicts, deletions, renames, overwrites, here, pending, server } = groupResources(plan)
  const groups: readonly (readonly [string, readonly PlannedResource[]])[] = [
    ['Deleted from the server', deletions],
    [RENAMED, renames.map(asOne)],
    ['Changed in Git and on the server', conflicts],
    ['Replaces what was written on the server', overwrites],
    ['Changed by these commits', here],
    ['Already pending before', pending],
    [serverTitle, server],
  ]
  return groups
    .filter(([, { length }]) => length > 0)
    .map(([title, resources]) => ({ title, resources, isRename: title === RENAMED }))
}

const RENAMED = 'Renamed, and deleted under the old name'

const asOne = (rename: Rename): PlannedResource => ({ ...rename.to, words: renameWords(rename) })

/** What is counted and not listed, in a sentence; none where nothing is left out. */
export const notListed = ({ unchanged, unmanaged }: Summary): readonly string[] => {
  const parts = [
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} on the server only and left alone`] : []),
  ]
  return parts.length === 0 ? [] : [`Not listed: ${parts.join(', ')}.`]
}
