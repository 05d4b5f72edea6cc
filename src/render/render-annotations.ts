import type { Problem } from '../finding/problem.ts'
import { codeEntry, failsAtRunTime } from '../lint/all-codes.ts'
import { problemText } from '../report/problem-groups.ts'
import { visible } from '../text/visible.ts'
import { makeRedact, type Privacy, type Redaction } from './redact.ts'

/** A message that the runner shows at a line of a file. The runner escapes the properties of its own commands. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly endLine?: number | undefined
}

/** The runner shows at most this number for each step and level (docs/internals/facts/github.md, "Annotations"). */
const MAX_PER_LEVEL = 10
/** In UTF-16 units; the runner cuts here (docs/internals/facts/github.md, "Annotations"). */
const MAX_MESSAGE_LENGTH = 4_096

const LEVEL = { error: 'error', warning: 'warning', info: 'notice' } as const

/**
 * At most 10 annotations for each level, errors first, in the order of the problems. If there are more, the tenth says
 * how many. Problems of files that the change does not touch are counted in one annotation. All texts are redacted like
 * the comment, before they are cut.
 */
export const renderAnnotations = (problems: readonly Problem[], privacy: Privacy): readonly Annotation[] => {
  const redact = makeRedact(privacy)
  const own = problems.filter(({ isPreexisting }) => isPreexisting !== true)
  const preexisting = preexistingAnnotation(problems.filter(({ isPreexisting }) => isPreexisting === true))
  return (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const counted = preexisting.filter(({ level }) => level === LEVEL[severity])
    const ofLevel = own.filter((problem) => problem.severity === severity)
    return [...limited(ofLevel, MAX_PER_LEVEL - counted.length, redact), ...counted]
  })
}

const limited = (problems: readonly Problem[], most: number, redact: Redaction['redact']): readonly Annotation[] => {
  if (problems.length <= most) return problems.map((problem) => annotation(problem, redact))
  const shown = problems.slice(0, most - 1)
  const rest = problems.length - shown.length
  const [{ severity } = { severity: 'info' as const }] = problems
  const message = `+${rest} more of this kind: all of them are in the job summary and in plan.json.`
  return [
    ...shown.map((problem) => annotation(problem, redact)),
    { level: LEVEL[severity], title: `+${rest} more`, message },
  ]
}

/** One annotation for all problems of other files, or none. It is an error where one of them stops the deploy. */
const preexistingAnnotation = (problems: readonly Problem[]): readonly Annotation[] => {
  if (problems.length === 0) return []
  const message = `${problemText(problems)} in files that this change leaves as they were: the job summary lists them.`
  const level = problems.some(({ severity }) => severity === 'error') ? 'error' : 'notice'
  return [{ level, title: 'Problems in other files', message }]
}

const annotation = (problem: Problem, redact: Redaction['redact']): Annotation => {
  const { severity, message, hint, file, line, column, endLine } = problem
  const failing = failsAtRunTime(problem) ? `Will fail at run time: ${message}` : message
  const text = redact(hint === undefined ? failing : `${failing}\n${hint}`)
  return {
    level: LEVEL[severity],
    title: titleOf(problem),
    message: text.slice(0, MAX_MESSAGE_LENGTH).toWellFormed(),
    file: file === undefined ? undefined : redact(file),
    line,
    column,
    endLine,
  }
}

/** The title of the rule; for a code without a rule, the code with blanks for hyphens. */
const titleOf = ({ code }: Problem): string => codeEntry(code)?.title ?? visible(code).replaceAll('-', ' ')
