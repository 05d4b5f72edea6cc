import type { Position } from '../problem/problem.ts'
import type { HiddenLineEnd } from '../text/line-ends.ts'
import { hiddenLineEnds } from '../text/line-ends.ts'
import type { LineIndex } from './source-text.ts'
import type { SyntaxDiagnostic } from './syntax-diagnostics.ts'

/**
 * Where Kestra ends a line and a reader sees none, line by line: what looks like a comment may hold a whole flow. Never fatal: the text
 * is read as Kestra does, and all else that is wrong with it is told as well.
 */
export const hiddenLineEndDiagnostics = (source: string, lines: LineIndex): readonly SyntaxDiagnostic[] =>
  [...Map.groupBy(hiddenLineEnds(source), ({ offset }) => lines.lineAt(offset)).values()].map((onLine) => ({
    code: 'hidden-line-end',
    message: messageOf(onLine),
    position: positionOf(onLine, lines),
    isFatal: false,
  }))

const messageOf = (onLine: readonly HiddenLineEnd[]): string => {
  const [first, ...others] = onLine
  const more = others.length === 0 ? '' : `, and at ${others.length} more on this line`
  return `Kestra's parser ends a line at this character (${first?.name})${more}; editors, Git and GitHub show none. What stands behind it is a line of its own there, also in a comment.`
}

const positionOf = ([first]: readonly HiddenLineEnd[], lines: LineIndex): Position => {
  const start = first?.offset ?? 0
  return lines.positionAt(start, start + 1)
}
