import type { PlannedResource } from '../plan/plan.ts'

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
