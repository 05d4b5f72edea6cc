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
  /** Index of the line in each text, from 0; `undefined` where that text does not have the line. */
  readonly before: number | undefined
  readonly after: number | undefined
}

/**
 * How one content becomes another: its lines, or a sentence. A sentence is used where one content is not text, is too
 * large, or differs only in characters that are not shown.
 */
type ContentDiff =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[]; readonly added: number; readonly removed: number }
  | { readonly kind: 'sentence'; readonly text: string; readonly edited: number }

/** Changed lines after which the comparison stops. Its time grows with length times number of edits. */
export const MAX_EDITED_LINES = 2_000
const MAX_COMPARED_BYTES = 2_000_000

/**
 * Compares two contents as they are shown (`visible`); `undefined` is an absent content. Stops after `mostEdited`
 * changed lines. `edited` is the number of changed lines tried before it stopped, else 0.
 */
export const diffContents = (
  before: Content | undefined,
  after: Content | undefined,
  mostEdited = MAX_EDITED_LINES,
): ContentDiff => {
  const [beforeText, afterText] = [shownText(before), shownText(after)]
  const sizes = { kind: 'sentence', text: `${size(before)} → ${size(after)}`, edited: 0 } as const
  if (beforeText === undefined || afterText === undefined) return sizes
  if (beforeText === afterText) return { ...sizes, text: 'only line endings or nothing that can be shown' }
  const patch = structuredPatch('', '', beforeText, afterText, '', '', { context: 3, maxEditLength: mostEdited })
  if (patch === undefined) return { ...sizes, edited: mostEdited }
  const lines = patch.hunks.flatMap(hunkLines)
  const count = (sign: string) => lines.filter((line) => line.sign === sign).length
  return { kind: 'lines', lines, added: count('+'), removed: count('-') }
}

/** The text as it is shown; `''` for an absent content, `undefined` for bytes that are not UTF-8 or too many. */
export const shownText = (content: Content | undefined): string | undefined => {
  if (content === undefined) return ''
  if (Buffer.byteLength(content) > MAX_COMPARED_BYTES) return undefined
  if (typeof content === 'string') return visible(content)
  return content.includes(0) || !isUtf8(content) ? undefined : visible(new TextDecoder().decode(content))
}

/** The lines of a text as they are shown; empty for bytes that are not text. */
export const linesOf = (content: Content | undefined): readonly string[] => shownText(content)?.split('\n') ?? []

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

/** A range in the form of `diff -u` and `patch`: an empty range has the number of the line before it. */
const range = (start: number, count: number): string => `${count === 0 ? start - 1 : start},${count}`

/**
 * Says how many lines are not shown on a public repository (docs/internals/threat-model.md, "What leaves the server").
 */
export const hiddenNote = (hidden: number): string =>
  `${counted(hidden, 'line')} that ${hidden === 1 ? 'exists' : 'exist'} only on the server ${isOrAre(hidden)} not shown, because this repository is public`

/** Returns a test for lines of the live content: true where no known Git version of the resource has the line. */
export const serverOnlyLine = (resource: PlannedResource): ((line: string) => boolean) => {
  const known = new Set([resource.desired, resource.base].flatMap(linesOf))
  return (line) => line.trim() !== '' && !known.has(line)
}

/**
 * A public note about live lines that Git does not know: their number, and the top-level keys above them that Git also
 * has. `undefined` when there are none.
 */
export const serverOnlyNote = (resource: PlannedResource): string | undefined => {
  const isServerOnly = serverOnlyLine(resource)
  const keys = new Set<string>()
  let [hidden, key]: [number, string | undefined] = [0, undefined]
  for (const line of linesOf(resource.live)) {
    const isHidden = isServerOnly(line)
    const ownKey = /^([\w-]+):/.exec(line)?.[1]
    if (ownKey !== undefined) key = isHidden ? undefined : ownKey
    if (isHidden) hidden += 1
    if (isHidden && key !== undefined) keys.add(key)
  }
  if (hidden === 0) return undefined
  return keys.size === 0 ? hiddenNote(hidden) : `below ${listNames([...keys])}: ${hiddenNote(hidden)}`
}
