import type { Problem } from './problem.ts'
import { isProblemCode, problemCodes } from './problem-codes.ts'

/** True for an error that a server may contradict: it accepts the flow, and this program was wrong about it. */
export const mayServerOverrule = ({ code, severity, source }: Problem): boolean =>
  severity === 'error' && source !== 'server' && isProblemCode(code) && problemCodes[code].decidedBy === 'server'

/**
 * The problems of this program's own checks after a server has validated the flows of `accepted` files and had nothing to object:
 * what the server decides is a warning there at most. It runs the flow, and its version may be one that these rules do not
 * know.
 */
export const yieldToServer = (problems: readonly Problem[], accepted: ReadonlySet<string>): readonly Problem[] =>
  problems.map((problem) => {
    if (problem.file === undefined || !accepted.has(problem.file) || !mayServerOverrule(problem)) return problem
    return { ...problem, severity: 'warning', hint: joined(problem.hint) }
  })

const joined = (hint: string | undefined): string =>
  `${hint === undefined ? '' : `${hint} `}This server accepts the flow as it is, so nothing is held up.`
