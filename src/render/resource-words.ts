import { displayName } from '../kinds/kinds.ts'
import { code } from '../kinds/words.ts'
import type { DriftCause, PlannedResource, ResourceOutcome } from '../plan/plan.ts'
import type { Rename } from '../report/plan-groups.ts'

/** What the plan does to a resource in one or two words; `adopt` and overwritten server edits are told apart from updates. */
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

/** `+`, `~`, `-` for what is written, `!` for what stops the run, blank for what stays. */
export const changeSymbol = ({ change, action }: PlannedResource): '+' | '~' | '-' | '!' | ' ' => {
  if (change === 'conflict' || change === 'invalid') return '!'
  return { create: '+', update: '~', delete: '-', none: ' ' }[action] as '+'
}

/** `r12 → r13`, `r12` for what stays, `''` for what has no revision. */
export const revisionLabel = ({ revision, action }: PlannedResource): string => {
  const live = revision.live === null ? [] : [`r${revision.live}`]
  const after = revision.after === null || action === 'none' ? [] : [`r${revision.after}`]
  return [...live, ...after].join(' → ')
}

const CAUSE_WORDS: Readonly<Record<DriftCause, string>> = {
  edited: 'edited on the server since the last deploy',
  disabled: 'disabled on the server',
  enabled: 'enabled on the server',
  deleted: 'deleted on the server',
  behind: 'the server holds an older commit of this file: a deploy was missed',
  draft: 'saved on the server as a draft, which does not run',
}

/** A server does not tell who it was, only what it saved and when. A conflict has no column for the revision. */
const editWords = ({ cause, change, action, revision, edited }: PlannedResource): string => {
  if (cause === 'deleted' || cause === 'behind') return ''
  const time = edited === undefined ? Number.NaN : Date.parse(edited)
  const when = Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const isListed = change === 'conflict' && action === 'none' && revision.live !== null
  const facts = [...(isListed ? [`r${revision.live}`] : []), ...(when === undefined ? [] : [when])]
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`
}

/** All that is to be said of one resource, each a sentence in words (backticks delimit code), the cause first. */
export const resourceWords = (resource: PlannedResource): readonly string[] => {
  const { cause, words, note } = resource
  const oldName = oldNameOf(resource)
  const sentences = [
    ...(cause === undefined ? [] : [`${CAUSE_WORDS[cause]}${editWords(resource)}`]),
    ...(oldName === undefined ? [] : [`renamed from ${code(oldName)}`]),
    ...words.filter((sentence) => sentence !== cause),
    ...(note === undefined ? [] : [note]),
  ]
  return [...new Set(sentences)]
}

/** What was called otherwise in the Git base, by the name of then. */
export const oldNameOf = ({ kind, renamedFrom }: PlannedResource): string | undefined =>
  renamedFrom && displayName({ kind, ...renamedFrom })

/** A rename in words: what the new name means, and what ends with the old one. */
export const renameWords = ({ from, to }: Rename): readonly string[] => [...new Set([...to.words, ...from.words])]

const DONE = { create: 'created', update: 'written', delete: 'deleted' } as const

/** The end state of one resource in words: `r12 → r13 ✓`. */
export const outcomeRow = (
  resource: ResourceOutcome,
): { readonly state: string; readonly message: string | undefined } => {
  const { message } = resource
  switch (resource.outcome) {
    case 'applied':
      return { state: `${appliedState(resource)} ✓`, message }
    case 'unconfirmed':
      return { state: `was ${DONE[resource.action]} and not read back`, message }
    case 'failed':
      return { state: `could not be ${DONE[resource.action]}`, message }
    case 'rolled-back':
      return { state: 'was written and put back', message }
    case 'rollback-failed':
      return { state: `was ${DONE[resource.action]} and could not be put back`, message }
    case 'not-attempted':
      return { state: `not ${DONE[resource.action]}`, message }
  }
}

const appliedState = ({ action, revision }: ResourceOutcome): string => {
  if (action === 'delete') return 'deleted'
  const before = revision.before === null ? [] : [`r${revision.before}`]
  const after = revision.after === null ? [] : [`r${revision.after}`]
  return [...before, ...after].join(' → ') || DONE[action]
}
