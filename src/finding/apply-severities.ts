import { memoize } from '../text/memoize.ts'
import type { Problem, Severity } from './problem.ts'
import { codeEntry } from './problem-codes.ts'

/** Per code: another severity, or `off` to leave it out. */
export type SeveritySettings = Readonly<Record<string, Severity | 'off'>>

export interface SeverityOptions {
  readonly severities: SeveritySettings
  /** The text of a file of the tree, for the comments in it; `undefined` where it is not at hand. */
  readonly sourceOf: (file: string) => string | undefined
}

const IGNORE_COMMENT = /#\s*kestra-gitops:\s*ignore\s+([\w.-]+(?:[\s,]+[\w.-]+)*)/

/**
 * The problems as the settings and the flows themselves want them. A comment `# kestra-gitops: ignore <code>` on the
 * line of a problem, or on a line of its own directly above, leaves out that code there and nowhere else. What the run cannot do
 * without stays, and so does every error of the server, whatever its code.
 */
export const applySeverities = (
  problems: readonly Problem[],
  { severities, sourceOf }: SeverityOptions,
): readonly Problem[] => {
  const ignoredOf = memoize((file: string) => ignoredByLine(sourceOf(file)?.split(/\r?\n/) ?? []))
  return problems.flatMap((problem) => {
    if (codeEntry(problem.code)?.isUnavoidable || isErrorOfServer(problem)) return [problem]
    if (isIgnored(problem, ignoredOf)) return []
    const severity = severities[problem.code] ?? problem.severity
    return severity === 'off' ? [] : [{ ...problem, severity }]
  })
}

/** Lowered here, it would only come back when the server refuses to save. */
const isErrorOfServer = ({ source, severity }: Problem): boolean => source === 'server' && severity === 'error'

/** The codes that are left out on a line, from 1. */
type IgnoredCodes = (line: number) => ReadonlySet<string>

const isIgnored = ({ file, line, code }: Problem, ignoredOf: (file: string) => IgnoredCodes): boolean =>
  file !== undefined && line !== undefined && ignoredOf(file)(line).has(code)

/** Of thousands of problems on one line, below thousands of comments, each line is looked at once. */
const ignoredByLine = (lines: readonly string[]): IgnoredCodes =>
  memoize((line) => {
    const codes = new Set(ignoredCodes(lines[line - 1]))
    for (let above = line - 2; isCommentLine(lines[above]); above -= 1)
      for (const ignored of ignoredCodes(lines[above])) codes.add(ignored)
    return codes
  })

const isCommentLine = (line: string | undefined): boolean => line?.trimStart().startsWith('#') ?? false

const ignoredCodes = (line: string | undefined): string[] => IGNORE_COMMENT.exec(line ?? '')?.[1]?.split(/[\s,]+/) ?? []

/** True for an error that a server may contradict: it accepts the flow, and this program was wrong about it. */
export const mayServerOverrule = ({ code, severity, source }: Problem): boolean =>
  severity === 'error' && source !== 'server' && codeEntry(code)?.isDecidedByServer === true

/**
 * The problems of this program's own checks after a server has validated the flows of `accepted` files and had nothing to object:
 * what the server decides is a warning there at most. It runs the flow, and its version may be one that these rules do not
 * know. Syntax that it takes is not removed from it.
 */
export const downgradeAcceptedByServer = (
  problems: readonly Problem[],
  accepted: ReadonlySet<string>,
): readonly Problem[] =>
  problems.flatMap((problem) => {
    if (problem.file === undefined || !accepted.has(problem.file)) return [problem]
    if (problem.code === 'removed-syntax') return []
    return mayServerOverrule(problem) ? [{ ...problem, severity: 'warning', hint: joined(problem.hint) }] : [problem]
  })

const joined = (hint: string | undefined): string =>
  `${hint === undefined ? '' : `${hint} `}This server accepts the flow as it is, so nothing is held up.`
