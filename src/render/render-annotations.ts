import type { Problem } from '../problem/problem.ts'
import { failsWhenRun } from '../problem/problem-codes.ts'
import { visible } from '../text/visible.ts'
import { makeRedact, type Privacy, type Redaction } from './redact.ts'

/** What the runner shows at a line of a file; it escapes the properties of its own commands. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly endLine?: number | undefined
}

/** Per step and level, the runner shows no more (docs/internals/facts/github.md, "Annotations"). */
const MAX_PER_LEVEL = 10
/** In UTF-16 units; the runner cuts there (docs/internals/facts/github.md, "Annotations"). */
const MAX_MESSAGE_LENGTH = 4_096

const LEVEL = { error: 'error', warning: 'warning', info: 'notice' } as const

/**
 * At most 10 annotations a level, errors first, in the order of the problems within a level. Where there are more, the
 * tenth says how many. They are redacted as the comment is, and before they are cut.
 */
export const renderAnnotations = (problems: readonly Problem[], privacy: Privacy): readonly Annotation[] => {
  const redact = makeRedact(privacy)
  return (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const ofLevel = problems.filter((problem) => problem.severity === severity)
    if (ofLevel.length <= MAX_PER_LEVEL) return ofLevel.map((problem) => annotation(problem, redact))
    const shown = ofLevel.slice(0, MAX_PER_LEVEL - 1)
    const rest = ofLevel.length - shown.length
    const message = `+${rest} more of this kind: all of them are in the job summary and in plan.json.`
    return [
      ...shown.map((problem) => annotation(problem, redact)),
      { level: LEVEL[severity], title: `+${rest} more`, message },
    ]
  })
}

const annotation = (problem: Problem, redact: Redaction['redact']): Annotation => {
  const { severity, code, message, hint, file, line, column, endLine } = problem
  const text = redact(hint === undefined ? message : `${message}\n${hint}`)
  return {
    level: LEVEL[severity],
    title: failsWhenRun(problem) ? `${visible(code)}: will fail at run time` : visible(code),
    message: text.slice(0, MAX_MESSAGE_LENGTH).toWellFormed(),
    file: file === undefined ? undefined : redact(file),
    line,
    column,
    endLine,
  }
}
