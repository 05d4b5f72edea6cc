import type { Report } from '../../command/report.ts'
import { visibleLine } from '../../text/visible.ts'
import { allProblems, problemPlace } from '../all-problems.ts'
import type { Style } from './style.ts'
import { wrapText } from './wrap-text.ts'

const MAX_MESSAGE_LENGTH = 4_096
const MAX_PLACE_LENGTH = 400

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** Two lines a problem, the place first so that terminals and editors can jump to it. */
export const terminalProblems = (report: Report, { paint, width }: Style): readonly string[] =>
  allProblems(report).flatMap((problem) => {
    const { severity, code, message, hint } = problem
    const place = visibleLine(problemPlace(problem), MAX_PLACE_LENGTH)
    const head = `${place === '' ? '' : `${paint('bold', place)} `}${paint(SEVERITY_STYLE[severity], severity)} ${visibleLine(code, MAX_PLACE_LENGTH)}`
    const texts = hint === undefined ? [message] : [message, hint]
    return [head, ...texts.flatMap((text) => wrapText(visibleLine(text, MAX_MESSAGE_LENGTH), width, '    '))]
  })
