import type { ResourceOutcome } from '../deploy/outcome.ts'

const DONE = { create: 'created', update: 'written', delete: 'deleted' } as const

/** The end state of one resource in words: `r12 → r13 ✓`. */
export const outcomeRow = (
  resource: ResourceOutcome,
): { readonly state: string; readonly message: string | undefined } => {
  const { message } = resource
  switch (resource.outcome) {
    case 'applied':
      return { state: `${appliedState(resource)} ✓`, message }
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
