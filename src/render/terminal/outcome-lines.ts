import type { Outcome } from '../../deploy/outcome.ts'
import { visibleLine } from '../../text/visible.ts'
import { displayName } from '../display-name.ts'
import { outcomeRow } from '../outcome-row.ts'
import type { Style } from './style.ts'
import { wrapText } from './wrap-text.ts'

const MAX_NAME_LENGTH = 400
const MAX_MESSAGE_LENGTH = 4_096

/** One line a resource with its end state, and the message below. */
export const terminalOutcome = (outcome: Outcome, { paint, width }: Style): readonly string[] =>
  outcome.resources.flatMap((resource) => {
    const { state, message } = outcomeRow(resource)
    const style = {
      applied: 'green',
      failed: 'red',
      'rolled-back': 'yellow',
      'rollback-failed': 'red',
      'not-attempted': 'dim',
    } as const
    const head = `  ${resource.kind} ${visibleLine(displayName(resource), MAX_NAME_LENGTH)}  ${paint(style[resource.outcome], state)}`
    return [head, ...(message === undefined ? [] : wrapText(visibleLine(message, MAX_MESSAGE_LENGTH), width, '      '))]
  })
