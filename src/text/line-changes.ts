import { diffLines } from 'diff'
import { grouped } from './lists.ts'

/** Texts with more edits are counted without a search for the shortest edit script, which takes quadratic time. */
const MAX_EDIT_LENGTH = { least: 200, most: 1_000 }
/**
 * The limit for texts with `lines` lines together. It grows with the square root, so the time stays linear, also for
 * thousands of files.
 */
const maxEditLength = (lines: number): number =>
  Math.min(MAX_EDIT_LENGTH.most, Math.max(MAX_EDIT_LENGTH.least, Math.round(10 * Math.sqrt(lines))))

/** Lines added and removed between two texts, `+3 −1 lines`; `undefined` when their lines are the same. */
export const lineChanges = (before: string, after: string): string | undefined => {
  const limit = maxEditLength(lineCount(before) + lineCount(after))
  const parts = diffLines(before, after, { maxEditLength: limit, stripTrailingCr: true })
  const added = parts ? sum(parts.filter((part) => part.added)) : lineCount(after)
  const removed = parts ? sum(parts.filter((part) => part.removed)) : lineCount(before)
  if (added + removed === 0) return undefined
  const signed = [added > 0 ? `+${grouped(added)}` : '', removed > 0 ? `−${grouped(removed)}` : '']
  return `${signed.filter((part) => part !== '').join(' ')} ${added + removed === 1 ? 'line' : 'lines'}`
}

/** The number of lines; a line end at the end of the text does not begin another line. */
export const lineCount = (text: string): number => (text === '' ? 0 : text.replace(/\r?\n$/, '').split('\n').length)

const sum = (parts: readonly { readonly count: number }[]): number =>
  parts.reduce((total, part) => total + part.count, 0)

/** The line, from 0, of each of these ascending offsets. One pass, however many there are. */
export const linesAt = (text: string, offsets: readonly number[]): readonly number[] => {
  let [line, end] = [0, text.indexOf('\n')]
  return offsets.map((offset) => {
    while (end !== -1 && end < offset) {
      line += 1
      end = text.indexOf('\n', end + 1)
    }
    return line
  })
}
