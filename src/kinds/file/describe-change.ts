import { isUtf8 } from 'node:buffer'
import { lineChanges, lineCount } from '../../text/line-changes.ts'
import { counted, grouped } from '../../text/lists.ts'

/**
 * The change of a namespace file in one sentence: `text, +3 −1 lines`, `binary, 1,204 → 1,310 bytes`, `new, 3 lines`, `removed, 3 lines`,
 * `empty`. `undefined` stands for an absent file. Empty if nothing changes.
 */
export const describeFileChange = (options: {
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
}): readonly string[] => {
  const { before, after } = options
  if (before && after) return Buffer.compare(before, after) === 0 ? [] : [changed(before, after)]
  if (after) return [`new, ${size(after)}`]
  return before ? [`removed, ${size(before)}`] : []
}

const changed = (before: Uint8Array, after: Uint8Array): string => {
  if (after.length === 0) return `now empty, was ${size(before)}`
  if (before.length === 0) return `was empty, now ${size(after)}`
  const [left, right] = [textIn(before), textIn(after)]
  if (left === undefined || right === undefined) {
    return `binary, ${grouped(before.length)} → ${counted(after.length, 'byte')}`
  }
  return `text, ${lineChanges(left, right) ?? 'only line ends changed'}`
}

const size = (content: Uint8Array): string => {
  const text = textIn(content)
  if (text === undefined) return `binary, ${counted(content.length, 'byte')}`
  return text === '' ? 'empty' : counted(lineCount(text), 'line')
}

/** The text of UTF-8 bytes without NUL (Git uses NUL to detect binary files); `undefined` for all other bytes. */
const textIn = (content: Uint8Array): string | undefined =>
  isUtf8(content) && !content.includes(0) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(content) : undefined
