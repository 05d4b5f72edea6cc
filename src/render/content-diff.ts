import { isUtf8 } from 'node:buffer'
import { type StructuredPatchHunk, structuredPatch } from 'diff'
import { listNames } from '../kinds/describe-change.ts'
import type { PlannedResource } from '../plan/plan.ts'
import type { Content } from '../resource/resource.ts'
import { counted, isOrAre } from '../text/lists.ts'
import { visible } from '../text/visible.ts'

/** One line of a unified diff; `text` is without its sign. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | '@' | '\\'
  readonly text: string
  /** Index from 0 in each side; `undefined` where a side does not have the line. */
  readonly before: number | undefined
  readonly after: number | undefined
}

/** How one content becomes another. A sentence when a side is no text or too large to compare line by line, or nothing that is shown differs. */
type ContentDiff =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[]; readonly added: number; readonly removed: number }
  | { readonly kind: 'sentence'; readonly text: string; readonly edited: number }

/** Where the comparison gives up: its time grows with the product of length and number of edits. */
export const MAX_EDITED_LINES = 2_000
const MAX_COMPARED_BYTES = 2_000_000

/**
 * Compares two sides as they would be shown (`visible`); `undefined` = absent on that side. Gives up after `mostEdited` lines; `edited` are
 * those that were looked for in vain.
 */
export const diffContents = (
  before: Content | undefined,
  after: Content | undefined,
  mostEdited = MAX_EDITED_LINES,
): ContentDiff => {
  const [beforeText, afterText] = [textOf(before), textOf(after)]
  const sizes = { kind: 'sentence', text: `${size(before)} → ${size(after)}`, edited: 0 } as const
  if (beforeText === undefined || afterText === undefined) return sizes
  if (beforeText === afterText) return { ...sizes, text: 'only line endings or nothing that can be shown' }
  const patch = structuredPatch('', '', beforeText, afterText, '', '', { context: 3, maxEditLength: mostEdited })
  if (patch === undefined) return { ...sizes, edited: mostEdited }
  const lines = patch.hunks.flatMap(hunkLines)
  const count = (sign: string) => lines.filter((line) => line.sign === sign).length
  return { kind: 'lines', lines, added: count('+'), removed: count('-') }
}

/** The text as it is shown, `''` for an absent side, `undefined` for bytes that are no UTF-8 text. */
export const textOf = (content: Content | undefined): string | undefined => {
  if (content === undefined) return ''
  if (Buffer.byteLength(content) > MAX_COMPARED_BYTES) return undefined
  if (typeof content === 'string') return visible(content)
  return content.includes(0) || !isUtf8(content) ? undefined : visible(new TextDecoder().decode(content))
}

/** The lines of a text as they are shown; none for bytes that are no text. */
export const linesOf = (content: Content | undefined): readonly string[] => textOf(content)?.split('\n') ?? []

const size = (content: Content | undefined): string =>
  content === undefined ? 'absent' : counted(Buffer.byteLength(content), 'byte')

const hunkLines = ({ oldStart, oldLines, newStart, newLines, lines }: StructuredPatchHunk): readonly DiffLine[] => {
  let [before, after] = [oldStart - 1, newStart - 1]
  const heading: DiffLine = {
    sign: '@',
    text: `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    before: undefined,
    after: undefined,
  }
  const body = lines.map((line): DiffLine => {
    const text = line.slice(1)
    if (line.startsWith('-')) return { sign: '-', text, before: before++, after: undefined }
    if (line.startsWith('+')) return { sign: '+', text, before: undefined, after: after++ }
    if (line.startsWith('\\')) return { sign: '\\', text, before: undefined, after: undefined }
    return { sign: ' ', text, before: before++, after: after++ }
  })
  return [heading, ...body]
}

/** An empty range is named by the line before it, as `diff -u` and `patch` do. */
const range = (start: number, count: number): string => `${count === 0 ? start - 1 : start},${count}`

/** docs/internals/threat-model.md, "What leaves the server". */
export const hiddenNote = (hidden: number): string =>
  `${counted(hidden, 'line')} that ${hidden === 1 ? 'exists' : 'exist'} only on the server ${isOrAre(hidden)} not shown, because this repository is public`

/** Tells whether a line of the live content is in no version of the resource that Git is known to hold. */
export const serverOnlyLine = (resource: PlannedResource): ((line: string) => boolean) => {
  const known = new Set([resource.desired, resource.base].flatMap(linesOf))
  return (line) => line.trim() !== '' && !known.has(line)
}

/**
 * What may be said in public of lines of the live content that Git does not know: how many, and below which keys that Git has as
 * well. `undefined` when there is none.
 */
export const serverOnlyNote = (resource: PlannedResource): string | undefined => {
  const isServerOnly = serverOnlyLine(resource)
  const places = new Set<string>()
  let [hidden, key]: [number, string | undefined] = [0, undefined]
  for (const line of linesOf(resource.live)) {
    const isHidden = isServerOnly(line)
    const ownKey = /^([\w-]+):/.exec(line)?.[1]
    if (ownKey !== undefined) key = isHidden ? undefined : ownKey
    if (isHidden) hidden += 1
    if (isHidden && key !== undefined) places.add(key)
  }
  if (hidden === 0) return undefined
  return places.size === 0 ? hiddenNote(hidden) : `below ${listNames([...places])}: ${hiddenNote(hidden)}`
}
