import type { Position } from '../finding/problem.ts'
import { firstIndex, offsetsOf } from '../text/compare.ts'

/** Converts offsets of one text to lines and columns. The table of lines is built on first use. */
export class LineIndex {
  readonly #source: string
  #known: readonly number[] | undefined

  constructor(source: string) {
    this.#source = source
  }

  /** The position of `start`, or the range from `start` to `end` (after the last character). */
  positionAt(start: number, end?: number): Position {
    const from = this.#pointAt(start)
    if (end === undefined) return from
    const to = this.#pointAt(end)
    return { ...from, endLine: to.line, endColumn: to.column }
  }

  /** The line of an offset, from 1. */
  lineAt(offset: number): number {
    const starts = this.#starts
    const behind = firstIndex(starts.length, (line) => (starts[line] ?? 0) > offset)
    return Math.max(1, behind)
  }

  /** The offset of a line and column, both from 1. Values outside the text give the nearest offset. */
  offsetAt(line: number, column: number): number {
    const { length } = this.#source
    return Math.min((this.#starts[line - 1] ?? length) + column - 1, length)
  }

  get #starts(): readonly number[] {
    this.#known ??= lineStarts(this.#source)
    return this.#known
  }

  #pointAt(offset: number): { line: number; column: number } {
    const line = this.lineAt(offset)
    // Editors do not count a byte-order mark.
    const hidden = line === 1 && this.#source.startsWith('\uFEFF') ? 1 : 0
    return { line, column: Math.max(offset - (this.#starts[line - 1] ?? 0) - hidden, 0) + 1 }
  }
}

const lineStarts = (source: string): readonly number[] => [0, ...offsetsOf('\n', source).map((at) => at + 1)]

/** The offset at which the line of `offset` begins. */
export const lineStart = (source: string, offset: number): number => source.lastIndexOf('\n', offset - 1) + 1

/** The range of one node in the source, in UTF-16 offsets. `end` is after the last character. */
export interface SourceRange {
  readonly start: number
  readonly end: number
}

/** Replaces the characters of a range by a text. An empty range inserts the text. */
export interface SourceEdit {
  readonly range: SourceRange
  readonly text: string
}

/** The text with all edits applied. Their ranges refer to `source` and do not overlap. */
export const applyEdits = (source: string, edits: readonly SourceEdit[]): string => {
  const pieces: string[] = []
  let from = 0
  // For two insertions at one place, the later one comes first.
  for (const { range, text } of edits.toReversed().toSorted((a, b) => a.range.start - b.range.start)) {
    pieces.push(source.slice(from, range.start), text)
    from = range.end
  }
  return [...pieces, source.slice(from)].join('')
}

/** Returns a function that maps offsets of the edited text to the original. Inserted text maps to the start of its edit. */
export const offsetsBefore = (edits: readonly SourceEdit[]): ((offset: number) => number) => {
  let shift = 0
  const changes = edits
    .toSorted((a, b) => a.range.start - b.range.start)
    .map(({ range, text }) => {
      const start = range.start + shift
      shift += text.length - (range.end - range.start)
      return { range, start, end: start + text.length }
    })
  return (offset) => {
    const last = changes[firstIndex(changes.length, (index) => (changes[index]?.start ?? 0) > offset) - 1]
    if (last === undefined) return offset
    return offset < last.end ? last.range.start : last.range.end + offset - last.end
  }
}

/** The form in which two sources are compared: LF line ends, no trailing white space. */
export const normalizeSource = (source: string): string => source.replaceAll('\r\n', '\n').trimEnd()

/**
 * The characters at which SnakeYAML, Kestra's parser, ends a line, and at which editors, Git and the YAML library of this program do not: a
 * single carriage return, U+0085, U+2028 and U+2029 (docs/internals/facts/kestra.md, "Line ends in YAML").
 */
const HIDDEN = /\r(?!\n)|[\u0085\u2028\u2029]/g

/** An invisible line end, at its offset in UTF-16 units; `name` is its code point, `U+2028`. */
export interface HiddenLineEnd {
  readonly offset: number
  readonly name: string
}

/** All invisible line ends in the order of the text. Almost every text has none. */
export const hiddenLineEnds = (text: string): readonly HiddenLineEnd[] =>
  [...text.matchAll(HIDDEN)].map(({ 0: character, index }) => ({
    offset: index,
    name: `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  }))

/** True if Kestra counts more lines in a text than editors do. */
export const hasHiddenLineEnd = (text: string): boolean => text.search(HIDDEN) !== -1

/** The text with a line feed in place of each invisible line end. All offsets stay the same. */
export const withLinesOfKestra = (text: string): string => text.replace(HIDDEN, '\n')
