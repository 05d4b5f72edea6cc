import { KINDS } from '../../kinds/kinds.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import type { Content } from '../../resource/resource.ts'
import { PRIVATE_KEY, type SecretSpan } from '../../secrets/find-secrets.ts'
import { linesAt } from '../../text/line-changes.ts'
import { shortened } from '../../text/visible.ts'
import { type DiffLine, diffContents, hiddenNote, serverOnlyLine, shownText } from '../content-diff.ts'
import type { Redaction } from '../redact.ts'

/** The diff of one resource as plain text for a fenced block, with its numbers of lines for headings and folding. */
export interface ResourceDiff {
  readonly resource: PlannedResource
  /** The two compared states, e.g. `server now → after merge`. */
  readonly title: string
  readonly text: string
  /** The redacted lines of the diff; empty where `text` is a sentence about sizes. */
  readonly lines: readonly DiffLine[]
  readonly lineCount: number
  readonly added: number
  readonly removed: number
  /** Changed lines of the comparison. Its time grows with their square. */
  readonly edited: number
}

/** The two contents to compare. `live` marks contents whose lines may be private. */
export interface DiffStates {
  readonly title: string
  readonly before: { readonly content: Content | undefined; readonly isLive: boolean }
  readonly after: { readonly content: Content | undefined; readonly isLive: boolean }
}

/** Changed lines up to which a diff counts as small and is shown open. */
const MAX_SMALL_LINES = 6
/** Number of small diffs that are shown open. More of them would make the page too long to read. */
const MAX_SMALL_DIFFS = 20

/**
 * Lines of new texts, over all resources, that a plan shows open. A new repository has thousands, and none of them is a
 * change to review.
 */
const MOST_NEW_LINES = 40

/** True where the texts of all created resources together are longer than a plan shows open. */
export const areNewLong = (diffs: readonly ResourceDiff[]): boolean => linesIn(diffs.filter(isNew)) > MOST_NEW_LINES

const isNew = ({ resource }: ResourceDiff): boolean => resource.action === 'create'

/**
 * Returns a test for open diffs. All are open where they have at most `mostLines` lines together. Otherwise small diffs
 * are open, new texts only where all new texts together are short.
 */
export const openDiffs = (
  diffs: readonly ResourceDiff[],
  mostLines: number,
): ((diff: ResourceDiff | undefined) => boolean) => {
  const isShort = linesIn(diffs) <= mostLines
  const hidesNew = areNewLong(diffs)
  const small = diffs.filter((diff) => diff.added + diff.removed <= MAX_SMALL_LINES && !(hidesNew && isNew(diff)))
  const open = new Set<ResourceDiff | undefined>(small.slice(0, MAX_SMALL_DIFFS))
  return (diff) => isShort || open.has(diff)
}

/** The number of lines of all given diffs together. */
export const linesIn = (diffs: readonly ResourceDiff[]): number =>
  diffs.reduce((sum, { lineCount }) => sum + lineCount, 0)

interface ComparisonOptions extends Redaction {
  /** Limit of changed lines; longer comparisons show sizes only. */
  readonly mostEdited?: number
}

/** Characters of one line of a diff. Minified files have lines of a megabyte. */
const MAX_LINE_LENGTH = 500

/** The diff of one resource. Secrets are redacted; lines that only the server knows are counted, not shown. */
export const resourceDiff = (
  resource: PlannedResource,
  resourceStates: DiffStates,
  { redact, hidesServerLines, mostEdited }: ComparisonOptions,
): ResourceDiff => {
  const { title } = resourceStates
  const diff = diffContents(resourceStates.before.content, resourceStates.after.content, mostEdited)
  if (diff.kind === 'sentence') {
    const { text, edited } = diff
    return { resource, title, text, lines: [], lineCount: 1, added: 0, removed: 0, edited }
  }
  const isHidden = hidesServerLines ? hiddenLine(resource, resourceStates) : () => false
  const reported = diff.lines.filter((line) => !isHidden(line))
  const shown = reported.map(shownLine(resource, resourceStates, redact))
  const hidden = diff.lines.length - shown.length
  const notes = [...keyNote(reported, resource, resourceStates), ...(hidden > 0 ? [hiddenNote(hidden)] : [])]
  const lines = [...shown, ...notes.map(noteLine)]
  const text = lines.map((line) => `${line.sign === '@' ? '' : line.sign}${line.text}`).join('\n')
  const { added, removed } = diff
  return { resource, title, text, lines, lineCount: shown.length, added, removed, edited: added + removed }
}

const noteLine = (note: string): DiffLine => ({ sign: '\\', text: ` ${note}`, before: undefined, after: undefined })

const hiddenLine = (resource: PlannedResource, { before, after }: DiffStates) => {
  const isServerOnly = serverOnlyLine(resource)
  return ({ sign, text }: DiffLine): boolean =>
    ((sign === '-' && before.isLive) || (sign === '+' && after.isLive)) && isServerOnly(text)
}

const shownLine = (resource: PlannedResource, resourceStates: DiffStates, redact: Redaction['redact']) => {
  const detect = credentialsOf(resource)
  const lines = (content: Content | undefined, state: 'changed' | 'unchanged') =>
    redact(String(shownText(content)), { state, detect }).split('\n')
  const removed = lines(resourceStates.before.content, 'changed')
  const added = lines(resourceStates.after.content, 'changed')
  const kept = lines(resourceStates.after.content, 'unchanged')
  return (line: DiffLine): DiffLine => {
    const { sign, before, after } = line
    if (sign === '@' || sign === '\\') return line
    const text = sign === '-' ? removed[before ?? 0] : (sign === '+' ? added : kept)[after ?? 0]
    return { ...line, text: shortened(String(text), MAX_LINE_LENGTH) }
  }
}

/** Says how many lines of the diff are hidden, so that a reviewer knows that something is missing. */
const keyNote = (
  lines: readonly DiffLine[],
  resource: PlannedResource,
  { before, after }: DiffStates,
): readonly string[] => {
  const keyLines = ({ content }: DiffStates['before']): ReadonlySet<number | undefined> => {
    const text = shownText(content) ?? ''
    const keys = credentialsOf(resource)(text).filter(({ kind }) => kind === PRIVATE_KEY)
    const starts = keys.map(({ start }) => start)
    return new Set(linesAt(text, starts))
  }
  const [removed, added] = [keyLines(before), keyLines(after)]
  const count = lines.filter((line) => (line.sign === '-' ? removed.has(line.before) : added.has(line.after))).length
  if (count === 0) return []
  return [
    count === 1 ? '1 line hidden: it looks like a private key' : `${count} lines hidden: they look like a private key`,
  ]
}

/** Finds credentials under the current and the former name of the resource. */
const credentialsOf =
  ({ kind, name, renamedFrom }: PlannedResource) =>
  (text: string): readonly SecretSpan[] =>
    [...new Set([name, renamedFrom?.name ?? name])]
      .flatMap((known) => KINDS[kind].credentialsIn(known, text))
      .toSorted((a, b) => a.start - b.start)
