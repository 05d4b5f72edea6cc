import { KINDS } from '../../kinds/kinds.ts'
import { listNames } from '../../kinds/words.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import type { Content } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { shortened } from '../../text/visible.ts'
import { hidesServerLines, type Privacy, type Redact } from '../redact.ts'
import { type DiffLine, diffContents, linesOf, textOf } from './content-diff.ts'

/** The diff of one resource as plain text to be fenced, and its size for headings and for the decision to open it. */
export interface ResourceDiff {
  readonly resource: PlannedResource
  /** What is compared with what, e.g. `server now → after merge`. */
  readonly title: string
  readonly text: string
  /** The same line by line, each as it may be shown; none where `text` is a sentence about sizes. */
  readonly lines: readonly DiffLine[]
  readonly lineCount: number
  readonly added: number
  readonly removed: number
  /** Lines not shown because Git does not know them and the repository is public. */
  readonly hidden: number
}

/** What to compare; `live` marks the sides whose lines may be private. */
export interface DiffSides {
  readonly title: string
  readonly before: { readonly content: Content | undefined; readonly isLive: boolean }
  readonly after: { readonly content: Content | undefined; readonly isLive: boolean }
}

/** Characters of one line of a diff; minified files have lines of a megabyte. */
const MAX_LINE_LENGTH = 500

/** What happens to a resource, line by line: secrets redacted, and lines only the server knows counted instead of shown. */
export const resourceDiff = (
  resource: PlannedResource,
  sides: DiffSides,
  { redact, privacy }: { readonly redact: Redact; readonly privacy: Privacy },
): ResourceDiff => {
  const base = { resource, title: sides.title, lines: [], lineCount: 1, added: 0, removed: 0, hidden: 0 }
  const contents = [sides.before.content, sides.after.content]
  if (contents.some((content) => holdsCredential(resource, content)))
    return { ...base, text: `what looks like a credential, ${contents.map(sizeOf).join(' → ')}` }
  const diff = diffContents(sides.before.content, sides.after.content)
  switch (diff.kind) {
    case 'bytes':
      return { ...base, text: `${size(diff.before)} → ${size(diff.after)}` }
    case 'line-endings':
      return { ...base, text: 'only line endings or nothing that can be shown' }
    case 'lines': {
      const isHidden = hiddenLine(resource, sides, privacy)
      const shown = diff.lines.filter((line) => !isHidden(line)).map(shownLine(sides, redact))
      const hidden = diff.lines.length - shown.length
      const lines = hidden > 0 ? [...shown, noteLine(hiddenNote(hidden))] : shown
      const text = lines.map((line) => `${line.sign === '@' ? '' : line.sign}${line.text}`).join('\n')
      return { ...base, text, lines, lineCount: shown.length, added: diff.added, removed: diff.removed, hidden }
    }
  }
}

const noteLine = (note: string): DiffLine => ({ sign: '\\', text: ` ${note}`, before: undefined, after: undefined })

/** docs/security.md, "What leaves the server". */
export const hiddenNote = (hidden: number): string =>
  `${counted(hidden, 'line')} that ${hidden === 1 ? 'exists' : 'exist'} only on the server ${hidden === 1 ? 'is' : 'are'} not shown, because this repository is public`

const hiddenLine = (resource: PlannedResource, { before, after }: DiffSides, privacy: Privacy) => {
  if (!hidesServerLines(privacy)) return () => false
  const isServerOnly = serverOnlyLine(resource)
  return ({ sign, text }: DiffLine): boolean =>
    ((sign === '-' && before.isLive) || (sign === '+' && after.isLive)) && isServerOnly(text)
}

const shownLine = (sides: DiffSides, redact: Redact) => {
  const lines = (content: Content | undefined, state: 'changed' | 'unchanged') =>
    redact(String(textOf(content)), state).split('\n')
  const removed = lines(sides.before.content, 'changed')
  const added = lines(sides.after.content, 'changed')
  const kept = lines(sides.after.content, 'unchanged')
  return (line: DiffLine): DiffLine => {
    const { sign, before, after } = line
    if (sign === '@' || sign === '\\') return line
    const text = sign === '-' ? removed[before ?? 0] : (sign === '+' ? added : kept)[after ?? 0]
    return { ...line, text: shortened(String(text), MAX_LINE_LENGTH) }
  }
}

const holdsCredential = ({ kind, name }: PlannedResource, content: Content | undefined): boolean =>
  content !== undefined && KINDS[kind].credentialsIn(name, content).length > 0

const sizeOf = (content: Content | undefined): string => size(content === undefined ? null : Buffer.byteLength(content))

const size = (bytes: number | null): string => (bytes === null ? 'absent' : counted(bytes, 'byte'))

/** Tells whether a line of the live content is in no version of the resource that Git is known to hold. */
const serverOnlyLine = (resource: PlannedResource): ((line: string) => boolean) => {
  const known = new Set([resource.desired, resource.base, resource.recorded].flatMap(linesOf))
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
