import { code } from '../kinds/describe-change.ts'
import { displayName } from '../kinds/kinds.ts'
import type { DriftCause, Plan, PlannedResource } from '../plan/plan.ts'
import { groupResources, isKept, listsUnmanaged, type Rename } from '../report/plan-groups.ts'
import { planOf, type Report } from '../report/report.ts'
import { changesOf } from '../report/report-text.ts'

/**
 * The action of the plan on a resource, in one or two words. `adopt` and overwritten server edits have labels of their own.
 */
export const changeLabel = ({ change, action }: PlannedResource): string => {
  switch (action) {
    case 'create':
      return change === 'drift' ? 'create again' : 'create'
    case 'delete':
      return change === 'unmanaged' ? 'delete (unmanaged)' : 'delete'
    case 'update':
      return change === 'drift' || change === 'conflict' ? 'overwrite' : change
    case 'none':
      return change === 'delete' ? 'kept' : change
  }
}

/** `+`, `~`, `-` for a write, `!` for what stops the run, blank for an unchanged resource. */
export const changeSymbol = ({ change, action }: PlannedResource): '+' | '~' | '-' | '!' | ' ' => {
  if (change === 'conflict' || change === 'invalid') return '!'
  return { create: '+', update: '~', delete: '-', none: ' ' }[action] as '+'
}

/** `r12 → r13`, `r12` for an unchanged resource, `''` for a resource without a revision. */
export const revisionLabel = ({ revision, action }: PlannedResource): string => {
  const live = revision.live === null ? [] : [`r${revision.live}`]
  const after = revision.after === null || action === 'none' ? [] : [`r${revision.after}`]
  return [...live, ...after].join(' → ')
}

const CAUSE_TEXT: Readonly<Record<DriftCause, string>> = {
  edited: 'edited on the server since the last deploy',
  disabled: 'disabled on the server',
  enabled: 'enabled on the server',
  deleted: 'deleted on the server',
  behind: 'the server holds an older commit of this file: a deploy was missed',
  draft: 'saved on the server as a draft, which does not run',
}

/**
 * The server reports what was saved and when, but not by whom. A conflict has no column for its revision, so this text
 * names it.
 */
const editText = ({ cause, change, action, revision, edited }: PlannedResource): string => {
  if (cause === 'deleted' || cause === 'behind') return ''
  const time = edited === undefined ? Number.NaN : Date.parse(edited)
  const when = Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const isListed = change === 'conflict' && action === 'none' && revision.live !== null
  const facts = [...(isListed ? [`revision ${revision.live}`] : []), ...(when === undefined ? [] : [when])]
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`
}

/** All sentences about one resource, the cause first; backticks delimit code. */
export const describeResourceChange = (resource: PlannedResource): readonly string[] => {
  const { cause, words, note } = resource
  const oldName = oldNameOf(resource)
  const sentences = [
    ...(cause === undefined ? [] : [`${CAUSE_TEXT[cause]}${editText(resource)}`]),
    ...(oldName === undefined ? [] : [`renamed from ${code(oldName)}`]),
    ...words.filter((sentence) => sentence !== cause),
    ...(note === undefined ? [] : [note]),
  ]
  return [...new Set(sentences)]
}

/** The name of the resource in the Git base, where it has another name now. */
export const oldNameOf = ({ kind, renamedFrom }: PlannedResource): string | undefined =>
  renamedFrom && displayName({ kind, ...renamedFrom })

/** Sentences about a rename: effects of the new name, then what ends with the old one. */
export const renameText = ({ from, to }: Rename): readonly string[] => [...new Set([...to.words, ...from.words])]

type TitledGroup = ReturnType<typeof titledGroups>[number]

/** The label of a resource in its group, in one or two words. */
export const labelIn = ({ isRename }: TitledGroup, resource: PlannedResource): string =>
  isRename ? 'rename' : changeLabel(resource)

/** The groups of a plan that are not empty, each with its heading; irreversible changes come first. */
export const titledGroups = (plan: Plan, serverTitle: string) => {
  const { conflicts, deletions, renames, overwrites, leaving, left, here, pending, server } = groupResources(plan)
  const groups: readonly (readonly [string, readonly PlannedResource[]])[] = [
    ['Deleted from the server', deletions],
    [RENAMED, renames.map(renamedResource)],
    ['Changed in Git and on the server', conflicts],
    ['Leaves Git and stays on the server', leaving],
    ['Replaces what was written on the server', overwrites],
    ['Changed by these commits', here],
    ['Already pending before', pending],
    [serverTitle, server],
    ['On the server but no longer in Git', left],
  ]
  return groups
    .filter(([, { length }]) => length > 0)
    .map(([title, resources]) => ({ title, resources, isRename: title === RENAMED }))
}

const RENAMED = 'Renamed, and deleted under the old name'

/** Shows a rename as its new resource, with the sentences about the old name. */
const renamedResource = (rename: Rename): PlannedResource => ({ ...rename.to, words: renameText(rename) })

/** One sentence about resources that are counted but not listed; empty where there are none. */
export const notListed = (report: Report): readonly string[] => {
  const { unchanged, unmanaged } = changesOf(report)?.summary ?? { unchanged: 0, unmanaged: 0 }
  const plan = planOf(report)
  const listed =
    (plan?.resources.filter(isKept).length ?? 0) + (listsUnmanaged(report) ? report.plan.unmanaged.count : 0)
  const rest = unmanaged - listed
  const parts = [
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(rest > 0 ? [`${rest} on the server only and unmanaged`] : []),
  ]
  return parts.length === 0 ? [] : [`Not listed: ${parts.join(', ')}.`]
}
