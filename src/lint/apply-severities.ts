import type { Problem, Severity } from '../finding/problem.ts'
import { memoize } from '../text/memoize.ts'
import { codeEntry } from './all-codes.ts'

/** Severity by code; `off` removes the problems of that code. */
export type SeveritySettings = Readonly<Record<string, Severity | 'off'>>

export interface SeverityOptions {
  readonly severities: SeveritySettings
  /** The text of a file of the tree, for the comments in it; `undefined` if it is not available. */
  readonly sourceOf: (file: string) => string | undefined
}

const IGNORE_COMMENT = /#\s*kestra-gitops:\s*ignore\s+([\w.-]+(?:[\s,]+[\w.-]+)*)/

/**
 * Applies the severities of the settings and the comments in the files. A comment `# kestra-gitops: ignore <code>` on the line of a
 * problem, or on a line of its own directly above, removes problems with that code on that line only. Problems with an unavoidable code and
 * errors of the server stay.
 */
export const applySeverities = (
  problems: readonly Problem[],
  { severities, sourceOf }: SeverityOptions,
): readonly Problem[] => {
  const ignoredOf = memoize((file: string) => ignoredByLine(sourceOf(file)?.split(/\r?\n/) ?? []))
  return problems.flatMap((problem) => {
    if (codeEntry(problem.code)?.isUnavoidable || isServerError(problem)) return [problem]
    if (isIgnored(problem, ignoredOf)) return []
    const severity = severities[problem.code] ?? problem.severity
    return severity === 'off' ? [] : [{ ...problem, severity }]
  })
}

/** An ignored error would return when the server refuses to save the resource. */
const isServerError = ({ source, severity }: Problem): boolean => source === 'server' && severity === 'error'

/** Returns the codes that comments ignore on a line; lines count from 1. */
type IgnoredCodes = (line: number) => ReadonlySet<string>

const isIgnored = ({ file, line, code }: Problem, ignoredOf: (file: string) => IgnoredCodes): boolean =>
  file !== undefined && line !== undefined && ignoredOf(file)(line).has(code)

/** Memoized by line, because one line can have thousands of problems below thousands of comments. */
const ignoredByLine = (lines: readonly string[]): IgnoredCodes =>
  memoize((line) => {
    const codes = new Set(ignoredCodes(lines[line - 1]))
    for (let above = line - 2; isCommentLine(lines[above]); above -= 1)
      for (const ignored of ignoredCodes(lines[above])) codes.add(ignored)
    return codes
  })

const isCommentLine = (line: string | undefined): boolean => line?.trimStart().startsWith('#') ?? false

const ignoredCodes = (line: string | undefined): string[] => IGNORE_COMMENT.exec(line ?? '')?.[1]?.split(/[\s,]+/) ?? []
